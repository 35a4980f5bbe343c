"""The tree of ledgers on a narrow screen."""

from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from msctl.locale.catalogue import t
from msctl.model.paths import LedgerId
from msctl.tui.commands import bindings_at
from msctl.tui.screens.page import title
from msctl.tui.widgets.key_line import KeyLine
from msctl.tui.widgets.places_tree import PlacesTree
from msctl.tui.widgets.status_line import StatusLine


class PlacesScreen(Screen[LedgerId]):
    """Asks for a ledger."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("places")

    def __init__(self, current: LedgerId | None) -> None:
        super().__init__()
        self._current = current
        self._tree = PlacesTree()

    def compose(self) -> ComposeResult:
        """The tree alone."""
        yield title(t("tui.tree.title"))
        yield self._tree
        yield StatusLine()
        yield KeyLine(("choose", "back"))

    def on_mount(self) -> None:
        """The cursor is on the ledger that is open."""
        from msctl.tui.app import MsctlApp

        self._tree.show(cast(MsctlApp, self.app).session.snapshot, self._current)
        self._tree.focus()

    @on(PlacesTree.Opened)
    def _opened(self, event: PlacesTree.Opened) -> None:
        self.dismiss(event.ledger)

    @on(PlacesTree.Asked)
    def _asked(self, event: PlacesTree.Asked) -> None:
        from msctl.tui.app import MsctlApp

        cast(MsctlApp, self.app).say(event.text)

    def action_back(self) -> None:
        """Stay where we were."""
        self.dismiss(None)
