"""A list of rows with a cursor, drawn line by line: what a grid and a list of cards have in common.

How a row looks, how high it is and how it comes into sight is for the lists themselves.
"""

from collections.abc import Sequence
from typing import ClassVar, TypeAlias

from textual import events
from textual.binding import Binding, BindingType
from textual.scroll_view import ScrollView

from msctl.tui.compat import run_own_binding
from msctl.tui.widgets import row_message


def movement(kind: str) -> list[BindingType]:
    """The keys that move the cursor of one kind of list, and Enter; the kind is the first part of
    their ids."""
    return [
        Binding("enter", "select", "Open", show=False, id=f"{kind}.select"),
        Binding("up", "move(-1)", "Up", show=False, id=f"{kind}.up"),
        Binding("down", "move(1)", "Down", show=False, id=f"{kind}.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id=f"{kind}.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id=f"{kind}.page_down"),
        Binding("home,ctrl+home", "edge(-1)", "First", show=False, id=f"{kind}.first"),
        Binding("end,ctrl+end", "edge(1)", "Last", show=False, id=f"{kind}.last"),
    ]


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows, each with a key of its own, one of which has the cursor."""

    ALLOW_SELECT: ClassVar[bool] = False
    """A double click opens the row; it must not select all text."""

    Highlighted: TypeAlias = row_message.Highlighted

    def __init__(
        self,
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 -- Textual's name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._row = 0
        """the place of the row with the cursor"""
        self._highlighted: str | None = None

    @property
    def keys(self) -> Sequence[str]:
        """The keys of the rows in the order shown."""
        raise NotImplementedError

    @property
    def cursor_row_key(self) -> str | None:
        """The key of the row with the cursor; None when there are no rows."""
        return self.keys[self._row] if self.keys else None

    @property
    def _page(self) -> int:
        """The number of rows in sight, at least one."""
        raise NotImplementedError

    def _go(self, row: int, scroll_by: int = 0) -> None:
        """Put the cursor on a row, as near as there is one, and show it; the window first scrolls
        by some rows."""
        raise NotImplementedError

    def _tell(self, message: row_message.RowMessage) -> None:
        """Tell the owner at once, and from the list even while the owner's handler runs: keys that
        came with this one wait in our own queue, and each queue that a message waits in costs as
        much as to draw a line."""
        (self.parent or self).post_message(message.set_sender(self))

    def _tell_highlighted(self) -> None:
        key = self.cursor_row_key
        if key != self._highlighted and self.is_running:
            self._highlighted = key
            self._tell(self.Highlighted(self, key))

    def action_select(self) -> None:
        """Choose the row with the cursor."""
        raise NotImplementedError

    def action_move(self, rows: int) -> None:
        """Move the cursor by some rows."""
        self._go(self._row + rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor and the window by some windows of rows."""
        step = pages * self._page
        self._go(self._row + step, scroll_by=step)

    def action_edge(self, direction: int) -> None:
        """Move the cursor to the first or the last row."""
        self._go(0 if direction < 0 else len(self.keys) - 1)

    def on_mount(self) -> None:
        """The first highlighted row is news, too."""
        self._tell_highlighted()

    async def on_key(self, event: events.Key) -> None:
        """A key that moves or opens does so before the text that came with it goes anywhere."""
        await run_own_binding(self, event)
