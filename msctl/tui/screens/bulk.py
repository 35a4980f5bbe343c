"""The same edit for several projects: a status, last period's report, or one value filled down."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Label, Static

from msctl.locale.catalogue import t
from msctl.locale.labels import period_label
from msctl.model.paths import ProjectId
from msctl.model.period import Period, parse_period
from msctl.tui.cell_fields import period_of
from msctl.tui.commands import bindings_at
from msctl.tui.ledger_columns import LedgerColumn
from msctl.tui.period_columns import report_periods
from msctl.tui.proposals import Proposal, copy_last, fill_down, set_status
from msctl.tui.screens.page import reporting, title
from msctl.tui.screens.proposing import Find, ProposingScreen
from msctl.tui.widgets.choice import Choice, Option


class BulkScreen(ProposingScreen):
    """Chooses what to do with the chosen projects, and shows what that would change."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("bulk")

    def __init__(self, projects: Sequence[ProjectId], column: LedgerColumn | None) -> None:
        """The screen.

        Args:
            projects: What is edited, in the order shown.
            column: The column with the cursor, for filling down; None where rows have it.
        """
        super().__init__()
        self._projects = list(projects)
        self._column = column
        self._words: tuple[str, ...] = ()
        self._summary = Static(classes="sheet")

    def body(self) -> ComposeResult:
        """The choices, how much it is, and the edits."""
        session = self.host.session
        ledger_id = self._projects[0].ledger
        listed = session.snapshot.by_ledger.get(ledger_id, ())
        words = self._words = session.words(ledger_id)
        periods = report_periods(listed, ledger_id.year)
        now = self._period_at_cursor() or reporting().of(listed, ledger_id.year)
        column = self._column.name if self._column else ""
        deeds = [(key, t(f"grid.bulk.{key}", column=column)) for key in self._deeds(words)]
        yield title(t("grid.bulk.title", count=len(self._projects)))
        with Horizontal(classes="row"):
            yield Label(t("grid.bulk.what"), markup=False)
            yield Choice(deeds, deeds[0][0], id="deed")
        with Horizontal(classes="row", id="for-period"):
            yield Label(t("tui.form.period"), markup=False)
            yield Choice([(p.key, period_label(p)) for p in periods], now.key, id="period")
        with Horizontal(classes="row", id="for-word"):
            yield Label(t("grid.bulk.word"), markup=False)
            yield Choice(self._word_options(), "", more=t("ledger.another"), id="word")
        yield self._summary
        yield self._grid

    def _period_at_cursor(self) -> Period | None:
        """The period that the cursor's cell reports: a column may hold several, of which the first
        of the projects has its own."""
        column, first = self._column, self.host.session.project(self._projects[0])
        if column is None or not column.is_period or first is None:
            return None
        return period_of(first, column)

    def _word_options(self) -> list[Option]:
        return [(word, word) for word in self._words] or [("", t("tui.form.none"))]

    def _deeds(self, words: Sequence[str]) -> list[str]:
        can_fill = self._column is not None and len(self._projects) > 1
        deeds = [*(["fill"] if can_fill else []), *(["status"] if words else []), "copy"]
        if self._column is not None and self._column.is_period and words:
            deeds.sort(key=["status", "fill", "copy"].index)
        return deeds

    def on_mount(self) -> None:
        """Show what the first choice would do."""
        self.query_one("#deed").focus()
        self._propose()

    @on(Choice.More)
    def _another_word(self) -> None:
        from msctl.tui.screens.word import WordScreen

        self.app.push_screen(WordScreen(self._projects[0].ledger))

    def on_screen_resume(self) -> None:
        """Another word may have been listed on the screen above: it is meant."""
        words = self.host.session.words(self._projects[0].ledger)
        new = [word for word in words if word not in self._words]
        if words != self._words:
            self._words = words
            chosen = new[0] if new else self._value("word")
            self.query_one("#word", Choice).set_options(self._word_options(), chosen)
            self._propose()

    @on(Choice.Chosen)
    def _propose(self) -> None:
        deed = self._value("deed")
        self.query_one("#for-period").display = deed != "fill"
        self.query_one("#for-word").display = deed == "status"
        self.propose(self._find(), len(self._projects))

    def show(self, proposals: Sequence[Proposal]) -> None:
        """Show other proposals, and how many they are."""
        super().show(proposals)
        self._summary.update(Content(self.counted))

    def _value(self, name: str) -> str:
        return self.query_one(f"#{name}", Choice).value

    def _find(self) -> Find:
        """What finds the edits that are chosen now."""
        session, projects, column = self.host.session, self._projects, self._column
        deed, word = self._value("deed"), self._value("word")
        period = parse_period(self._value("period"))
        if deed == "status":
            return lambda step: set_status(session, projects, period, word, step)
        if deed == "copy":
            return lambda step: copy_last(session, projects, period, step)
        return lambda step: fill_down(session, projects, column, step) if column else []

    @property
    def step_name(self) -> str:
        """What the step is called."""
        deed = self._value("deed")
        column = self._column.name if self._column else ""
        return t(
            f"grid.bulk.{deed}-step",
            period=period_label(parse_period(self._value("period"))),
            word=self._value("word"),
            column=column,
            count=len({proposal.project for proposal in self.proposals}),
        )
