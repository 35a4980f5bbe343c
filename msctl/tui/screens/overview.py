"""The overview: every ledger with its counts, its bar, its lights and money; the first screen."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from msctl.locale.catalogue import t
from msctl.model.paths import LedgerId
from msctl.tui.commands import bindings_at
from msctl.tui.overview_view import LedgerFigures, card, ledger_figures
from msctl.tui.screens.page import Page
from msctl.tui.top_text import top_text
from msctl.tui.widgets.card_list import CardList, Line
from msctl.tui.widgets.places_tree import PlacesTree
from msctl.tui.widgets.top_line import TopLine

CARD_HEIGHT = 4


class OverviewScreen(Page):
    """The tree and the cards of the ledgers side by side; on a narrow screen the cards alone."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("overview")
    KEYS = ("help", "open", "places", "reload", "review", "sync", "palette", "leave")

    def __init__(self) -> None:
        super().__init__()
        self._top = TopLine()
        self._tree = PlacesTree(id="places")
        self._cards = CardList(CARD_HEIGHT, self._draw, empty=t("tui.reading"), id="cards")
        self._figures: dict[str, LedgerFigures] = {}

    def body(self) -> ComposeResult:
        """The top line, the tree and the cards."""
        yield self._top
        with Horizontal(id="middle"):
            yield self._tree
            yield self._cards

    def on_mount(self) -> None:
        """The frame is there: read the records in the background."""
        self._cards.focus()
        self.host.say(t("tui.reading"))
        self.host.read_records()

    @property
    def ledger(self) -> LedgerId | None:
        """The ledger the cursor is on."""
        key = self._cards.cursor_key
        return LedgerId(key) if key else None

    def refresh_records(self) -> None:
        """Count and draw all anew; the cursor stays on its ledger."""
        snapshot = self.host.session.snapshot
        self._figures = {ledger: ledger_figures(snapshot, ledger) for ledger in snapshot.by_ledger}
        empty = t("tui.empty-records") if self.host.loaded else t("tui.reading")
        self._cards.set_cards(list(self._figures), empty)
        self._tree.show(snapshot, self.ledger)
        self.refresh_top()

    def refresh_top(self) -> None:
        """Count what is not yet safe anew."""
        host = self.host
        self._top.top = top_text(
            host.session, None, None, host.pending, host.exchange.standing, host.findings.count
        )

    def _draw(self, key: str, width: int) -> list[Line]:
        return list(card(self._figures[key], width))

    @on(CardList.Selected)
    def _selected(self, event: CardList.Selected) -> None:
        self.host.open_ledger(LedgerId(event.key))

    def action_history(self) -> None:
        """Show who changed the ledger under the cursor."""
        from msctl.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(None, ledger=self.ledger or ""))

    @on(PlacesTree.Opened)
    def _opened(self, event: PlacesTree.Opened) -> None:
        self.host.open_ledger(event.ledger)

    @on(PlacesTree.Asked)
    def _asked(self, event: PlacesTree.Asked) -> None:
        self.host.say(event.text)

    @on(TopLine.Followed)
    def _to_conflicts(self) -> None:
        self.host.action_conflicts()

    def action_places(self) -> None:
        """Go to the tree, or show it where it has no room beside the cards."""
        from msctl.tui.screens.places import PlacesScreen

        if self.is_wide:
            self._tree.focus()
        else:
            self.app.push_screen(PlacesScreen(self.ledger), self._went)

    def _went(self, ledger: LedgerId | None) -> None:
        if ledger is not None:
            self.host.open_ledger(ledger)

    def action_back(self) -> None:
        """Return to the cards."""
        self._cards.focus()

    def action_review(self) -> None:
        """Review and commit what is not committed."""
        from msctl.tui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen())

    def action_reload(self) -> None:
        """Read the files again."""
        self.host.read_records()

    def action_save(self) -> None:
        """Save all that is typed."""
        self.host.save()

    def action_undo(self) -> None:
        """Take the last save back."""
        self.host.undo()
