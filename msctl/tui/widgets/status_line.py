"""The status line: what just happened, in words. A long one takes more lines; nothing pops up."""

from textual.content import Content
from textual.widgets import Static

from msctl.text.safe import printable
from msctl.text.wrap import wrap


class StatusLine(Static):
    """Shows what the app last said."""

    DEFAULT_CSS = """
    StatusLine {
        height: auto;
        min-height: 1;
        max-height: 4;
        padding: 0 1;
        background: $panel;
        color: $foreground;
        text-wrap: nowrap;
        &.trouble { color: $text-error; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__(Content(""))
        self._text = ""

    def on_mount(self) -> None:
        """Follow the app, so that each screen shows the same."""
        self.watch(self.app, "said", self._show)

    def on_resize(self) -> None:
        """Wrap anew."""
        self._wrap()

    def _show(self, said: tuple[str, bool]) -> None:
        self._text, trouble = said
        self.set_class(trouble, "trouble")
        self._wrap()

    def _wrap(self) -> None:
        lines = wrap(printable(self._text), max(20, self.app.size.width - 2))
        self.update(Content("\n".join(lines)))
