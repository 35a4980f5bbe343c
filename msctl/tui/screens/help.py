"""Help: what every key of the screen in front does, read from its bindings."""

from collections.abc import Iterator
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from msctl.locale.catalogue import has, t
from msctl.tui.commands import COMMANDS, Command, bindings_at
from msctl.tui.screens.page import Page, title
from msctl.tui.sheet import Sheet

_PREFIX = "msctl."


class HelpScreen(Page):
    """Explains the screen it was called from."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("help")
    KEYS = ("back",)

    def __init__(self, asked: Screen[Any]) -> None:
        super().__init__()
        self._asked = asked
        self._static = Static(classes="sheet")

    def body(self) -> ComposeResult:
        """One text."""
        yield title(t("tui.help-title"))
        with VerticalScroll():
            yield self._static

    def on_resize(self) -> None:
        """Wrap anew."""
        self._static.update(self._sheet(self.app.size.width - 4).content)

    def _sheet(self, width: int) -> Sheet:
        sheet = Sheet(width)
        name = type(self._asked).__name__.removesuffix("Screen").lower()
        if has(f"tui.about.{name}"):
            sheet.text(t(f"tui.about.{name}"))
        sheet.heading(t("tui.help-keys"))
        for command in commands_of(self._asked):
            sheet.labelled(command.shown_key, [(command.help, "")], 10)
        sheet.heading(t("tui.help-moving"))
        for key in ("arrows", "pages", "tab", "typing"):
            sheet.labelled(t(f"tui.moving.{key}.keys"), [(t(f"tui.moving.{key}.does"), "")], 22)
        sheet.heading(t("tui.help-cells"))
        for key in CELL_KEYS:
            sheet.labelled(t(f"tui.cell.{key}"), [(t(f"tui.count.{key}"), "")], 10)
        return sheet


CELL_KEYS = (
    *("completed", "ahead", "on-track", "in-progress", "behind", "stalled", "preparing"),
    *("not-started", "adjusted", "cancelled", "reported", "unreported", "none"),
)


def commands_of(screen: Screen[Any]) -> Iterator[Command]:
    """The commands of a screen, then those of the app."""
    seen = set()
    for binding in (*screen.BINDINGS, *screen.app.BINDINGS):
        if isinstance(binding, Binding) and (binding.id or "").startswith(_PREFIX):
            name = (binding.id or "").removeprefix(_PREFIX)
            if name not in seen:
                seen.add(name)
                yield COMMANDS[name]
