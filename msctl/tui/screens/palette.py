"""The command palette: every command of a screen by name, filtered as you type."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Input

from msctl.locale.catalogue import t
from msctl.text.fold import fold
from msctl.tui.commands import Command, bindings_at
from msctl.tui.screens.help import commands_of
from msctl.tui.screens.page import Page, title
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.widgets.typing import Line


class PaletteScreen(Page):
    """Lists the commands of the screen it was called from; Enter runs one."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("palette")
    KEYS = ("choose", "back")

    def __init__(self, asked: Screen[Any]) -> None:
        super().__init__()
        self._asked = asked
        self._commands: dict[str, Command] = {}
        self._grid = Grid(frozen=0, cell_cursor=False, empty=t("tui.palette.none"))

    def body(self) -> ComposeResult:
        """What is typed, and the commands that fit."""
        yield title(t("tui.palette.title"))
        yield Line(placeholder=t("tui.palette.hint"), id="filter")
        yield self._grid

    def on_mount(self) -> None:
        """All commands."""
        self._commands = {
            c.name: c for c in commands_of(self._asked) if c.name not in ("palette", "back")
        }
        self._grid.set_columns(
            [
                GridColumn("name", t("tui.palette.command"), 16),
                GridColumn("key", t("tui.palette.key"), 10),
                GridColumn("help", t("tui.palette.help"), 80),
            ]
        )
        self._show("")
        self.query_one(Input).focus()

    def _show(self, typed: str) -> None:
        from msctl.text.pinyin import initials

        words = [fold(word) for word in typed.split()]
        self._grid.set_rows(
            GridRow(name, (command.label, command.shown_key, command.help))
            for name, command in self._commands.items()
            if all(
                word in fold(f"{name} {command.label} {command.help}")
                or (word.isascii() and word in initials(command.label))
                for word in words
            )
        )

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def on_key(self, event: Any) -> None:
        """The arrows move in the list while the input keeps the focus."""
        if event.key in ("up", "down") and self.query_one(Input).has_focus:
            self._grid.action_move(-1 if event.key == "up" else 1)
            event.stop()

    @on(Input.Submitted)
    @on(Grid.Selected)
    def _run(self) -> None:
        name = self._grid.cursor_row_key
        if name is None:
            return
        asked = self._asked
        self.dismiss()
        action = name.replace("-", "_")
        target = asked if hasattr(asked, f"action_{action}") else asked.app
        # by the app, for this screen is gone by then
        asked.app.call_later(asked.app.run_action, action, target)
