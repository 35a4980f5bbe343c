"""Typing into the cells of a grid: which field, what is wrong with it, and where it goes on.

What is typed is the session's at every key, so that no way of leaving loses it; Escape types the
old text again.
"""

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Label

from msctl.locale.catalogue import t
from msctl.locale.commands import COMMANDS
from msctl.locale.labels import field_label
from msctl.model.errors import MsctlError, UnknownStatus
from msctl.model.fields import PROJECT, Kind
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.period import Period
from msctl.text.fold import fold
from msctl.text.safe import single_line
from msctl.text.width import cells, cut
from msctl.tui.cell_fields import choice_word, field_of, word_for, words_of
from msctl.tui.ledger_order import is_heading
from msctl.tui.ledger_view import LedgerView
from msctl.tui.past import PastIsReadOnly
from msctl.tui.session import Session
from msctl.tui.widgets.cell_editor import CellEditor
from msctl.tui.widgets.grid import Grid

_LEAST = 16
"""cells of the editor: a word of four characters, and room to go on"""
_VALUES = (Kind.MONEY, Kind.NUMBER, Kind.DATE)
"""what is typed anew, as in a spreadsheet, more often than changed"""
_TOLD = 24
"""cells of an old or new value on the status line"""


class CellEntry(Widget):
    """Lies over the cell of a grid that is typed into."""

    DEFAULT_CSS = """
    CellEntry {
        layer: cell;
        position: absolute;
        display: none;
        height: 1;
        layout: horizontal;
        &.open { display: block; }
        & > Label { width: 1; }
    }
    """

    class Typed(Message):
        """A field of a project has another text."""

        def __init__(self, project: ProjectId) -> None:
            super().__init__()
            self.project = project

    class Told(Message):
        """What just happened, or what is wrong."""

        def __init__(self, text: str, error: MsctlError | None = None) -> None:
            super().__init__()
            self.text = text
            self.error = error

    class Larger(Message):
        """A cell needs more room: a form for one field, or for the report of a period."""

        def __init__(self, project: ProjectId, path: FieldPath | None, period: Period | None):
            super().__init__()
            self.project = project
            self.path = path
            self.period = period

    class Another(Message):
        """A cell wants a status word that its ledger does not list."""

        def __init__(self, project: ProjectId, path: FieldPath, typed: str) -> None:
            super().__init__()
            self.project = project
            self.path = path
            self.typed = typed
            """what was typed of it"""

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self._grid = grid
        self._editor = CellEditor()
        self._session: Session | None = None
        self._view: LedgerView | None = None
        self._place: tuple[ProjectId, FieldPath] | None = None
        self._old = ""
        self._unknown = ""
        """what was typed last that is no word of the ledger"""
        self._period: Period | None = None

    def compose(self) -> ComposeResult:
        """One line."""
        yield Label("[", markup=False)
        yield self._editor
        yield Label("]", markup=False)

    def show(self, session: Session, view: LedgerView) -> None:
        """Work on the cells of a view."""
        self._session, self._view = session, view

    @property
    def is_open(self) -> bool:
        """Whether a cell is typed into."""
        return self._place is not None

    def begin(self, typed: str | None = None) -> bool:
        """Edit the cell with the cursor; `typed` takes the place of what it holds."""
        grid, session, view = self._grid, self._session, self._view
        key, column_key = grid.cursor_row_key, grid.cursor_column_key
        column = view.column(column_key) if view and column_key else None
        project = view.project(key) if view and key and not is_heading(key) else None
        if session is None or view is None or column is None or project is None:
            return False
        found = field_of(project, column)
        if found.path is None or found.is_long:
            if found.path is not None or found.period is not None:
                self._ask_larger(project.id, found.path, found.period)
            if found.reason:
                self._tell(found.reason)
            return False
        text = session.text(project.id, found.path)
        refused = session.type(project.id, found.path, text)
        if isinstance(refused, PastIsReadOnly):
            self.post_message(self.Told("", refused))
            return False
        words = words_of(session, view.id, found.field)
        self._place, self._period = (project.id, found.path), found.period
        self._old, self._unknown = text, ""
        called = [choice_word(found.field, word) for word in words]
        if found.field.kind is Kind.STATUS:
            called.append(t("ledger.another"))
        self._tell_words("")
        self._lie_over_cell(max(map(cells, called), default=0) + 1)
        self.add_class("open")
        shown = choice_word(found.field, self._old) if words else self._old
        # another word or number takes the place of the old, digits added to it would make a
        # wrong one; a text is mostly added to
        replaces = typed is None and (shown in called or found.field.kind in _VALUES)
        self._editor.begin(
            single_line(shown) if typed is None else typed, called, replaces=replaces
        )
        return True

    def type_on(self, text: str) -> None:
        """Take what was typed while the focus is still on its way here: an input method sends all
        its characters at once."""
        self._editor.replace(" ".join(text.splitlines()), *self._editor.selection)

    def _lie_over_cell(self, wanted: int) -> None:
        """As wide as the cell, and wider where the grid leaves room: to the right of the cell's
        beginning, and at the grid's edge to its left."""
        cell = self._grid.cursor_cell_region()
        parent = self.parent
        if cell is None or not isinstance(parent, Widget):
            return
        wanted = min(max(cell.width, wanted), self._grid.content_region.width // 2)
        # half a number beside it would be read as a number
        right = self._grid.edge_after(cell.x + wanted)
        roomy = self._grid.edge_after(cell.x + _LEAST)
        if roomy - cell.x >= _LEAST:
            right = max(right, roomy)
        left = min(cell.x, right - wanted)
        origin = parent.content_region.offset
        # a bracket on either side shows without colour where it ends
        self.styles.width = right - left + 2
        self.styles.offset = (left - 1 - origin.x, cell.y - origin.y)

    def _text(self) -> str:
        """What is typed means: a word by its part or its pinyin."""
        session, view, place = self._session, self._view, self._place
        typed = self._editor.value
        if session is None or view is None or place is None:
            return typed
        field = PROJECT.require(place[1])
        if typed == single_line(self._old) or self._wants_another:
            return self._old
        return word_for(field, words_of(session, view.id, field), typed)

    @property
    def _wants_another(self) -> bool:
        """Whether the arrows stand behind the status words, where another one can be listed."""
        place, typed = self._place, self._editor.value
        is_status = place is not None and PROJECT.require(place[1]).kind is Kind.STATUS
        return is_status and typed == t("ledger.another")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._session is not None and self._place is not None:
            error = self._session.type(*self._place, self._text())
            if isinstance(error, UnknownStatus):
                self._unknown = self._editor.value
            self._editor.set_class(error is not None, "wrong")
            if not self._tell_words(self._editor.value) and error is not None:
                self.post_message(self.Told("", error))

    def _tell_words(self, typed: str) -> bool:
        """Say what may stand in the cell, of words those that fit what is typed; whether there
        are words."""
        session, view, place = self._session, self._view, self._place
        if session is None or view is None or place is None:
            return False
        field = PROJECT.require(place[1])
        words = [choice_word(field, word) for word in words_of(session, view.id, field)]
        asked = "" if typed == choice_word(field, self._old) else fold(typed)
        fitting = [word for word in words if asked in fold(word)] or words
        if words:
            self._tell(t("grid.words", words=tuple(fitting)))
        elif not typed:
            self._tell(t("grid.editing", field=field_label(place[1])))
        return bool(words)

    @on(CellEditor.Committed)
    def _committed(self, event: CellEditor.Committed) -> None:
        event.stop()
        session, place = self._session, self._place
        if session is None or place is None:
            return
        if self._wants_another and event.go:
            self._ask_another(session, *place)
            return
        text = self._text()
        error = session.type(*place, text)
        if error is not None:
            self.post_message(self.Told("", error))
            if event.go:
                return
            session.type(*place, self._old)
            text = self._old
        session.settle()
        old = self._old
        self._close(place[0])
        if text != old:
            self._tell_typed(place, old, text)
        if event.go:
            self._go_on(event.go)

    @on(CellEditor.Reverted)
    def _reverted(self, event: CellEditor.Reverted) -> None:
        event.stop()
        if self._session is not None and self._place is not None:
            project = self._place[0]
            self._session.type(*self._place, self._old)
            self._session.settle()
            self._close(project)
            self._tell(t("grid.cells"))
            self._grid.focus()

    @on(CellEditor.Larger)
    def _larger(self, event: CellEditor.Larger) -> None:
        event.stop()
        if self._place is not None and self._session is not None:
            project, path = self._place
            period = self._period
            self._session.settle()
            self._close(project)
            self._grid.focus()
            self._ask_larger(project, None if period else path, period)

    def _ask_larger(
        self, project: ProjectId, path: FieldPath | None, period: Period | None
    ) -> None:
        # made in a handler of the parent, it would count as the parent's and stop there
        self.post_message(self.Larger(project, path, period).set_sender(self))

    def _ask_another(self, session: Session, project: ProjectId, path: FieldPath) -> None:
        session.type(project, path, self._old)
        session.settle()
        self._close(project)
        self._grid.focus()
        self.post_message(self.Another(project, path, self._unknown).set_sender(self))

    def _close(self, project: ProjectId) -> None:
        self._place = None
        self.remove_class("open")
        self._editor.remove_class("wrong")
        self.post_message(self.Typed(project))

    def _go_on(self, go: str) -> None:
        if go == "down":
            self._grid.focus()
            self._grid.action_move(1)
            return
        self._grid.action_column(1 if go == "next" else -1)
        while not self._is_editable():
            before = self._grid.cursor_column_key
            self._grid.action_column(1 if go == "next" else -1)
            if self._grid.cursor_column_key == before:
                self._grid.focus()
                return
        self.begin()

    def _is_editable(self) -> bool:
        key, column_key = self._grid.cursor_row_key, self._grid.cursor_column_key
        view = self._view
        if view is None or key is None or column_key is None:
            return False
        project, column = view.project(key), view.column(column_key)
        if project is None or column is None:
            return False
        found = field_of(project, column)
        return found.path is not None and not found.is_long

    def _tell_typed(self, place: tuple[ProjectId, FieldPath], old: str, new: str) -> None:
        project = self._view.project(place[0]) if self._view else None
        number = project.number if project else place[0].slug
        shown = [cut(single_line(text), _TOLD) or t("grid.empty") for text in (old, new)]
        self._tell(
            t(
                "grid.typed",
                project=number,
                field=field_label(place[1]),
                old=shown[0],
                new=shown[1],
                key=COMMANDS["save"].shown_key,
            )
        )

    def _tell(self, text: str) -> None:
        self.post_message(self.Told(text))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """The focus went elsewhere, as by the mouse: what is typed stands."""
        # the event may come late, when the next cell is open already
        if self.is_open and self.screen.focused is not self._editor:
            self.post_message(CellEditor.Committed(""))
