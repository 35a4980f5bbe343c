"""A page of rows to tick, and below them the one under the cursor whole."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from msctl.tui.screens.page import Page, title
from msctl.tui.screens.review import TickGrid
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow

MARK = GridColumn("in", "", 3)
"""the column of the ticks"""


class TickPage(Page):
    """Shows what a subclass lists; what is ticked is kept by the rows' keys."""

    def __init__(self, empty: str = "") -> None:
        """A page; ``empty`` is what a list without rows says."""
        super().__init__()
        self.ticked: set[str] = set()
        self._grid = TickGrid(frozen=0, cell_cursor=False, empty=empty)
        self._static = Static(Content(""), classes="sheet")
        self._scroll = VerticalScroll(self._static)

    @property
    def heading(self) -> str:
        """The line at the head."""
        raise NotImplementedError

    @property
    def keys(self) -> Sequence[str]:
        """The rows by their keys, in order."""
        raise NotImplementedError

    def columns(self, width: int) -> list[GridColumn]:
        """The columns behind the ticks, for so many cells."""
        raise NotImplementedError

    def cells(self, key: str) -> tuple[str, ...]:
        """The cells of a row behind its tick."""
        raise NotImplementedError

    def show(self, sheet: Sheet, key: str) -> None:
        """Show one row whole."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """The rows, and the one under the cursor."""
        yield title(self.heading)
        with Vertical(id="stack", classes="-list"):
            yield self._grid
            yield self._scroll

    def on_mount(self) -> None:
        """The list takes the keys."""
        self._grid.focus()

    def on_resize(self) -> None:
        """The columns share the width."""
        self.call_after_refresh(self._fit)

    def records_read(self) -> None:
        """The files may hold something else now."""
        self.fill()

    def _fit(self) -> None:
        self._grid.set_columns([MARK, *self.columns(self._grid.size.width - 9)])
        self.fill()

    def fill(self) -> None:
        """Draw the rows anew."""
        self._grid.set_rows(GridRow(key, (self._mark(key), *self.cells(key))) for key in self.keys)
        self._draw()

    def _mark(self, key: str) -> str:
        return "[x]" if key in self.ticked else "[ ]"

    @on(Grid.Highlighted)
    def _draw(self) -> None:
        sheet = Sheet(self._scroll.size.width - 3)
        key = self._grid.cursor_row_key
        if key is not None:
            self.show(sheet, key)
        self._static.update(sheet.content)

    @on(Grid.Selected)
    def _toggle(self) -> None:
        key = self._grid.cursor_row_key
        if key is not None:
            self.ticked ^= {key}
            self.fill()

    def action_tick_all(self) -> None:
        """Tick all rows, or none when all are."""
        whole = set(self.keys)
        self.ticked = set() if self.ticked == whole else whole
        self.fill()
