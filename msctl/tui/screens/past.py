"""Look back: a date or a commit whose records are shown."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Label

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.tui.commands import bindings_at
from msctl.tui.screens.page import Page, title
from msctl.tui.streaming import stream
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.widgets.typing import Line
from msctl.tui.wording import told

if TYPE_CHECKING:
    from msctl.history.log import Commit

_NOW = "now"
"""the key of the row that leads back"""


class PastScreen(Page):
    """A line for a date, and the commits to choose from, newest first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("past")
    KEYS = ("choose", "next-pane", "back", "help")

    def __init__(self) -> None:
        super().__init__()
        self._commits: list[Commit] = []
        self._line = Line(id="when", placeholder=t("past.hint"))
        self._grid = Grid(frozen=0, cell_cursor=False, empty=t("tui.reading"))

    def body(self) -> ComposeResult:
        """The line and the commits."""
        yield title(t("past.title"))
        with Horizontal(classes="row"):
            yield Label(t("past.when"), markup=False)
            yield self._line
        yield self._grid

    def on_mount(self) -> None:
        """Read the commits."""
        self._line.focus()
        host = self.host
        stream(host, "past-commits", host.archive.all_commits, self._arrived, self._refused)

    def on_resize(self) -> None:
        """The subjects take what is left."""
        room = max(20, self.app.size.width - 16 - 10 - 10 - 6)
        self._grid.set_columns(
            [
                GridColumn("time", t("tui.history.time"), 16),
                GridColumn("author", t("tui.history.author"), 10),
                GridColumn("commit", t("past.commit"), 10),
                GridColumn("subject", t("tui.history.subject"), room),
            ]
        )

    def _arrived(self, commits: "list[Commit]", is_last: bool) -> None:
        if not self.is_attached:
            return
        self._commits += commits
        if is_last:
            self._grid.empty = t("tui.history.none")
        now = [GridRow(_NOW, ("", "", "", t("past.now")))] if self.host.lookback.moment else []
        self._grid.set_rows([*now, *map(_row, self._commits)])

    def _refused(self, error: MsctlError) -> None:
        self._grid.empty = told(error)

    @on(Input.Submitted)
    def _typed(self) -> None:
        when = self._line.value.strip()
        if when:
            self.dismiss()
            self.host.lookback.open(when)
        else:
            self._grid.focus()

    @on(Grid.Selected)
    def action_choose(self) -> None:
        """Show the records as of the commit under the cursor."""
        key = self._grid.cursor_row_key
        if key is None:
            return
        self.dismiss()
        if key == _NOW:
            self.host.lookback.leave()
        else:
            self.host.lookback.open(key)


def _row(commit: "Commit") -> GridRow:
    when = f"{commit.time.astimezone():%Y-%m-%d %H:%M}"
    return GridRow(commit.commit, (when, commit.author, commit.commit[:10], commit.subject))
