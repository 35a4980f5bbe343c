"""The history of a project, a ledger, a region or all: who changed which field when."""

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.model.paths import ProjectId
from msctl.report.revisions import Revision
from msctl.text.safe import single_line
from msctl.tui.commands import bindings_at
from msctl.tui.compare_view import Entry, moment_entries, table
from msctl.tui.copying import Form, offer, text_of
from msctl.tui.history_view import (
    draw_commit,
    kinds,
    only,
    paths_of,
    scope_word,
    scopes_of,
)
from msctl.tui.project_view import commit_line
from msctl.tui.screens.list_page import ListPage
from msctl.tui.screens.pick import PickScreen
from msctl.tui.screens.project import project_word_of
from msctl.tui.sheet import Sheet
from msctl.tui.streaming import stream
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.wording import told

if TYPE_CHECKING:
    from msctl.history.log import Commit

_COPIED_WIDTH = 100_000
"""cells of a line that is copied: it is not wrapped"""


class HistoryScreen(ListPage):
    """The commits, newest first, and what the one under the cursor changed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("history")
    FRAME = ("panes", "")
    KEYS = (
        *("back", "widen", "only-field", "as-of", "restore", "blame", "copy", "help"),
        *("next-pane", "show-layout"),
    )

    def __init__(
        self, project: ProjectId | None, commit: str | None = None, ledger: str = ""
    ) -> None:
        """The history.

        Args:
            project: Whose; None for a ledger's.
            commit: Where the cursor begins; the newest commit when there is none.
            ledger: Whose, without a project; empty means all.
        """
        super().__init__()
        self._project = project
        self._scopes = scopes_of(project, str(project.ledger) if project else ledger)
        self._scope = self._scopes[0]
        self._begins_at = commit
        self._read: list[Commit] = []
        self._commits: dict[str, Commit] = {}
        self._kind = ""
        self._layout = False
        self._is_fresh = False
        """whether what is listed was read by this screen"""
        self._is_whole = False
        """whether the last commit was read"""

    def on_mount(self) -> None:
        """Read the commits."""
        self._start()

    def records_read(self) -> None:
        """There may be new commits."""
        self._start()

    # Reading, and what is shown of it.

    @property
    def _alone(self) -> bool:
        return self._scope.count("/") == 3

    def _start(self) -> None:
        host = self.host
        known = (
            self.host.archiving.history.get(self._project, ())
            if self._alone and self._project
            else ()
        )
        # what the project's pane has read already is there at once; what comes takes its place
        self._read, self._is_whole, self._is_fresh = list(known), False, False
        self._fill()
        paths = paths_of(self._scope)
        stream(
            host,
            "time-line",
            lambda: host.archive.commits(paths),
            self._arrived,
            self._refused,
        )

    def _arrived(self, commits: "list[Commit]", is_last: bool) -> None:
        if not self.is_attached:
            return
        self._read = [*self._read, *commits] if self._is_fresh else commits
        self._is_fresh, self._is_whole = True, is_last
        self._fill()
        if self._begins_at is not None and (is_last or self._begins_at in self._commits):
            if not self._grid.move_to(self._begins_at):
                self.host.say(t("tui.history.not-listed", commit=self._begins_at[:10]))
            self._begins_at = None

    def _refused(self, error: MsctlError) -> None:
        self._grid.empty = told(error)

    def _fill(self) -> None:
        shown = (only(commit, self._kind, layout=self._layout) for commit in self._read)
        self._commits = {commit.commit: commit for commit in shown if commit is not None}
        self._grid.empty = t("tui.history.none") if self._is_whole else t("tui.reading")
        self._grid.set_rows(_row(commit) for commit in self._commits.values())
        self._show_title()
        self._draw()

    def _show_title(self) -> None:
        if self._alone and self._project is not None:
            place = project_word_of(self, self._project)
        else:
            place = scope_word(self.host.session.snapshot, self._scope)
        parts = [t("tui.history.title", project=place)]
        if self._kind:
            parts.append(t("compare.only-field", field=self._kind))
        if self._is_whole:
            hidden = sum(all(record.layout_only for record in c.records) for c in self._read)
            parts.append(t("history.count", count=len(self._commits)))
            if hidden and not self._layout:
                parts.append(t("history.hidden", count=hidden))
        else:
            parts.append(t("history.so-far", count=len(self._read)))
        self._title.update(Content(single_line("  ".join(parts))))

    def _fit(self) -> None:
        room = max(20, self._grid.size.width - 34)
        self._grid.set_columns(
            [
                GridColumn("time", t("tui.history.time"), 16),
                GridColumn("author", t("tui.history.author"), 8),
                GridColumn("count", t("tui.history.count"), 5, "right"),
                GridColumn("subject", t("tui.history.subject"), room),
            ]
        )
        self._draw()

    @property
    def _commit(self) -> "Commit | None":
        return self._commits.get(self._grid.cursor_row_key or "")

    def _fill_sheet(self, sheet: Sheet) -> None:
        if self._commit is not None:
            draw_commit(sheet, self.host.session.snapshot, self._commit, alone=self._alone)

    # What can be done.

    def action_widen(self) -> None:
        """From a project's history to its ledger's, its region's, that of all, and back."""
        at = self._scopes.index(self._scope) + 1
        self._scope = self._scopes[at % len(self._scopes)]
        self._begins_at = self._grid.cursor_row_key
        self._start()

    def action_only_field(self) -> None:
        """Show one kind of field only."""
        options = [("", t("compare.all-fields"))]
        options += [(kind, kind) for kind in kinds(self._read)]

        def chosen(kind: str) -> None:
            self._kind = kind
            self._fill()

        self.app.push_screen(PickScreen(t("compare.which-field"), options, chosen))

    def action_show_layout(self) -> None:
        """List the commits that changed no value, too, or hide them again."""
        self._layout = not self._layout
        self._fill()

    @on(Grid.Selected)
    def action_as_of(self) -> None:
        """Show all ledgers as they were after the commit under the cursor."""
        if self._commit is not None:
            commit = self._commit.commit
            self.dismiss()
            self.host.lookback.open(commit)

    def action_restore(self) -> None:
        """Put fields back to what they were at the commit under the cursor."""
        if self._commit is None:
            return
        commit = self._commit
        projects = [r.id for r in commit.records if r.id.count("/") == 3]
        if self._alone and self._project is not None:
            self._restore(commit, str(self._project))
        elif len(projects) == 1:
            self._restore(commit, projects[0])
        elif projects:
            options = [(one, project_word_of(self, ProjectId(one))) for one in projects]
            self.app.push_screen(
                PickScreen(
                    t("history.which-project"), options, lambda one: self._restore(commit, one)
                )
            )

    def _restore(self, commit: "Commit", project: str) -> None:
        from msctl.tui.screens.restore import RestoreScreen

        if ProjectId(project) not in self.host.session.snapshot.projects:
            self.host.say(t("history.gone", id=project))
            return
        changed = frozenset(change.path for change in commit.changes if change.id == project)
        screen = RestoreScreen(ProjectId(project), commit.commit, commit_line(commit), changed)
        self.app.push_screen(screen)

    def action_blame(self) -> None:
        """Show who set each field."""
        from msctl.tui.screens.blame import BlameScreen

        if self._project is not None:
            self.app.push_screen(BlameScreen(self._project))
        else:
            self.host.say(t("history.no-project"))

    def action_copy(self) -> None:
        """Copy the commit under the cursor."""
        if self._commit is None:
            return
        snapshot = self.host.session.snapshot
        records = [replace(r, layout_only=False) for r in self._commit.records]

        @cache
        def entries() -> list[Entry]:
            return moment_entries(snapshot, [Revision(record, ()) for record in records])

        sides = (t("tui.old"), t("tui.new"))
        offer(
            self.host,
            (
                Form("one", self._text),
                Form("md", text_of(lambda: table(entries(), sides), "md")),
                Form("tsv", text_of(lambda: table(entries(), sides), "tsv")),
            ),
        )

    def _text(self) -> str:
        sheet = Sheet(_COPIED_WIDTH)
        self._fill_sheet(sheet)
        lines = sheet.content.plain.split("\n")
        return "\n".join(line.rstrip() for line in lines) + "\n"


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
