"""The list of a ledger: its filter line and its grid, sorted, grouped and chosen from."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TypeAlias

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label
from textual.worker import get_current_worker

from msctl.locale.catalogue import t
from msctl.locale.commands import COMMANDS
from msctl.model.errors import MsctlError
from msctl.model.paths import LedgerId, ProjectId
from msctl.report.subject import Subject, Surroundings
from msctl.text.safe import single_line
from msctl.tui.finder import Finder
from msctl.tui.ledger_columns import LedgerColumn
from msctl.tui.ledger_counts import AT_ONCE
from msctl.tui.ledger_making import Made, Making, Work, unless_stopped
from msctl.tui.ledger_order import GROUPS, Sorting, between, is_heading, toggled
from msctl.tui.ledger_view import FROZEN, FoundOrders, LedgerView
from msctl.tui.pasting import cell_value, copied, pasted, read_table
from msctl.tui.searching import Searching
from msctl.tui.session import Session
from msctl.tui.widgets import ledger_message
from msctl.tui.widgets.cell_entry import CellEntry
from msctl.tui.widgets.grid import Grid
from msctl.tui.widgets.typing import Line

COPIED_AT_ONCE = 300
"""rows that are gathered for the clipboard while the screen waits, a fifth of a millisecond each"""

REDRAWN_ONE_BY_ONE = 50
"""rows; of more, some are in sight anyway"""


class LedgerPane(Vertical):
    """Shows one ledger; what it is told and what it tells are plain ids."""

    BLANK = True
    """Its children cover it, so Textual need not draw it line by line beneath them."""

    DEFAULT_CSS = """
    LedgerPane {
        layers: base cell;
        & > #filter-line { height: 1; display: none; background: $boost; }
        & > #filter-line.open { display: block; }
        & > #filter-line Label { width: auto; padding: 0 1; }
    }
    """

    Told: TypeAlias = ledger_message.Told
    Counted: TypeAlias = ledger_message.Counted
    Edited: TypeAlias = ledger_message.Edited
    Pasted: TypeAlias = ledger_message.Pasted
    Learnt: TypeAlias = ledger_message.Learnt

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name for it
        super().__init__(id=id)
        self.view: LedgerView | None = None
        self.grid = Grid(
            id="grid", frozen=FROZEN, cell_cursor=False, cells_from=1, empty=t("tui.reading")
        )
        self.filter = Line(placeholder=t("tui.filter.hint"), id="filter", select_on_focus=False)
        self.entry = CellEntry(self.grid)
        self._filter_line = Horizontal(id="filter-line")
        self._found = Label("", markup=False)
        self._session: Session | None = None
        self._finder = Finder(())
        self._changed: Collection[ProjectId] | None = None
        self._anchor: str | None = None
        self._is_wrong = False
        """whether the filter has a mistake"""
        self._searching = Searching()
        self._making: Making | None = None
        """what is being made of a large ledger"""
        self._ordering: tuple[LedgerView, str] | None = None
        """which column's order is being found"""
        self._aim: ProjectId | None = None
        """the project to go to once it is made"""

    @property
    def work(self) -> Work:
        """Where what takes long is done."""
        return self._searching.work

    @work.setter
    def work(self, work: Work) -> None:
        self._searching.work = work

    def compose(self) -> ComposeResult:
        """The filter's line, closed at first, and the grid."""
        with self._filter_line:
            yield Label(t("tui.filter.label"), markup=False)
            yield self.filter
            yield self._found
        yield self.grid
        yield self.entry

    # What the owner tells and asks.

    def show(
        self, session: Session, ledger: LedgerId, columns: Sequence[str] | None = None
    ) -> None:
        """Show a ledger, from its top and with no filter."""
        making = Making(session, ledger, columns)
        if making.is_of(self._making):
            return
        self.close_filter()
        self.grid.leave_cells()
        if making.is_small:
            self._make(making)
            self._begin_at(self._aim)
        else:
            aim = self._aim
            self.show_nothing(t("tui.reading"))
            self._aim = aim
            self._make_in_worker(making)

    def _begin_at(self, project: ProjectId | None) -> None:
        self._aim = None
        if project is None or not self.grid.move_to(project):
            self.grid.action_edge(-1)

    def go_to(self, project: ProjectId) -> bool:
        """Put the cursor on a project, or have it put there once its ledger is ready; False where
        it is not shown."""
        if self.view is None or self._making is not None:
            self._aim = project
            return True
        return self.grid.move_to(project)

    def show_nothing(self, why: str) -> None:
        """Show that there is no ledger, and why."""
        self.view = None
        self._session = None
        self._making = self._aim = None
        self.grid.empty = why
        self.grid.set_rows(())

    def refresh_records(self, session: Session) -> None:
        """Take in what was typed, saved or read, project by project; the cursor stays on its
        project."""
        view = self.view
        if view is None:
            return
        same = session is self._session
        changed = view.refresh(session) if same else None
        if changed is None:
            making = Making(session, view.id, like=view)
            if making.is_small:
                self._make(making)
            elif not making.is_of(self._making):
                self._make_in_worker(making)
            return
        self._look_again(changed)
        if changed and (view.sorting.column or view.group or self.filter.value.strip()):
            self.fill()

    def set_changed(self, projects: Collection[ProjectId] | None) -> None:
        """Which projects are not committed."""
        self._changed = projects
        if self.view is not None and self.filter.value.strip():
            self.fill()

    @property
    def project(self) -> ProjectId | None:
        """The project the cursor is on."""
        key = self.grid.cursor_row_key
        return ProjectId(key) if key and not is_heading(key) else None

    @property
    def targets(self) -> list[ProjectId]:
        """What a command for several projects is about: those chosen and not filtered away, in
        the order shown; else the one with the cursor."""
        view = self.view
        if view is None:
            return []
        chosen = [ProjectId(key) for key in self._members() if key in view.selected]
        return chosen or [own for own in (self.project,) if own]

    @property
    def column(self) -> LedgerColumn | None:
        """The column with the cursor; None where whole rows have it."""
        key = self.grid.cursor_column_key
        return self.view.column(key) if self.view and key and self.grid.has_cell_cursor else None

    def copy(self, put: Callable[[str], object]) -> None:
        """Put the chosen rows under their titles, or the cell with the cursor, on the clipboard;
        many rows are gathered in a worker."""
        view, session, column, targets = self.view, self._session, self.column, self.targets
        if view is None or session is None or not targets:
            return
        if column is not None and not view.selected and self.project is not None:
            put(cell_value(session, view, self.project, column))
            return
        columns, what = view.shown, t("grid.copying")

        def then(text: str | None) -> None:
            if text is None:
                self._say(t("background.stopped", what=what))
            else:
                put(text)

        if len(targets) <= COPIED_AT_ONCE:
            then(copied(session, view, targets, columns))
            return
        work = unless_stopped(lambda job: copied(session, view, targets, columns, job.step))
        self.work("copy", what, len(targets), work, then)

    def on_paste(self, event: events.Paste) -> None:
        """A range goes where the cursor is, or where its titles say; a single text into the
        cell."""
        view, session = self.view, self._session
        if view is None or session is None or not self.grid.has_focus:
            return
        event.stop()
        if self.entry.is_open:
            self.entry.type_on(event.text)
            return
        table = read_table(event.text)
        column = self.column
        if column is not None and len(table) == 1 and len(table[0]) == 1:
            self.entry.begin(single_line(table[0][0]))
            return
        place = view.shown.index(column) if column in view.shown else None
        keys = [key for key in self.grid.keys if not is_heading(key)]
        first = keys.index(self.project) if self.project else 0
        columns = view.shown[place:] if place is not None else []
        found = pasted(session, view, table, columns, keys[first:])
        if not found.proposals and not found.problems:
            self._say(t("grid.paste.nothing"))
        elif not found.proposals and place is None:
            self._say(t("grid.paste.no-cell"))
        else:
            self.post_message(self.Pasted(found))

    def _members(self) -> list[str]:
        """All projects that the filter leaves, those of folded groups too, in the order shown."""
        view = self.view
        found: list[str] = []
        for key in self.grid.keys:
            if not is_heading(key):
                found.append(key)
            elif view is not None and key in view.folded:
                found += view.members(key)
        return found

    # What is shown.

    def fit(self) -> None:
        """Share the width out among the columns."""
        if self.view is not None:
            self.grid.set_columns(self.view.columns(self.grid.size.width), FROZEN)

    def fill(self) -> None:
        """Show the rows that the filter wants, in their order."""
        view, session = self.view, self._session
        if view is None or session is None:
            return
        if not view.sorts_at_once(view.sorting.column):
            self._order_in_worker(view)
            return
        typed = self.filter.value
        if not typed.strip():
            if self._searching.is_telling:
                self._say("")
            self._searching.drop()
            self._show_rows(None)
            self._tell_trouble(())
            return
        finder = self._finder
        if not finder.is_ready and len(view.projects) > AT_ONCE:
            self._tell_found(t("grid.preparing"))
            return
        finder.at_moment(self._changed, frozenset(session.unsaved_projects))
        search = finder.search(typed)
        self._tell_trouble(search.troubles)

        def then(found: Sequence[Subject] | None) -> None:
            if finder is not self._finder:
                return
            if found is None:
                self._show_rows(None)
                self._tell_found(t("grid.not-filtered"))
                self._say(t("background.stopped", what=t("grid.filtering")))
            elif finder.is_of_now(search):
                self._show_rows(finder.keep(search, found))
                if self._searching.is_telling:
                    self._say("")
            else:
                self.fill()

        self._searching.run(search, then)

    def _show_rows(self, wanted: Sequence[ProjectId] | None) -> None:
        """Show the rows of these projects, None being all, in their order."""
        view = self.view
        if view is None:
            return
        self.grid.empty = t("tui.empty-ledger") if wanted is None else t("tui.filter.none")
        self.grid.set_keys(view.keys(wanted), view.row)
        shown = len(view.projects) if wanted is None else len(wanted)
        self._tell_found(t("grid.found", shown=shown, all=len(view.projects)))

    def _tell_found(self, text: str) -> None:
        if text != self._found.content:  # to take a text costs a layout of the whole screen
            self._found.update(text)

    def _tell_trouble(self, troubles: Sequence[MsctlError]) -> None:
        """A filter that is wrong says so at every key, and stops saying so."""
        if troubles:
            self.post_message(self.Told("", troubles[0]))
        elif self._is_wrong:
            self._say("")
        self._is_wrong = bool(troubles)

    def _make(self, making: Making) -> None:
        view, around = making.view(), Surroundings(making.session.snapshot)
        self._take(making.session, Made(around.snapshot, view, Finder(view.projects, around)))

    def _take(self, session: Session, made: Made) -> None:
        self._making = None
        self.view, self._session, self._finder = made.view, session, made.finder
        self.entry.show(session, made.view)
        self._learn()
        self.fit()
        self.fill()

    def _make_in_worker(self, making: Making) -> None:
        """Make a large ledger ready; what is shown stays until then."""
        what = t("grid.opening")

        def then(made: Made | None) -> None:
            if self._making is not making:
                return  # another one was asked for meanwhile
            self._making = None
            if made is None:
                self.grid.empty = t("grid.not-opened")
                self._say(t("background.stopped", what=what))
            elif making.session.snapshot is not made.snapshot:
                self._make_in_worker(making)
            else:
                self._made(making, made)

        self._making = making
        self.work("list", what, making.steps, unless_stopped(making.make), then)

    def _made(self, making: Making, made: Made) -> None:
        typed = [p for p in making.session.unsaved_projects if p.ledger == making.ledger]
        made.view.update(typed)
        projects = map(made.view.project, typed)
        made.finder.update(filter(None, projects), made.snapshot)
        self._take(making.session, made)
        if making.like is None or self._aim is not None:
            self._begin_at(self._aim)
        self._say("")
        self.post_message(self.Counted())

    def _learn(self) -> None:
        finder, view = self._finder, self.view

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
        if event.finder is self._finder and self.filter.value.strip():
            self.fill()

    def _look_again(self, changed: Sequence[ProjectId]) -> None:
        view, session = self.view, self._session
        if view is None or session is None:
            return
        if view.update(changed):
            self.fit()
        found = [project for key in changed if (project := view.project(key)) is not None]
        self._finder.update(found, session.snapshot)
        if len(changed) > REDRAWN_ONE_BY_ONE:
            self.grid.refresh()
        else:
            for key in changed:
                self.grid.redraw(key)
        if not view.figures.is_ready:
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

    # Sorting, grouping, columns.

    def sort(self) -> None:
        """Sort by the column with the cursor: upwards, downwards, printed order."""
        key = self.grid.cursor_column_key
        if not self.grid.has_cell_cursor or key is None:
            self._say(t("grid.sort-hint", key=COMMANDS["sort"].shown_key))
            return
        self.sort_by(key)

    @on(Grid.HeaderSelected)
    def _header(self, event: Grid.HeaderSelected) -> None:
        event.stop()
        self.sort_by(event.column_key)

    def sort_by(self, key: str) -> None:
        """Sort by a column: upwards, asked once more downwards, then in printed order."""
        view = self.view
        column = view.column(key) if view else None
        if view is None or column is None:
            return
        view.sorting = view.sorting.next(key)
        self.fit()
        self.fill()
        if self._ordering is None:
            self._tell_sorting()

    def _tell_sorting(self) -> None:
        view = self.view
        column = view.column(view.sorting.column) if view else None
        if view is None or column is None:
            self._say(t("grid.sorted-not"))
        elif view.sorting.downwards:
            self._say(t("grid.sorted-down", column=column.name))
        else:
            self._say(t("grid.sorted-up", column=column.name))

    def _order_in_worker(self, view: LedgerView) -> None:
        """Find what the column of the sorting sorts by, then show the rows in their order."""
        asked = (view, view.sorting.column)
        if asked == self._ordering:
            return
        key = view.sorting.column
        column = view.column(key)
        what = t("grid.sorting", column=column.name if column else key)

        def then(found: FoundOrders | None) -> None:
            if self._ordering != asked:
                return  # another one was asked for meanwhile
            self._ordering = None
            if view is not self.view or view.sorting.column != key:
                return
            if found is None:
                view.sorting = Sorting()
                self.fit()
            else:
                view.keep_orders(found)
            self.fill()
            if found is None:
                self._say(t("background.stopped", what=what))
            elif self._ordering is None:
                self._tell_sorting()

        self._ordering = asked
        work = unless_stopped(lambda job: view.find_orders(key, job.step))
        self.work("order", what, len(view.projects), work, then)

    def group(self) -> None:
        """Group by category, by unit, not at all."""
        view = self.view
        if view is None:
            return
        view.group = GROUPS[(GROUPS.index(view.group) + 1) % len(GROUPS)]
        if view.group == "category" and view.column("category") is None:
            view.group = "unit"
        view.folded.clear()
        self.fill()
        self._say(t(f"grid.group-{view.group or 'none'}"))

    def choose_columns(self, keys: Sequence[str] | None) -> None:
        """Show other columns; None for the usual ones."""
        if self.view is not None:
            self.view.choose(keys)
            self.fit()
            self.fill()

    # Choosing rows.

    def select_row(self) -> None:
        """Choose the row with the cursor or take the choice back, and go on to the next; of a
        group all its rows."""
        key = self.grid.cursor_row_key
        if key is not None and self.view is not None:
            self._anchor = key
            members = self.view.members(key) if is_heading(key) else (key,)
            self._select(toggled(self.view.selected, members))
            self.grid.action_move(1)

    def select_range(self) -> None:
        """Choose all rows from the one chosen last to the one with the cursor."""
        key = self.grid.cursor_row_key
        if key is not None and self.view is not None:
            self._select(self.view.selected | between(self.grid.keys, self._anchor, key))

    def select_all(self) -> None:
        """Choose all rows that the filter leaves; once more, none."""
        if self.view is not None:
            everything = set(self._members())
            self._select(set() if everything <= self.view.selected else everything)

    def select_invert(self) -> None:
        """Choose the rows that are not chosen, of those that the filter leaves."""
        if self.view is not None:
            self._select(self.view.selected ^ set(self._members()))

    def _select(self, chosen: set[str]) -> None:
        view = self.view
        if view is not None:
            touched = view.selected ^ chosen
            view.selected = chosen
            view.redraw(touched)
            self.grid.refresh()
            self._say(t("grid.selected", count=len(chosen)))

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

    @on(Grid.CellsEntered)
    def _cells(self) -> None:
        self._say(t("grid.cells"))

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
            if not self.filter.value:
                return False
        self.close_filter()
        self.grid.focus()
        return True

    # Filter as you type.

    def open_filter(self, text: str | None = None) -> None:
        """Type words; the grid shows the projects that fit."""
        if self.view is not None:
            self._filter_line.add_class("open")
            if text is not None:
                self.filter.value = text
                self.filter.cursor_position = len(text)
            self.filter.focus()
            self.fill()

    def show_only(self, text: str) -> None:
        """Show the projects that a filter wants; the keys stay with the grid."""
        self.close_filter()
        if text and self.view is not None:
            self._filter_line.add_class("open")
            self.filter.value = text
        self.fill()
        self.grid.focus()

    def close_filter(self) -> None:
        """Show all projects again."""
        self._filter_line.remove_class("open")
        self.filter.value = ""

    @on(Input.Changed, "#filter")
    def _filtering(self, event: Input.Changed) -> None:
        event.stop()
        self.fill()

    @on(Input.Submitted, "#filter")
    def _filtered(self, event: Input.Submitted) -> None:
        event.stop()
        self.grid.focus()

    def _say(self, text: str) -> None:
        self.post_message(self.Told(text))
