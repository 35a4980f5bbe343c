"""Tables as every writer takes them: a title, header rows and body rows of cells that may merge.

A cell that a merged one covers is None; the merged cell itself says how many rows and columns it
takes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msctl.model.paths import ProjectId
from msctl.model.values import Value, to_text


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table."""

    text: str = ""
    """the printed wording, line breaks included"""
    value: Value | None = None
    """the recorded value behind the wording; None where nothing is recorded"""
    rowspan: int = 1
    colspan: int = 1
    numeric: bool = False


CellRow = tuple[Cell | None, ...]
"""One row: a cell for each column, None where a merged cell covers the place."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: its key in JSON, its title on one line, and what its cells look like."""

    key: str
    label: str
    numeric: bool = False
    width: int = 0
    """terminal cells it wants in a text table; 0: what its content takes"""
    whole: bool = False
    """never broken over lines: ids are there to be copied"""


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One row of the body."""

    cells: CellRow
    id: ProjectId | None = None
    """the project it belongs to; None in plain tables and in the totals row"""
    task: str | None = None
    """the key of its task, when the project has tasks and each has a row"""
    totals: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to be written."""

    columns: tuple[TableColumn, ...]
    header: tuple[CellRow, ...]
    body: tuple[BodyRow, ...]
    title: str = ""
    heading: str = ""
    """what stands above the title: the number of the annex"""
    unit_line: str = ""
    """the line that names the money unit, where the header does not"""
    above: tuple[str, ...] = ()
    """the lines of its note that stand between title and table: which unit fills it in, when"""
    below: tuple[str, ...] = ()
    """the other lines of its note"""
    period: str = ""
    """the key of the period it is for, where its layout is for any"""
    official: bool = False
    """whether its rows are rows of a ledger, which JSON names by id and task"""

    def header_texts(self, *, fill: bool = False) -> list[list[str]]:
        """The header's wording; a merged cell is blank after its first place, or repeated."""
        return _texts(self.header, fill=fill)

    def body_texts(self, *, fill: bool = False) -> list[list[str]]:
        """The body's wording; a merged cell is blank after its first place, or repeated.

        The label of a totals row is not repeated: it names the row, not each of its columns.
        """
        texts = _texts([row.cells for row in self.body], fill=fill)
        for row, own in zip(self.body, texts, strict=True):
            if row.totals:
                own[:] = [cell.text if cell else "" for cell in row.cells]
        return texts


def owners(rows: Sequence[CellRow]) -> list[list[tuple[int, int]]]:
    """For each place of a block, the row and column of the cell that takes it."""
    places: list[list[tuple[int, int]]] = [[(-1, -1)] * len(row) for row in rows]
    for top, row in enumerate(rows):
        for left, cell in enumerate(row):
            if cell is None:
                continue
            for line in range(top, top + cell.rowspan):
                places[line][left : left + cell.colspan] = [(top, left)] * cell.colspan
    return places


def plain_table(
    columns: Iterable[TableColumn], rows: Iterable[Sequence[Value | None]], title: str = ""
) -> Table:
    """A table of values in plain columns: lists, summaries, logs."""
    shown = tuple(columns)
    header = tuple(Cell(column.label) for column in shown)
    body = tuple(BodyRow(tuple(_plain_cells(shown, row))) for row in rows)
    return Table(shown, (header,), body, title)


def _plain_cells(columns: Sequence[TableColumn], row: Sequence[Value | None]) -> Iterator[Cell]:
    for column, value in zip(columns, row, strict=True):
        yield Cell(to_text(value), value, numeric=column.numeric)


def _texts(rows: Sequence[CellRow], *, fill: bool) -> list[list[str]]:
    if not fill:
        return [[cell.text if cell else "" for cell in row] for row in rows]
    found = []
    for line in owners(rows):
        cells = [rows[top][left] if top >= 0 else None for top, left in line]
        found.append([cell.text if cell else "" for cell in cells])
    return found
