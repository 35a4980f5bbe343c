"""The list of a ledger: its filter line, its grid and its cell editor, filled and kept up to date.

How a ledger comes into it is :mod:`msctl.tui.ledger_opening`, how it is sorted and grouped
:mod:`msctl.tui.ledger_arranging`, what a filter leaves of it :mod:`msctl.tui.ledger_filtering`,
which rows are chosen :mod:`msctl.tui.ledger_choice`, what is copied and pasted
:mod:`msctl.tui.ledger_clipboard`.
"""

from collections.abc import Collection, Sequence
from functools import partial
from typing import TypeAlias

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input
from textual.worker import get_current_worker

from msctl.locale.catalogue import t
from msctl.model.paths import LedgerId, ProjectId
from msctl.tui.garbage import keep_apart
from msctl.tui.ledger_arranging import LedgerArranging
from msctl.tui.ledger_choice import LedgerChoice
from msctl.tui.ledger_clipboard import LedgerClipboard
from msctl.tui.ledger_columns import LedgerColumn
from msctl.tui.ledger_filtering import LedgerFiltering
from msctl.tui.ledger_making import CHANGED_AT_ONCE, Made, Making, Work, at_once
from msctl.tui.ledger_opening import LedgerOpening
from msctl.tui.ledger_order import is_heading
from msctl.tui.ledger_view import FROZEN, LedgerView
from msctl.tui.session import Session
from msctl.tui.widgets import ledger_message
from msctl.tui.widgets.cell_entry import CellEntry
from msctl.tui.widgets.filter_line import FilterLine
from msctl.tui.widgets.grid import Grid

REDRAWN_ONE_BY_ONE = 50
"""rows; of more, some are in sight anyway"""


