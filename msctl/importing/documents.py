"""A document read into a ledger: the way in for everything that imports."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from msctl.importing.account import Account, Reading, Tally
from msctl.importing.assemble import assemble
from msctl.importing.cells import CellReader
from msctl.importing.columns import find_columns
from msctl.importing.dumps import read_text
from msctl.importing.errors import NoTable, UnknownTable
from msctl.importing.headers import same_titles, stack_titles
from msctl.importing.preamble import read_preamble
from msctl.importing.proposals import propose
from msctl.importing.residue import clean, compact
from msctl.importing.rows import Rows, compare_totals, tell_apart
from msctl.importing.tables import SourceTable
from msctl.model.layout import Layout
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import Value

Part = Literal["all", "plan", "report"]


@dataclass(frozen=True)
class Imported:
    """What a document holds for a ledger."""

    projects: tuple[Record, ...]
    """in printed order"""
    ledger: Record
    """the ledger's own fields as the document states them, with the layout if it was found by the
    column titles"""
    account: Account


def read_document(
    text: str,
    ledger: Ledger,
    region: Region,
    *,
    table: int = 1,
    accept: bool = False,
    part: Part = "all",
) -> Imported:
    """Read one table of a document by the ledger's layout, or by the titles of its columns.

    Args:
        text: the document, see :func:`decode`.
        ledger: what the table belongs to; its layouts, marks, status words and year are used.
        region: its register decides where the names of units begin and end.
        table: which of the document's tables, from 1.
        accept: whether the proposed numbers are written; they are listed as guesses either way.
        part: ``plan`` leaves every ``report.*`` field out, ``report`` everything but the number
            and these.

    Raises:
        NoTable, UnknownTable, BadLayout.
    """
    dumps = read_text(text).tables
    if not dumps:
        raise NoTable
    if not 1 <= table <= len(dumps):
        raise UnknownTable(table=table, tables=len(dumps))
    dump = dumps[table - 1]
    tally = Tally()
    told = tell_apart(dump.rows, dump.width, tally)
    own = read_preamble(dump.before)
    found = Record({})
    layout = _fitting(ledger, told, dump)
    if layout is None:
        found = _found(told, dump, own.text("title"))
        ledger = Ledger(ledger.id, Record(found.fields | _without_layouts(ledger)))
        layout = ledger.layout("official")
    reader = CellReader(layout, ledger, region, tally)
    projects = assemble(told.data, reader)
    totals, stated = compare_totals(told, layout, tally)
    if part != "report":
        projects = [_propose(project, ledger, tally, accept=accept) for project in projects]
    records = tuple(_only(project, part) for project in projects)
    account = Account(
        table=table,
        tables=len(dumps),
        rows=len(told.data),
        cells=sum(1 for row in told.data for cell in row if cell.strip()),
        projects=len(records),
        tasks=sum(len(project.keys(("task",))) for project in projects),
        columns=tuple(_readings(layout, tally)),
        residue=tally.summed(),
        kept=tuple(tally.kept),
        guesses=tuple(tally.guesses),
        totals=totals,
        projects_stated=stated,
        layout_found=bool(found.fields),
    )
    return Imported(records, Record(own.fields | found.fields), account)


def _fitting(ledger: Ledger, told: Rows, dump: SourceTable) -> Layout | None:
    """The ledger's layout whose titles the table has."""
    header = stack_titles(told.header, dump.width)
    layouts = map(ledger.layout, ledger.layout_names)
    return next((layout for layout in layouts if same_titles(layout, header)), None)


def _found(told: Rows, dump: SourceTable, title: str) -> Record:
    """The layout, marks and status words that the table's titles and cells speak of."""
    rows = [tuple(clean(cell, lambda kind, quote: None) for cell in row) for row in told.data]
    return find_columns(stack_titles(told.header, dump.width), title, rows)


def _without_layouts(ledger: Ledger) -> dict[FieldPath, Value]:
    return {path: value for path, value in ledger.record.leaves() if path[0] != "layout"}


def _propose(project: Record, ledger: Ledger, tally: Tally, *, accept: bool) -> Record:
    """Tells the numbers that the wording states, and writes them when they are accepted."""
    tally.number = project.text("number")
    fields = dict(project.fields)
    for proposed in propose(project, ledger.money_unit):
        tally.guess(proposed.reason, proposed.path, proposed.value, proposed.quote)
        if accept:
            fields.setdefault(proposed.path, proposed.value)
    return Record(fields)


def _readings(layout: Layout, tally: Tally) -> Iterable[Reading]:
    for column in layout.columns:
        title = compact(column.header[-1])
        yield Reading(title, tuple(map(str, column.fields)), tally.filled[column.key])


def _only(record: Record, part: Part) -> Record:
    """The fields of one part of the record."""
    if part == "all":
        return record

    def wanted(path: FieldPath) -> bool:
        own = path[2:] if path[0] == "task" else path
        reported = own[0] == "report"
        return not reported if part == "plan" else reported or path == ("number",)

    return Record({path: value for path, value in record.leaves() if wanted(path)})
