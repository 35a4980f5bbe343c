"""A document read into a ledger: the way in for everything that imports."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from msctl.importing.account import Account, Guess, Reading, Tally, Total
from msctl.importing.assemble import Wanted, assemble, merge_tables
from msctl.importing.cells import CellReader
from msctl.importing.errors import LayoutDoesNotFit, NoTable, UnknownTable
from msctl.importing.finding import Found, find_layout
from msctl.importing.headers import period_of, same_titles
from msctl.importing.outside import account_header, account_outside, account_rows, alike
from msctl.importing.preamble import read_preamble, states_unit
from msctl.importing.proposals import propose
from msctl.importing.residue import compact
from msctl.importing.rows import Rows
from msctl.importing.sorting import tell_apart
from msctl.importing.steady import uncollected
from msctl.importing.sums import compare_sums
from msctl.importing.tables import Aside, Document, SourceTable
from msctl.model.layout import Column, Layout
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import Value

Part = Literal["all", "plan", "report"]
_MONEY_UNIT = FieldPath.of("money_unit")
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


@uncollected()
def read_document(
    document: Document,
    ledger: Ledger,
    region: Region,
    *,
    tables: Sequence[int] = (1,),
    layout: str | None = None,
    accept: bool = False,
    part: Part = "all",
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Imported:
    """Read tables of a document by the ledger's layout, or by the titles of their columns.

    Args:
        document: what a reader found, see :mod:`msctl.importing.readers.opening`.
        ledger: what the tables belong to; its layouts, marks, status words and year are used.
        region: its register decides where the names of units begin and end.
        tables: which of the document's tables, from 1, see :mod:`msctl.importing.choosing`.
        layout: the ledger's layout to read by; without it the one whose titles a table has.
        accept: whether the proposed numbers are written; they are listed as guesses either way.
        told: hears how far the reading is, in steps done and in all: each row and each project.
        part: ``plan`` leaves every ``report.*`` field out, ``report`` everything but the number
            and these.

    Raises:
        NoTable, UnknownTable, UnknownLayout, LayoutDoesNotFit, BadLayout.
    """
    tally = Tally()
    reading = _Reading(document, ledger, region, tally, _wanted(part), layout, told)
    for table in tables:
        reading.read(table)
    projects = merge_tables(reading.projects, tally)
    if part != "report":
        unit = reading.ledger.money_unit
        steps = reading.rows + len(projects)
        for place, project in enumerate(projects):
            projects[place] = _propose(project, unit, tally, accept=accept)
            told(reading.rows + place, steps)
    account_outside(document, tables, tally)
    account = Account(
        table=tables[0],
        tables=len(document.tables),
        rows=reading.rows,
        cells=reading.cells,
        projects=len(projects),
        tasks=sum(len(project.keys(("task",))) for project in projects),
        columns=tuple(reading.columns.values()),
        residue=tally.summed(),
        kept=tuple(tally.kept),
        guesses=tuple(tally.guesses),
        totals=tuple(reading.totals),
        characters=tally.characters,
        projects_stated=reading.stated,
        layout_found=reading.found,
        read=tuple(tables),
        remarks=(*document.remarks, *reading.remarks, *alike(document, tables)),
    )
    return Imported(tuple(projects), Record(reading.own), account)


class _Reading:
    """The tables of a document while they are read one after the other."""

    def __init__(
        self,
        document: Document,
        ledger: Ledger,
        region: Region,
        tally: Tally,
        wanted: Wanted,
        layout: str | None,
        heard: Callable[[int, int], None],
    ) -> None:
        self.ledger = ledger
        """with the layout, marks and status words that were found"""
        self.own: dict[FieldPath, Value] = {}
        """the ledger's own fields"""
        self.projects: list[list[Record]] = []
        self.totals: list[Total] = []
        self.stated: Decimal | None = None
        self.found = False
        self.rows = self.cells = 0
        self.columns: dict[str, Reading] = {}
        self.remarks: list[Aside] = []
        self._document = document
        self._region = region
        self._tally = tally
        self._wanted = wanted
        self._unit = ledger.money_unit if ledger.record.fields else ""
        """the money unit of the ledger, or of the first table of a new one"""
        self._layout = layout
        self._heard = heard

    def read(self, table: int) -> None:
        """Takes in one table."""
        document, tally = self._document, self._tally
        source = _table(document, table)
        told = tell_apart(source, tally)
        last = table == len(document.tables)
        below = (*told.notes, *source.after, *(document.after if last else ()), *document.notes)
        units = [cell for row in told.header for cell in row if states_unit(cell)]
        own = read_preamble((*source.before, *told.above, *units), below)
        self.own = {**dict(own.leaves()), **self.own}
        fitting = _fitting(self.ledger, told, self._layout)
        if fitting is not None:
            fitting = of_period(fitting, own.text("title"))
        found = Found(Record({}), {})
        if fitting is None:
            found = find_layout(told, own)
            self._take_layout(found, own)
            fitting = _readable(self.ledger.layout("official"), told)
        unit = found.record.text("money_unit") or own.text("money_unit")
        self._settle_unit(found)
        names = (*self._region.wordings, *document.names)
        reader = CellReader(fitting, self.ledger, names, tally, found.money_units, unit)
        # the numbers in the wording are looked for afterwards, which takes about as long again
        steps = 2 * (self.rows + len(told.data))
        projects = assemble(
            told.data, reader, self._wanted, lambda rows: self._heard(self.rows + rows, steps)
        )
        self.projects.append([_with_units(project, found.measured) for project in projects])
        totals, stated = compare_sums(told, fitting, tally)
        self.totals += totals
        self.stated = stated if stated is not None else self.stated
        account_header(source, told, fitting, tally)
        account_rows(source, told, projects, tally)
        self._count(told, fitting)

    def _settle_unit(self, found: Found) -> None:
        """Amounts that are there already, of the ledger or of a table before, stay what they are:
        those of this table become theirs. Where nothing states a unit, that is told."""
        if not self._unit:
            self._unit = self.ledger.money_unit
            told = (f"{title} {self._unit}" for title in found.unstated)
            self.remarks += (Aside("money-unit", words) for words in told)
        if self.own.get(_MONEY_UNIT) != self._unit:
            self.own.pop(_MONEY_UNIT, None)

    def _take_layout(self, found: Found, own: Record) -> None:
        fields = dict(found.record.fields)
        if unit := self._unit or own.text("money_unit"):
            fields[_MONEY_UNIT] = unit
        held = {p: value for p, value in self.ledger.record.leaves() if p[0] != "layout"}
        self.ledger = Ledger(self.ledger.id, Record(fields | held))
        self.own |= found.record.fields
        self.found = True

    def _count(self, told: Rows, layout: Layout) -> None:
        self.rows += len(told.data)
        self.cells += sum(
            1 for row in told.data for cell in row.cells if cell and not cell.isspace()
        )
        for column in layout.columns:
            title = compact(column.header[-1])
            # of several tables each may report on a period of its own
            before = self.columns[column.key].fields if column.key in self.columns else ()
            fields = tuple(dict.fromkeys((*before, *map(str, column.fields))))
            self.columns[column.key] = Reading(title, fields, self._tally.filled[column.key])


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


