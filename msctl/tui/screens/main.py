"""The main screen: where (tree), which (grid), what (project)."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Input, Label

from msctl.locale.catalogue import t
from msctl.model.paths import LedgerId, ProjectId
from msctl.tui.commands import bindings_at
from msctl.tui.finder import Finder
from msctl.tui.ledger_view import FROZEN, LedgerView
from msctl.tui.messages import InitialsLearnt
from msctl.tui.project_view import ProjectView
from msctl.tui.screens.page import Page
from msctl.tui.top_text import top_text
from msctl.tui.widgets.grid import Grid
from msctl.tui.widgets.places_tree import PlacesTree
from msctl.tui.widgets.project_pane import ProjectPane
from msctl.tui.widgets.top_line import TopLine
from msctl.tui.widgets.typing import Line
from msctl.tui.wording import told

_HISTORY_DELAY = 0.15
"""seconds the cursor rests on a project before its history is read: running through a list must not
start a git process a line"""


_NEEDS_PROJECT = {"edit", "history", "fields", "blame"}
_NEEDS_LEDGER = {"filter", "export"}


class MainScreen(Page):
    """Tree, grid and project side by side; on a narrow screen the grid alone."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("main")
    KEYS = (
        *("help", "edit", "history", "fields", "places", "filter", "export", "review", "leave"),
        *("sync", "palette", "blame"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.ledger: LedgerId | None = None
        self._view: LedgerView | None = None
        self._finder = Finder(())
        self._timer: Timer | None = None
        self._is_ready = False
        """whether the widgets are there"""
        self._top = TopLine()
        self._tree = PlacesTree(id="places")
        self._grid = Grid(id="grid", frozen=FROZEN, cell_cursor=False, empty=t("tui.reading"))
        self._filter = Line(placeholder=t("tui.filter.hint"), id="filter")
        self._found = Label("", markup=False)
        self._pane = ProjectPane(id="project")

    def body(self) -> ComposeResult:
        """The top line and the three panes."""
        yield self._top
        with Horizontal(id="middle"):
            yield self._tree
            with Vertical(id="list"):
                with Horizontal(id="filter-line"):
                    yield Label(t("tui.filter.label"), markup=False)
                    yield self._filter
                    yield self._found
                yield self._grid
            yield self._pane

    def on_mount(self) -> None:
        """The frame is there: show the ledger that was opened."""
        self._grid.focus()
        self._is_ready = True
        self.refresh_records()

    def on_resize(self) -> None:
        """The columns share the new width."""
        self.call_after_refresh(self._fit)

    @property
    def project(self) -> ProjectId | None:
        """The project the cursor is on."""
        key = self._grid.cursor_row_key
        return ProjectId(key) if key else None

    def why_not(self, command: str) -> str:
        """What needs a project or a ledger where there is none."""
        if command in _NEEDS_PROJECT and self.project is None:
            return t("keys.why.no-project")
        return t("keys.why.no-ledger") if command in _NEEDS_LEDGER and not self.ledger else ""

    # What is shown.

    def open(self, ledger: LedgerId) -> None:
        """Show a ledger."""
        is_other = ledger != self.ledger
        self.ledger = ledger
        if self._is_ready and is_other:
            self._close_filter()
            self.refresh_records()
            self._grid.action_edge(-1)
        if self._is_ready:
            self._grid.focus()

    def move_to(self, project: ProjectId) -> None:
        """Put the cursor on a project; a filter that hides it is closed."""
        if not self._grid.move_to(project):
            self._close_filter()
            self._fill()
            self._grid.move_to(project)

    def refresh_records(self) -> None:
        """Draw all anew; the cursor stays on its project."""
        if not self._is_ready:
            return
        session = self.host.session
        self._tree.show(session.snapshot, self.ledger)
        if self.ledger is not None and self.ledger not in session.snapshot.by_ledger:
            self.ledger = None
        if self.ledger is None:
            self._view = None
            self._grid.empty = t("tui.empty-records") if self.host.loaded else t("tui.reading")
            self._grid.set_rows(())
            self._pane.show(None)
        else:
            self._view = LedgerView(session, self.ledger)
            self._finder = Finder(self._view.projects)
            self.learn_initials(self._finder)
            self._fill()
            self._fit()
        self.refresh_top()

    def refresh_top(self) -> None:
        """Count anew."""
        if not self._is_ready:
            return
        host = self.host
        self._top.top = top_text(
            host.session, self.ledger, self._view, host.pending, host.exchange.standing
        )

    def _fit(self) -> None:
        if self._view is not None:
            self._grid.set_columns(self._view.columns(self._grid.size.width), FROZEN)
            self._show_project()

    def _fill(self) -> None:
        if self._view is None:
            return
        typed = self._filter.value
        wanted = self._finder.find(typed) if typed.strip() else None
        rows = self._view.rows(wanted)
        self._grid.empty = t("tui.filter.none") if typed.strip() else t("tui.empty-ledger")
        self._grid.set_rows(rows)
        self._found.update(f"{len(rows)} / {len(self._view.projects)}")

    @work(thread=True, exclusive=True, group="initials", exit_on_error=False)
    def learn_initials(self, finder: Finder) -> None:
        """Spell the names for the filter."""
        finder.learn_initials()
        self.post_message(InitialsLearnt(finder))

    def on_initials_learnt(self, event: InitialsLearnt) -> None:
        """A filter that waits may find more now."""
        if event.finder is self._finder and self._filter.value:
            self._fill()

    @on(Grid.Highlighted)
    def _moved(self) -> None:
        self._show_project()

    def _show_project(self) -> None:
        if not self.is_wide:
            return
        project = self.project
        view = project_view(self, project) if project else None
        self._pane.show(view)
        if self._timer is not None:
            self._timer.stop()
        if project and project not in self.host.history:
            self._timer = self.set_timer(_HISTORY_DELAY, self._ask_history)

    def _ask_history(self) -> None:
        project = self.project
        if project and project not in self.host.history:
            self.host.read_history(project)

    def history_read(self, project: ProjectId) -> None:
        """The history of a project is there."""
        if project == self.project and self.is_wide:
            self._pane.show(project_view(self, project))

    # What can be done.

    @on(Grid.Selected)
    def _selected(self) -> None:
        from msctl.tui.screens.project import ProjectScreen

        if self.is_wide:
            self._pane.focus()
        elif self.project:
            self.app.push_screen(ProjectScreen(self.project))

    @on(PlacesTree.Opened)
    def _opened(self, event: PlacesTree.Opened) -> None:
        self.open(event.ledger)

    @on(PlacesTree.Asked)
    def _asked(self, event: PlacesTree.Asked) -> None:
        self.host.say(event.text)

    def action_edit(self) -> None:
        """Write the report of a period."""
        from msctl.tui.screens.form import FormScreen

        if self.project:
            self.app.push_screen(FormScreen(self.project), self._edited)

    def action_fields(self) -> None:
        """List all fields."""
        from msctl.tui.screens.fields import FieldsScreen

        if self.project:
            self.app.push_screen(FieldsScreen(self.project), self._edited)

    def action_history(self) -> None:
        """Show who changed the project."""
        from msctl.tui.screens.history import HistoryScreen

        if self.project:
            self.app.push_screen(HistoryScreen(self.project))

    def action_blame(self) -> None:
        """Show who set each field of the project."""
        from msctl.tui.screens.blame import BlameScreen

        if self.project:
            self.app.push_screen(BlameScreen(self.project))

    @on(TopLine.Followed)
    def _to_conflicts(self) -> None:
        self.host.action_conflicts()

    def action_compare(self) -> None:
        """Compare two periods or moments of the ledger."""
        from msctl.tui.screens.compare import CompareScreen

        if self.ledger is not None:
            self.app.push_screen(CompareScreen(self.ledger))

    def action_export(self) -> None:
        """Write the ledger's table to a file."""
        from msctl.tui.screens.export import ExportScreen

        if self.ledger is not None:
            self.app.push_screen(ExportScreen(self.ledger))

    def action_review(self) -> None:
        """Review and commit what is not committed."""
        from msctl.tui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen())

    def action_places(self) -> None:
        """Go to another ledger."""
        from msctl.tui.screens.places import PlacesScreen

        if self.is_wide:
            self._tree.focus()
        else:
            self.app.push_screen(PlacesScreen(self.ledger), self._went)

    def _went(self, ledger: LedgerId | None) -> None:
        if ledger is not None:
            self.open(ledger)

    def _edited(self, _: object) -> None:
        self.refresh_records()

    def action_save(self) -> None:
        """Save all that is typed."""
        self.host.save()

    def action_undo(self) -> None:
        """Take the last save back."""
        self.host.undo()

    def action_reload(self) -> None:
        """Read the files again."""
        self.host.read_records()

    # Filter as you type.

    def action_filter(self) -> None:
        """Type words; the grid shows the projects that hold them all."""
        if self._view is not None:
            self.query_one("#filter-line").add_class("open")
            self._filter.focus()
            self._fill()

    def action_back(self) -> None:
        """Close the filter, or return to the grid, and from there to the overview."""
        if self._grid.has_focus and not self._filter.value:
            self._close_filter()
            self.app.pop_screen()
            return
        self._close_filter()
        self._grid.focus()

    def _close_filter(self) -> None:
        self.query_one("#filter-line").remove_class("open")
        self._filter.value = ""

    @on(Input.Changed, "#filter")
    def _typed(self) -> None:
        self._fill()

    @on(Input.Submitted, "#filter")
    def _filtered(self) -> None:
        self._grid.focus()


def project_view(page: Page, project: ProjectId) -> ProjectView | None:
    """What a page shows of a project now."""
    host = page.host
    found = host.session.project(project)
    if found is None:
        return None
    trouble = host.history_trouble
    return ProjectView(
        found,
        host.session.snapshot.ledger(project.ledger),
        frozenset(host.session.unsaved_paths(project)),
        host.history.get(project),
        told(trouble) if trouble else "",
    )
