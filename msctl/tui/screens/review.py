"""Review and commit: what differs from the last commit by field, what goes in, and why."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Label, Static

from msctl.history.difference import RecordChange
from msctl.locale.catalogue import t
from msctl.tui.change_view import record_title, show_record
from msctl.tui.commands import bindings, bindings_at
from msctl.tui.screens.page import Page, title
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.widgets.typing import Line
from msctl.tui.wording import changes_word, told


class ReviewScreen(Page):
    """Shows the uncommitted changes and commits those that are ticked."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("review")
    KEYS = ("commit", "tick", "next-pane", "back", "help")

    def __init__(self) -> None:
        super().__init__()
        self._changes: list[RecordChange] = []
        self._out: set[str] = set()
        """the files that stay out of the commit"""
        self._proposed = ""
        self._busy = False
        self._grid = TickGrid(frozen=0, cell_cursor=False, empty=t("tui.reading"))
        self._static = Static(Content(""), classes="sheet")
        self._scroll = VerticalScroll(self._static)
        self._message = Line(id="message", select_on_focus=False)

    def body(self) -> ComposeResult:
        """The message, the records, the changes of the one under the cursor."""
        yield title(t("tui.review.title"))
        with Horizontal(classes="row"):
            yield Label(t("tui.review.message"), markup=False)
            yield self._message
        with Vertical(id="panes"):
            yield self._grid
            yield self._scroll

    def on_mount(self) -> None:
        """Show what is known."""
        self._grid.focus()
        if self.host.session.unsaved:
            self.host.say(t("tui.review.unsaved", count=self.host.session.unsaved_fields))
        self._take()

    def on_resize(self) -> None:
        """Wrap anew."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        self._grid.set_columns(
            [
                GridColumn("in", "", 3),
                GridColumn("count", t("tui.history.count"), 3, "right"),
                GridColumn("record", t("tui.review.record"), max(20, self._grid.size.width - 10)),
            ]
        )
        self._draw()

    def pending_read(self) -> None:
        """The changes were read anew."""
        self._take()

    def _take(self) -> None:
        host = self.host
        self._changes = list(host.pending or ())
        trouble = host.pending_trouble
        if host.pending is not None or trouble is not None:
            self._grid.empty = told(trouble) if trouble else t("tui.review.none")
        self._fill()

    def _fill(self) -> None:
        snapshot = self.host.session.snapshot
        self._grid.set_rows(
            GridRow(
                change.file,
                (
                    "[ ]" if change.file in self._out else "[x]",
                    str(len(change.changes)),
                    record_title(snapshot, change),
                ),
            )
            for change in self._changes
        )
        self._propose()
        self._draw()

    def _propose(self) -> None:
        """Word the message from what is ticked, until somebody writes their own."""
        if self._message.value == self._proposed:
            chosen = [c for change in self._chosen for c in change.changes]
            self._proposed = changes_word(self.host.session.snapshot, chosen) if chosen else ""
            self._message.value = self._proposed

    @property
    def _chosen(self) -> list[RecordChange]:
        return [change for change in self._changes if change.file not in self._out]

    @on(Grid.Highlighted)
    def _draw(self) -> None:
        sheet = Sheet(self._scroll.size.width - 3)
        for change in self._changes:
            if change.file == self._grid.cursor_row_key:
                sheet.text(record_title(self.host.session.snapshot, change), "bold")
                sheet.text(change.file, "$foreground-muted")
                show_record(sheet, change)
        self._static.update(sheet.content)
        self._scroll.scroll_home(animate=False)

    @on(Grid.Selected)
    def _toggle(self) -> None:
        file = self._grid.cursor_row_key
        if file is not None:
            self._out ^= {file}
            self._fill()

    def action_tick(self) -> None:
        """Put the record under the cursor into the commit, or leave it out."""
        if self._grid.has_focus:
            self._toggle()

    @on(Input.Submitted)
    def action_commit(self) -> None:
        """Commit what is ticked."""
        files = [file for change in self._chosen for file in _files(change)]
        if not files:
            self.host.say(t("tui.review.nothing"))
        elif not self._message.value.strip():
            self.host.say(t("tui.review.no-message"))
            self._message.focus()
        else:
            self.host.say(t("tui.review.working"))
            self.host.commit(self._message.value, files)

    def committed(self) -> None:
        """Done: back to where we were."""
        self.dismiss()


class TickGrid(Grid):
    """A grid whose rows are ticked with the space bar or Enter."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("tick")

    def action_tick(self) -> None:
        """As Enter."""
        self.action_select()


def _files(change: RecordChange) -> list[str]:
    """The files of a change: of a moved record also the old one."""
    files = [change.file]
    if change.old_id:
        files.append(f"{change.old_id}.toml")
    return files
