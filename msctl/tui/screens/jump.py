"""The places of the main screen by digits: its panes, its periods and what waits for somebody.

Letters would be shorter, but an input method takes them; a digit passes through it.
"""

import unicodedata
from collections.abc import Callable, Sequence

from textual import events
from textual.app import App

from msctl.locale.catalogue import t
from msctl.tui.screens.ask import Ask

MOST = 9
"""places that have a digit"""

JumpPlace = tuple[str, Callable[[], object]]
"""The word for a place, and how to go there."""


class JumpScreen(Ask):
    """Asks for a place; its digit answers at once, a full-width one too."""

    def __init__(self, words: Sequence[str]) -> None:
        options = [(str(digit), f"{digit} {word}") for digit, word in enumerate(words)]
        super().__init__(t("keys.go.question"), (), options)
        self._digits = {digit for digit, _ in options}

    def on_key(self, event: events.Key) -> None:
        """A digit is an answer."""
        digit = unicodedata.normalize("NFKC", event.character or "")
        if digit in self._digits:
            event.stop()
            self.dismiss(digit)


def ask_where(app: App[object], places: Sequence[JumpPlace]) -> None:
    """Ask for one of the places, of which the first nine have a digit, and go there."""
    offered = places[:MOST]

    def go(answer: str | None) -> None:
        if answer and answer != "0":
            offered[int(answer) - 1][1]()

    app.push_screen(JumpScreen([t("keys.go.stay"), *(word for word, _ in offered)]), go)
