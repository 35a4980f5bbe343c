"""A table on paper: landscape A4, its fonts, and how wide its columns and how high its rows are.

Fonts and sizes are those of GB/T 9704-2012 (title 2号小标宋, annex number 3号黑体, page number
4号宋体) and of offices' habit for tables (header 黑体, body 仿宋 between 小五 and 小四). A document
names the font; where it is not installed, the reader's program takes the next of the names.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from msctl.export.table import BodyRow, Cell, Table
from msctl.export.widths import shrunk

PAGE = (297.0, 210.0)
"""A4 lying, in millimetres: width, height"""
MARGINS = (20.0, 20.0, 18.0, 20.0)
"""millimetres: left, right, top, bottom"""
FOOTER = 10.0
"""millimetres from the paper's lower edge to the page number"""
ROOM = PAGE[0] - MARGINS[0] - MARGINS[1]
PADDING = 1.0
"""millimetres between a cell's text and its left and right border"""
POINT = 25.4 / 72
"""millimetres"""
LEADING = 1.3
"""the height of a line over the font's size"""

_HEIGHT = (PAGE[1] - MARGINS[2] - MARGINS[3]) / POINT
_SIZES = (12.0, 10.5, 9.0)
"""小四, 五号, 小五, in points"""
_SQUEEZE = 1.25
"""a table that wants this much more than the page is wide is still readable: text wraps"""
_CAP = 44
"""cells of a column whose layout gives no width"""
_SHORT = 16
"""numbers, states, units: columns with no longer line stand centred"""
_NAMES = 32
"""names of units, marks, and their like: in columns with no longer line those that the layout's
width holds stay whole"""
_NARROW = 8
"""cells below which a column of wording cannot be read"""
_ENOUGH = 0.7
"""of what wording wants is left to it where short columns stay whole"""
_SPARE = 1.15
"""digits and letters are wider in the fonts that stand in for missing ones"""
_TALL = 1 / 4
"""of the page: rows that are higher may be parted by a page break"""


@dataclass(frozen=True, slots=True)
class Face:
    """A font: the name the document asks for, what to take where it is missing, and its size."""

    names: tuple[str, ...]
    size: float = 0.0
    """points; 0: as large as the table allows"""

    @property
    def name(self) -> str:
        """The name the document asks for."""
        return self.names[0]

    @property
    def family(self) -> str:
        """``swiss`` of the fonts without serifs, else ``roman`` (ECMA-376 part 1, 17.18.30)."""
        return "swiss" if self.names == _SANS else "roman"


