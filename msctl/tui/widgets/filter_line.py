"""The line above a list in which a filter is typed, closed at first, and what the filter finds."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Label

from msctl.locale.catalogue import t
from msctl.tui.widgets.typing import Line


class FilterLine(Horizontal):
    """A line for a filter; its owner hears of each change from `input`."""

    DEFAULT_CSS = """
    FilterLine {
        height: 1;
        display: none;
        background: $boost;
        &.open { display: block; }
        & > Label { width: auto; padding: 0 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="filter-line")
        self.input = Line(placeholder=t("tui.filter.hint"), id="filter", select_on_focus=False)
        self._found = Label("", markup=False)

    def compose(self) -> ComposeResult:
        """What it is, where it is typed, and what it finds."""
        yield Label(t("tui.filter.label"), markup=False)
        yield self.input
        yield self._found

    @property
    def text(self) -> str:
        """What is typed; blank wants everything."""
        return self.input.value

    def open(self, text: str | None = None) -> None:
        """Show the line, with a text if one is given, the cursor behind it."""
        self.add_class("open")
        if text is not None:
            self.input.value = text
            self.input.cursor_position = len(text)

    def close(self) -> None:
        """Take the line away, and the filter with it."""
        self.remove_class("open")
        self.input.value = ""

    def tell(self, found: str) -> None:
        """Say what the filter finds."""
        if found != self._found.content:  # to take a text costs a layout of the whole screen
            self._found.update(found)
