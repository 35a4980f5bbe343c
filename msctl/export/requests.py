"""What is asked for when official tables are exported, and the tables that answer it."""

from collections.abc import Iterable
from dataclasses import dataclass

from msctl.export.official import build
from msctl.export.table import Table
from msctl.model.paths import LedgerId
from msctl.model.period import Period
from msctl.model.scope import ledgers_in, projects_in
from msctl.model.snapshot import Snapshot

OFFICIAL = "official"
"""The layout of a ledger's published table."""


@dataclass(frozen=True, slots=True)
class Request:
    """A scope printed by a layout."""

    scope: str
    layout: str = OFFICIAL
    period: Period | None = None

    def tables(self, snapshot: Snapshot) -> dict[LedgerId, Table]:
        """The table of each ledger the scope names, with those of its projects that it names.

        Raises NothingInScope, AmbiguousScope, UnknownLayout, BadLayout.
        """
        chosen = projects_in(snapshot, self.scope, empty=True)
        return {
            ledger: build(
                snapshot,
                ledger,
                self.layout,
                [p for p in chosen if p.id.ledger == ledger],
                self.period,
            )
            for ledger in ledgers_in(snapshot, self.scope)
        }

    def scopes(self, snapshot: Snapshot, ledgers: Iterable[LedgerId]) -> list[str]:
        """What to call the exported: the whole ids of ledgers that are exported whole, else the
        scope as it was given."""
        chosen = {project.id for project in projects_in(snapshot, self.scope, empty=True)}
        named = list(ledgers)
        whole = all(p.id in chosen for ledger in named for p in snapshot.by_ledger.get(ledger, ()))
        return [*named] if whole else [self.scope]


def file_name(ledger: LedgerId, layout: str, ending: str) -> str:
    """The name of a ledger's file among others: ``qixia-2024-minsheng-official.docx``."""
    return f"{ledger.replace('/', '-')}-{layout}.{ending}"
