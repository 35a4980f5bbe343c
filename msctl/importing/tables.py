"""Tables as a document holds them, before anybody knows what their columns mean.

Rows are the wording of their cells. A reader that knows merged cells gives rows as wide as the
table, blank where a merged cell covers a place, and says in ``spans`` how far each one reaches.
A text dump does not know them: its rows may be shorter than the table.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from msctl.importing.errors import TooManyCells
from msctl.importing.headers import is_header
from msctl.importing.residue import compact

Row = tuple[str, ...]
Place = tuple[int, int]
"""A row and a column, from 0."""
Span = tuple[int, int]
"""How many rows and columns a merged cell takes."""


@dataclass(frozen=True)
class SourceTable:
    """One table and the lines between the table before it and itself."""

    before: tuple[str, ...]
    rows: tuple[Row, ...]
    """header rows included"""
    spans: Mapping[Place, Span] = field(default_factory=dict)
    """the merged cells, by their first place"""
    exact: bool = False
    """whether merged cells are known: all rows are then as wide as the table"""
    place: str = ""
    """the sheet it stands on"""
    hidden: bool = False
    """whether that sheet is hidden"""
    made: frozenset[Place] = frozenset()
    """cells that a reader worded itself: they are no characters of the document"""
    after: tuple[str, ...] = ()
    """the lines of its note, where another table follows"""

    @property
    def width(self) -> int:
        """The number of columns: that of most rows, or of the header when it has more."""
        if not self.rows:
            return 0
        if self.exact:
            return len(self.rows[0])
        counts = Counter(len(row) for row in self.rows)
        most = max(counts.values())
        header = next((len(row) for row in self.rows if is_header(row)), 0)
        return max(header, *(size for size, count in counts.items() if count == most))

    @property
    def characters(self) -> int:
        """The characters of its cells that are not blank."""
        total = sum(len(compact(cell)) for row in self.rows for cell in row if cell)
        return total - sum(len(compact(self.rows[row][column])) for row, column in self.made)


@dataclass(frozen=True, slots=True)
class Aside:
    """Text that stands outside of the body: where (a key of the residue's names), and its words."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader found in a file."""

    kind: str
    """docx, xlsx, ods, html, text, ..."""
    tables: tuple[SourceTable, ...]
    after: tuple[str, ...] = ()
    """the lines below the last table"""
    notes: tuple[str, ...] = ()
    """footnotes and endnotes"""
    asides: tuple[Aside, ...] = ()
    """page headers, comments, deleted text: read, and kept by no field"""
    remarks: tuple[Aside, ...] = ()
    """what is worth knowing and no text of the document: dropped macros, hidden sheets"""
    names: tuple[str, ...] = ()
    """units' names that hold a separator, where a document of ours tells them"""
    properties: Mapping[str, str] = field(default_factory=dict)
    """what a page tells about itself; see also :mod:`msctl.importing.readers.properties`"""

    @property
    def characters(self) -> int:
        """All characters of the document that are not blank."""
        lines = [*self.after, *self.notes, *(aside.text for aside in self.asides)]
        for table in self.tables:
            lines += (*table.before, *table.after)
        return count(lines) + sum(table.characters for table in self.tables)


def count(texts: Iterable[str]) -> int:
    """The characters of texts that are not blank."""
    return sum(len(compact(text)) for text in texts)


MOST_CELLS = 5_000_000
"""Cells of the largest table: a reader takes memory for each, filled or not."""

SourceCell = tuple[str, int, int]
"""A cell as HTML and OpenDocument write it: wording, rows, columns."""


def lay_out(
    rows: Sequence[Sequence[SourceCell]], file: str
) -> tuple[tuple[Row, ...], dict[Place, Span]]:
    """Rows as wide as the table, and its merged cells, out of rows that leave covered places out.

    The rule is that of HTML tables: a cell stands in the first place of its row that no cell from
    above takes. Raises TooManyCells, which names the file.
    """
    taken: dict[Place, str] = {}
    spans: dict[Place, Span] = {}
    width = 0
    for top, cells in enumerate(rows):
        left = 0
        for text, height, columns in cells:
            while (top, left) in taken:
                left += 1
            height = max(1, min(height, len(rows) - top))
            columns = max(1, columns)
            for row in range(top, top + height):
                for column in range(left, left + columns):
                    taken.setdefault((row, column), "")
            if len(taken) > MOST_CELLS:
                raise TooManyCells(file=file, part="table", rows=len(rows), columns=left + columns)
            taken[top, left] = text
            if height > 1 or columns > 1:
                spans[top, left] = (height, columns)
            left += columns
            width = max(width, left)
    width = max([width, *(column + 1 for _, column in taken)])
    laid = (
        tuple(taken.get((row, column), "") for column in range(width)) for row in range(len(rows))
    )
    return tuple(laid), spans


def spread(
    rows: Sequence[Sequence[str]], spans: Mapping[Place, Span]
) -> tuple[tuple[Row, ...], dict[Place, Span]]:
    """Rows of one width, and the merged cells as far as they reach inside of it."""
    width = max(map(len, rows), default=0)
    inside = {
        (row, column): (height, min(columns, width - column))
        for (row, column), (height, columns) in spans.items()
        if column < width
    }
    laid = (tuple(row) if len(row) == width else (*row, *[""] * (width - len(row))) for row in rows)
    return tuple(laid), inside


def is_table(rows: Sequence[Row]) -> bool:
    """Whether rows are a table, and not a frame around text: two rows and two columns at least."""
    filled = [[bool(cell.strip()) for cell in row] for row in rows]
    columns = sum(map(any, zip(*filled, strict=False))) if filled else 0
    return columns > 1 and sum(map(any, filled)) > 1


def lines_of(rows: Iterable[Row]) -> list[str]:
    """The lines of the cells of a frame that is no table."""
    return [line for row in rows for cell in row if cell.strip() for line in cell.split("\n")]
