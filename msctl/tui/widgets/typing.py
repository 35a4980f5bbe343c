"""Where text is typed: Textual's own line and area, with their keys in the order they come."""

from textual import events
from textual.widgets import Input, TextArea

from msctl.tui.compat import run_own_binding


class Line(Input):
    """One line."""

    async def on_key(self, event: events.Key) -> None:
        """Keep the order of keys."""
        await run_own_binding(self, event)


class Area(TextArea):
    """Several lines."""

    async def on_key(self, event: events.Key) -> None:
        """Keep the order of keys."""
        await run_own_binding(self, event)
