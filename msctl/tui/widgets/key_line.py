"""The line of keys at the foot of a screen: what can be done now, as many as fit, whole."""

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from msctl.text.width import cells
from msctl.tui.commands import COMMANDS, why_not

MOST = 8
"""Keys that a person takes in at a look; all others stand in the help."""


class KeyLine(Widget, can_focus=False):
    """Names the keys of some commands."""

    DEFAULT_CSS = """
    KeyLine { height: 1; background: $panel-darken-1; padding: 0 1; }
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names
        self._drawn: list[tuple[str, str]] = []

    def on_mount(self) -> None:
        """What can be done changes with the focus and with what was done."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._look())
        if hasattr(self.app, "said"):
            self.watch(self.app, "said", self._look, init=False)

    def _look(self) -> None:
        """Draw anew when other commands can be called."""
        if self._possible() != self._drawn:
            self.refresh()

    def _possible(self) -> list[tuple[str, str]]:
        """The keys and names of what can be called; a user may have given another key meanwhile."""
        names = [name for name in self._names if not why_not(self.screen, name)]
        return [(COMMANDS[name].shown_key, COMMANDS[name].label) for name in names[:MOST]]

    def render(self) -> Content:
        """The commands that can be called, from the left, until the line is full."""
        parts: list[tuple[str, str]] = []
        taken = 0
        self._drawn = self._possible()
        for key, label in self._drawn:
            taken += cells(key) + cells(label) + 2
            if taken - 1 > self.size.width:
                break
            parts += [(key, "bold $text-accent"), (f" {label} ", "")]
        return Content.assemble(*parts)
