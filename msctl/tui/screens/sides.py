"""Choose what is compared: two periods, or two moments."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Label

from msctl.locale.catalogue import t
from msctl.locale.labels import period_label
from msctl.model.paths import LedgerId
from msctl.model.period import parse_period
from msctl.tui.commands import bindings_at
from msctl.tui.compare_sides import LAST_SYNC, Moments, Periods, Sides, reported_periods
from msctl.tui.screens.page import Page, title
from msctl.tui.widgets.choice import Choice
from msctl.tui.widgets.typing import Line

_LAST_COMMIT, _OTHER = "last-commit", "other"


class SidesScreen(Page):
    """The kind of comparison, and its two sides."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("sides")
    KEYS = ("accept", "next-pane", "back", "help")

    def __init__(self, ledger: LedgerId, sides: Sides, chosen: Callable[[Sides], None]) -> None:
        """The screen.

        Args:
            ledger: Whose periods are offered.
            sides: What is compared now.
            chosen: Takes what is to be compared.
        """
        super().__init__()
        self._ledger = ledger
        self._sides = sides
        self._take = chosen
        kinds = [(kind, t(f"compare.sides.{kind}")) for kind in ("periods", "moments")]
        self._kind = Choice(kinds, "periods" if isinstance(sides, Periods) else "moments")
        self._start = Choice([], "")
        self._end = Choice([], "")
        named = (_LAST_COMMIT, LAST_SYNC, _OTHER)
        olds = [(moment, t(f"compare.moment.{moment}")) for moment in named]
        old = sides.old if isinstance(sides, Moments) else None
        self._from = Choice(olds, old or _LAST_COMMIT if old in (None, LAST_SYNC) else _OTHER)
        typed = old if old not in (None, LAST_SYNC) else ""
        self._when = Line(typed, id="when", select_on_focus=False)
        new = sides.new if isinstance(sides, Moments) else None
        self._to = Line(new or "", id="to", placeholder=t("compare.sides.hint"))

    def body(self) -> ComposeResult:
        """A line each."""
        yield title(t("compare.sides.title"))
        for label, widget in (
            ("kind", self._kind),
            ("start", self._start),
            ("end", self._end),
            ("from", self._from),
            ("when", self._when),
            ("to", self._to),
        ):
            with Horizontal(classes="row", id=f"row-{label}"):
                yield Label(t(f"compare.sides.{label}"), markup=False)
                yield widget

    def on_mount(self) -> None:
        """Offer the periods that are reported on."""
        periods = reported_periods(self.host.session, self._ledger)
        options = [(period.key, period_label(period)) for period in periods]
        sides = self._sides
        chosen = (sides.start, sides.end) if isinstance(sides, Periods) else (None, None)
        for choice, period in zip((self._start, self._end), chosen, strict=True):
            choice.set_options(options, period.key if period else "")
        self._kind.focus()
        self._show()

    @on(Choice.Chosen)
    def _show(self) -> None:
        """Only the lines that count."""
        is_periods = self._kind.value == "periods"
        shown = {
            "start": is_periods,
            "end": is_periods,
            "from": not is_periods,
            "when": not is_periods and self._from.value == _OTHER,
            "to": not is_periods,
        }
        for label, is_shown in shown.items():
            self.query_one(f"#row-{label}").display = is_shown

    @on(Input.Submitted)
    def action_accept(self) -> None:
        """Compare what is chosen."""
        sides = self._periods() if self._kind.value == "periods" else self._moments()
        if sides is not None:
            self.dismiss()
            self._take(sides)

    def _periods(self) -> Sides | None:
        if not (self._start.value and self._end.value):
            self.host.say(t("compare.nothing"))
            return None
        found = Periods(parse_period(self._start.value), parse_period(self._end.value))
        if not found.is_in_order(self._ledger.year):
            start, end = found.titles
            self.host.say(t("compare.sides.order", start=start, end=end))
            return None
        return found

    def _moments(self) -> Sides | None:
        old: str | None = self._from.value
        if old == _OTHER:
            old = self._when.value.strip()
            if not old:
                self.host.say(t("compare.sides.no-when"))
                self._when.focus()
                return None
        return Moments(None if old == _LAST_COMMIT else old, self._to.value.strip() or None)
