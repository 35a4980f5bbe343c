"""Recover: what ended sessions had typed and not saved, to be taken over or dropped."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.changes import Change
from msctl.model.values import to_text
from msctl.tui.change_view import show_changes
from msctl.tui.commands import bindings_at
from msctl.tui.journal import LeftBehind
from msctl.tui.keeping import Found
from msctl.tui.screens.ask import Ask
from msctl.tui.screens.page import Page, title
from msctl.tui.screens.review import TickGrid
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.wording import project_word


class RecoverScreen(Page):
    """The fields that ended sessions left, the newest first; below, what the file holds now
    against what was typed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("recover")
    KEYS = ("recover", "tick", "tick-all", "drop", "next-pane", "back", "help")

    def __init__(self, left_behind: Sequence[LeftBehind]) -> None:
        super().__init__()
        self._left_behind = left_behind
        self._found: dict[str, Found] = {
            f"{number} {project} {path}": (number, (project, path))
            for number, left in enumerate(left_behind)
            for project, path in left.typed
        }
        self._typed = {
            key: left_behind[number].typed[place] for key, (number, place) in self._found.items()
        }
        self._ticked: set[str] = set()
        self._grid = TickGrid(frozen=0, cell_cursor=False)
        self._static = Static(Content(""), classes="sheet")
        self._scroll = VerticalScroll(self._static)

    def body(self) -> ComposeResult:
        """The fields, and the one under the cursor whole."""
        yield title(t("edit.recover.title", count=len(self._found)))
        with Vertical(id="stack", classes="-list"):
            yield self._grid
            yield self._scroll

    def on_mount(self) -> None:
        """What was typed last into each field is ticked."""
        places = set()
        for key, (_, place) in self._found.items():
            if place not in places and self._is_there(key):
                self._ticked.add(key)
            places.add(place)
        self._grid.focus()

    def on_resize(self) -> None:
        """The values share what is left."""
        self.call_after_refresh(self._fit)

    def records_read(self) -> None:
        """The files may hold something else now."""
        self._fill()

    def _is_there(self, key: str) -> bool:
        """Whether the project of a field still has its file."""
        return self._found[key][1][0] in self.host.session.snapshot.projects

    def _fit(self) -> None:
        width = self._grid.size.width - 9
        place = min(16, width // 5)
        field = min(24, width // 4)
        time = 11
        self._grid.set_columns(
            [
                GridColumn("in", "", 3),
                GridColumn("time", t("tui.history.time"), time),
                GridColumn("record", t("tui.review.record"), place),
                GridColumn("field", t("tui.fields.field"), field),
                GridColumn("typed", t("edit.recover.typed"), width - place - field - time),
            ]
        )
        self._fill()

    def _fill(self) -> None:
        rows = []
        for key, (number, (project, path)) in self._found.items():
            left = self._left_behind[number]
            mark = "[x]" if key in self._ticked else "[ ]"
            cells = (
                mark if self._is_there(key) else " - ",
                f"{left.time:%m-%d %H:%M}",
                project_word(self.host.session.snapshot, project),
                field_label(path),
                self._typed[key].text or t("tui.empty"),
            )
            rows.append(GridRow(key, cells))
        self._grid.set_rows(rows)
        self._draw()

    @on(Grid.Highlighted)
    def _draw(self) -> None:
        sheet = Sheet(self._scroll.size.width - 3)
        key = self._grid.cursor_row_key
        if key is not None:
            _, (project, path) = self._found[key]
            typed = self._typed[key]
            session = self.host.session
            now = to_text(session.recorded(project, path))
            if not self._is_there(key):
                sheet.text(t("edit.recover.gone"), "$text-error")
            elif now == typed.text:
                sheet.text(t("edit.recover.same"), "$foreground-muted")
            elif now != typed.base:
                sheet.text(t("edit.recover.changed"), "$text-warning")
            show_changes(sheet, [Change(project, path, now or None, typed.text or None)])
        self._static.update(sheet.content)

    @on(Grid.Selected)
    def _toggle(self) -> None:
        key = self._grid.cursor_row_key
        if key is not None and self._is_there(key):
            self._ticked ^= {key}
            self._fill()

    def action_tick_all(self) -> None:
        """Tick all fields, or none when all are."""
        whole = {key for key in self._found if self._is_there(key)}
        self._ticked = set() if self._ticked == whole else whole
        self._fill()

    def action_recover(self) -> None:
        """Type the ticked fields again; they are unsaved then, as they were."""
        if not self._ticked:
            self.host.say(t("edit.recover.nothing"))
            return
        chosen = [self._found[key] for key in self._ticked]
        self.host.keeping.take_over(self._left_behind, chosen)
        self.dismiss()

    def action_drop(self) -> None:
        """Drop the ticked fields for good; asks first."""
        chosen = [self._found[key] for key in self._ticked]
        if not chosen:
            self.host.say(t("edit.recover.nothing"))
            return
        lines = [
            f"{project_word(self.host.session.snapshot, project)} {field_label(path)}"
            for _, (project, path) in chosen
        ]
        options = [(key, t(f"edit.recover.{key}")) for key in ("stay", "drop")]
        question = Ask(t("edit.recover.question", count=len(chosen)), lines, options)
        self.app.push_screen(question, self._dropped)

    def _dropped(self, answer: str | None) -> None:
        if answer == "drop":
            chosen = [self._found[key] for key in self._ticked]
            self.host.keeping.drop(self._left_behind, chosen)
            self.host.say(t("edit.recover.dropped", count=len(chosen)))
            self.dismiss()

    def action_back(self) -> None:
        """Leave all as it is, for the next start."""
        self.host.keeping.drop(self._left_behind, ())
        self.host.say(t("edit.recover.later"))
        self.dismiss()
