"""One line of a grid: columns side by side, some frozen, in exactly as many cells as asked.

Pure layout without a running app: what stands where at a horizontal offset, and the strip for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from msctl.text.safe import single_line
from msctl.text.width import Align, cells, fit

POINTER_WIDTH = 1
"""The first cell of each line: `>` on the row with the cursor, readable without colour."""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: its title and its width in cells."""

    key: str
    title: str
    width: int
    align: Align = "left"
    style: str | None = None
    """A Textual style such as `"dim"` or `"$warning"` for cells that have none of their own."""
    mark: str = ""
    """one character behind the title, such as the direction of a sort"""

    def __post_init__(self) -> None:
        if self.width < 1:
            raise ValueError(f"column {self.key!r} needs a width of at least 1, not {self.width}")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its key, one text a column, and a Textual style or None for each."""

    key: str
    cells: tuple[str, ...]
    styles: tuple[str | None, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()
    """one character behind the cell of a column, by its index"""
    heading: bool = False
    """whether the first text goes over all columns"""

    def style(self, column: int) -> str | None:
        """The row's own style for a column."""
        return self.styles[column] if column < len(self.styles) else None


@dataclass(frozen=True)
class GridShape:
    """Where the columns stand: one cell between them, the first `frozen` of them never scrolled.

    `view` is the width of the window and `scroll` how far the columns that move are scrolled.
    """

    columns: tuple[GridColumn, ...] = ()
    frozen: int = 0

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The first cell of each column, unscrolled."""
        result: list[int] = []
        x = POINTER_WIDTH
        for column in self.columns:
            result.append(x)
            x += column.width + 1
        return tuple(result)

    @property
    def width(self) -> int:
        """The cells all columns take together."""
        return self.starts[-1] + self.columns[-1].width if self.columns else POINTER_WIDTH

    def frozen_in(self, view: int) -> int:
        """How many columns are frozen: no more than leave a third of the window to the others."""
        count = min(self.frozen, len(self.columns))
        while count and self._edge(count) * 3 > view * 2:
            count -= 1
        return count

    def span(self, column: int, scroll: int, view: int) -> tuple[int, int]:
        """The first cell in the window and the number of cells of a column's visible part."""
        frozen = self.frozen_in(view)
        start = self.starts[column] - (scroll if column >= frozen else 0)
        left = max(start, self._edge(frozen) if column >= frozen else 0)
        right = min(start + self.columns[column].width, view)
        return left, max(0, right - left)

    def column_at(self, x: int, scroll: int, view: int) -> int | None:
        """The column at a cell of the window; the cell between two belongs to the left one."""
        if x >= self._edge(self.frozen_in(view)):
            x += scroll
        if not self.columns or not 0 <= x <= self.width:
            return None
        return max((i for i, start in enumerate(self.starts) if start <= x), default=0)

    def scroll_to(self, column: int, scroll: int, view: int) -> int:
        """The least change of `scroll` that shows the whole column, or its beginning."""
        frozen = self.frozen_in(view)
        if column < frozen:
            return scroll
        start, width = self.starts[column], self.columns[column].width
        scroll = max(scroll, start + width - view)
        return max(0, min(scroll, start - self._edge(frozen)))

    def strip(
        self,
        texts: Sequence[str],
        styles: Sequence[Style],
        gap: Style,
        pointer: str,
        place: "Place",
        marks: Mapping[int, str] | None = None,
    ) -> Strip:
        """The line as it shows in the window, exactly `place.view` cells.

        Args:
            texts: One text a column; what is missing is blank.
            styles: One style a column.
            gap: The style between the columns and beyond the last.
            pointer: What stands in the first cell.
            place: The window.
            marks: What stands in the one cell behind a column, by its index; nothing is a blank.
        """
        marks = marks or {}
        frozen = self.frozen_in(place.view)
        edge = self._edge(frozen)
        begin = edge + place.scroll
        end = place.scroll + place.view
        left, right = _Line(), _Line()
        left.add(cell_text(pointer, POINTER_WIDTH), gap)
        right_start: int | None = None
        for index, column in enumerate(self.columns):
            start = self.starts[index]
            if index < frozen:
                part = left
            elif start < end and start + column.width >= begin:
                part = right
                right_start = start if right_start is None else right_start
            else:
                continue
            text = cell_text(texts[index], column.width, column.align) if index < len(texts) else ""
            part.add(text or " " * column.width, styles[index])
            part.add(cell_text(marks.get(index, ""), 1) if index in marks else " ", gap)
        shift = 0 if right_start is None else begin - right_start
        moved = right.segments()
        if shift < 0:  # nothing scrolled into the cells before the column
            moved.insert(0, Segment(" " * -shift, gap))
            shift = 0
        moving = Strip(moved).crop_extend(shift, shift + max(0, place.view - edge), gap)
        line = Strip.join([Strip(left.segments()), moving])
        return line if line.cell_length == place.view else line.crop_extend(0, place.view, gap)

    def _edge(self, frozen: int) -> int:
        """The cell where the first `frozen` columns end."""
        if frozen < len(self.columns):
            return self.starts[frozen] if self.columns else POINTER_WIDTH
        return self.width + 1 if self.columns else POINTER_WIDTH


class _Line:
    """Texts one after the other; those of one style become one segment, for each segment costs as
    much to send as its text."""

    def __init__(self) -> None:
        self._parts: list[tuple[list[str], Style]] = []

    def add(self, text: str, style: Style) -> None:
        """A text behind the others."""
        if self._parts and self._parts[-1][1] is style:
            self._parts[-1][0].append(text)
        else:
            self._parts.append(([text], style))

    def segments(self) -> list[Segment]:
        """The line so far."""
        return [Segment("".join(texts), style) for texts, style in self._parts]


@dataclass(frozen=True, slots=True)
class Place:
    """Which part of the lines a window shows."""

    scroll: int
    view: int


class _Drawable(dict[int, str]):
    """What is drawn for a character, so that every count of cells is the sum over characters.

    Textual cuts lines with Rich, which counts regional indicators and skin tones otherwise than
    terminals do and may cut a joined emoji apart (the piece then begins with a joiner that
    swallows its neighbour). So joiners go, and the few characters counted in two ways become
    U+FFFD: columns that stay straight are worth more than a flag in a ledger.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in _JOINING:
            drawn = ""
        else:
            drawn = character if cell_len(character) == cells(character) else "\ufffd"
        self[code] = drawn
        return drawn


_JOINING = "\u200d\ufe0e\ufe0f"
_DRAWABLE = _Drawable()


@lru_cache(maxsize=16_384)
def cell_text(text: str, width: int, align: Align = "left") -> str:
    """`text` as one safe line of exactly `width` cells, wherever Textual may cut it."""
    return fit(single_line(text).translate(_DRAWABLE), width, align)
