"""What is asked for when official tables are exported, and the tables that answer it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from msctl.export.bodies import answers_for
from msctl.export.errors import NothingForUnit, TakesNoPeriod
from msctl.export.layouts import takes_period
from msctl.export.official import build
from msctl.export.table import Table
from msctl.model.paths import LedgerId
from msctl.model.period import Period
from msctl.model.project import Project, natural
from msctl.model.scope import ledgers_in, projects_in
from msctl.model.snapshot import Snapshot

OFFICIAL = "official"
"""The layout of a ledger's published table."""


_MANY = 3
"""ledgers from which on a document says the scope as it was given, not each of them"""


@dataclass(frozen=True, slots=True)
class Request:
    """Scopes, parted by blanks, printed by a layout."""

    scope: str
    layout: str = OFFICIAL
    period: Period | None = None
    unit: str = ""
    """only what this unit answers for; empty: everything"""

    def tables(self, snapshot: Snapshot) -> dict[LedgerId, Table]:
        """The table of each ledger the scope names, with those of its projects that it names.

        Raises NothingInScope, AmbiguousScope, UnknownLayout, BadLayout, TakesNoPeriod for a period
        that the layout has no place for, and NothingForUnit.
        """
        for ledger in self.ledgers(snapshot) if self.period else ():
            if not takes_period(snapshot.ledger(ledger), self.layout):
                raise TakesNoPeriod(layout=self.layout, period=self.period)
        chosen = self._projects(snapshot)
        if self.unit and not chosen:
            raise NothingForUnit(unit=self.unit, scope=self.scope)
        found = {
            ledger: build(
                snapshot,
                ledger,
                self.layout,
                [p for p in chosen if p.id.ledger == ledger],
                self.period,
                self.unit,
            )
            for ledger in self.ledgers(snapshot)
        }
        # a ledger in which the unit has nothing has no list of it
        return {ledger: table for ledger, table in found.items() if table.body or not self.unit}

    def ledgers(self, snapshot: Snapshot) -> list[LedgerId]:
        """The ledgers that the scopes name. Raises NothingInScope, AmbiguousScope."""
        named = (
            ledger
            for scope in self._parts
            for ledger in as_annexes(snapshot, ledgers_in(snapshot, scope))
        )
        return list(dict.fromkeys(named))

    def named(self, snapshot: Snapshot, ledgers: Collection[LedgerId]) -> str:
        """What to call the exported: the whole ids of ledgers that are exported whole, else the
        scope as it was given."""
        chosen = {project.id for project in self._scoped(snapshot)}
        whole = all(p.id in chosen for own in ledgers for p in snapshot.by_ledger.get(own, ()))
        return " ".join(ledgers) if whole and len(ledgers) < _MANY else self.scope

    @property
    def _parts(self) -> list[str]:
        return self.scope.split() or [self.scope]

    def _scoped(self, snapshot: Snapshot) -> list[Project]:
        return [p for scope in self._parts for p in projects_in(snapshot, scope, empty=True)]

    def _projects(self, snapshot: Snapshot) -> list[Project]:
        found = self._scoped(snapshot)
        if not self.unit:
            return found
        return [p for p in found if answers_for(snapshot.region(p.id.region), self.unit, p.tasks)]


def as_annexes(snapshot: Snapshot, ledgers: Iterable[LedgerId]) -> list[LedgerId]:
    """Ledgers with those of a region and year in the order of their numbers, where they were
    issued as annexes of one document."""

    def place(ledger: LedgerId) -> tuple[object, ...]:
        heading = snapshot.ledger(ledger).record.text("heading")
        return (ledger.region, ledger.year, *natural(heading.lstrip("附件：: \u3000")))

    return sorted(ledgers, key=place)


def file_name(ledger: LedgerId, layout: str, ending: str) -> str:
    """The name of a ledger's file among others: ``qixia-2024-minsheng-official.docx``."""
    return f"{ledger.replace('/', '-')}-{layout}.{ending}"
