"""Which project of a ledger a document's row is: by printed number and name.

The number is what offices go by, but rows are renumbered and numbers are given anew: a row whose
name stands under another number is that project, and a number that now names something else is
a question for a person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msctl.model.errors import MsctlError
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
    return [found.match(row) for row in rows]


class _Index:
    def __init__(self, ledger: str, present: Sequence[Project]) -> None:
        self._ledger = ledger
        self._by_number: dict[str, list[Project]] = {}
        self._by_name: dict[str, list[Project]] = {}
        for project in present:
            self._by_number.setdefault(fold(project.number), []).append(project)
            self._by_name.setdefault(fold(project.name), []).append(project)

    def match(self, row: Record) -> Match:
        if not self._by_number:
            return Match(row, None)
        number, name = row.text("number"), fold(row.text("name"))
        numbered = self._by_number.get(fold(number), [])
        named = self._by_name.get(name, []) if name else []
        both = [project for project in numbered if project in named]
        if len(both) == 1 or (len(numbered) == 1 and not name):
            return Match(row, (both or numbered)[0])
        if len(named) == 1:
            return Match(row, named[0])
        if len(numbered) > 1:
            ids = "、".join(project.id for project in numbered)
            raise NumberGivenTwice(ledger=self._ledger, number=number, ids=ids)
        if not numbered:
            return Match(row, None)
        return Match(row, numbered[0], not _alike(fold(numbered[0].name), name))


def _alike(one: str, other: str) -> bool:
    from rapidfuzz.fuzz import ratio

    return one in other or other in one or ratio(one, other) >= _ALIKE
