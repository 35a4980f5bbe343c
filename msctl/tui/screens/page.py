"""A page: a full screen with the status line and the line of keys at its foot."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from msctl.text.safe import single_line
from msctl.tui.widgets.key_line import KeyLine
from msctl.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from msctl.tui.app import MsctlApp

WIDE = 110
"""cells from which panes stand side by side"""


class Page(Screen[None]):
    """The base of the full screens."""

    KEYS: ClassVar[tuple[str, ...]] = ()
    """the commands named at the foot"""

    @property
    def host(self) -> "MsctlApp":
        """The app."""
        return cast("MsctlApp", self.app)

    @property
    def is_wide(self) -> bool:
        """Whether panes stand side by side."""
        return self.app.size.width >= WIDE

    def compose(self) -> ComposeResult:
        """The page's own widgets, then its foot."""
        yield from self.body()
        yield StatusLine()
        yield KeyLine(self.KEYS)

    def body(self) -> ComposeResult:
        """The page's own widgets."""
        raise NotImplementedError

    def action_back(self) -> None:
        """Return to the screen below."""
        self.dismiss()


def title(text: str) -> Static:
    """The line at the head of a page."""
    return Static(Content(single_line(text)), classes="title")
