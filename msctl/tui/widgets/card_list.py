"""A list of cards of several lines each, drawn line by line: any number of cards, one cursor.

It is told the keys of the cards and how to draw one for a width; only what is in sight is drawn.
"""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from msctl.text.safe import printable
from msctl.text.wrap import wrap
from msctl.tui.widgets.grid_line import cell_text

Line = Sequence[tuple[str, str]]
"""Texts with their Textual styles."""

_POINTER = 2
"""cells before a card: the cursor's mark and a blank"""


class CardList(ScrollView, can_focus=True, inherit_bindings=False):
    """Cards one below the other, a row cursor among them."""

    ALLOW_SELECT: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open card", show=False, id="cards.select"),
        Binding("up", "move(-1)", "Card up", show=False, id="cards.up"),
        Binding("down", "move(1)", "Card down", show=False, id="cards.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="cards.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="cards.page_down"),
        Binding("home,ctrl+home", "edge(-1)", "First card", show=False, id="cards.first"),
        Binding("end,ctrl+end", "edge(1)", "Last card", show=False, id="cards.last"),
    ]
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

    class Highlighted(Message):
        """The cursor is on another card."""

        def __init__(self, key: str | None) -> None:
            super().__init__()
            self.key = key

    class Selected(Message):
        """A card was chosen."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

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
        self._at = 0
        self._told: str | None = None
        self._kept: dict[tuple[str, bool, int], list[Strip]] = {}

    @property
    def cursor_key(self) -> str | None:
        """The key of the card with the cursor."""
        return self._keys[self._at] if self._keys else None

    @property
    def _width(self) -> int:
        """The cells of a card's lines."""
        return max(4, self.scrollable_content_region.width - _POINTER - 1)

    @property
    def _height(self) -> int:
        return self._height_for(self._width)

    def set_cards(self, keys: Sequence[str], empty: str) -> None:
        """Show other cards, or the same drawn anew; the cursor stays on its card."""
        key = self.cursor_key
        self._keys = keys
        self._empty = empty
        self._at = keys.index(key) if key in keys else min(self._at, max(0, len(keys) - 1))
        self._kept.clear()
        self._resize_content()
        self._tell()

    def move_to(self, key: str) -> None:
        """Put the cursor on a card, if it is there."""
        if key in self._keys:
            self._move(self._keys.index(key))

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
            strip = Strip([Segment(cell_text(f" {text}", width), self._style("cards--empty"))])
        return strip.extend_cell_length(self.size.width, base)

    def _card(self, index: int, width: int) -> list[Strip]:
        key = (self._keys[index], index == self._at, width)
        if key not in self._kept:
            component = "cards--highlight" if index == self._at else "cards--card"
            base = self._style(component)
            lines = list(self._draw(self._keys[index], self._width))
            strips = []
            for number in range(self._height):
                pointer = "> " if index == self._at and number == 0 else "  "
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

    def _move(self, at: int) -> None:
        at = max(0, min(at, len(self._keys) - 1))
        if at != self._at and self._keys:
            self._at = at
            self.refresh()
        self._show_cursor()
        self._tell()

    def _tell(self) -> None:
        if self.is_running and self.cursor_key != self._told:
            self._told = self.cursor_key
            self.post_message(self.Highlighted(self._told))

    def _show_cursor(self) -> None:
        if not self.is_running:
            return
        height = self.scrollable_content_region.height
        top = self._at * self._height
        # the last line of a card is blank and may stay out of sight
        y = min(max(self.scroll_offset.y, top + self._height - 1 - height), top)
        if y != self.scroll_offset.y:
            self.scroll_to(y=max(0, y), animate=False, force=True)

    def action_select(self) -> None:
        """Choose the card with the cursor."""
        if self.cursor_key is not None:
            self.post_message(self.Selected(self.cursor_key))

    def action_move(self, cards: int) -> None:
        """Move the cursor by some cards."""
        self._move(self._at + cards)

    def action_page(self, pages: int) -> None:
        """Move the cursor by as many cards as are in sight."""
        step = max(1, self.scrollable_content_region.height // self._height)
        self._move(self._at + pages * step)

    def action_edge(self, direction: int) -> None:
        """Move the cursor to the first or the last card."""
        self._move(0 if direction < 0 else len(self._keys) - 1)

    def on_mount(self) -> None:
        """The first highlighted card is news, too."""
        self._tell()

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
            again = at == self._at
            self._move(at)
            if again:
                self.action_select()
