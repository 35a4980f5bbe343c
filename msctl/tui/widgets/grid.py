"""A grid of text rows drawn line by line: any number of rows, frozen columns, a cursor.

Textual's DataTable renders every cell through Rich and measures every row it is given; this grid
only draws the lines on the screen (see `benchmarks/grid_against_datatable.py`). It is told plain
data and sorts, filters and edits nothing: the owner calls `set_rows` or `set_keys` again.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, TypeAlias

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.strip import Strip

from msctl.tui.widgets import grid_message
from msctl.tui.widgets.grid_line import GridColumn, GridRow, GridShape, Place
from msctl.tui.widgets.grid_painter import GridPainter
from msctl.tui.widgets.grid_rows import GridRows
from msctl.tui.widgets.row_list import RowList, movement

__all__ = ["Grid", "GridColumn", "GridRow"]

_HEADER = 1
"""Lines above the first row; they never scroll."""


class Grid(RowList):
    """Rows of text under a header line, with a row cursor and, if wanted, a cell cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *movement("grid"),
        Binding("left", "column(-1)", "Column left", show=False, id="grid.left"),
        Binding("right", "column(1)", "Column right", show=False, id="grid.right"),
        Binding("ctrl+left", "column_edge(-1)", "First column", show=False, id="grid.first_column"),
        Binding("ctrl+right", "column_edge(1)", "Last column", show=False, id="grid.last_column"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--header",  # the line of titles
        "grid--row",  # a row
        "grid--highlight",  # the row with the cursor
        "grid--cursor",  # the cell with the cursor
        "grid--heading",  # a row that heads a group of rows
        "grid--empty",  # the text shown when there are no rows
    }

    DEFAULT_CSS = """
    Grid {
        height: 1fr;
        background: $surface;
        color: $foreground;
        & > .grid--header { background: $panel; color: $foreground; text-style: bold; }
        & > .grid--heading { background: $panel-darken-1; text-style: bold; }
        & > .grid--highlight { background: $foreground 10%; }
        & > .grid--cursor { background: $foreground 20%; }
        & > .grid--empty { color: $text-muted; }
        &:focus > .grid--highlight { background: $primary-muted; }
        &:focus > .grid--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        &:ansi > .grid--highlight { text-style: bold; }
        &:ansi:focus > .grid--cursor { text-style: reverse; }
    }
    """

    Selected: TypeAlias = grid_message.Selected
    HeaderSelected: TypeAlias = grid_message.HeaderSelected
    CellsEntered: TypeAlias = grid_message.CellsEntered
    CellsLeft: TypeAlias = grid_message.CellsLeft

    def __init__(
        self,
        columns: Sequence[GridColumn] = (),
        rows: Iterable[GridRow] = (),
        *,
        frozen: int = 2,
        cell_cursor: bool = True,
        cells_from: int | None = None,
        empty: str = "",
        name: str | None = None,
        id: str | None = None,  # noqa: A002 -- Textual's name for it
        classes: str | None = None,
    ) -> None:
        """A grid.

        Args:
            columns: The columns, from left to right.
            rows: The rows, each with a key of its own.
            frozen: How many columns stay when the others scroll.
            cell_cursor: Whether left and right move a cell cursor; otherwise they scroll.
            cells_from: The first column of a cell cursor that comes with the first of these keys
                and goes with `leave_cells`; None is a grid whose cursor stays what it is.
            empty: What to show when there are no rows.
            name: The widget's name.
            id: The widget's id.
            classes: The widget's CSS classes.
        """
        super().__init__(name=name, id=id, classes=classes)
        self._shape = GridShape(tuple(columns), frozen)
        self._rows = GridRows.of(())
        self._column = 0
        self._cell_cursor = cell_cursor
        self._cells_from = cells_from
        self._empty = empty
        self._focus_is_fresh = False
        self._click_selected = False
        self._painter = GridPainter(self.get_visual_style)
        self.set_rows(rows)

    # What the owner asks and tells.

    @property
    def columns(self) -> tuple[GridColumn, ...]:
        """The columns, from left to right."""
        return self._shape.columns

    @property
    def rows(self) -> Sequence[GridRow]:
        """The rows in the order shown, each of them made."""
        return [self._rows[place] for place in range(len(self._rows))]

    @property
    def keys(self) -> Sequence[str]:
        """The keys of the rows in the order shown."""
        return self._rows.keys

    @property
    def cursor_column_key(self) -> str | None:
        """The key of the column with the cursor; None when there are no columns."""
        return self.columns[self._column].key if self.columns else None

    @property
    def has_cell_cursor(self) -> bool:
        """Whether one cell has the cursor, not a whole row."""
        return self._cell_cursor

    def leave_cells(self) -> bool:
        """Give the cursor back to the whole row; False where that is so already."""
        if self._cells_from is None or not self._cell_cursor:
            return False
        self._cell_cursor = False
        self.refresh_line(_HEADER + self._row)
        self.post_message(self.CellsLeft(self))
        return True

    @property
    def empty(self) -> str:
        """The text shown when there are no rows."""
        return self._empty

    @empty.setter
    def empty(self, text: str) -> None:
        if text != self._empty:
            self._empty = text
            self.refresh()

    def set_columns(self, columns: Sequence[GridColumn], frozen: int | None = None) -> None:
        """Show other columns or titles; the cell cursor stays in its column if that is left."""
        key = self.cursor_column_key
        self._shape = GridShape(tuple(columns), self._shape.frozen if frozen is None else frozen)
        keys = [column.key for column in columns]
        self._column = keys.index(key) if key in keys else min(self._column, max(0, len(keys) - 1))
        self._painter.forget_lines()
        self._resize_content()

    def set_rows(self, rows: Iterable[GridRow]) -> None:
        """Show other rows, or the same in another order.

        The cursor stays on its row, at the same height of the screen where that is possible; if
        the row is gone, the cursor stays where it is. Raises ValueError for a key given twice.
        """
        self._take(GridRows.of(rows))

    def set_keys(self, keys: Sequence[str], make: Callable[[str], GridRow]) -> None:
        """Show the rows of these keys, each made by `make` when it comes into sight.

        The cursor stays as with :meth:`set_rows`. Raises ValueError for a key given twice.
        """
        self._take(GridRows(keys, make))

    def _take(self, rows: GridRows) -> None:
        before = self._row
        place = rows.place(self.cursor_row_key)
        self._rows = rows
        self._row = min(before, max(0, len(rows) - 1)) if place is None else place
        self._resize_content(scroll_by=self._row - before)
        self._tell_highlighted()

    def redraw(self, row_key: str) -> None:
        """Make one row anew: what it shows has changed."""
        place = self._rows.place(row_key)
        if place is not None:
            self.refresh_line(_HEADER + place)

    def move_to(self, row_key: str, column_key: str | None = None) -> bool:
        """Put the cursor on a row, and on a column if one is given; False if it is not there."""
        row = self._rows.place(row_key)
        keys = [column.key for column in self.columns]
        if row is None or (column_key is not None and column_key not in keys):
            return False
        self._move(row, None if column_key is None else keys.index(column_key))
        return True

    def enter_cells(self, column_key: str) -> None:
        """Put a cell cursor on a column of the row with the cursor, where there is one."""
        if self._cells_from is not None and not self._cell_cursor:
            self._begin_cells()
        if self.cursor_row_key is not None:
            self.move_to(self.cursor_row_key, column_key)

    def cursor_cell_region(self) -> Region | None:
        """The visible part of the cell with the cursor, in screen coordinates.

        None when it is out of sight. `App.cursor_position` set to its corner puts the input
        method's candidate window there.
        """
        y = _HEADER + self._row - self.scroll_offset.y
        if not (self._rows and self.columns and _HEADER <= y < self._window.height):
            return None
        x, width = self._shape.span(self._column, self.scroll_offset.x, self._window.width)
        if not width:
            return None
        return Region(x, y, width, 1).translate(self.content_region.offset)

    def edge_after(self, x: int) -> int:
        """The first cell of the screen at `x` or behind it where a column in sight ends."""
        origin, window = self.content_region.x, self._window.width
        spans = (
            self._shape.span(place, self.scroll_offset.x, window)
            for place in range(len(self.columns))
        )
        ends = [origin + start + width for start, width in spans if width]
        return min((end for end in ends if end >= x), default=origin + window)

    # Drawing.

    def render_line(self, y: int) -> Strip:
        """The line at `y`, as wide as the widget: below the scroll bars there are blanks."""
        window = self._window
        base = self._painter.style("grid--row")
        if y >= window.height:
            return Strip.blank(self.size.width, base)
        line = self._window_line(y, Place(self.scroll_offset.x, window.width))
        return line.extend_cell_length(self.size.width, base)

    def _window_line(self, y: int, place: Place) -> Strip:
        """The line at `y` of the window: the header, a row, or a line of the empty text."""
        if y < _HEADER:
            return self._painter.header(self._shape, place)
        index = y - _HEADER + self.scroll_offset.y
        if index < len(self._rows):
            highlighted = index == self._row
            cursor = self._column if highlighted and self._cell_cursor else -1
            return self._painter.row(
                self._shape, self._rows[index], place, highlighted=highlighted, cursor=cursor
            )
        if self._rows or not self._empty:
            return Strip.blank(place.view, self._painter.style("grid--row"))
        return self._painter.empty(self._empty, y - _HEADER, place)

    def notify_style_update(self) -> None:
        """Colours changed (theme, focus): what was drawn with the old ones goes."""
        super().notify_style_update()
        self._painter.forget()

    # Moving.

    def _go(self, row: int, scroll_by: int = 0) -> None:
        self._move(row, scroll_by=scroll_by)

    def _move(self, row: int, column: int | None = None, scroll_by: int = 0) -> None:
        """Put the cursor at a row and column, as near as there are any, and show it."""
        old_row, old_column = self._row, self._column
        self._row = max(0, min(row, len(self._rows) - 1))
        column = self._column if column is None else column
        self._column = max(self._cells_from or 0, min(column, len(self.columns) - 1))
        self._focus_is_fresh = False
        if (self._row, self._column) != (old_row, old_column):
            self.refresh(self._line_of(old_row), self._line_of(self._row))
        self._show_cursor(scroll_by)
        self._place_caret()
        self._tell_highlighted()

    def _line_of(self, row: int) -> Region:
        """The line of a row, where the window is now."""
        width = max(self.virtual_size.width, self.size.width)
        return Region(0, _HEADER + row - self.scroll_offset.y, width, 1)

    def _place_caret(self) -> None:
        """The terminal's hidden caret, which anchors an input method's candidate window, goes
        where typing begins."""
        if self._cell_cursor and self.has_focus:
            region = self.cursor_cell_region()
            if region is not None:
                self.app.cursor_position = region.offset

    def _show_cursor(self, scroll_by: int = 0) -> None:
        """Scroll by some lines, then as little as brings the cursor into sight."""
        if not self.is_running:
            return
        scroll_x, scroll_y = self.scroll_offset
        page = self._page
        y = min(max(scroll_y + scroll_by, self._row - page + 1), self._row)
        y = max(0, min(y, len(self._rows) - page))
        if 0 < y == self._row and self._rows[y - 1].heading:
            y -= 1  # the first row of a group is read with its heading
        x = scroll_x
        if self._cell_cursor and self.columns:
            x = self._shape.scroll_to(self._column, scroll_x, self._window.width)
        if (x, y) != (scroll_x, scroll_y):
            # Forced, because Textual learns only at the next layout that there is more to scroll.
            self.scroll_to(x, y, animate=False, force=True)

    @property
    def _window(self) -> Size:
        """The part of the widget that scroll bars leave; `size` counts them in."""
        return self.scrollable_content_region.size

    @property
    def _page(self) -> int:
        """The number of rows in sight."""
        return max(1, self._window.height - _HEADER)

    def _resize_content(self, scroll_by: int = 0) -> None:
        self.virtual_size = Size(self._shape.width, _HEADER + len(self._rows))
        self._show_cursor(scroll_by)
        self.refresh()
        # The next layout may add a scroll bar, which would lie over the cursor.
        if self.is_running:
            self.call_after_refresh(self._show_cursor)

    def _select(self, column: int) -> None:
        if self._rows and self.columns:
            row_key = self._rows.keys[self._row]
            self._tell(self.Selected(self, row_key, self.columns[column].key))

    def action_select(self) -> None:
        """Choose the row with the cursor."""
        self._select(self._column)

    def action_column(self, columns: int) -> None:
        """Move the cell cursor by some columns, or scroll where there is none."""
        if self._cells_from is not None and not self._cell_cursor:
            self._begin_cells()
        elif self._cell_cursor:
            self._move(self._row, self._column + columns)
        else:
            self.scroll_relative(x=columns * 8, animate=False)

    def action_column_edge(self, direction: int) -> None:
        """Move the cell cursor to the first or the last column, or scroll there."""
        if self._cells_from is not None and not self._cell_cursor:
            self._begin_cells()
        if self._cell_cursor:
            self._move(self._row, 0 if direction < 0 else len(self.columns) - 1)
        else:
            self.scroll_to(x=0 if direction < 0 else self.max_scroll_x, animate=False)

    def _begin_cells(self) -> None:
        """The cursor becomes one of cells, in the column it was in last."""
        self._cell_cursor = True
        self._move(self._row, self._column)
        self.refresh_line(_HEADER + self._row)
        self.post_message(self.CellsEntered(self))

    # What Textual tells.

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        self._show_cursor()

    def on_focus(self) -> None:
        """A click that only brings the focus must not open the row."""
        self._focus_is_fresh = True
        self._place_caret()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor; a click on the row that has it already, or a double click, opens it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        column = self._shape.column_at(offset.x, self.scroll_offset.x, self._window.width)
        row = offset.y - _HEADER + self.scroll_offset.y
        if offset.y < _HEADER:
            if column is not None:
                self.post_message(self.HeaderSelected(self, self.columns[column].key))
        elif row < len(self._rows):
            if event.chain == 1:
                selects = row == self._row and not self._focus_is_fresh
                self._click_selected = selects
            else:
                selects, self._click_selected = not self._click_selected, True
            self._move(row, column if self._cell_cursor else None)
            if selects:
                self._select(self._column if column is None else column)