def of_period(layout: Layout, title: str) -> Layout:
    """The layout for the period that a table's title names: the next quarter's table has the
    titles of the last one's, and is no correction of it."""
    stated = period_of(title)
    reports = [c for c in layout.columns if any(path[0] == "report" for path in c.fields)]
    periods = {path[1] for column in reports for path in column.fields if path[0] == "report"}
    named = any(period_of("".join(column.header)) != "Y" for column in reports)
    if stated == "Y" or named or len(periods) != 1:
        return layout
    columns = (
        replace(column, fields=tuple(_moved(path, stated) for path in column.fields))
        for column in layout.columns
    )
    return replace(layout, columns=tuple(columns))


def _moved(path: FieldPath, period: str) -> FieldPath:
    return FieldPath((path[0], period, *path[2:])) if path[0] == "report" else path


def _readable(layout: Layout, told: Rows) -> Layout:
    """The layout without its column of categories, where these stand in rows of their own."""
    if not told.categorised or len(layout.columns) <= len(told.titles):
        return layout
    columns: Sequence[Column] = [c for c in layout.columns if c.fields != _CATEGORY]
    return replace(layout, columns=tuple(columns))


def _propose(project: Record, unit: str, tally: Tally, *, accept: bool) -> Record:
    """Tells the numbers that the wording states, and writes them when they are accepted."""
    tally.number = project.text("number")
    found = propose(project, unit)
    tally.guesses += [
        Guess(reason, tally.number, path, value, quote) for reason, path, value, quote in found
    ]
    if not accept:
        return project
    fields = dict(project.fields)
    for _, path, value, _ in found:
        fields.setdefault(path, value)
    return Record(fields)


def _with_units(project: Record, measured: dict[str, str]) -> Record:
    """The units that the titles of indicators state, beside their figures."""
    found = {
        FieldPath.of("measure", name, "unit"): unit
        for name, unit in measured.items()
        if project.keys(("measure", name))
    }
    return Record({**project.fields, **found}) if found else project


def _wanted(part: Part) -> Wanted:
    def wanted(path: FieldPath) -> bool:
        reported = path[0] == "report"
        return not reported if part == "plan" else reported or path == ("number",)

    return (lambda path: True) if part == "all" else wanted
