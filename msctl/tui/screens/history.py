"""The history of a project: who changed which field when, old and new side by side."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from msctl.locale.catalogue import t
from msctl.model.paths import ProjectId
from msctl.tui.change_view import show_record
from msctl.tui.commands import bindings_at
from msctl.tui.project_view import commit_line
from msctl.tui.screens.page import Page, title
from msctl.tui.screens.project import project_word_of
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.wording import told

if TYPE_CHECKING:
    from msctl.history.log import Commit


class HistoryScreen(Page):
    """The commits of a project, and what the one under the cursor changed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("history")
    KEYS = ("back", "restore", "blame", "next-pane", "help")

    def __init__(self, project: ProjectId, commit: str | None = None) -> None:
        """The history.

        Args:
            project: Whose.
            commit: Where the cursor begins; the newest commit when there is none.
        """
        super().__init__()
        self._project = project
        self._begins_at = commit
        self._commits: Sequence[Commit] = ()
        self._grid = Grid(frozen=0, cell_cursor=False, empty=t("tui.reading"))
        self._static = Static(Content(""), classes="sheet")
        self._scroll = VerticalScroll(self._static)

    def body(self) -> ComposeResult:
        """Commits and changes."""
        yield title(t("tui.history.title", project=project_word_of(self, self._project)))
        with Vertical(id="panes"):
            yield self._grid
            yield self._scroll

    def on_mount(self) -> None:
        """Show what is known, else read it."""
        self._grid.focus()
        if self._project in self.host.history:
            self.history_read(self._project)
        else:
            self.host.read_history(self._project)

    def on_resize(self) -> None:
        """Wrap anew."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        room = max(20, self._grid.size.width - 32)
        self._grid.set_columns(
            [
                GridColumn("time", t("tui.history.time"), 16),
                GridColumn("author", t("tui.history.author"), 8),
                GridColumn("count", t("tui.history.count"), 3, "right"),
                GridColumn("subject", t("tui.history.subject"), room),
            ]
        )
        self._draw()

    def history_read(self, project: ProjectId) -> None:
        """The commits are there, or why they are not."""
        if project != self._project:
            return
        trouble = self.host.history_trouble
        self._commits = self.host.history.get(project, ())
        self._grid.empty = told(trouble) if trouble else t("tui.history.none")
        self._grid.set_rows(_row(commit) for commit in self._commits)
        if self._begins_at is not None and self._commits:
            if not self._grid.move_to(self._begins_at):
                self.host.say(t("tui.history.not-listed", commit=self._begins_at[:10]))
            self._begins_at = None
        self._draw()

    def records_read(self) -> None:
        """There may be new commits."""
        self.host.read_history(self._project)

    @on(Grid.Highlighted)
    def _draw(self) -> None:
        sheet = Sheet(self._scroll.size.width - 3)
        for commit in self._commits:
            if commit.commit == self._grid.cursor_row_key:
                sheet.text(commit_line(commit), "bold")
                sheet.text(f"{commit.email}  {commit.commit[:10]}", "$foreground-muted")
                sheet.text(commit.body)
                if len(commit.parents) > 1:
                    sheet.text(t("tui.history.merge"), "$foreground-muted")
                for record in commit.records:
                    sheet.blank()
                    show_record(sheet, record)
        self._static.update(sheet.content)
        self._scroll.scroll_home(animate=False)

    def action_restore(self) -> None:
        """Put fields back to what they were at the commit under the cursor."""
        from msctl.tui.screens.restore import RestoreScreen

        for commit in self._commits:
            if commit.commit == self._grid.cursor_row_key:
                changed = frozenset(change.path for change in commit.changes)
                screen = RestoreScreen(self._project, commit.commit, commit_line(commit), changed)
                self.app.push_screen(screen)

    def action_blame(self) -> None:
        """Show who set each field."""
        from msctl.tui.screens.blame import BlameScreen

        self.app.push_screen(BlameScreen(self._project))


def _row(commit: "Commit") -> GridRow:
    return GridRow(
        commit.commit,
        (
            f"{commit.time.astimezone():%Y-%m-%d %H:%M}",
            commit.author,
            str(len(commit.changes)),
            commit.subject,
        ),
    )
