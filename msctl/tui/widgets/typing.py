"""Where text is typed: Textual's own line and area, with what Chinese text needs.

Their keys keep the order in which they come; the word keys know Han tokens (`msctl.text.words`); a
line can undo, as an area can; nothing that is pasted is lost; no line of an area begins with a
closing mark.
"""

from typing import Any, ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widgets import Input, TextArea
from textual.widgets.input import Selection
from textual.widgets.text_area import Location

from msctl.locale.catalogue import t
from msctl.text.words import word_left, word_right
from msctl.tui.compat import run_own_binding, use_kinsoku_in_areas
from msctl.tui.widgets.line_history import LineHistory

_UNDO: list[BindingType] = [
    Binding("ctrl+z", "undo", t("keys.binding.typing.undo"), show=False, id="typing.undo"),
    Binding("ctrl+y", "redo", t("keys.binding.typing.redo"), show=False, id="typing.redo"),
]
_WORDS: list[BindingType] = [
    Binding(
        "ctrl+w,ctrl+backspace,alt+backspace",
        "delete_left_word",
        t("keys.binding.typing.delete_left_word"),
        show=False,
        id="typing.delete_left_word",
    ),
    Binding(
        "ctrl+delete,alt+delete",
        "delete_right_word",
        t("keys.binding.typing.delete_right_word"),
        show=False,
        id="typing.delete_right_word",
    ),
]


def _nothing(crop: Region) -> list[Strip]:
    """What a field shows that was taken off its screen before the screen was laid out anew: its
    styles are gone by then, and Textual's own would fail for want of them."""
    return [Strip.blank(crop.width)] * crop.height


class Line(Input):
    """One line."""

    BINDINGS: ClassVar[list[BindingType]] = [*_UNDO, *_WORDS]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._history = LineHistory()

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is in sight."""
        return super().render_lines(crop) if self.parent is not None else _nothing(crop)

    async def on_key(self, event: events.Key) -> None:
        """Keep the order of keys."""
        await run_own_binding(self, event)

    def on_paste(self, event: events.Paste) -> None:
        """Take all lines of what is pasted; Textual would take the first and drop the others."""
        event.prevent_default()
        event.stop()
        self.replace(" ".join(event.text.splitlines()), *self.selection)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the cursor is on the screen; Textual says one cell further at the line's end."""
        region = self.content_region
        width = cell_len(self.value[: self.cursor_position])
        return Offset(region.x + width - int(self.scroll_offset.x), region.y)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put a text in the place of another; every edit passes here."""
        before = (self.value, self.cursor_position)
        super().replace(text, start, end)
        self._history.note(before, (self.value, self.cursor_position))

    def load(self, text: str) -> None:
        """Show another text, with nothing to undo in it."""
        self.value = text
        self._history = LineHistory()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """With nothing to undo here the key goes on to the screen, which undoes a save."""
        if action == "undo":
            return self._history.can_undo
        if action == "redo":
            return self._history.can_redo
        return super().check_action(action, parameters)

    def action_undo(self) -> None:
        """Take the last edit back."""
        self._show(self._history.undo((self.value, self.cursor_position)))

    def action_redo(self) -> None:
        """Do it again."""
        self._show(self._history.redo((self.value, self.cursor_position)))

    def _show(self, state: tuple[str, int]) -> None:
        self.value, self.cursor_position = state

    def action_cursor_left_word(self, select: bool = False) -> None:
        """Move one token to the left."""
        self._go(word_left(self.value, self.cursor_position), select=select)

    def action_cursor_right_word(self, select: bool = False) -> None:
        """Move one token to the right."""
        self._go(word_right(self.value, self.cursor_position), select=select)

    def _go(self, position: int, *, select: bool) -> None:
        start = self.selection.start if select else position
        self.selection = Selection(start, position)

    def action_delete_left_word(self) -> None:
        """Delete one token to the left, or what is selected."""
        if self.selection.is_empty:
            self.delete(word_left(self.value, self.cursor_position), self.cursor_position)
        else:
            self.delete_selection()

    def action_delete_right_word(self) -> None:
        """Delete one token to the right, or what is selected."""
        if self.selection.is_empty:
            self.delete(self.cursor_position, word_right(self.value, self.cursor_position))
        else:
            self.delete_selection()


class Area(TextArea):
    """Several lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+home",
            "edge(False)",
            t("keys.binding.typing.start"),
            show=False,
            id="typing.start",
        ),
        Binding(
            "ctrl+end", "edge(True)", t("keys.binding.typing.end"), show=False, id="typing.end"
        ),
        Binding(
            "ctrl+delete,alt+delete",
            "delete_word_right",
            t("keys.binding.typing.delete_right_word"),
            show=False,
            id="typing.delete_right_word",
        ),
    ]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        use_kinsoku_in_areas()
        super().__init__(*arguments, **options)

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is in sight."""
        return super().render_lines(crop) if self.parent is not None else _nothing(crop)

    async def on_key(self, event: events.Key) -> None:
        """Keep the order of keys."""
        await run_own_binding(self, event)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the cursor is on the screen; Textual's own is that of the last move, which may be
        from before the area had a width."""
        column, row = self.wrapped_document.location_to_offset(self.cursor_location)
        region, scroll = self.content_region, self.scroll_offset
        x = region.x + column - int(scroll.x) + self.gutter_width
        return Offset(x, region.y + row - int(scroll.y))

    def action_edge(self, end: bool) -> None:
        """Move to the start or the end of the whole text."""
        self.move_cursor(self.document.end if end else (0, 0))

    def get_cursor_word_left_location(self) -> Location:
        """One token to the left; from the start of a line to the end of the one above."""
        row, column = self.cursor_location
        if column == 0 and row > 0:
            return row - 1, len(self.document[row - 1])
        return row, word_left(self.document[row], column)

    def get_cursor_word_right_location(self) -> Location:
        """One token to the right; from the end of a line to the start of the one below."""
        row, column = self.cursor_location
        line = self.document[row]
        if column == len(line) and row < self.document.line_count - 1:
            return row + 1, 0
        return row, word_right(line, column)

    def action_delete_word_right(self) -> None:
        """Delete one token to the right, or what is selected."""
        start, end = self.selection
        if start == end:
            end = self.get_cursor_word_right_location()
        self.delete(start, end, maintain_selection_offset=False)
