"""A list of cards of several lines each, drawn line by line: any number of cards, one cursor.

It is told the keys of the cards and how to draw one for a width; only what is in sight is drawn.
"""

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeAlias

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.strip import Strip
from textual.style import Style

from msctl.text.safe import printable
from msctl.text.width import fit
from msctl.text.wrap import wrap
from msctl.tui.widgets import row_message
from msctl.tui.widgets.row_list import RowList, movement

Line = Sequence[tuple[str, str]]
"""Texts with their Textual styles."""

_POINTER = 2
"""cells before a card: the cursor's mark and a blank"""


class CardList(RowList):
    """Cards one below the other, a row cursor among them."""

    BINDINGS: ClassVar[list[BindingType]] = movement("cards")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"cards--card", "cards--highlight", "cards--empty"}
    DEFAULT_CSS = """
    CardList {
        height: 1fr;
        background: $surface;
        color: $foreground;
        & > .cards--highlight { background: $foreground 10%; }
        & > .cards--empty { color: $text-muted; }
        &:focus > .cards--highlight { background: $primary-muted; }
        &:ansi > .cards--highlight { text-style: bold; }
    }
    """

    Selected: TypeAlias = row_message.Selected

    def __init__(
        self,
        height: Callable[[int], int],
        draw: Callable[[str, int], Sequence[Line]],
        *,
        id: str | None = None,  # noqa: A002 -- Textual's name for it
    ) -> None:
        """A list of cards.

        Args:
            height: The lines of each card, for a number of cells.
            draw: The lines of a card by its key, for a number of cells.
            id: The widget's id.
        """
        super().__init__(id=id)
        self._height_for = height
        self._draw = draw
        self._empty = ""
        self._keys: Sequence[str] = ()
        self._kept: dict[tuple[str, bool, int], list[Strip]] = {}

    @property
    def keys(self) -> Sequence[str]:
        """The keys of the cards in the order shown."""
        return self._keys

    @property
    def _width(self) -> int:
        """The cells of a card's lines."""
        return max(4, self.scrollable_content_region.width - _POINTER - 1)

    @property
    def _height(self) -> int:
        return self._height_for(self._width)

    def set_cards(self, keys: Sequence[str], empty: str) -> None:
        """Show other cards, or the same drawn anew; the cursor stays on its card."""
        key = self.cursor_row_key
        self._keys = keys
        self._empty = empty
        self._row = keys.index(key) if key in keys else min(self._row, max(0, len(keys) - 1))
        self._kept.clear()
        self._resize_content()
        self._tell_highlighted()

    def move_to(self, key: str) -> None:
        """Put the cursor on a card, if it is there."""
        if key in self._keys:
            self._go(self._keys.index(key))

    def render_line(self, y: int) -> Strip:
        """A line of a card, as wide as the widget."""
        width = self.scrollable_content_region.width
        index, line = divmod(y + self.scroll_offset.y, self._height)
        base = self._style("cards--card")
        if index < len(self._keys):
            strip = self._card(index, width)[line]
        elif self._keys or not self._empty:
            strip = Strip.blank(width, base)
        else:
            lines = wrap(printable(self._empty), max(2, width - 2))
            text = lines[y] if y < len(lines) else ""
            strip = Strip([Segment(fit(f" {text}", width), self._style("cards--empty"))])
        return strip.extend_cell_length(self.size.width, base)

    def _card(self, index: int, width: int) -> list[Strip]:
        key = (self._keys[index], index == self._row, width)
        if key not in self._kept:
            component = "cards--highlight" if index == self._row else "cards--card"
            base = self._style(component)
            lines = list(self._draw(self._keys[index], self._width))
            strips = []
            for number in range(self._height):
                pointer = "> " if index == self._row and number == 0 else "  "
                pieces = lines[number] if number < len(lines) else ()
                # the blank line between two cards belongs to none of them
                style = base if pieces else self._style("cards--card")
                segments = [Segment(pointer, style)]
                segments += [
                    Segment(printable(text), self._style(component, own)) for text, own in pieces
                ]
                strips.append(Strip(segments).crop_extend(0, width, style))
            self._kept[key] = strips
        return self._kept[key]

    def _style(self, component: str, own: str = "") -> RichStyle:
        visual = self.get_visual_style(component)
        return (visual + Style.parse(own) if own else visual).rich_style

    def notify_style_update(self) -> None:
        """Colours changed: what was drawn with the old ones goes."""
        super().notify_style_update()
        self._kept.clear()

    def _go(self, row: int, scroll_by: int = 0) -> None:
        row = max(0, min(row, len(self._keys) - 1))
        if row != self._row and self._keys:
            self._row = row
            self.refresh()
        self._show_cursor()
        self._tell_highlighted()

    @property
    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height // self._height)

    def _show_cursor(self) -> None:
        if not self.is_running:
            return
        height = self.scrollable_content_region.height
        top = self._row * self._height
        # the last line of a card is blank and may stay out of sight
        y = min(max(self.scroll_offset.y, top + self._height - 1 - height), top)
        if y != self.scroll_offset.y:
            self.scroll_to(y=max(0, y), animate=False, force=True)

    def action_select(self) -> None:
        """Choose the card with the cursor."""
        if self.cursor_row_key is not None:
            self._tell(self.Selected(self, self.cursor_row_key))

    def on_resize(self) -> None:
        """Cards may be of another height; the cursor stays in sight."""
        self._kept.clear()
        self._resize_content()

    def _resize_content(self) -> None:
        # the last card needs no blank line below it
        self.virtual_size = Size(0, max(0, len(self._keys) * self._height - 1))
        self._show_cursor()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor; a click on the card that has it, or a double click, opens it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        at = (offset.y + self.scroll_offset.y) // self._height
        if at < len(self._keys):
            again = at == self._row
            self._go(at)
            if again:
                self.action_select()
