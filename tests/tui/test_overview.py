"""The first screen: every ledger with its figures, and what others change while it is open."""

import threading
from pathlib import Path

import pytest
from invented import ELDERLY, LEDGER, OLD_LEDGER, ROAD, County
from offices import Offices
from screen import LARGE, SMALL, assert_golden, front, lines, press, running, settle, text, until
from terminal import Terminal

from msctl.model.paths import FieldPath, ProjectId
from msctl.tui.background import Job, Stopped
from msctl.tui.screens.overview import AT_ONCE
from msctl.tui.widgets.card_list import CardList
from msctl.tui.widgets.grid import Grid

MIDDLE = (100, 30)


@pytest.mark.parametrize("size", [SMALL, MIDDLE, LARGE], ids=["small", "middle", "large"])
async def test_a_card_for_each_ledger(archive: County, size: tuple[int, int]) -> None:
    async with running(archive, size, overview=True) as (app, pilot):
        await until(pilot, lambda: "建立台账" in text(app))
        assert_golden(app, "overview")
        await press(app, pilot, "down", "enter")
        assert front(app) == "MainScreen"
        assert app.main.ledger == LEDGER
        await press(app, pilot, "escape")
        assert front(app) == "OverviewScreen"
        assert app.overview.place == LEDGER


async def test_a_save_is_counted_and_the_grid_keeps_its_place(archive: County) -> None:
    async with running(archive, overview=True) as (app, pilot):
        await press(app, pilot, "end", "enter", "down", "escape")
        assert "按计划 2  滞后 1" in text(app)
        app.session.type(ProjectId(ROAD), FieldPath.parse("report.Y.status"), "已完成")
        await press(app, pilot, "ctrl+s")
        assert "已完成 1  按计划 1  滞后 1" in text(app)
        assert "全年未报 2：" in text(app)
        assert "未存档 1" in lines(app)[0]
        await press(app, pilot, "enter")
        assert app.screen.query_one(Grid).cursor_row_key == ELDERLY
        # the name of the project, typed in its cell
        await press(app, pilot, "home", "right", "left", "left", "left", "enter", "9", "enter")
        await press(app, pilot, "escape", "escape")
        assert (front(app), "未保存 1" in lines(app)[0]) == ("OverviewScreen", True)


