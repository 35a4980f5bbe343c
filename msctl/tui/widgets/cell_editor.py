"""The line that one cell is typed into: its keys, and what they ask for."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets.input import Selection

from msctl.locale.catalogue import t
from msctl.tui.widgets.typing import Line


class CellEditor(Line):
    """Takes the keys of one cell. Enter commits and goes down, Tab to the next cell, Escape puts
    the old value back; where the field holds one of some words, the arrows walk through them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "commit('down')", t("grid.key.enter"), show=False, id="cell.down"),
        Binding("tab", "commit('next')", t("grid.key.tab"), show=False, id="cell.next"),
        Binding("shift+tab", "commit('previous')", t("grid.key.back"), show=False, id="cell.prev"),
        Binding("escape", "revert", t("grid.key.escape"), show=False, id="cell.revert"),
        Binding("up", "word(-1)", t("grid.key.words"), show=False, id="cell.word_up"),
        Binding("down", "word(1)", t("grid.key.words"), show=False, id="cell.word_down"),
        Binding("f2", "larger", t("grid.key.larger"), show=False, id="cell.larger"),
    ]

    DEFAULT_CSS = """
    CellEditor {
        border: none;
        height: 1;
        width: 1fr;
        padding: 0;
        background: $primary-muted;
        &:focus { border: none; }
        &.wrong { color: $text-error; }
    }
    """

    class Committed(Message):
        """What is typed is to stand."""

        def __init__(self, go: str) -> None:
            super().__init__()
            self.go = go
            """``down``, ``next`` or ``previous``; empty where the focus has gone already"""

    class Reverted(Message):
        """The old value is to stand."""

    class Larger(Message):
        """More room is wanted."""

    def __init__(self) -> None:
        super().__init__(select_on_focus=False, id="cell-editor")
        self._words: Sequence[str] = ()

    def begin(self, text: str, words: Sequence[str], *, replaces: bool) -> None:
        """Begin with a text; `words` are what the arrows walk through. Where the next key
        `replaces` it, it is selected."""
        self._words = words
        self.value = text
        self.cursor_position = len(text)
        if replaces:
            self.selection = Selection(0, len(text))
        self.focus()

    def action_commit(self, go: str) -> None:
        """Let it stand, and go on."""
        self.post_message(self.Committed(go))

    def action_revert(self) -> None:
        """Let the old value stand."""
        self.post_message(self.Reverted())

    def action_larger(self) -> None:
        """Ask for more room."""
        self.post_message(self.Larger())

    def action_word(self, step: int) -> None:
        """Take the next or the previous word."""
        if not self._words:
            return
        before = self._words.index(self.value) if self.value in self._words else min(-step, 0)
        place = before + step
        self.value = self._words[place % len(self._words)]
        self.cursor_position = len(self.value)
