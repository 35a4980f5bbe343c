"""The editor of one field: its label, what is typed, and what is wrong with it."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from msctl.locale.catalogue import t
from msctl.model.fields import Field, Kind
from msctl.model.paths import FieldPath
from msctl.text.safe import printable
from msctl.tui.cell_fields import choice_word
from msctl.tui.widgets.choice import Choice, Option
from msctl.tui.widgets.typing import Area, Line

_LINES = {Kind.BLOCK: 5, Kind.TEXT: 2, Kind.NAMES: 2}


class FieldEditor(Vertical):
    """Edits one field by its kind: a text area, a line, or a choice of words."""

    DEFAULT_CSS = """
    FieldEditor {
        height: auto;
        margin: 0 0 1 0;
        & > .label { height: 1; color: $foreground-muted; }
        & > .trouble { height: auto; color: $text-error; display: none; }
        &.wrong > .trouble { display: block; }
        & TextArea { border: none; padding: 0 1; background: $boost; scrollbar-size-vertical: 1; }
        & TextArea:focus { border: none; background: $primary-muted; }
        & Input { border: none; height: 1; padding: 0 1; background: $boost; width: 24; }
        & Input:focus { border: none; background: $primary-muted; }
        & Choice { padding: 0 1; }
    }
    """

    class Typed(Message):
        """The field holds another text."""

        def __init__(self, editor: "FieldEditor", text: str) -> None:
            super().__init__()
            self.editor = editor
            self.text = text

    class Left(Message):
        """The keys go elsewhere: what is typed is a whole edit now."""

        def __init__(self, editor: "FieldEditor") -> None:
            super().__init__()
            self.editor = editor

    class More(Message):
        """Another word than those offered is wanted."""

        def __init__(self, editor: "FieldEditor") -> None:
            super().__init__()
            self.editor = editor

    def __init__(
        self,
        path: FieldPath,
        field: Field,
        label: str,
        text: str,
        words: tuple[str, ...] = (),
        more: str = "",
    ) -> None:
        """An editor.

        Args:
            path: The field.
            field: Its row in the table of fields.
            label: What it is called.
            text: What it holds now.
            words: The words it may hold, of a status or a choice.
            more: How to get another word, behind these; empty where there is no other.
        """
        super().__init__()
        self.path = path
        self._field = field
        self._label = label
        self._text = text
        self.given = text
        """what the session was last told, or told us; another text is still to be taken"""
        self._words = words
        self._more = more
        self._shown = printable(text)
        """What the widget was given; as long as it still holds that, the field is untouched."""
        self._heading = Static(Content(label), classes="label")
        self._trouble = Static(Content(""), classes="trouble")
        self._widget = self._make()

    @property
    def widget(self) -> Choice | Line | TextArea:
        """What takes the keys."""
        return self._widget

    @property
    def text(self) -> str:
        """What it holds now, as typed; untouched, the text it was made with."""
        if isinstance(self._widget, Choice):
            return self._widget.value
        text = self._widget.text if isinstance(self._widget, TextArea) else self._widget.value
        return self._text if text == self._shown else text

    def offer(self, words: tuple[str, ...]) -> None:
        """Offer other words."""
        if isinstance(self._widget, Choice) and words != self._words:
            self._words = words
            self._widget.set_options(self._options(self.text), self.text)

    def put(self, text: str) -> None:
        """Show another text, which the session has already."""
        self.given = self._text = text
        self._shown = printable(text)
        if isinstance(self._widget, Choice):
            self._widget.set_options(self._options(), text)
        elif isinstance(self._widget, TextArea):
            self._widget.load_text(self._shown)
            self._shown = self._widget.text
            self._widget.move_cursor(self._widget.document.end)
        else:
            self._widget.load(self._shown)

    def write(self, text: str) -> None:
        """Type another text in the place of what is there; the field's own undo takes it back."""
        if isinstance(self._widget, Choice):
            self._widget.set_options(self._options(text), text)
            self._tell(text)
        elif isinstance(self._widget, TextArea):
            area = self._widget
            area.replace(printable(text), area.document.start, area.document.end)
        else:
            self._widget.replace(printable(text), 0, len(self._widget.value))

    def undo(self) -> bool:
        """Take back what was typed here last; whether there was anything."""
        return self._own("undo")

    def redo(self) -> bool:
        """Do again what was taken back here; whether there was anything."""
        return self._own("redo")

    def _own(self, way: str) -> bool:
        before = self.text
        widget = self._widget
        # an area with nothing to undo does nothing, a line says that it has nothing
        if isinstance(widget, TextArea) or (
            isinstance(widget, Line) and widget.check_action(way, ())
        ):
            getattr(widget, f"action_{way}")()
        return self.text != before

    def on_descendant_blur(self) -> None:
        """The keys go elsewhere."""
        self.post_message(self.Left(self))

    def _make(self) -> Choice | Line | TextArea:
        if self._field.kind in (Kind.STATUS, Kind.CHOICE):
            return Choice(self._options(), self._text, more=self._more)
        if self._field.kind in (Kind.MONEY, Kind.NUMBER, Kind.DATE):
            return Line(self._shown, select_on_focus=False)
        area = Area(
            self._shown, soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False
        )
        area.styles.height = _LINES[self._field.kind]
        self._shown = area.text
        # what is reported is mostly added to
        area.move_cursor(area.document.end)
        return area

    def _options(self, text: str | None = None) -> list[Option]:
        words = [(word, choice_word(self._field, word)) for word in self._words]
        own = self._text if text is None else text
        if own and own not in self._words:
            words.append((own, own))
        return [*words, ("", t("tui.form.none"))]

    def compose(self) -> ComposeResult:
        """Label, editor and what is wrong."""
        yield self._heading
        yield self._widget
        yield self._trouble

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _changed(self, event: TextArea.Changed | Input.Changed) -> None:
        event.stop()
        self._tell(self.text)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """Enter in a line goes on to the next field."""
        event.stop()
        self.screen.focus_next()

    @on(Choice.Chosen)
    def _chosen(self, event: Choice.Chosen) -> None:
        event.stop()
        self._tell(event.value)

    @on(Choice.More)
    def _asked_for_more(self, event: Choice.More) -> None:
        event.stop()
        self.post_message(self.More(self))

    def _tell(self, text: str) -> None:
        self.post_message(self.Typed(self, text))

    def show(self, *, unsaved: bool, trouble: str, count: int | None = None) -> None:
        """Show whether the field is unsaved, what is wrong with it, and how long it is."""
        label = f"{'*' if unsaved else ' '}{self._label}"
        if count is not None and self._field.kind is Kind.BLOCK:
            label += f"  {t('tui.form.characters', count=count)}"
        self._heading.update(Content.styled(label, "bold $text-warning" if unsaved else ""))
        self._trouble.update(Content(trouble))
        self.set_class(bool(trouble), "wrong")
