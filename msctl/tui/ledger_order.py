"""In which order a ledger's projects stand: sorted by a column, grouped by category or unit."""

from collections.abc import Callable, Collection, Iterable, Sequence, Set
from dataclasses import dataclass

from msctl.tui.ledger_cells import ABSENT, Order

GROUPS = ("", "category", "unit")
"""What rows may be grouped by; nothing is the first."""

HEADING = "group:"
"""Before the name of a group in the key of its row; no project's id holds a colon."""


@dataclass(frozen=True, slots=True)
class Sorting:
    """The column that rows are sorted by; none is the printed order."""

    column: str = ""
    downwards: bool = False

    def next(self, column: str) -> "Sorting":
        """What asking for a column once more gives: upwards, downwards, printed order."""
        if column != self.column:
            return Sorting(column)
        return Sorting() if self.downwards else Sorting(column, downwards=True)

    @property
    def mark(self) -> str:
        """What stands behind the title."""
        return "v" if self.downwards else "^"


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one category or unit."""

    name: str
    members: tuple[str, ...]

    @property
    def key(self) -> str:
        """The key of its heading."""
        return f"{HEADING}{self.name}"


def is_heading(key: str) -> bool:
    """Whether a row heads a group."""
    return key.startswith(HEADING)


def sort_keys(keys: Sequence[str], orders: Sequence[Order], sorting: Sorting) -> list[str]:
    """Rows in the order of a column; equal ones stay as they were, absent ones come last.

    ``orders`` says what each row is sorted by, in the order of ``keys``.
    """
    if not sorting.column:
        return list(keys)
    places = [place for place, order in enumerate(orders) if order != ABSENT]
    places.sort(key=orders.__getitem__, reverse=sorting.downwards)
    found = [keys[place] for place in places]
    if len(found) < len(keys):
        found += [key for key, order in zip(keys, orders, strict=True) if order == ABSENT]
    return found


def gather(keys: Iterable[str], name_of: Callable[[str], str]) -> list[Group]:
    """The groups in the order in which they first occur, their rows in the order given."""
    found: dict[str, list[str]] = {}
    for key in keys:
        found.setdefault(name_of(key), []).append(key)
    return [Group(name, tuple(members)) for name, members in found.items()]


def with_headings(groups: Iterable[Group], folded: Collection[str]) -> list[str]:
    """Headings and rows as the grid shows them; of a folded group only its heading."""
    shown: list[str] = []
    for group in groups:
        shown.append(group.key)
        if group.key not in folded:
            shown += group.members
    return shown


def toggled(chosen: Set[str], rows: Iterable[str]) -> set[str]:
    """The rows chosen when some are chosen, too; when all of those are already, without them."""
    rows = set(rows)
    return set(chosen - rows) if chosen >= rows else set(chosen | rows)


def between(keys: Sequence[str], first: str | None, last: str) -> set[str]:
    """The rows from one to another, both included, without headings; only the last one where the
    first is not shown."""
    places = [keys.index(last), keys.index(first) if first in keys else keys.index(last)]
    return {key for key in keys[min(places) : max(places) + 1] if not is_heading(key)}
