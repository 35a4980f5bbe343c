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
"""numbers, states, units: columns with no longer line stand centred and give way last"""
_NARROW = 8
"""cells below which a column of wording cannot be read"""
_SPARE = 1.4
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
        width = max(1, sum(self.columns[column : column + cell.colspan]))
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
    content = [_widest(row.cells[i] for row in table.body) for i in range(len(table.columns))]
    titles = [_widest(row[i] for row in table.header) for i in range(len(table.columns))]
    short = [own <= _SHORT for own in content]
    wanted, floors = [], []
    for index, column in enumerate(table.columns):
        own = content[index]
        whole = column.numeric or column.whole
        if whole:
            own = round(own * _SPARE)
        full = min(max(own, titles[index]), column.width or _CAP)
        # one cell more than the wording: a program's idea of a font's width differs a little
        wanted.append(max(4, full, own if whole else 0) + 1)
        floors.append(max(4, own) + 1 if whole or short[index] else min(wanted[-1], _NARROW))
    for size in _SIZES:
        room = _cells(size, len(wanted))
        if sum(wanted) <= room * _SQUEEZE:
            break
    if sum(floors) > room:
        floors = [min(own, 4) for own in floors]
    if sum(wanted) > room:
        wanted = shrunk(wanted, [min(f, w) for f, w in zip(floors, wanted, strict=True)], room)
    centred = (one and not c.numeric for one, c in zip(short, table.columns, strict=True))
    return Fit(size, tuple(_grown(wanted, room)), tuple(centred))


def _cells(size: float, columns: int) -> int:
    """How many cells of a size fit beside each other in a number of columns."""
    return int((ROOM - 2 * PADDING * columns) / (size * POINT / 2))


def _widest(column: Iterable[Cell | None]) -> int:
    """The widest line of a column's cells; one that spans columns counts for none of them."""
    lines = (
        line
        for cell in column
        if cell is not None and cell.colspan == 1
        for line in cell.text.split("\n")
    )
    return max(map(breadth, lines), default=0)


def _grown(widths: list[int], room: int) -> list[int]:
    """The room that is left over goes to the columns of wording, in proportion."""
    spare = room - sum(widths)
    wide = [own if own > 6 else 0 for own in widths]
    if spare <= 0 or not any(wide):
        return widths
    return [own + spare * share // sum(wide) for own, share in zip(widths, wide, strict=True)]
