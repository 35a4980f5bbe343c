"""What a range pasted from a spreadsheet would change, before it does."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from msctl.locale.catalogue import t
from msctl.text.wrap import wrap
from msctl.tui.commands import bindings_at
from msctl.tui.pasting import Pasted
from msctl.tui.screens.page import title
from msctl.tui.screens.proposing import ProposingScreen

_PROBLEMS = 3
"""lines of problems before they are only counted"""


class PasteScreen(ProposingScreen):
    """Shows the rows, fields, old and new texts and mistakes of a paste."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("paste")

    def __init__(self, pasted: Pasted) -> None:
        super().__init__()
        self._pasted = pasted

    @property
    def step_name(self) -> str:
        """What the step is called."""
        return t("grid.paste.step", rows=self._pasted.rows)

    def body(self) -> ComposeResult:
        """How much it is, what cannot be placed, and the edits."""
        yield title(t("grid.paste.title", rows=self._pasted.rows))
        yield Static(id="summary", classes="sheet")
        yield self._grid

    def on_mount(self) -> None:
        """The edits."""
        self.show(self._pasted.proposals)
        problems = list(self._pasted.problems)
        shown = [self.counted, *problems[:_PROBLEMS]]
        if len(problems) > _PROBLEMS:
            shown.append(t("tui.more", count=len(problems) - _PROBLEMS))
        lines = [line for text in shown for line in wrap(text, max(20, self.app.size.width - 4))]
        self.query_one("#summary", Static).update(Content("\n".join(lines)))
        self._grid.focus()
