"""Which project of a ledger a document's row is: by printed number and name.

The number is what offices go by, but rows are renumbered and numbers are given anew: a row whose
name stands under another number is that project, and a number that now names something else is
a question for a person.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from msctl.model.errors import MsctlError
from msctl.model.paths import ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.text.fold import fold

_ALIKE = 60.0
"""from this likeness of two names on (rapidfuzz's ratio, 0 to 100), one is a new wording of the
other: offices shorten names and add (续建) to them, which keeps more than this"""


class NumberGivenTwice(MsctlError):
    """A row that fits several projects. Details: ledger, number, ids."""


@dataclass(frozen=True, slots=True)
class Match:
    """A row and its project."""

    record: Record
    project: Project | None
    """None for a project that is not there yet"""
    other_matter: bool = False
    """whether the number is the same and the name speaks of something else"""


def match_rows(ledger: str, present: Sequence[Project], rows: Iterable[Record]) -> list[Match]:
    """Find each row's project.

    Raises NumberGivenTwice where several projects have a row's number and none its name.
    """
    found = _Index(ledger, present)
    listed = list(rows)
    matches = dict(_firsts(found, listed))
    return [
        matches[place] if place in matches else found.by_number(row)
        for place, row in enumerate(listed)
    ]


def _firsts(found: "_Index", rows: Sequence[Record]) -> Iterator[tuple[int, Match]]:
    """The rows that their name makes certain, by place: those that stand under their number too
    come first, and a project that a row has is no other row's."""
    for sure in (found.exactly, found.by_name):
        for place, row in enumerate(rows):
            if (match := sure(row)) is not None:
                yield place, match


class _Index:
    def __init__(self, ledger: str, present: Sequence[Project]) -> None:
        self._ledger = ledger
        self._by_number: dict[str, list[Project]] = {}
        self._by_name: dict[str, list[Project]] = {}
        self._taken: set[ProjectId] = set()
        """projects that are found already"""
        for project in present:
            self._by_number.setdefault(fold(project.number), []).append(project)
            self._by_name.setdefault(fold(project.name), []).append(project)

    def exactly(self, row: Record) -> Match | None:
        """By number and name, or by the number of a row that states no name."""
        name = fold(row.text("name"))
        numbered = self._by_number.get(fold(row.text("number")), [])
        both = [project for project in numbered if not name or fold(project.name) == name]
        return self._match(row, both[0]) if len(both) == 1 else None

    def by_name(self, row: Record) -> Match | None:
        """By a name that one project has which no other row is."""
        named = self._by_name.get(fold(row.text("name")), [])
        left = [project for project in named if project.id not in self._taken]
        return self._match(row, left[0]) if len(left) == len(named) == 1 else None

    def by_number(self, row: Record) -> Match:
        """By the number of a project that no other row is; else the row is new."""
        number = row.text("number")
        numbered = self._by_number.get(fold(number), [])
        left = [project for project in numbered if project.id not in self._taken]
        if len(left) > 1:
            ids = "、".join(project.id for project in left)
            raise NumberGivenTwice(ledger=self._ledger, number=number, ids=ids)
        if not left:
            return Match(row, None)
        found = self._match(row, left[0])
        return replace(found, other_matter=not _alike(fold(left[0].name), fold(row.text("name"))))

    def _match(self, row: Record, project: Project) -> Match:
        self._taken.add(project.id)
        return Match(row, project)


def _alike(one: str, other: str) -> bool:
    from rapidfuzz.fuzz import ratio

    return one in other or other in one or ratio(one, other) >= _ALIKE