_SERIF = ("宋体", "SimSun", "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC")
_SANS = ("黑体", "SimHei", "Heiti SC", "Noto Sans CJK SC", "Source Han Sans SC")
TITLE = Face(("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华文中宋", *_SERIF), 22)
ANNEX = Face(_SANS, 16)
HEAD = Face(_SANS)
BODY = Face(("仿宋_GB2312", "仿宋", "FangSong", "华文仿宋", "FangSong SC", *_SERIF))
UNIT = BODY
NUMBER = Face(_SERIF, 14)
NOTE = 10.5
"""points of the note below a table: 五号"""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a table fills the page."""

    size: float
    """points of the body's font"""
    columns: tuple[int, ...]
    """the width of each column in cells, half the font's size each"""
    centred: tuple[bool, ...]
    """the columns of short wording"""

    @property
    def millimetres(self) -> list[float]:
        """The width of each column with its padding; together they fill the page."""
        wide = [width * self.size * POINT / 2 + 2 * PADDING for width in self.columns]
        return [ROOM * own / sum(wide) for own in wide]

    def lines(self, cell: Cell, column: int) -> int:
        """The lines that a cell's wording takes in its column, or in those it spans."""
        width = self.columns[column]
        if cell.colspan > 1:
            width = sum(self.columns[column : column + cell.colspan])
        width = max(1, width)
        if 2 * len(cell.text) <= width and "\n" not in cell.text:
            return 1
        return sum(max(1, -(-breadth(line) // width)) for line in cell.text.split("\n"))

    def may_part(self, row: BodyRow) -> bool:
        """Whether a page break may part the row: it is so high that it would leave a gap."""
        limit = _HEIGHT * _TALL / (self.size * LEADING)
        return any(self.lines(cell, index) > limit for index, cell in enumerate(row.cells) if cell)


def breadth(line: str) -> int:
    """The cells a line takes in a printed font: one for ASCII, two for what UTF-8 writes in three
    bytes, which are Chinese characters and the signs that fonts of Chinese draw as wide."""
    return (len(line.encode("utf-8", "surrogatepass")) + len(line)) // 2


def fit(table: Table) -> Fit:
    """The largest size at which the table fits the page, and the widths its columns have then."""
    columns = [_column(table, index) for index in range(len(table.columns))]
    wanted = [column.wanted for column in columns]
    for size in _SIZES:
        room = _cells(size, len(wanted))
        if sum(wanted) <= room * _SQUEEZE:
            break
    if sum(wanted) > room:
        wanted = _squeezed(columns, room)
    centred = tuple(column.short and not column.numeric for column in columns)
    return Fit(size, tuple(_grown(wanted, room)), centred)


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column asks for, in cells."""

    content: int
    """its widest line"""
    line: int
    """its widest line that the width it asks for holds"""
    wanted: int
    numeric: bool
    whole: bool
    """numbers and ids: never broken"""

    @property
    def short(self) -> bool:
        return self.content <= _SHORT

    @property
    def kept(self) -> int:
        """What it may shrink to where there is room for short lines to stay whole."""
        if self.short or self.whole:
            return max(4, self.content) + 1
        return max(4, self.line) + 1 if self.content <= _NAMES else self.floor

    @property
    def floor(self) -> int:
        """What it may shrink to at worst: short wording takes two lines then."""
        if self.whole or self.content <= _NARROW:
            return max(4, self.content) + 1
        return max(4, min(_NARROW, -(-self.content // 2))) + 1


def _column(table: Table, index: int) -> _Column:
    column = table.columns[index]
    lines = _lines(row.cells[index] for row in table.body)
    content = max(lines, default=0)
    title = _title(row[index] for row in table.header)
    whole = column.numeric or column.whole
    if whole:
        content = round(content * _SPARE)
    # what nobody has filled in yet is filled in by hand
    most = column.width or _CAP
    full = min(max(content, title), most) if content or column.numeric else max(title, column.width)
    line = max((own for own in lines if own <= most), default=0)
    # one cell more than the wording: a program's idea of a font's width differs a little
    wanted = max(4, full, content if whole else 0) + 1
    return _Column(content, line, wanted, column.numeric, whole)


def _squeezed(columns: list[_Column], room: int) -> list[int]:
    """The widths where the room is short. Short columns stay whole if that leaves the wording
    enough; the layout's proportions decide otherwise."""
    wanted = [column.wanted for column in columns]
    kept = [column.kept for column in columns]
    long = [index for index, column in enumerate(columns) if not (column.short or column.whole)]
    for floors in (kept, [column.floor for column in columns]):
        if sum(floors) > room:
            continue
        widths = shrunk(wanted, [min(f, w) for f, w in zip(floors, wanted, strict=True)], room)
        enough = _ENOUGH * sum(wanted[index] for index in long)
        if floors is not kept or sum(widths[index] for index in long) >= enough:
            return widths
    return shrunk(wanted, [4] * len(wanted), room)


def _cells(size: float, columns: int) -> int:
    """How many cells of a size fit beside each other in a number of columns."""
    return int((ROOM - 2 * PADDING * columns) / (size * POINT / 2))


def _lines(column: Iterable[Cell | None]) -> set[int]:
    """How wide the lines of a column's cells are; a cell that spans columns counts for none."""
    return {
        breadth(line)
        for cell in column
        if cell is not None and cell.colspan == 1
        for line in cell.text.split("\n")
    }


def _title(column: Iterable[Cell | None]) -> int:
    """What a column's titles want: short ones a line, longer ones two."""
    whole = max(_lines(column), default=0)
    return whole if whole <= _NARROW else max(_NARROW, -(-whole // 2) + 1)


def _grown(widths: list[int], room: int) -> list[int]:
    """The room that is left over goes to the columns of wording, in proportion."""
    spare = room - sum(widths)
    wide = [own if own > 6 else 0 for own in widths]
    if spare <= 0 or not any(wide):
        return widths
    return [own + spare * share // sum(wide) for own, share in zip(widths, wide, strict=True)]
