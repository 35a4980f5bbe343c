"""A form over fields of one record: what is typed, what is wrong with it, saving and undoing."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from msctl.check.words import table_of
from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.errors import MsctlError
from msctl.model.fields import Field, FieldTable, Kind
from msctl.model.paths import FieldPath, RecordId, ledger_of
from msctl.tui.cell_fields import words_of
from msctl.tui.drafts import Clash
from msctl.tui.screens.ask import Ask
from msctl.tui.screens.page import Page, title
from msctl.tui.widgets.choice import Choice
from msctl.tui.widgets.field_editor import FieldEditor
from msctl.tui.wording import fields_word, record_title, told


class FieldForm(Page):
    """Edits fields of a project or ledger; what is typed is kept by the session at every key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # before the field, so that keys which arrive in one burst with the Tab go to the next one
        Binding("tab", "app.focus_next", show=False, priority=True, id="form.next"),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True, id="form.previous"),
    ]

    def __init__(self, record: RecordId, begin: tuple[Clash, str] | None = None) -> None:
        """A form.

        Args:
            record: What is edited.
            begin: A question about the one field, and the text to answer it with.
        """
        super().__init__()
        self._record = record
        self._begin = begin
        self._title = title("")
        self._editors = Vertical(id="editors")
        self._is_built = False
        self._is_saving = False

    @property
    def is_settled(self) -> bool:
        """Whether its fields are there and what they held is written; keys wait for that."""
        return self._is_built and not self._is_saving

    @property
    def paths(self) -> Sequence[FieldPath]:
        """The fields of the form now."""
        raise NotImplementedError

    @property
    def about(self) -> str:
        """What of the record is edited, for the title."""
        return t("tui.form.fields")

    def label(self, path: FieldPath) -> str:
        """What a field is called here."""
        return field_label(path, self._table)

    @property
    def _table(self) -> FieldTable:
        return table_of(self._record)

    @property
    def heading(self) -> str:
        """The record, and what of it is edited."""
        return t("tui.form.title", project=self.place, what=self.about)

    @property
    def place(self) -> str:
        """The record in words."""
        return record_title(self.host.session.snapshot, self._record)

    def draw_context(self) -> None:
        """Show what to know beside the fields."""

    @property
    def editors(self) -> list[FieldEditor]:
        """The editors in their order."""
        return list(self.query(FieldEditor))

    @property
    def here(self) -> FieldEditor | None:
        """The field with the cursor."""
        return next((editor for editor in self.editors if editor.widget.has_focus), None)

    def answer_begun(self) -> None:
        """Let the field of a question hold the text to answer it with."""
        if self._begin is not None:
            self.host.session.answer(*self._begin)

    def on_screen_resume(self) -> None:
        """Fields may have been changed on a screen above."""
        self.show_texts()

    def records_read(self) -> None:
        """Others may have changed what an untouched field shows."""
        self.show_texts()

    async def build(self, *, focus: bool) -> None:
        """Make the editors of the fields."""
        self._is_built = False
        await self._editors.remove_children()
        editors = [self._editor(path) for path in self.paths]
        await self._editors.mount_all(editors)
        for editor in editors:
            self._mark(editor)
        self.draw_title()
        self.draw_context()
        if focus and editors:
            editors[0].widget.focus()
        # behind the focus, which Textual sets later, too
        self.app.call_later(self._built)

    def _built(self) -> None:
        self._is_built = True
        self._is_saving = False

    def _editor(self, path: FieldPath) -> FieldEditor:
        session = self.host.session
        found = self._table.require(path)
        label = self.label(path)
        if found.kind is Kind.MONEY:
            label += f" ({session.ledger(ledger_of(self._record)).money_unit})"
        more = t("ledger.another") if found.kind is Kind.STATUS else ""
        text = session.text(self._record, path)
        return FieldEditor(path, found, label, text, self._words(found), more)

    def _words(self, found: Field) -> tuple[str, ...]:
        return words_of(self.host.session, ledger_of(self._record), found)

    @on(FieldEditor.More)
    def _another_word(self, event: FieldEditor.More) -> None:
        """A word that the ledger does not list is listed in it, and chosen."""
        from msctl.tui.screens.word import WordScreen

        place = (self._record, event.editor.path)
        self.take_typed()
        self.app.push_screen(WordScreen(ledger_of(self._record), place=place))

    # What is typed.

    @on(FieldEditor.Typed)
    def _typed(self, event: FieldEditor.Typed) -> None:
        self._take(event.editor)
        if isinstance(event.editor.widget, Choice):
            self.host.session.settle()

    @on(FieldEditor.Left)
    def _left(self, event: FieldEditor.Left) -> None:
        self._take(event.editor)
        self.host.session.settle()
        self.draw_context()

    def _take(self, editor: FieldEditor) -> None:
        """Give the session what an editor holds, if it holds something else than it was given."""
        if editor.text == editor.given or not editor.is_attached:
            return
        self.host.session.type(self._record, editor.path, editor.text)
        editor.given = editor.text
        self._mark(editor)
        self.draw_title()

    def take_typed(self) -> None:
        """Take what every editor holds: the message of the last key may still be on its way."""
        for editor in self.editors:
            self._take(editor)
        self.host.session.settle()

    def show_texts(self) -> None:
        """Show what the session has in the fields where nothing waits to be taken."""
        session = self.host.session
        for editor in self.editors:
            editor.offer(self._words(self._table.require(editor.path)))
            text = session.text(self._record, editor.path)
            if editor.text == editor.given and not self._says_the_same(editor, text):
                editor.put(text)
            self._mark(editor)
        self.draw_title()
        self.draw_context()

    def _says_the_same(self, editor: FieldEditor, text: str) -> bool:
        """Whether an editor holds a text, or the same value written otherwise."""
        read = partial(self.host.session.read, self._record, editor.path)
        value, error = read(editor.text)
        return editor.text == text or (error is None and value == read(text)[0])

    def _mark(self, editor: FieldEditor) -> None:
        """Show honestly whether the field is unsaved, and what is wrong with it."""
        session = self.host.session
        unsaved = editor.path in session.unsaved_paths(self._record)
        text = session.text(self._record, editor.path)
        error = session.read(self._record, editor.path, text)[1] if unsaved else None
        trouble = told(error) if error else ""
        editor.show(unsaved=unsaved, trouble=trouble, count=len(text))

    def draw_title(self) -> None:
        """Name the record, and say how much of it is unsaved."""
        unsaved = len(self.host.session.unsaved_paths(self._record))
        marks = f"  * {t('tui.top.unsaved', count=unsaved)}" if unsaved else ""
        self._title.update(Content(self.heading + marks))

    # What can be done.

    def action_undo_typing(self) -> None:
        """Undo inside the field, then the session's steps."""
        self.host.turns.defer(self._undo)

    def _undo(self) -> None:
        here = self.here
        if here is None or not here.undo():
            self.take_typed()
            self.host.undo()

    def action_redo_typing(self) -> None:
        """Redo inside the field, then the session's steps."""
        self.host.turns.defer(self._redo)

    def _redo(self) -> None:
        here = self.here
        if here is None or not here.redo():
            self.host.redo()

    def action_steps(self) -> None:
        """List the steps that can be undone."""
        self.host.turns.defer(self._list_steps)

    def _list_steps(self) -> None:
        self.take_typed()
        super().action_steps()

    def action_external(self) -> None:
        """Change the field with the cursor in the user's own editor."""
        from msctl.tui.compat import lent_terminal
        from msctl.tui.external import edit_text

        here = self.here
        if here is None:
            self.host.say(t("edit.form.no-field"))
            return
        self.take_typed()
        # nothing runs here while the editor does: what is typed must be in the journal before
        self.host.session.settle()
        self.host.keep_typed()
        try:
            with lent_terminal(self.app):
                text = edit_text(here.text, ".txt")
        except MsctlError as error:
            self.host.tell(error)
            return
        here.write(text)
        self._take(here)
        self.host.session.settle()

    def action_save(self) -> None:
        """Write what is typed into this record, and close the form; an answer to a question is
        only given, for the question's own screen saves."""
        if self._begin is not None:
            self.action_back()
        else:
            self.save(self.close)

    def close(self) -> None:
        """Leave the form; what is typed stays with the session."""
        self.dismiss()

    def save(self, then: Callable[[], object]) -> None:
        """Write what is typed into this record; ``then`` follows once it is written, if the form
        is in front still and nothing else was typed into it meanwhile."""
        self.take_typed()
        record = self._record

        def saved() -> None:
            self.take_typed()
            is_same = self.is_current and self._record == record
            if is_same and not self.host.session.unsaved_paths(record):
                self.call_later(then)
            else:
                self._is_saving = False

        self._is_saving = True
        self.host.keeping.save([record], saved, self._not_saved)

    def _not_saved(self) -> None:
        self._is_saving = False
        self.show_texts()
        self._focus_trouble()

    def _focus_trouble(self) -> None:
        for editor in self.editors:
            if editor.has_class("wrong"):
                editor.widget.focus()
                return

    def action_discard(self) -> None:
        """Put the recorded values back; asks first."""
        self.take_typed()
        if self.host.session.unsaved_paths(self._record):
            options = [(key, t(f"tui.discard.{key}")) for key in ("stay", "discard")]
            self.app.push_screen(Ask(*self._question("tui.discard.question"), options), self._drop)

    def _drop(self, answer: str | None) -> None:
        if answer == "discard":
            self.host.keeping.discard(self._record, self.show_texts)

    def action_back(self) -> None:
        """Close the form; what is unsaved is asked about."""
        self.take_typed()
        if self._begin is not None or not self.host.session.unsaved_paths(self._record):
            self.dismiss()
            return
        keys = ("stay", "save", "later", "discard")
        options = [(key, t(f"tui.close.{key}")) for key in keys]
        self.app.push_screen(Ask(*self._question("tui.close.question"), options), self._close)

    def _question(self, key: str) -> tuple[str, list[str]]:
        paths = self.host.session.unsaved_paths(self._record)
        return t(key, count=len(paths)), [fields_word([path], self._table) for path in paths]

    def _close(self, answer: str | None) -> None:
        if answer == "save":
            self.action_save()
        elif answer == "discard":
            self.host.keeping.discard(self._record, self.dismiss)
        elif answer == "later":
            self.host.say(t("tui.kept"))
            self.dismiss()
