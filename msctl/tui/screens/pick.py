"""Pick one of a list that is too long for a question; Enter takes it, Escape takes none."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from msctl.text.safe import single_line
from msctl.tui.commands import bindings_at
from msctl.tui.screens.page import Page, title
from msctl.tui.widgets.choice import Option
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow


class PickScreen(Page):
    """A list of words, one a line."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("pick")
    KEYS = ("choose", "back")

    def __init__(
        self, question: str, options: Sequence[Option], chosen: Callable[[str], None]
    ) -> None:
        """The list.

        Args:
            question: What is picked.
            options: Each value and the words it is shown by.
            chosen: Takes the value picked.
        """
        super().__init__()
        self._question = question
        self._options = options
        self._chosen = chosen
        self._grid = Grid(frozen=0, cell_cursor=False)

    def body(self) -> ComposeResult:
        """The list."""
        yield title(self._question)
        yield self._grid

    def on_mount(self) -> None:
        """The list takes the keys."""
        self._grid.set_rows(
            GridRow(str(number), (single_line(word),))
            for number, (_, word) in enumerate(self._options)
        )
        self._grid.focus()

    def on_resize(self) -> None:
        """The words take the line."""
        self._grid.set_columns([GridColumn("word", "", max(8, self.app.size.width - 4))])

    @on(Grid.Selected)
    def action_choose(self) -> None:
        """Take the one under the cursor."""
        key = self._grid.cursor_row_key
        if key is not None:
            self.dismiss()
            self._chosen(self._options[int(key)][0])
