"""A notice as a document: its paragraphs and, as annexes, the tables it speaks of."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from msctl.export.notice.template import Block
from msctl.export.official import build
from msctl.export.origin import Origin
from msctl.export.requests import OFFICIAL, as_annexes
from msctl.export.table import Table
from msctl.model.layout import Layout
from msctl.model.ledger import Ledger
from msctl.model.period import Period, is_period, parse_period
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.text.joining import one_line

PROGRESS = "progress"
"""The layout for a period that the ledger's own table is not about."""


@dataclass(frozen=True, slots=True)
class Document:
    """A filled-in notice."""

    blocks: tuple[Block, ...]
    annexes: tuple[Table, ...]
    origin: Origin | None = None

    @property
    def title(self) -> str:
        """The notice's title on one line; empty where its template has none."""
        return next((one_line(block.text) for block in self.blocks if block.kind == "title"), "")


def annexes(
    snapshot: Snapshot, projects: Sequence[Project], period: Period, layout: str | None = None
) -> list[Table]:
    """The table of each ledger of the projects, numbered as annexes.

    Without a layout it is the official table where that reports the period, else the table of
    progress. Raises UnknownLayout, BadLayout.
    """
    ids = dict.fromkeys(project.id.ledger for project in projects)
    ledgers = [snapshot.ledger(one) for one in as_annexes(snapshot, ids)]
    tables = []
    for ledger in ledgers:
        name = layout or fitting_layout(ledger, period)
        own = [project for project in projects if project.id.ledger == ledger.id]
        tables.append(build(snapshot, ledger.id, name, own, period))
    titles = Counter(table.title for table in tables)
    return [
        replace(
            table,
            heading="附件" if len(tables) == 1 else f"附件{place}",
            title=f"{table.title}\n（{one_line(ledger.title)}）"
            if titles[table.title] > 1
            else table.title,
        )
        for place, (ledger, table) in enumerate(zip(ledgers, tables, strict=True), 1)
    ]


def fitting_layout(ledger: Ledger, period: Period) -> str:
    """The ledger's official layout, if its table reports this period and no other."""
    if OFFICIAL not in ledger.layout_names:
        return PROGRESS
    told = _periods(ledger.layout(OFFICIAL))
    year = ledger.id.year
    fits = told and all(one.ended_by(period, year) and period.ended_by(one, year) for one in told)
    return OFFICIAL if fits else PROGRESS


def _periods(layout: Layout) -> list[Period]:
    keys = (path[1] for column in layout.columns for path in column.fields if path[0] == "report")
    return [parse_period(key) for key in keys if is_period(key)]
