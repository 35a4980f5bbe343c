"""The overview: every ledger with its counts, its bar, its lights and money; the first screen."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from msctl.locale.catalogue import t
from msctl.model.paths import LedgerId
from msctl.model.snapshot import Snapshot
from msctl.tui.commands import bindings_at
from msctl.tui.ledger_figures import LedgerFigures, together
from msctl.tui.overview_view import Touch, card, height, totals
from msctl.tui.screens.listing import Listing
from msctl.tui.top_text import top_text
from msctl.tui.widgets.card_list import CardList, Line

if TYPE_CHECKING:
    from msctl.history.walk import Head

AT_ONCE = 300
"""projects that are counted on the spot, some 30 ms; more are counted in the background"""


class Counted(Message):
    """The figures of some more ledgers are there; a newer message replaces it."""

    def can_replace(self, message: Message) -> bool:
        """Drawing once is enough."""
        return isinstance(message, Counted)


class OverviewScreen(Listing):
    """The tree and the cards of the ledgers side by side; on a narrow screen the cards alone."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("overview")
    KEYS = ("help", "open", "places", "reload", "review", "sync", "palette", "leave")

    def __init__(self) -> None:
        super().__init__()
        self._totals = Static(id="totals", markup=False)
        self._cards = CardList(height, self._draw, id="cards")
        self._figures = LedgerFigures()
        self._snapshot = Snapshot({}, {}, {})
        self._touches: Mapping[LedgerId, Touch] = {}

    def body(self) -> ComposeResult:
        """The top line, the tree and the cards."""
        yield self._top
        with Horizontal(id="middle"):
            yield self._tree
            with Vertical(id="ledgers"):
                yield self._totals
                yield self._cards

    def on_mount(self) -> None:
        """Show how many projects there are; once that is drawn, read them in the background."""
        self._cards.focus()
        census = self.host.reading.opening.census
        self._snapshot = census.snapshot
        self._figures.expect(census.projects)
        self._show()
        self.host.say(t("tui.reading"))
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.host.reading.opening.over()
        self.host.reading.begin()

    def on_resize(self) -> None:
        """The tree comes and goes; the line of totals takes what room there is."""
        self.call_after_refresh(self._show)

    def on_screen_resume(self) -> None:
        """Fields were typed on the screens above: they count as unsaved from now on."""
        self.refresh_top()

    @property
    def place(self) -> LedgerId | None:
        """The ledger the cursor is on."""
        key = self._cards.cursor_row_key
        return LedgerId(key) if key else None

    # What is shown.

    def refresh_records(self) -> None:
        """Count and draw anew what changed; the cursor stays on its ledger."""
        self._snapshot = snapshot = self.host.session.snapshot
        stale = self._figures.stale(snapshot)
        if sum(len(snapshot.by_ledger[ledger]) for ledger in stale) > AT_ONCE:
            self._count(snapshot, stale)
        else:
            list(self._figures.count(snapshot, stale, lambda: True))
        self._show()

    # without a description Textual makes one of the arguments: all that a snapshot holds
    @work(thread=True, exclusive=True, group="figures", exit_on_error=False, description="figures")
    def _count(self, snapshot: Snapshot, stale: Sequence[LedgerId]) -> None:
        worker = get_current_worker()
        for _ in self._figures.count(snapshot, stale, lambda: not worker.is_cancelled):
            self.post_message(Counted())

    def on_counted(self) -> None:
        """Some more figures are there."""
        self._draw_cards()

    def _show(self) -> None:
        ledgers = list(self._snapshot.by_ledger)
        if self.is_wide:
            sizes = {ledger: self._figures[ledger].projects for ledger in ledgers}
            self._tree.show(self._snapshot, self.place, sizes)
        self._draw_cards()
        self.refresh_top()

    def _draw_cards(self) -> None:
        ledgers = list(self._snapshot.by_ledger)
        figures = together([self._figures[ledger] for ledger in ledgers])
        room = max(20, self._totals.size.width - 4)
        self._totals.display = bool(ledgers)
        self._totals.update(Content.assemble(*totals(len(ledgers), figures, room)))
        empty = t("tui.empty-records") if self.host.reading.is_done else t("tui.reading")
        self._cards.set_cards(ledgers, empty)

    def _draw(self, key: str, width: int) -> list[Line]:
        ledger = LedgerId(key)
        snapshot = self._snapshot
        region = snapshot.region(ledger.region)
        figures, touch = self._figures[ledger], self._touches.get(ledger)
        return list(card(region, snapshot.ledger(ledger), figures, touch, width))

    def refresh_top(self) -> None:
        """Count what is not yet safe anew."""
        host = self.host
        self._top.top = top_text(
            host.session,
            None,
            None,
            host.archiving.pending,
            host.exchange.standing,
            host.findings.count,
        )

    def pending_read(self) -> None:
        """What is committed may have changed: ask who changed each ledger last."""
        host = self.host
        ledgers = list(self._snapshot.by_ledger)
        host.in_background(
            "touches", lambda: host.archive.last_changes(ledgers), self._touched, lambda _: None
        )

    def _touched(self, touches: "Mapping[LedgerId, Head]") -> None:
        self._touches = {
            ledger: Touch(head.time, head.author, head.subject) for ledger, head in touches.items()
        }
        self._draw_cards()

    # What can be done.

    @on(CardList.Selected)
    def _selected(self, event: CardList.Selected) -> None:
        self.host.open_ledger(LedgerId(event.row_key))

    def action_history(self) -> None:
        """Show who changed the ledger under the cursor."""
        from msctl.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(None, ledger=self.place or ""))

    def action_back(self) -> None:
        """Return to the cards."""
        self._cards.focus()