async def test_many_ledgers_scroll_and_are_counted_in_the_background(county: County) -> None:
    one = county.text(ROAD)
    for number in range(60):
        ledger = f"yi-xian/2024/l{number:02}"
        county.write(f"{ledger}/ledger", f'title = "第{number:02}号台账"\n')
        for row in range(AT_ONCE // 50):
            county.write(f"{ledger}/{row:02}-x", one)
    async with running(county, overview=True) as (app, pilot):
        await press(app, pilot, "end")
        assert "第59号台账" in text(app)
        await press(app, pilot, "pageup", "pageup", "home", "pagedown")
        assert app.overview.place is not None
        cards = app.screen.query_one(CardList)
        assert cards.max_scroll_y > 250
        assert sum("已填报 6" in line for line in lines(app)[2:]) >= 2


async def test_a_change_made_elsewhere_is_shown_and_typing_stays(archive: County) -> None:
    async with running(archive) as (app, pilot):
        app.open_ledger(app.session.snapshot.ledger(ProjectId(ROAD).ledger).id)
        await press(app, pilot, "down")
        app.session.type(ProjectId(ROAD), FieldPath.parse("report.Q2.progress"), "我填的")
        archive.replace(ROAD, 'name = "村道路硬化"', 'name = "村道路拓宽"')
        await until(pilot, lambda: "村道路拓宽" in text(app))
        assert "别处改动了 甲县 1" in app.said[0]
        assert "您正在填的字段没有动" in app.said[0]
        assert app.screen.query_one(Grid).cursor_row_key == ELDERLY
        assert app.session.text(ProjectId(ROAD), FieldPath.parse("report.Q2.progress")) == "我填的"
        await until(pilot, lambda: "未存档 1" in lines(app)[0])
        archive.commit("别处存档", "2024-04-02")
        await until(pilot, lambda: "未存档 0" in lines(app)[0])
        assert app.session.unsaved == (ProjectId(ROAD),)


async def test_a_job_tells_how_far_it_is_and_escape_stops_it(archive: County) -> None:
    async with running(archive, overview=True) as (app, pilot):
        goes_on, ended = threading.Event(), threading.Event()

        def work(job: Job) -> None:
            try:
                while True:
                    job.step()
                    goes_on.wait(0.02)
            except Stopped:
                ended.set()
                raise

        job = Job(app.post_message, "数数", total=9)
        app.background.run_in_steps("count", job, work, lambda _: None, app.tell)
        await until(pilot, lambda: app.said[0].startswith("数数") and "/ 9" in app.said[0])
        await press(app, pilot, "escape")
        assert ended.is_set()
        assert app.said == ("已停止：数数", False)


async def test_after_a_job_the_line_says_what_it_said_before(archive: County) -> None:
    async with running(archive, overview=True) as (app, pilot):
        for number, before in enumerate(("先前的话", "")):
            goes_on = threading.Event()

            def work(job: Job, goes_on: threading.Event = goes_on) -> None:
                while not goes_on.wait(0.02):
                    job.step()

            app.say(before)
            job = Job(app.post_message, f"数数{number}", total=9)
            app.background.run_in_steps("count", job, work, lambda _: None, app.tell)
            await until(pilot, lambda what=job.what: app.said[0].startswith(what))  # type: ignore[misc]
            goes_on.set()
            await settle(app, pilot)
            assert app.said == (before, False)


async def test_an_export_that_is_stopped_writes_nothing(
    archive: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()

    def slow(*_: object) -> bytes:
        goes_on.wait(10)
        return b""

    monkeypatch.setattr("msctl.tui.screens.export.make", slow)
    before = archive.tree()
    async with running(archive) as (app, pilot):
        await press(app, pilot, "f8")
        await pilot.press("f8")
        await until(pilot, lambda: "Esc" in app.said[0])
        await pilot.press("escape")
        goes_on.set()
        await until(pilot, lambda: app.said[0].startswith("已停止"))
        assert front(app) == "ExportScreen"
    assert archive.tree() == before


async def test_an_error_nobody_foresaw_in_a_job_is_told_and_ends_nothing(archive: County) -> None:
    def work() -> None:
        raise ValueError("坏了")

    async with running(archive, overview=True) as (app, pilot):
        app.in_background("broken", work, lambda _: None, app.tell)
        await until(pilot, lambda: "坏了" in app.said[0])
        assert app.said[1]
        await press(app, pilot, "end", "enter")
        assert front(app) == "MainScreen"
        assert app.main.ledger == LEDGER != OLD_LEDGER


def test_a_pull_in_another_window_appears_by_itself_and_an_open_edit_stays(
    archive: County, tmp_path: Path
) -> None:
    offices = Offices(archive, tmp_path)
    offices.theirs_change(ROAD, 'name = "村道路硬化"', 'name = "村道路拓宽"')
    with Terminal(archive) as terminal:
        terminal.wait_for("已读取 4 个项目")
        terminal.send(b"\x1b[F\r")
        terminal.wait_for("村道路硬化")
        terminal.send(b"\x1bOQ")
        terminal.wait_for("Ctrl+S 保存")
        terminal.send("已招标。")
        terminal.wait_for("已招标。")
        archive.git("pull", "--quiet", "--ff-only")
        terminal.wait_for("别处改动了 甲县 1")
        terminal.wait_for("填报 甲县 1 村道路拓宽")
        assert "已招标。" in terminal.text
        terminal.send(b"\x13")
        terminal.wait_for("已保存")
        terminal.send(b"\x1b[21~")
        assert terminal.wait() == 0
    assert 'progress = "已完成路基4公里。已招标。"' in archive.text(ROAD)
    assert 'name = "村道路拓宽"' in archive.text(ROAD)
