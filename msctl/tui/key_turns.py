"""Keys in their turns: what a key begins is done before the next key is looked at.

Textual runs the binding of a key only after the key has gone up from the focus to the app, and a
page it opens is built later still. Keys that arrive together, as over a slow line or from somebody
who knows the way, would meanwhile go to what had the focus before, or to a page without a focus,
and be lost (Textualize/textual#6605 is one case of it). Here they wait.
"""

import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.widgets import Input, TextArea

from msctl.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.timer import Timer

LONGEST = 1.0
"""seconds that a key waits for another one; whatever happened to that, typing goes on"""

_LOOKS = 0.02
"""seconds between looks at a page that is being built"""

_WAYS = 2
"""from the focus up to the app: the key itself, and the message that its binding may have sent"""

_MOVES = {"up", "down", "pageup", "pagedown", "home", "end", "left", "right"}

Typed = events.Key | events.Paste


@runtime_checkable
class Settles(Protocol):
    """A page that is not at once ready for keys."""

    @property
    def is_settled(self) -> bool:
        """Whether what was begun on it is done, and the focus is where typing goes on."""


class KeyTurns:
    """The keys that wait, and what they wait for."""

    def __init__(self, app: App[Any], handle: Callable[[Typed], Awaitable[None]]) -> None:
        """Turns.

        Args:
            app: The app.
            handle: Hands a key or a paste to the app.
        """
        self._app = app
        self._handle = handle
        self._waiting: deque[Typed] = deque()
        self._since = 0.0
        self._deferred = 0
        self._way = 0
        """of the last command, by number; 0 when it is done"""
        self._ways = 0
        self._timer: Timer | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether a key waits for its turn."""
        return bool(self._waiting)

    async def take(self, event: Typed) -> None:
        """Hand a key on, now or in its turn."""
        if self._waiting or self._is_busy:
            if not self._waiting:
                self._since = time.monotonic()
                self._timer = self._app.set_interval(_LOOKS, self._look)
            self._waiting.append(event)
        else:
            await self._hand_on(event)

    def defer(self, do: Callable[[], object]) -> None:
        """Do something once the keys that came before it are in their field; those behind wait.

        A key that goes before the focus (a priority binding) is handled while characters that
        arrived with it still wait in the field's own queue.
        """
        screen = self._app.screen
        if screen.focused is None:
            do()
            return
        self._deferred += 1

        def done() -> None:
            self._deferred = max(0, self._deferred - 1)
            do()

        screen.focused.call_later(screen.call_later, done)

    @property
    def _is_busy(self) -> bool:
        if self._way or self._deferred:
            return True
        if not self._app.screen_stack:
            return False
        screen = self._app.screen
        return not screen.is_mounted or (isinstance(screen, Settles) and not screen.is_settled)

    async def _hand_on(self, event: Typed) -> None:
        focused = self._app.focused if self._app.screen_stack else None
        is_command = isinstance(event, events.Key) and not _is_own(event, focused)
        await self._handle(event)
        if is_command and self._app.screen_stack:
            self._ways += 1
            self._way = self._ways
            self._follow(self._way, _WAYS, focused or self._app.screen)

    def _follow(self, way: int, ways: int, node: MessagePump | None) -> None:
        """Go behind the key from queue to queue, up to the app, and from the focus once more."""
        if way != self._way:
            return
        if isinstance(node, DOMNode) and not isinstance(node, App):
            above = node.parent or self._app
            if not node.call_later(self._follow, way, ways, above):
                self._app.call_later(self._follow, way, ways, self._app)
        elif ways > 1 and self._app.screen_stack:
            start = self._app.focused or self._app.screen
            self._app.call_later(self._follow, way, ways - 1, start)
        else:
            self._app.call_later(self._arrive, way)

    async def _arrive(self, way: int) -> None:
        if way == self._way:
            self._way = 0
            await self._go_on()

    def _look(self) -> None:
        """Go on where nothing keeps the keys back; the focus of a new page is set by then."""
        if not self._is_busy or self._is_overdue:
            self._app.call_later(self._go_on)

    @property
    def _is_overdue(self) -> bool:
        return time.monotonic() - self._since >= LONGEST

    async def _go_on(self) -> None:
        """Hand on what waits, as far as nothing is begun again."""
        while self._waiting and (not self._is_busy or self._is_overdue):
            self._way = self._deferred = 0
            self._since = time.monotonic()
            await self._hand_on(self._waiting.popleft())
        if self._waiting:
            return
        if self._timer is not None:
            self._timer.stop()
            self._timer = None


def _is_own(event: events.Key, focused: DOMNode | None) -> bool:
    """Whether what has the focus takes the key by itself: a list to move in it, a field to type."""
    if isinstance(focused, RowList):
        return event.key in _MOVES
    if not isinstance(focused, Input | TextArea):
        return False
    if event.is_printable:
        return True
    active = focused.screen.active_bindings.get(event.key)
    return active is not None and active.node is focused and not active.binding.priority
