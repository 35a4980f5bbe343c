"""A large ledger is made ready and sorted in a worker: the same as at once, and it can be stopped.

What counts as large is set to nothing here, so that the small county goes the way of a large one.
"""

from collections.abc import Callable
from typing import Any

import pytest
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County
from screen import press, running, settle, text, until

from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.store.records import Records
from msctl.tui import finder, ledger_making, ledger_view
from msctl.tui.background import Job
from msctl.tui.ledger_making import Making, unless_stopped
from msctl.tui.ledger_view import LedgerView
from msctl.tui.session import Session
from msctl.tui.widgets.ledger_pane import LedgerPane

LEDGER_ID = LedgerId(LEDGER)
STATUS = FieldPath.parse("report.Q2.status")


@pytest.fixture(autouse=True)
def _all_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_making, "AT_ONCE", 0)
    monkeypatch.setattr(ledger_making, "SORTED_AT_ONCE", 0)
    monkeypatch.setattr(ledger_view, "AT_ONCE", 0)
    monkeypatch.setattr(finder, "AT_ONCE", 0)


def nothing(_: object) -> None:
    """A job here tells nobody."""


def test_what_is_made_step_by_step_is_what_is_made_at_once(county: County) -> None:
    records = Records(county.root)
    session = Session(records, records.snapshot())
    making = Making(session, LEDGER_ID)
    job = Job(nothing, "making")
    made = making.make(job)
    assert job.done == making.steps == 3
    assert made.view.rows() == LedgerView(session, LEDGER_ID).rows()
    assert made.finder.find("操场") == [SCHOOL]
    stopped = Job(nothing, "making")
    stopped.stop()
    assert unless_stopped(making.make)(stopped) is None


def test_an_order_that_was_found_before_a_change_is_not_kept(county: County) -> None:
    records = Records(county.root)
    session = Session(records, records.snapshot())
    view = LedgerView(session, LEDGER_ID)
    found = view.find_orders("period.Q2", lambda: None)
    session.type(ProjectId(ROAD), STATUS, "已完成")
    view.update([ProjectId(ROAD)])
    assert not view.keep_orders(found)
    assert view.keep_orders(view.find_orders("period.Q2", lambda: None))
    assert view.sorts_at_once("period.Q2")
    assert not view.sorts_at_once("planned")


async def test_a_large_ledger_opens_and_sorts_in_a_worker(archive: County) -> None:
    async with running(archive, overview=True) as (app, pilot):
        app.session.type(ProjectId(ROAD), STATUS, "已完成")
        app.go_to(LEDGER_ID, ProjectId(SCHOOL))
        await settle(app, pilot)
        pane = app.main.query_one(LedgerPane)
        assert pane.project == SCHOOL
        assert "*" in next(line for line in text(app).splitlines() if "村道路硬化" in line)
        assert "按计划 1" in text(app)
        pane.arranging.choose_columns(["planned"])
        pane.arranging.sort_by("planned")
        assert list(pane.grid.keys) == [ROAD, ELDERLY, SCHOOL]
        await settle(app, pilot)
        assert list(pane.grid.keys) == [ELDERLY, ROAD, SCHOOL]
        assert "升序" in app.said[0]
        pane.open_filter("乙局")
        pane.grid.focus()
        assert pane.project == SCHOOL
        added = archive.text(SCHOOL).replace('number = "3"', 'number = "4"')
        archive.write(f"{LEDGER}/04-xin", added)
        await until(pilot, lambda: len(pane.grid.keys) == 3)
        assert (pane.project, pane.filter.text) == (SCHOOL, "乙局")
        assert list(pane.grid.keys) == [ROAD, SCHOOL, f"{LEDGER}/04-xin"]


async def test_what_takes_long_is_stopped_and_asked_for_again(archive: County) -> None:
    waiting: list[tuple[Callable[[Job], Any], Callable[[Any], None]]] = []

    def later(
        group: str,
        what: str,
        total: int,
        work: Callable[[Job], Any],
        then: Callable[[Any], None],
    ) -> None:
        waiting.append((work, then))

    async with running(archive, overview=True) as (app, pilot):
        pane = app.main._list  # before the screen is there
        begin, pane.work = pane.work, later
        app.open_ledger(LEDGER_ID)
        await settle(app, pilot)
        assert "正在读取" in text(app)
        waiting.pop()[1](None)
        await settle(app, pilot)
        assert "没有打开，按 F5 再打开" in text(app)
        assert "已停止：正在打开台账" in app.said[0]
        pane.work = begin
        await press(app, pilot, "f5")
        await until(pilot, lambda: pane.view is not None)
        await settle(app, pilot)
        assert list(pane.grid.keys) == [ROAD, ELDERLY, SCHOOL]
        pane.work = later
        pane.arranging.choose_columns(["period.Q1"])
        pane.arranging.sort_by("period.Q1")
        waiting.pop()[1](None)
        assert "已停止：正在按" in (await said(app, pilot))
        assert pane.view is not None
        assert not pane.view.sorting.column
        pane.arranging.sort_by("period.Q1")
        pane.arranging.sort_by("period.Q1")
        work, then = waiting.pop()
        then(work(Job(nothing, "sorting")))
        assert "降序" in (await said(app, pilot))
        pane.open_filter("状态:按计划")
        waiting.pop()[1](None)
        assert "已停止：正在筛选" in (await said(app, pilot))
        assert len(pane.grid.keys) == 3
        assert "没有筛完，列出全部" in text(app)


async def test_only_the_newest_filter_counts(archive: County) -> None:
    waiting: list[tuple[Callable[[Job], Any], Callable[[Any], None]]] = []
    async with running(archive, overview=True) as (app, pilot):
        app.open_ledger(LEDGER_ID)
        await settle(app, pilot)
        pane = app.main._list
        begin = pane.work
        pane.open_filter("状态:滞后")
        await settle(app, pilot)
        assert list(pane.grid.keys) == [SCHOOL]
        pane.work = lambda _group, _what, _total, work, then: waiting.append((work, then))
        pane.open_filter("状态:按计划")
        pane.open_filter("单位:乙局")
        (old, old_then), (new, new_then) = waiting
        assert old(Job(nothing, "old")) is None
        new_then(new(Job(nothing, "new")))
        old_then([])
        assert list(pane.grid.keys) == [ROAD, SCHOOL]
        pane.work = begin
        pane.open_filter("状态:按计划")
        app.session.type(ProjectId(ROAD), STATUS, "已完成")
        pane.typed([ProjectId(ROAD)])
        await settle(app, pilot)
        assert list(pane.grid.keys) == [ELDERLY]


async def said(app: Any, pilot: Any) -> str:
    await settle(app, pilot)
    return str(app.said[0])
