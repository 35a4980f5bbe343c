"""A value typed in as the answer to a conflict, with the three sides in sight."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from msctl.locale.catalogue import finding_sentence, t
from msctl.locale.labels import field_label
from msctl.model.errors import MsctlError
from msctl.model.fields import Field, Kind
from msctl.model.paths import ProjectId
from msctl.model.values import to_text
from msctl.text.safe import single_line
from msctl.text.width import cut
from msctl.tui.answering import SIDES, breaches_with, field_of, part_of, read_answer, sides_of
from msctl.tui.archive import Testimony
from msctl.tui.commands import bindings_at
from msctl.tui.conflict_view import ConflictView, field_word, record_word
from msctl.tui.half_typed import KeepsTyped
from msctl.tui.screens.ask import Ask
from msctl.tui.screens.page import Page, title
from msctl.tui.widgets.field_editor import FieldEditor
from msctl.tui.wording import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from msctl.history.answers import Answer, Side
    from msctl.history.conflict import Conflict

_EVERY = 1.0
"""seconds after which what is typed is on the disk"""

_VALUE_SHOWN = 24
"""cells of the typed value that the status line repeats"""


class AnswerScreen(Page):
    """Edits the one field in question; begins with our value, which the file holds."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("answer")
    KEYS = ("decide", "begin-ours", "begin-theirs", "begin-base", "back", "help")

    def __init__(
        self,
        conflict: "Conflict",
        testimony: Testimony | None,
        decided: "Callable[[Answer], None] | None" = None,
        kept: KeepsTyped | None = None,
    ) -> None:
        """An editor of an answer.

        Args:
            conflict: What is asked.
            testimony: Who stands behind the sides.
            decided: What the answer is for; None answers the open merge.
            kept: Keeps what is half typed; None keeps it with the open merge.
        """
        super().__init__()
        self._decided = decided
        self._kept_by = kept
        self._conflict = conflict
        self._testimony = testimony
        self._text = self._text_of(next((s for s in SIDES if part_of(conflict, s) is not None), ""))
        self._begun_with = self._text
        self._kept = ""
        """what was put down last"""
        self._static = Static(Content(""), classes="sheet")
        self._editors = Vertical(id="editors")

    def body(self) -> ComposeResult:
        """The editor, and below it the sides."""
        place = record_word(self.host.session.snapshot, self._conflict.id)
        yield title(t("tui.answer.title", place=place, field=field_word(self._conflict)))
        with VerticalScroll(id="form-scroll", can_focus=False):
            yield self._editors
            yield self._static

    async def on_mount(self) -> None:
        """The editor takes the keys; what breaks a rule begins with what the file holds."""
        record = self.host.session.snapshot.record(self._conflict.id)
        recorded = record.get(self._conflict.path) if record is not None else None
        if self._conflict.kind == "rule" and recorded is not None:
            self._text = self._begun_with = to_text(recorded)
        kept = self._half_typed.of(self._conflict)
        if kept is not None:
            self._text = kept
            self.host.say(t("sync.half-typed"))
        await self._edit(self._text)
        self.set_interval(_EVERY, self._keep)

    def take_typed(self) -> None:
        """Keep what is typed, also before the terminal goes."""
        self._take_last()
        self._keep()

    @property
    def _half_typed(self) -> KeepsTyped:
        return self._kept_by or self.host.exchange.half_typed

    @property
    def _is_half_typed(self) -> bool:
        """Whether it is neither what it began with nor one of the sides."""
        return self._text not in {self._begun_with, *(self._text_of(side) for side in SIDES)}

    def _keep(self) -> None:
        """Put down what is typed by now, once for each change."""
        if self._text == self._kept or not self._is_half_typed:
            return
        self._kept = self._text
        try:
            self._half_typed.keep(self._conflict, self._text)
        except MsctlError as error:
            self.host.tell(error)

    def _forget(self) -> None:
        try:
            self._half_typed.drop(self._conflict)
        except MsctlError as error:
            self.host.tell(error)

    def on_resize(self) -> None:
        """Wrap anew."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        view = ConflictView(self.host.session.snapshot, self._conflict, self._testimony)
        self._static.update(view.content(self.app.size.width - 6, beside=self.is_wide))

    def _text_of(self, side: "Side | str") -> str:
        for one in SIDES:
            if one == side:
                return to_text(part_of(self._conflict, one))  # type: ignore[arg-type]
        return ""

    async def _edit(self, text: str) -> None:
        """Put a text into the editor, in the place of what is there."""
        field = field_of(self._conflict)
        if field is None:
            return
        await self._editors.remove_children()
        label = field_label(self._conflict.path) if self._is_project else str(self._conflict.path)
        editor = FieldEditor(self._conflict.path, field, label, text, self._words(field))
        await self._editors.mount(editor)
        editor.widget.focus()
        self._take(editor, text)

    @property
    def _is_project(self) -> bool:
        return self._conflict.id.count("/") == 3

    def _words(self, field: Field) -> tuple[str, ...]:
        if field.kind is Kind.STATUS and self._is_project:
            ledger = ProjectId(self._conflict.id).ledger
            return tuple(self.host.session.snapshot.ledger(ledger).status)
        return field.choices

    @on(FieldEditor.Typed)
    def _typed(self, event: FieldEditor.Typed) -> None:
        self._take(event.editor, event.text)

    def _take(self, editor: FieldEditor, text: str) -> None:
        """Hold what is typed against the field's type and words, then against the merge's rules."""
        self._text = text
        snapshot = self.host.session.snapshot
        value, error = read_answer(snapshot, self._conflict, text)
        if error is not None:
            trouble = told(error)
        else:
            found = breaches_with(snapshot, self._conflict, value)
            trouble = " ".join(finding_sentence(finding) for finding in found)
        editor.show(unsaved=False, trouble=trouble, count=len(text))

    def _take_last(self) -> None:
        """Take what the editor holds: its last message may still be on its way."""
        for editor in self.query(FieldEditor):
            self._take(editor, editor.text)

    # What can be done.

    async def action_begin_ours(self) -> None:
        """Begin with our value."""
        await self._edit(self._text_of("ours"))

    async def action_begin_theirs(self) -> None:
        """Begin with their value."""
        await self._edit(self._text_of("theirs"))

    async def action_begin_base(self) -> None:
        """Begin with the value before both."""
        if "base" in sides_of(self._conflict):
            await self._edit(self._text_of("base"))

    def action_decide(self) -> None:
        """Answer with what is typed; a mistake is told and nothing is written."""
        from msctl.history.answers import Answer

        self._take_last()
        snapshot = self.host.session.snapshot
        value, error = read_answer(snapshot, self._conflict, self._text)
        if error is not None:
            self.host.tell(error)
            return
        self._forget()
        if self._decided is not None:
            self.dismiss()
            self._decided(Answer(value=value))
            return
        place = f"{record_word(snapshot, self._conflict.id)} {field_word(self._conflict)}"
        shown = cut(single_line(self._text), _VALUE_SHOWN)
        text = t("tui.quoted", text=shown) if value is not None else ""
        side = t("tui.conflicts.typed") if value is not None else t("tui.conflicts.no-value")
        line = t("tui.conflicts.taken", place=place, side=side, value=text)
        self.dismiss()
        self.host.exchange.answer([(self._conflict, Answer(value=value))], line)

    def action_back(self) -> None:
        """Leave the question open; what is typed is asked about."""
        self._take_last()
        if not self._is_half_typed:
            self._forget()
            self.dismiss()
            return
        self._keep()
        options = [
            ("stay", t("tui.discard.stay")),
            ("later", t("sync.later")),
            ("discard", t("tui.discard.discard")),
        ]
        lines = [field_word(self._conflict)]
        question = Ask(t("tui.discard.question", count=1), lines, options)
        self.app.push_screen(question, self._drop)

    def _drop(self, answer: str | None) -> None:
        if answer == "discard":
            self._forget()
        if answer in ("later", "discard"):
            self.dismiss()
