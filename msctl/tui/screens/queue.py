"""Reporting one after the other: what is due as a list, and the form that walks through it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Label

from msctl.locale.catalogue import t
from msctl.locale.labels import period_label
from msctl.model.paths import LedgerId
from msctl.model.period import Period, parse_period
from msctl.text.safe import single_line
from msctl.tui.background import Job
from msctl.tui.commands import bindings_at
from msctl.tui.form_context import Report, report_of
from msctl.tui.ledger_making import unless_stopped
from msctl.tui.period_columns import report_periods
from msctl.tui.queue import Entry, Queue
from msctl.tui.screens.form import FormScreen
from msctl.tui.screens.page import Page, reporting, title
from msctl.tui.screens.pick import PickScreen
from msctl.tui.session import Session
from msctl.tui.widgets.choice import Choice
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow

AT_ONCE = 500
"""projects that are asked what they owe while the screen waits, some 0.1 ms each"""


class DueScreen(Page):
    """What is due for a period, of all units or of one; Enter begins at the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("due")
    KEYS = ("edit", "only-unit", "next-pane", "save", "undo", "back", "help")

    def __init__(self, ledger: LedgerId) -> None:
        super().__init__()
        self._ledger = ledger
        self._queue: Queue | None = None
        self._asked: Period | None = None
        """the period whose entries are shown or looked for"""
        self._title = title("")
        self._grid = Grid(frozen=0, cell_cursor=False, empty=t("edit.queue.none"))

    def body(self) -> ComposeResult:
        """The period, the unit, and the list."""
        session = self.host.session
        projects = session.snapshot.by_ledger.get(self._ledger, ())
        now = reporting().of(projects, self._ledger.year)
        periods = report_periods(projects, self._ledger.year)
        options = [(period.key, period_label(period)) for period in periods]
        yield self._title
        with Horizontal(classes="row"):
            yield Label(t("tui.form.period"), markup=False)
            yield Choice(options, now.key, id="period")
        yield self._grid

    def on_mount(self) -> None:
        """The list takes the keys."""
        self._grid.focus()
        self._begin(parse_period(self.query_one("#period", Choice).value))

    def on_resize(self) -> None:
        """The columns share the width."""
        self.call_after_refresh(self._fit)

    def on_screen_resume(self) -> None:
        """Reports were written on the form above."""
        self._fill()

    def records_read(self) -> None:
        """Others may have reported."""
        self._fill()

    def _begin(self, period: Period) -> None:
        session, ledger = self.host.session, self._ledger
        projects = len(session.snapshot.by_ledger.get(ledger, ()))
        self._asked = period
        if projects <= AT_ONCE:
            self._take(Queue(session, ledger, period))
            return
        self._queue = None
        self._grid.empty = what = t("edit.queue.making")
        self._grid.set_keys((), lambda key: GridRow(key, ()))

        def then(queue: Queue | None) -> None:
            if self._asked is not period or not self.is_attached:
                return  # another period was asked for meanwhile
            if queue is None:
                self._grid.empty = t("background.stopped", what=what)
                self.host.say(self._grid.empty)
            else:
                self._take(queue)

        job = Job(self.host.post_message, what, projects)
        work = unless_stopped(lambda job: Queue(session, ledger, period, job.step))
        self.host.background.run_in_steps("queue", job, work, then, self.host.tell)

    def _take(self, queue: Queue) -> None:
        self._queue = queue
        self._grid.empty = t("edit.queue.none")
        self._fill()

    @on(Choice.Chosen, "#period")
    def _period_chosen(self, event: Choice.Chosen) -> None:
        self._begin(parse_period(event.value))

    def action_only_unit(self) -> None:
        """List what one unit owes, or what all do."""
        queue = self._queue
        if queue is not None:
            options = [("", t("edit.queue.all"))]
            options += [(unit, f"{unit} {count}") for unit, count in queue.units.items()]
            self.app.push_screen(PickScreen(t("edit.queue.which-unit"), options, self._narrow))

    def _narrow(self, unit: str) -> None:
        if self._queue is not None:
            self._queue.unit = unit
            self._queue.go_to("")
            self._fill()

    def _fit(self) -> None:
        width = self._grid.size.width - 10
        unit = max(10, min(24, width // 4))
        name = max(14, min(40, (width - unit - 14) // 2))
        self._grid.set_columns(
            [
                GridColumn("state", t("edit.queue.state"), 6),
                GridColumn("number", t("field.number"), 4),
                GridColumn("name", t("field.name"), name),
                GridColumn("unit", t("tui.column.units"), unit),
                GridColumn("planned", t("tui.form.plan"), max(10, width - unit - name - 10)),
            ]
        )
        self._fill()

    def _fill(self) -> None:
        queue = self._queue
        if queue is None:
            return
        entries = {entry.key: entry for entry in queue.entries}
        self._grid.set_keys(list(entries), lambda key: self._row(queue, entries[key]))
        place = self.host.session.snapshot.ledger(self._ledger)
        heading = t("edit.queue.title", ledger=place.title or self._ledger, count=queue.waiting)
        unit = f"  {queue.unit}" if queue.unit else ""
        self._title.update(Content(single_line(f"{heading}{unit}")))

    def _row(self, queue: Queue, entry: Entry) -> GridRow:
        state = "done" if queue.is_done(entry) else "waiting"
        state = "skipped" if queue.is_skipped(entry) else state
        if state != "done" and queue.is_typed(entry):
            state = "unsaved"
        due = entry.due
        style = "$text-success" if state == "done" else None
        cells = (
            t(f"edit.queue.{state}"),
            due.project.number,
            due.name,
            t("message.and").join(due.units),
            due.planned,
        )
        return GridRow(entry.key, cells, (style, None, None, "$foreground-muted", None))

    @on(Grid.Selected)
    def action_edit(self) -> None:
        """Begin to report at the cursor."""
        key = self._grid.cursor_row_key
        if self._queue is not None and key is not None:
            self._queue.go_to(key)
            self.app.push_screen(QueueScreen(self._queue), self._walked)

    def _walked(self, _: object) -> None:
        """The cursor stands where one was last."""
        if self._queue is not None and self._queue.current is not None:
            self._grid.move_to(self._queue.current.key)

    def action_save(self) -> None:
        """Save all that is typed."""
        self.host.save()


class QueueScreen(FormScreen):
    """The form of one entry after the other: saving goes on to the next one."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("queue")
    KEYS: ClassVar[tuple[str, ...]] = (
        *("save-next", "skip", "previous-due", "list-due", "copy-last", "take-figures", "back"),
        *("external", "help"),
    )

    def __init__(self, queue: Queue) -> None:
        entry = queue.current
        assert entry is not None
        super().__init__(entry.project)
        self._queue = queue

    async def on_mount(self) -> None:
        """The first field of the entry takes the keys."""
        await self._open(self._queue.current)

    @property
    def about(self) -> str:
        """The period, and how far one is."""
        number, count = self._queue.place
        return t("edit.queue.place", what=super().about, number=number, count=count)

    async def _open(self, entry: Entry | None) -> None:
        if entry is None:
            self.host.say(t("edit.queue.end", count=self._queue.waiting))
            self.dismiss()
            return
        await self.edit(entry.project, _report_of(self.host.session, entry))

    async def go_on(self) -> None:
        """The next entry that is not done."""
        await self._open(self._queue.forward())

    def action_save(self) -> None:
        """Write what is typed, and go on to the next entry."""
        self.action_save_next()

    async def action_skip(self) -> None:
        """Leave this one for later; what is typed stays, unsaved."""
        self.take_typed()
        await self._open(self._queue.forward(skip=True))

    async def action_previous_due(self) -> None:
        """Back to the entry before; what is typed stays, unsaved."""
        self.take_typed()
        entry = self._queue.backward()
        if entry is None:
            self.host.say(t("edit.queue.first"))
        else:
            await self._open(entry)

    def action_list_due(self) -> None:
        """To the list; what is typed stays, unsaved."""
        self.take_typed()
        self.dismiss()


def _report_of(session: Session, entry: Entry) -> Report:
    report = report_of(session, entry.project)
    return report.with_task(entry.task).with_period(entry.due.period.key)
