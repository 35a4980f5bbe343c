"""A grid of lines around cells that may span rows and columns, for text tables.

The ready-made table drawers know no merged cells; here a merged cell has no line through it and
its wording runs on over all its rows, as in the printed document.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from msctl.export.table import CellRow, owners
from msctl.export.widths import shown
from msctl.text.width import Align, pad
from msctl.text.wrap import wrap

Place = tuple[int, int]


@dataclass(frozen=True)
class Grid:
    """Rows of cells to be drawn with columns of fixed widths."""

    rows: Sequence[CellRow]
    widths: Sequence[int]
    header: int
    """how many of the rows are header rows"""

    def lines(self) -> list[str]:
        """The drawn lines, all of the same width."""
        found = [self._rule(-1)]
        for row in range(len(self.rows)):
            found += [self._line(row, line) for line in range(self._heights[row])]
            found.append(self._rule(row))
        return found

    @cached_property
    def _owners(self) -> list[list[Place]]:
        return owners(self.rows)

    @cached_property
    def _wording(self) -> dict[Place, list[str]]:
        """The wrapped lines of each cell."""
        return {
            (top, left): wrap(shown(cell.text), self._width(left, cell.colspan))
            for top, row in enumerate(self.rows)
            for left, cell in enumerate(row)
            if cell is not None
        }

    @cached_property
    def _heights(self) -> list[int]:
        """Lines of each row; a merged cell's last row grows when its wording needs more."""
        heights = [1] * len(self.rows)
        spanning = []
        for (top, left), wording in self._wording.items():
            cell = self.rows[top][left]
            if cell is not None and cell.rowspan > 1:
                spanning.append((top + cell.rowspan - 1, top, len(wording)))
            else:
                heights[top] = max(heights[top], len(wording))
        for last, top, needed in sorted(spanning):
            # The lines between the rows are the merged cell's own.
            missing = needed - sum(heights[top : last + 1]) - (last - top)
            heights[last] += max(0, missing)
        return heights

    @cached_property
    def _starts(self) -> list[int]:
        """The drawn line each row begins at, the first rule not counted."""
        starts = [0]
        for height in self._heights:
            starts.append(starts[-1] + height + 1)
        return starts

    def _width(self, left: int, span: int) -> int:
        return sum(self.widths[left : left + span]) + 3 * (span - 1)

    def _line(self, row: int, line: int) -> str:
        parts = []
        column = 0
        while column < len(self.widths):
            parts.append(self._text(self._owners[row][column], self._starts[row] + line))
            column += self._span(row, column)
        return "|" + "|".join(parts) + "|"

    def _span(self, row: int, column: int) -> int:
        """How many columns from here belong to the same cell."""
        line = self._owners[row]
        size = 1
        while column + size < len(line) and line[column + size] == line[column] != (-1, -1):
            size += 1
        return size

    def _text(self, place: Place, drawn: int) -> str:
        """A cell's wording on a drawn line, padded, with a space on either side."""
        top, left = place
        cell = self.rows[top][left]
        assert cell is not None
        wording = self._wording[place]
        index = drawn - self._starts[top]
        text = wording[index] if index < len(wording) else ""
        align: Align = "left"
        if top < self.header:
            align = "center"
        elif cell.numeric:
            align = "right"
        return f" {pad(text, self._width(left, cell.colspan), align)} "

    def _rule(self, above: int) -> str:
        """The rule below row ``above`` (-1: the top of the grid)."""
        below = above + 1
        outer = above < 0 or below == len(self.rows)
        dash = "=" if below == self.header else "-"
        line = ""
        column = 0
        before = False
        while column < len(self.widths):
            here = not outer and self._owners[above][column] == self._owners[below][column]
            line += self._corner(above, column, before, not here)
            if here:
                span = self._span(above, column)
                line += self._text(self._owners[above][column], self._starts[below] - 1)
            else:
                span = 1
                line += dash * (self.widths[column] + 2)
            before = not here
            column += span
        return line + ("+" if before else "|")

    def _corner(self, above: int, column: int, left: bool, right: bool) -> str:
        """What joins the rule's pieces on either side of the line before a column."""
        if not left and not right:
            return "|"
        if (
            column
            and left
            and right
            and not (self._edge(above, column) or self._edge(above + 1, column))
        ):
            return "=" if above + 1 == self.header else "-"
        return "+"

    def _edge(self, row: int, column: int) -> bool:
        """Whether a row has a line before a column."""
        if not 0 <= row < len(self.rows):
            return False
        line = self._owners[row]
        return line[column - 1] != line[column]
