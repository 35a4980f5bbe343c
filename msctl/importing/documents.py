"""A document read into a ledger: the way in for everything that imports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from msctl.importing.account import Account, Reading, Tally
from msctl.importing.assemble import Wanted, assemble
from msctl.importing.cells import CellReader
from msctl.importing.errors import LayoutDoesNotFit, NoTable, UnknownTable
from msctl.importing.finding import Found, find_layout
from msctl.importing.headers import same_titles
from msctl.importing.outside import account_header, account_outside
from msctl.importing.preamble import read_preamble
from msctl.importing.proposals import propose
from msctl.importing.residue import compact
from msctl.importing.rows import Rows, tell_apart
from msctl.importing.sums import compare_sums
from msctl.importing.tables import Document, SourceTable
from msctl.model.layout import Column, Layout
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import Value

Part = Literal["all", "plan", "report"]
_CATEGORY = (FieldPath.of("category"),)


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
    document: Document,
    ledger: Ledger,
    region: Region,
    *,
    table: int = 1,
    layout: str | None = None,
    accept: bool = False,
    part: Part = "all",
) -> Imported:
    """Read one table of a document by the ledger's layout, or by the titles of its columns.

    Args:
        document: what a reader found, see :mod:`msctl.importing.readers.opening`.
        ledger: what the table belongs to; its layouts, marks, status words and year are used.
        region: its register decides where the names of units begin and end.
        table: which of the document's tables, from 1.
        layout: the ledger's layout to read by; without it the one whose titles the table has.
        accept: whether the proposed numbers are written; they are listed as guesses either way.
        part: ``plan`` leaves every ``report.*`` field out, ``report`` everything but the number
            and these.

    Raises:
        NoTable, UnknownTable, UnknownLayout, LayoutDoesNotFit, BadLayout.
    """
    source = _table(document, table)
    tally = Tally()
    told = tell_apart(source, tally)
    last = table == len(document.tables)
    below = (*told.notes, *(document.after if last else ()), *document.notes)
    own = read_preamble((*source.before, *told.above), below)
    fitting = _fitting(ledger, told, layout)
    found = Found(Record({}), {})
    if fitting is None:
        found = find_layout(told, own)
        fields = dict(found.record.fields)
        if unit := own.text("money_unit"):
            fields[FieldPath.of("money_unit")] = unit
        ledger = Ledger(ledger.id, Record(fields | _without_layouts(ledger)))
        fitting = _readable(ledger.layout("official"), told)
    reader = CellReader(fitting, ledger, region, tally, found.money_units)
    projects = assemble(told.data, reader, _wanted(part))
    projects = [_with_units(project, found.measured) for project in projects]
    totals, stated = compare_sums(told, fitting, tally)
    account_header(source, told, fitting, tally)
    account_outside(document, table, told, tally)
    if part != "report":
        projects = [_propose(project, ledger, tally, accept=accept) for project in projects]
    account = Account(
        table=table,
        tables=len(document.tables),
        rows=len(told.data),
        cells=sum(1 for row in told.data for cell in row.cells if cell and not cell.isspace()),
        projects=len(projects),
        tasks=sum(len(project.keys(("task",))) for project in projects),
        columns=tuple(_readings(fitting, tally)),
        residue=tally.summed(),
        kept=tuple(tally.kept),
        guesses=tuple(tally.guesses),
        totals=totals,
        characters=tally.characters,
        projects_stated=stated,
        layout_found=bool(found.record.fields),
        remarks=document.remarks,
    )
    return Imported(tuple(projects), Record(own.fields | found.record.fields), account)


def _table(document: Document, table: int) -> SourceTable:
    if not document.tables:
        raise NoTable
    if not 1 <= table <= len(document.tables):
        raise UnknownTable(table=table, tables=len(document.tables))
    return document.tables[table - 1]


def fitting_layout(ledger: Ledger, source: SourceTable) -> Layout | None:
    """The ledger's layout whose titles a table has."""
    return _fitting(ledger, tell_apart(source, Tally()), None)


def _fitting(ledger: Ledger, told: Rows, asked: str | None) -> Layout | None:
    """The layout asked for, or the one whose titles the table has, as the table's rows need it."""
    if asked is not None:
        layout = _readable(ledger.layout(asked), told)
        if len(layout.columns) != len(told.titles):
            raise LayoutDoesNotFit(
                layout=asked, columns=len(layout.columns), found=len(told.titles)
            )
        return layout
    layouts = (_readable(ledger.layout(name), told) for name in ledger.layout_names)
    return next((layout for layout in layouts if same_titles(layout, told.titles)), None)


def _readable(layout: Layout, told: Rows) -> Layout:
    """The layout without its column of categories, where these stand in rows of their own."""
    if not told.categorised or len(layout.columns) <= len(told.titles):
        return layout
    columns: Sequence[Column] = [c for c in layout.columns if c.fields != _CATEGORY]
    return replace(layout, columns=tuple(columns))


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


def _with_units(project: Record, measured: dict[str, str]) -> Record:
    """The units that the titles of indicators state, beside their figures."""
    found = {
        FieldPath.of("measure", name, "unit"): unit
        for name, unit in measured.items()
        if project.keys(("measure", name))
    }
    return Record({**project.fields, **found}) if found else project


def _readings(layout: Layout, tally: Tally) -> Iterator[Reading]:
    for column in layout.columns:
        title = compact(column.header[-1])
        yield Reading(title, tuple(map(str, column.fields)), tally.filled[column.key])


def _wanted(part: Part) -> Wanted:
    def wanted(path: FieldPath) -> bool:
        reported = path[0] == "report"
        return not reported if part == "plan" else reported or path == ("number",)

    return (lambda path: True) if part == "all" else wanted