class LedgerPane(Vertical):
    """Shows one ledger; what it is told and what it tells are plain ids."""

    BLANK = True
    """Its children cover it, so Textual need not draw it line by line beneath them."""

    DEFAULT_CSS = """
    LedgerPane { layers: base cell; }
    """

    Told: TypeAlias = ledger_message.Told
    Counted: TypeAlias = ledger_message.Counted
    Edited: TypeAlias = ledger_message.Edited
    Pasted: TypeAlias = ledger_message.Pasted
    Learnt: TypeAlias = ledger_message.Learnt

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name for it
        super().__init__(id=id)
        self.session: Session | None = None
        self.view: LedgerView | None = None
        self.grid = Grid(
            id="grid", frozen=FROZEN, cell_cursor=False, cells_from=1, empty=t("tui.reading")
        )
        self.filter = FilterLine()
        self.entry = CellEntry(self.grid)
        self.choice = LedgerChoice(self)
        self.arranging = LedgerArranging(self)
        self.clipboard = LedgerClipboard(self)
        self.work: Work = at_once
        """where what takes long is done"""
        self._opening = LedgerOpening(self)
        self._filtering = LedgerFiltering(self)

    def compose(self) -> ComposeResult:
        """The filter's line, closed at first, and the grid."""
        yield self.filter
        yield self.grid
        yield self.entry

    # What the owner tells and asks.

    def show(
        self, session: Session, ledger: LedgerId, columns: Sequence[str] | None = None
    ) -> None:
        """Show a ledger, from its top and with no filter."""
        making = Making(session, ledger, columns)
        if self._opening.is_making(making):
            return
        self.close_filter()
        self.grid.leave_cells()
        if not making.is_small:
            self._show_empty(t("tui.reading"))
        self._opening.begin(making)

    def show_nothing(self, why: str) -> None:
        """Show that there is no ledger, and why."""
        self._opening.drop()
        self._show_empty(why)

    def _show_empty(self, why: str) -> None:
        self.view = None
        self.session = None
        self.grid.empty = why
        self.grid.set_rows(())

    def take(self, session: Session, made: Made) -> None:
        """Show what was made of a session's ledger."""
        self.view, self.session, self._filtering.finder = made.view, session, made.finder
        self.entry.show(session, made.view)
        self._learn()
        self.fit()
        self.fill()

    def go_to(self, project: ProjectId) -> bool:
        """Put the cursor on a project, or have it put there once its ledger is ready; False where
        it is not shown."""
        return self._opening.go_to(project)

    def refresh_records(self, session: Session) -> None:
        """Take in what was typed, saved or read, project by project; the cursor stays on its
        project."""
        view = self.view
        if view is None:
            return
        same = session is self.session
        is_much = not same or session.has_unmade(view.id, CHANGED_AT_ONCE)
        changed = None if is_much else view.refresh(session)
        if changed is None or len(changed) > CHANGED_AT_ONCE:
            self._opening.begin(Making(session, view.id, like=view))
            return
        self._look_again(changed)
        if changed and (view.sorting.column or view.group or self._filtering.is_on):
            self.fill()

    def set_changed(self, projects: Collection[ProjectId] | None) -> None:
        """Which projects are not committed."""
        self._filtering.changed = projects
        if self.view is not None and self._filtering.is_on:
            self.fill()

    @property
    def project(self) -> ProjectId | None:
        """The project the cursor is on."""
        key = self.grid.cursor_row_key
        return ProjectId(key) if key and not is_heading(key) else None

    @property
    def column(self) -> LedgerColumn | None:
        """The column with the cursor; None where whole rows have it."""
        key = self.grid.cursor_column_key
        return self.view.column(key) if self.view and key and self.grid.has_cell_cursor else None

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted goes into the cell that is being typed into, else into the list."""
        if self.view is None or not self.grid.has_focus:
            return
        event.stop()
        if self.entry.is_open:
            self.entry.type_on(event.text)
        else:
            self.clipboard.paste(event.text)

    # What is shown.

    def fit(self) -> None:
        """Share the width out among the columns."""
        if self.view is not None:
            self.grid.set_columns(self.view.columns(self.grid.size.width), FROZEN)

    def fill(self) -> None:
        """Show the rows that the filter wants, in their order."""
        view, session = self.view, self.session
        if view is None or session is None:
            return
        if self.arranging.is_ready(view):
            self._filtering.fill(view, session)

    def show_rows(self, wanted: Sequence[ProjectId] | None) -> None:
        """Show the rows of these projects, None being all, in their order."""
        view = self.view
        if view is None:
            return
        self.grid.empty = t("tui.empty-ledger") if wanted is None else t("tui.filter.none")
        self.grid.set_keys(view.keys(wanted), view.row)
        shown = len(view.projects) if wanted is None else len(wanted)
        self.filter.tell(t("grid.found", shown=shown, all=len(view.projects)))

    def _learn(self) -> None:
        finder, view = self._filtering.finder, self.view

        def learn() -> None:
            worker = get_current_worker()
            stopped = partial(getattr, worker, "is_cancelled")
            if view is not None and not view.figures.is_ready:
                view.figures.count(stopped)
                self.post_message(self.Counted())
            finder.learn(stopped)
            if view is not None:
                view.learn(stopped)
            self.post_message(self.Learnt(finder))

        self.run_worker(learn, thread=True, exclusive=True, group="learn", exit_on_error=False)

    @on(ledger_message.Learnt)
    def _learnt(self, event: ledger_message.Learnt) -> None:
        event.stop()
        if self.view is not None:
            keep_apart(len(self.view.projects))
        if event.finder is self._filtering.finder and self._filtering.is_on:
            self.fill()

    def _look_again(self, changed: Sequence[ProjectId]) -> None:
        view, session = self.view, self.session
        if view is None or session is None:
            return
        if view.update(changed):
            self.fit()
        found = [project for key in changed if (project := view.project(key)) is not None]
        self._filtering.finder.update(found, session.snapshot)
        if len(changed) > REDRAWN_ONE_BY_ONE:
            self.grid.refresh()
        else:
            for key in changed:
                self.grid.redraw(key)
        if not (view.figures.is_ready and self._filtering.finder.is_ready):
            self._learn()

    @on(CellEntry.Told)
    def _told(self, event: CellEntry.Told) -> None:
        event.stop()
        self.post_message(self.Told(event.text, event.error))

    @on(CellEntry.Typed)
    def _typed_in_cell(self, event: CellEntry.Typed) -> None:
        event.stop()
        self.typed([event.project])

    def typed(self, projects: Sequence[ProjectId]) -> None:
        """Something was typed into projects: their rows are made anew, and no others."""
        self._look_again(projects)
        self.post_message(self.Edited(projects))

    # Keys.

    @on(Grid.Selected)
    def _opened(self, event: Grid.Selected) -> None:
        """Enter folds a group and edits a cell; a project is for the owner to open."""
        view = self.view
        if view is not None and is_heading(event.row_key):
            event.stop()
            view.folded ^= {event.row_key}
            self.fill()
        elif self.grid.has_cell_cursor:
            event.stop()
            if not self.entry.is_open:
                self.entry.begin()

    @on(Grid.HeaderSelected)
    def _header(self, event: Grid.HeaderSelected) -> None:
        event.stop()
        self.arranging.sort_by(event.column_key)

    @on(Grid.CellsEntered)
    def _cells(self) -> None:
        self.say(t("grid.cells"))

    def on_key(self, event: events.Key) -> None:
        """What is typed on a cell begins its new text, an input method's text too."""
        if not (self.grid.has_focus and self.grid.has_cell_cursor and event.is_printable):
            return
        if event.character and event.key not in self.screen.active_bindings:
            event.stop()
            event.prevent_default()
            if self.entry.is_open:
                self.entry.type_on(event.character)
            else:
                self.entry.begin(event.character)

    def back(self) -> bool:
        """Take one step back: from the filter's line, the cells, the filter; False where there is
        none."""
        if self.grid.has_focus:
            if self.grid.leave_cells():
                return True
            if not self.filter.text:
                return False
        self.close_filter()
        self.grid.focus()
        return True

    # Filter as you type.

    def open_filter(self, text: str | None = None) -> None:
        """Type words; the grid shows the projects that fit."""
        if self.view is not None:
            self.filter.open(text)
            self.filter.input.focus()
            self.fill()

    def show_only(self, text: str) -> None:
        """Show the projects that a filter wants; the keys stay with the grid."""
        self.close_filter()
        if text and self.view is not None:
            self.filter.open(text)
        self.fill()
        self.grid.focus()

    def close_filter(self) -> None:
        """Show all projects again."""
        self.filter.close()

    @on(Input.Changed, "#filter")
    def _filter_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.fill()

    @on(Input.Submitted, "#filter")
    def _filter_entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.grid.focus()

    def say(self, text: str) -> None:
        """Tell the owner what just happened."""
        self.post_message(self.Told(text))
