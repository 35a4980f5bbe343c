"""The past line: above every screen, in words, that what is shown is not now."""

from textual.content import Content
from textual.widget import Widget

from msctl.text.safe import single_line
from msctl.text.width import cut


class PastLine(Widget, can_focus=False):
    """One line that is there only while the past is shown."""

    DEFAULT_CSS = """
    PastLine {
        height: 1;
        padding: 0 1;
        background: $warning;
        color: $background;
        text-style: bold;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.display = False

    def show(self, text: str) -> None:
        """Say what is shown; an empty text hides the line."""
        self._text = text
        self.display = bool(text)
        self.refresh()

    def render(self) -> Content:
        """The line."""
        return Content(cut(single_line(self._text), self.size.width))
