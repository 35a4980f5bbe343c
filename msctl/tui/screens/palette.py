"""The command palette: every command that can be called now, and every ledger and project, found
as you type."""

from typing import Any, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import get_current_worker

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.model.paths import ProjectId
from msctl.tui.commands import bindings_at, why_not
from msctl.tui.palette_entries import (
    AT_ONCE,
    COMMAND,
    PROJECT,
    Entry,
    PaletteIndex,
    command_entries,
    ledger_entries,
    ledger_of,
    project_entries,
)
from msctl.tui.screens.help import commands_of
from msctl.tui.screens.page import Page, title
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.widgets.typing import Line


class PaletteScreen(Page):
    """Lists what can be done and where one can go; Enter does it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("palette")
    KEYS = ("choose", "back")

    def __init__(self, asked: Screen[Any]) -> None:
        super().__init__()
        self._asked = asked
        self._entries: dict[str, Entry] = {}
        self._line = Line(placeholder=t("tui.palette.hint"), id="filter")
        self._grid = Grid(frozen=0, cell_cursor=False, empty=t("tui.palette.none"))

    def body(self) -> ComposeResult:
        """What is typed, and what fits."""
        yield title(t("tui.palette.title"))
        yield self._line
        yield self._grid

    def on_mount(self) -> None:
        """All commands."""
        host = self.host
        commands = (
            command
            for command in commands_of(self._asked)
            if command.name not in ("palette", "back")
            and self._target(command.name) is not None
            and not why_not(self._asked, command.name)
        )
        shown, snapshot = command_entries(commands, host.settings.recent), host.session.snapshot
        # from a form one leaves by its own key, which asks about what is typed
        if self._asked in host.lists:
            shown += ledger_entries(snapshot)
            self._index = PaletteIndex(shown, project_entries(snapshot))
        else:
            self._index = PaletteIndex(shown)
        if len(snapshot.projects) <= AT_ONCE:
            self._index.read()
        self._show("")
        self._line.focus()
        self._learn()

    def on_resize(self) -> None:
        """The explanations take what is left."""
        width = self.app.size.width
        name = 30 if width < 110 else 60
        self._grid.set_columns(
            [
                GridColumn("name", t("tui.palette.command"), name),
                GridColumn("key", t("tui.palette.key"), 10),
                GridColumn("help", t("tui.palette.help"), max(20, width - name - 14)),
            ]
        )

    @work(thread=True, exclusive=True, group="palette", exit_on_error=False)
    def _learn(self) -> None:
        worker = get_current_worker()
        self._index.read()
        self.app.call_from_thread(self._learnt)
        self._index.learn(lambda: worker.is_cancelled)
        self.app.call_from_thread(self._learnt)

    def _learnt(self) -> None:
        if self.is_running and self._line.value:
            self._show(self._line.value)

    def _show(self, typed: str) -> None:
        found = self._index.find(typed)
        self._entries = {entry.key: entry for entry in found}
        self._grid.set_rows(
            GridRow(entry.key, (entry.label, entry.keys, entry.help)) for entry in found
        )
        self._grid.action_edge(-1)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def on_key(self, event: events.Key) -> None:
        """The keys that move do so in the list while the line keeps the focus."""
        moves = {"up": (-1, 0), "down": (1, 0), "pageup": (0, -1), "pagedown": (0, 1)}
        if event.key in moves and self._line.has_focus:
            rows, pages = moves[event.key]
            if rows:
                self._grid.action_move(rows)
            else:
                self._grid.action_page(pages)
            event.stop()

    @on(Input.Submitted)
    @on(Grid.Selected)
    def _run(self) -> None:
        entry = self._entries.get(self._grid.cursor_row_key or "")
        if entry is None:
            return
        self.dismiss()
        # by the app, for this screen is gone by then
        if entry.kind == COMMAND:
            self._remember(entry.name)
            action = entry.name.replace("-", "_")
            self.app.call_later(self.app.run_action, action, self._target(entry.name))
        else:
            project = ProjectId(entry.name) if entry.kind == PROJECT else None
            self.app.call_later(self.host.go_to, ledger_of(entry), project)

    def _target(self, command: str) -> DOMNode | None:
        """What runs a command: the screen that was asked, else the app; a widget's own key, such
        as the one that ticks a row, is run by neither."""
        action = f"action_{command.replace('-', '_')}"
        found: tuple[DOMNode, ...] = (self._asked, self._asked.app)
        return next((node for node in found if hasattr(node, action)), None)

    def _remember(self, command: str) -> None:
        settings = self.host.settings
        settings.used(command)
        try:
            settings.save()
        except MsctlError as error:
            self.host.tell(error)
