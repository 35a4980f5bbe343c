"""Draws the lines of a grid in its colours, and keeps those it has drawn."""

from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.cache import LRUCache
from textual.strip import Strip
from textual.style import Style

from msctl.text.safe import printable
from msctl.text.wrap import wrap
from msctl.tui.widgets.grid_line import GridRow, GridShape, Place, cell_text

_LINES_KEPT = 1024
"""Some twenty screens of lines: paging back and forth draws nothing anew."""


class GridPainter:
    """Makes the strips of a grid's header, rows and empty lines."""

    def __init__(self, colours: Callable[[str], Style]) -> None:
        """A painter; `colours` gives the style of a component class."""
        self._colours = colours
        self._lines: LRUCache[tuple[object, ...], Strip] = LRUCache(_LINES_KEPT)
        self._styles: dict[tuple[str, str | None], RichStyle] = {}

    def forget_lines(self) -> None:
        """The columns are other ones now."""
        self._lines.clear()

    def forget(self) -> None:
        """The colours are other ones now."""
        self._lines.clear()
        self._styles.clear()

    def style(self, component: str, own: str | None = None) -> RichStyle:
        """The colours of a component class, with a Textual style over them."""
        key = (component, own)
        if (style := self._styles.get(key)) is None:
            visual = self._colours(component)
            style = (visual + Style.parse(own) if own else visual).rich_style
            self._styles[key] = style
        return style

    def header(self, shape: GridShape, place: Place) -> Strip:
        """The line of titles."""
        key = (None, place)
        if (line := self._lines.get(key)) is None:
            style = self.style("grid--header")
            titles = [column.title for column in shape.columns]
            marks = {i: column.mark for i, column in enumerate(shape.columns) if column.mark}
            line = shape.strip(titles, [style] * len(titles), style, " ", place, marks)
            self._lines[key] = line
        return line

    def row(
        self, shape: GridShape, row: GridRow, place: Place, *, highlighted: bool, cursor: int
    ) -> Strip:
        """The line of a row; `cursor` is the column with the cell cursor, -1 for none."""
        key = (row, highlighted, cursor, place)
        if (line := self._lines.get(key)) is None:
            if row.heading:
                line = self._heading(row, place, highlighted=highlighted)
            else:
                line = self._cells(shape, row, place, highlighted=highlighted, cursor=cursor)
            self._lines[key] = line
        return line

    def empty(self, text: str, line: int, place: Place) -> Strip:
        """One line of what is shown when there are no rows."""
        lines = wrap(printable(text), max(2, place.view - 2))
        shown = lines[line] if line < len(lines) else ""
        return Strip([Segment(cell_text(f" {shown}", place.view), self.style("grid--empty"))])

    def _heading(self, row: GridRow, place: Place, *, highlighted: bool) -> Strip:
        style = self.style("grid--highlight" if highlighted else "grid--heading")
        text = cell_text(f"{'>' if highlighted else ' '} {row.cells[0]}", place.view)
        return Strip([Segment(text, style)])

    def _cells(
        self, shape: GridShape, row: GridRow, place: Place, *, highlighted: bool, cursor: int
    ) -> Strip:
        component = "grid--highlight" if highlighted else "grid--row"
        styles = [
            self.style("grid--cursor")
            if number == cursor
            else self.style(component, row.style(number) or column.style)
            for number, column in enumerate(shape.columns)
        ]
        marks = dict(row.marks)
        if cursor > 0:
            # the cell is found without colour, too
            marks[cursor - 1], marks[cursor] = "[", "]"
        pointer = ">" if highlighted else " "
        return shape.strip(row.cells, styles, self.style(component), pointer, place, marks)
