"""A question over the foot of the screen; the first answer changes nothing and is preselected."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from msctl.locale.catalogue import t
from msctl.text.safe import printable
from msctl.text.wrap import wrap
from msctl.tui.commands import bindings
from msctl.tui.widgets.choice import Choice, Option

_LISTED = 8
"""lines of what is at stake before they are only counted"""


class Ask(ModalScreen[str]):
    """Asks; the answer is the value of an option, Escape gives the first.

    It takes the whole width: an edge inside the screen would cut wide characters in two.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("back", "choose")

    def __init__(self, question: str, lines: Sequence[str], options: Sequence[Option]) -> None:
        super().__init__()
        self._question = question
        self._lines = list(lines)
        self._options = options
        self._choice = Choice(options, options[0][0])

    def compose(self) -> ComposeResult:
        """The question, what is at stake, the answers."""
        with Vertical(id="ask"):
            yield Static(self._text())
            yield self._choice
            yield Static(Content.styled(t("tui.ask.keys"), "$foreground-muted"))

    def _text(self) -> Content:
        width = self.app.size.width - 6
        shown = self._lines[:_LISTED]
        if len(self._lines) > _LISTED:
            shown.append(t("tui.more", count=len(self._lines) - _LISTED))
        listed = [f"  {line}" for text in shown for line in wrap(printable(text), width)]
        question = [Content.styled(line, "bold") for line in wrap(self._question, width)]
        return Content("\n").join([*question, *map(Content, listed)])

    def on_mount(self) -> None:
        """The answers take the keys."""
        self._choice.focus()

    def action_choose(self) -> None:
        """Answer with what is chosen."""
        self.dismiss(self._choice.value)

    def action_back(self) -> None:
        """Answer with what changes nothing."""
        self.dismiss(self._options[0][0])
