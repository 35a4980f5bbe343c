"""A list, and the one under the cursor whole: the page that most screens about changes are."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from msctl.locale.catalogue import t
from msctl.tui.screens.page import Page, title
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.grid import Grid

_MARGIN = 3
"""cells beside a sheet: its padding and the scroll bar"""


class ListPage(Page):
    """A title, a list and a sheet; what they hold is the subclass's."""

    FRAME: ClassVar[tuple[str, str]] = ("stack", "")
    """the id and classes of what holds the two, to which the style sheet gives their sizes"""

    def __init__(self) -> None:
        super().__init__()
        self._title = title("")
        self._grid = self._make_grid()
        self._static = Static(Content(""), classes="sheet")
        self._scroll = VerticalScroll(self._static)

    def _make_grid(self) -> Grid:
        return Grid(frozen=0, cell_cursor=False, empty=t("tui.reading"))

    def body(self) -> ComposeResult:
        """The title, what stands between, the list and the sheet."""
        yield self._title
        yield from self._between()
        frame, classes = self.FRAME
        with Vertical(id=frame, classes=classes):
            yield self._grid
            yield self._scroll

    def _between(self) -> ComposeResult:
        """Lines between the title and the list; none here."""
        return iter(())

    def on_mount(self) -> None:
        """The list takes the keys."""
        self._grid.focus()

    def on_resize(self) -> None:
        """Wrap anew."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Give the columns their widths, then draw."""
        raise NotImplementedError

    @on(Grid.Highlighted)
    def _moved(self) -> None:
        self._draw()
        self._scroll.scroll_home(animate=False)

    def _draw(self) -> None:
        """Draw the one under the cursor."""
        sheet = Sheet(self._scroll.size.width - _MARGIN)
        self._fill_sheet(sheet)
        self._static.update(sheet.content)

    def _fill_sheet(self, sheet: Sheet) -> None:
        """Put the one under the cursor on a sheet."""
        raise NotImplementedError
