"""The main screen: where (tree), which (grid), what (project)."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer

from msctl.locale.catalogue import t
from msctl.locale.commands import COMMANDS
from msctl.model.errors import MsctlError
from msctl.model.paths import LedgerId, ProjectId
from msctl.tui.background import Job
from msctl.tui.commands import bindings_at
from msctl.tui.jumps import jump
from msctl.tui.screens.listing import Listing
from msctl.tui.screens.page import project_view
from msctl.tui.top_text import top_text
from msctl.tui.widgets.cell_entry import CellEntry
from msctl.tui.widgets.grid import Grid
from msctl.tui.widgets.ledger_pane import LedgerPane
from msctl.tui.widgets.project_pane import ProjectPane

T = TypeVar("T")

_HISTORY_DELAY = 0.15
"""seconds the cursor rests on a project before its history is read: running through a list must not
start a git process a line"""


_NEEDS_PROJECT = {"edit", "history", "fields", "blame"}
_NEEDS_LEDGER = {"filter", "export"}


class MainScreen(Listing):
    """Tree, grid and project side by side; on a narrow screen the grid alone."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("main")
    KEYS = (
        *("help", "edit", "history", "fields", "filter", "export", "review", "back"),
        *("places", "palette", "sync", "leave", "blame"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.ledger: LedgerId | None = None
        self._timer: Timer | None = None
        self._is_ready = False
        """whether the widgets are there"""
        self._list = LedgerPane(id="list")
        self._list.work = self._work
        self._grid = self._list.grid
        self._pane = ProjectPane(id="project")

    def body(self) -> ComposeResult:
        """The top line and the three panes."""
        yield self._top
        with Horizontal(id="middle"):
            yield self._tree
            yield self._list
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
    def place(self) -> LedgerId | None:
        """The ledger that is open."""
        return self.ledger

    @property
    def project(self) -> ProjectId | None:
        """The project the cursor is on."""
        return self._list.project

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
            self._show_ledger()
        if self._is_ready:
            self._grid.focus()

    def _show_ledger(self) -> None:
        session = self.host.session
        self._tree.show(session.snapshot, self.ledger)
        if self.ledger is None:
            self._list.show_nothing(
                t("tui.empty-records") if self.host.reading.is_done else t("tui.reading")
            )
            self._pane.show(None)
        else:
            self._list.show(session, self.ledger, self.host.settings.columns.get(self.ledger))
            self._show_project()
        self.refresh_top()

    def move_to(self, project: ProjectId) -> None:
        """Put the cursor on a project; a filter that hides it is closed."""
        if not self._list.go_to(project):
            self._list.close_filter()
            self._list.fill()
            self._grid.move_to(project)

    def _work(
        self,
        group: str,
        what: str,
        total: int,
        work: Callable[[Job], T | None],
        then: Callable[[T | None], None],
    ) -> None:
        """What takes the list long, in the background."""
        job = Job(self.host.post_message, what, total)
        self.host.background.run_in_steps(group, job, work, then, self.host.tell)

    def refresh_records(self) -> None:
        """Take in what was typed, saved or read; the cursor stays on its project."""
        if not self._is_ready:
            return
        session = self.host.session
        if self.ledger is not None and self.ledger not in session.snapshot.by_ledger:
            self.ledger = None
        view = self._list.view
        if self.ledger is None or view is None or view.id != self.ledger:
            self._show_ledger()
            return
        self._tree.show(session.snapshot, self.ledger)
        self._list.refresh_records(session)
        self._show_project()
        self.refresh_top()

    def refresh_top(self) -> None:
        """Count anew."""
        if not self._is_ready:
            return
        host = self.host
        self._top.top = top_text(
            host.session,
            self.ledger,
            self._list.view,
            host.archiving.pending,
            host.exchange.standing,
            host.findings.count,
        )

    def pending_read(self) -> None:
        """What is not committed is known: a filter may ask for it."""
        pending = self.host.archiving.pending
        found = None if pending is None else frozenset(ProjectId(change.id) for change in pending)
        self._list.set_changed(found)

    def _fit(self) -> None:
        self._list.fit()
        self._show_project()

    @on(LedgerPane.Told)
    def _told(self, event: LedgerPane.Told) -> None:
        if event.error is not None:
            self.host.tell(event.error)
        else:
            self.host.say(event.text)

    @on(LedgerPane.Counted)
    @on(LedgerPane.Edited)
    def _counted(self) -> None:
        self.refresh_top()
        self._show_project()

    @on(Grid.Highlighted)
    def _moved(self) -> None:
        self.refresh_bindings()  # without a project some keys have nothing to do
        self._show_project()

    def _show_project(self) -> None:
        if not self.is_wide:
            return
        project = self.project
        view = project_view(self, project) if project else None
        self._pane.show(view)
        if self._timer is not None:
            self._timer.stop()
        if project and project not in self.host.archiving.history:
            self._timer = self.set_timer(_HISTORY_DELAY, self._ask_history)

    def _ask_history(self) -> None:
        project = self.project
        if project and project not in self.host.archiving.history:
            self.host.archiving.read_history(project)

    def findings_read(self) -> None:
        """The checks are done."""
        self._show_project()

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

    def action_compare(self) -> None:
        """Compare two periods or moments of the ledger."""
        from msctl.tui.screens.compare import CompareScreen

        if self.ledger is not None:
            self.app.push_screen(CompareScreen(self.ledger))

    def action_export(self) -> None:
        """Write the ledger's table to a file."""
        from msctl.tui.screens.export import ExportScreen

        if self.ledger is not None:
            view = self._list.view
            chosen = self._list.choice.targets if view and view.selected else ()
            self.app.push_screen(ExportScreen(self.ledger, chosen))

    def _edited(self, _: object) -> None:
        self.refresh_records()

    # The list.

    def action_filter(self) -> None:
        """Type words; the grid shows the projects that hold them all."""
        self._list.open_filter()

    def show_only(self, filter_text: str) -> None:
        """Show the projects of one count of the top line; once more, all."""
        view = self._list.view
        if view is None:
            return
        counts = dict(zip(view.count_filters, view.counts(), strict=True))
        if filter_text not in counts or filter_text == self._list.filter.text:
            self._list.show_only("")
            self.host.say(t("grid.all"))
            return
        self._list.show_only(filter_text)
        word, count, _ = counts[filter_text]
        key = COMMANDS["next-standing"].shown_key
        self.host.say(t("grid.only", word=word, count=count, key=key))

    def action_next_standing(self) -> None:
        """The next count of the top line; after the last one all projects."""
        if self._list.view is not None:
            steps = [*self._list.view.count_filters, ""]
            shown = self._list.filter.text
            self.show_only(steps[(steps.index(shown) + 1) % len(steps) if shown in steps else 0])

    def action_back(self) -> None:
        """One step back in the list, and from there to the overview."""
        if not self._list.back():
            self._list.close_filter()
            self.app.pop_screen()

    def action_sort(self) -> None:
        """Sort by the column with the cursor."""
        self._list.arranging.sort()

    def action_group(self) -> None:
        """Group by category, by unit, not at all."""
        self._list.arranging.group()

    def action_next_behind(self) -> None:
        """To the next project that is behind."""
        jump(self.host, self._grid, "next-behind")

    def action_next_unreported(self) -> None:
        """To the next project that is not reported."""
        jump(self.host, self._grid, "next-unreported")

    def action_next_changed(self) -> None:
        """To the next project that is not saved or not committed."""
        jump(self.host, self._grid, "next-changed")

    def action_next_finding(self) -> None:
        """To the next project with a finding."""
        jump(self.host, self._grid, "next-finding")

    def action_jump(self) -> None:
        """Go to a pane, a period's column or the first project that waits, by a digit."""
        from msctl.tui.screens.jump import JumpPlace, ask_where

        places: list[JumpPlace] = [(t("keys.go.places"), self.action_places)]
        if self.is_wide:
            panes = ((t("keys.go.list"), self._grid), (t("keys.go.project"), self._pane))
            places += [(word, pane.focus) for word, pane in panes if not pane.has_focus]
        places += [
            (t("keys.go.next-behind"), partial(self._go_to_first, "next-behind")),
            (t("keys.go.next-unreported"), partial(self._go_to_first, "next-unreported")),
        ]
        places += [
            (column.name, partial(self._go_to_column, column.key))
            for column in (self._list.view.shown if self._list.view else ())
            if column.is_period
        ]
        ask_where(self.app, places)

    def _go_to_first(self, command: str) -> None:
        self._grid.focus()
        jump(self.host, self._grid, command, first=True)

    def _go_to_column(self, column: str) -> None:
        self._grid.focus()
        self._grid.enter_cells(column)

    def action_select_row(self) -> None:
        """Choose a row."""
        self._list.choice.row()

    def action_select_range(self) -> None:
        """Choose the rows up to the cursor."""
        self._list.choice.range()

    def action_select_all(self) -> None:
        """Choose all rows, or none."""
        self._list.choice.everything()

    def action_select_invert(self) -> None:
        """Choose the rows that are not chosen."""
        self._list.choice.invert()

    def action_columns(self) -> None:
        """Choose the columns."""
        from msctl.tui.screens.columns import ColumnsScreen

        view = self._list.view
        if view is not None:
            self.app.push_screen(ColumnsScreen(view.all_columns, view.chosen, self._choose))

    def _choose(self, keys: Sequence[str] | None) -> None:
        """Show other columns, and remember them for the ledger."""
        self._list.arranging.choose_columns(keys)
        if self.ledger is not None:
            self.host.settings.keep_columns(self.ledger, keys)
            try:
                self.host.settings.save()
            except MsctlError as error:
                self.host.tell(error)

    def action_filters(self) -> None:
        """Use, save and delete filters."""
        from msctl.tui.screens.filters import FiltersScreen

        self.app.push_screen(FiltersScreen(self._list.filter.text, self._list.open_filter))

    def action_bulk_edit(self) -> None:
        """Edit the chosen projects."""
        from msctl.tui.screens.bulk import BulkScreen

        targets = self._list.choice.targets
        if not targets:
            self.host.say(t("grid.bulk.no-project"))
            return
        self.app.push_screen(BulkScreen(targets, self._list.column), self._edited)

    def action_copy_cells(self) -> None:
        """Copy the chosen rows, or the cell with the cursor, for a spreadsheet."""
        from msctl.tui.clipboard import copy

        def put(text: str) -> None:
            if text:
                self.host.say(copy(self.app, text).sentence)

        self._list.clipboard.copy(put)

    @on(LedgerPane.Pasted)
    def _pasted(self, event: LedgerPane.Pasted) -> None:
        from msctl.tui.screens.paste import PasteScreen

        self.app.push_screen(PasteScreen(event.pasted), self._edited)

    @on(CellEntry.Another)
    def _another(self, event: CellEntry.Another) -> None:
        """A status word that the ledger does not list is listed in it, and goes into the cell."""
        from msctl.tui.screens.word import WordScreen

        place = (event.project, event.path)
        word = WordScreen(event.project.ledger, place=place, typed=event.typed)
        self.app.push_screen(word, self._edited)

    @on(CellEntry.Larger)
    def _larger(self, event: CellEntry.Larger) -> None:
        """A long text gets a form, the report of a period its own."""
        from msctl.tui.form_context import report_of
        from msctl.tui.screens.form import FormScreen

        if event.path is not None:
            form = FormScreen(event.project, [event.path])
        else:
            report = report_of(self.host.session, event.project)
            form = FormScreen(
                event.project,
                report=report.with_period(event.period.key) if event.period else report,
            )
        self.app.push_screen(form, self._edited)
