"""Who set a field, and fields put back to what they were."""

import pytest
from invented import LEDGER, ROAD, County
from screen import (
    LARGE,
    SMALL,
    assert_golden,
    front,
    lines,
    press,
    running,
    settle,
    text,
    type_text,
)
from textual.pilot import Pilot

from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.tui.app import MsctlApp
from msctl.tui.screens.main import MainScreen
from msctl.tui.widgets.grid import Grid

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])


@pytest.fixture
def changed(archive: County) -> County:
    """Three commits, and something that is not committed."""
    archive.replace(ROAD, "路基4公里", "路基7公里")
    archive.commit("二季度核对", "2024-07-04")
    archive.replace(ROAD, "county = 60.5", "county = 70")
    archive.replace(ROAD, 'status = "按期推进"', 'status = "已完成"')
    archive.commit("资金调整", "2024-07-05")
    return archive


async def open_road(app: MsctlApp, pilot: Pilot[None], *keys: str) -> None:
    screen = app.screen
    assert isinstance(screen, MainScreen)
    screen.open(LedgerId(LEDGER))
    # what the first key asks of git is there before the next one
    for key in keys:
        await press(app, pilot, key)


@SIZES
async def test_each_field_has_who_set_it_and_enter_shows_the_commit(
    changed: County, size: tuple[int, int]
) -> None:
    commit = changed.git("rev-parse", "HEAD~1")[:10]
    changed.replace(ROAD, "total = 120", "total = 130")
    async with running(changed, size) as (app, pilot):
        await open_road(app, pilot, "ctrl+l")
        assert front(app) == "BlameScreen"
        grid = app.screen.query_one(Grid)
        assert grid.move_to("report.Q2.progress")
        await settle(app, pilot)
        assert_golden(app, "blame", text(app).replace(commit, "0" * 10))
        rows = {row.key: row.cells for row in grid.rows}
        assert rows["report.Q2.status"][2:] == ("张三", "2024-07-05", "资金调整")
        assert rows["name"][2:] == ("张三", "2024-03-01", "建立台账")
        assert rows["funding.total"][2] == "未存档"
        await press(app, pilot, "enter")
        assert front(app) == "HistoryScreen"
        assert "路基7公里" in text(app)
        assert "二季度核对" in next(line for line in lines(app) if line.startswith(">"))
        await press(app, pilot, "escape")
        grid.move_to("funding.total")
        await press(app, pilot, "enter")
        assert "还没有存档" in app.said[0]


async def test_the_list_of_fields_asks_for_its_own_field(changed: County) -> None:
    async with running(changed) as (app, pilot):
        await open_road(app, pilot, "f4", "down", "ctrl+l")
        assert app.screen.query_one(Grid).cursor_row_key == "name"


@SIZES
async def test_a_field_goes_back_to_what_it_was_and_can_be_undone(
    changed: County, size: tuple[int, int]
) -> None:
    commits = changed.git("rev-list", "--count", "HEAD")
    before = changed.text(ROAD)
    async with running(changed, size) as (app, pilot):
        await open_road(app, pilot, "f3", "down", "down", "ctrl+r")
        assert front(app) == "RestoreScreen"
        assert_golden(app, "restore")
        grid = app.screen.query_one(Grid)
        assert [row.key for row in grid.rows] == [
            *("funding.county", "report.Q2.progress", "report.Q2.status")
        ]
        # the first commit brought all fields, so all are ticked
        await press(app, pilot, "space", "end", "space", "ctrl+s")
        assert front(app) == "HistoryScreen"
        assert app.said[0].startswith("已恢复 甲县 1：二季度 进展情况")
        assert changed.text(ROAD) == before.replace("路基7公里", "路基4公里")
        await press(app, pilot, "ctrl+z")
        assert changed.text(ROAD) == before
        assert front(app) == "HistoryScreen"
    assert changed.git("rev-list", "--count", "HEAD") == commits


async def test_what_the_commit_changed_is_ticked_and_all_can_be(changed: County) -> None:
    async with running(changed) as (app, pilot):
        await open_road(app, pilot, "f3", "down", "ctrl+r")
        grid = app.screen.query_one(Grid)
        ticks = {row.key: row.cells[0] for row in grid.rows}
        assert ticks == {"funding.county": "[ ]", "report.Q2.status": "[ ]"}
        await press(app, pilot, "ctrl+s")
        assert "没有勾选" in app.said[0]
        await press(app, pilot, "f6", "ctrl+s")
        assert "county = 60.5" in changed.text(ROAD)
        assert 'status = "按期推进"' in changed.text(ROAD)


async def test_restoring_asks_before_it_overwrites_what_is_not_committed(changed: County) -> None:
    changed.replace(ROAD, "county = 70", "county = 71")
    async with running(changed) as (app, pilot):
        await open_road(app, pilot)
        status, note = FieldPath.parse("report.Q2.status"), FieldPath.parse("note")
        app.session.type(ProjectId(ROAD), status, "未开工")
        app.session.type(ProjectId(ROAD), note, "另记。")
        await press(app, pilot, "f3")
        await press(app, pilot, "down", "down", "ctrl+r", "ctrl+s")
        assert "这 2 处有未保存或未存档的内容" in text(app)
        await press(app, pilot, "enter")
        assert "county = 71" in changed.text(ROAD)
        await press(app, pilot, "ctrl+s", "right", "enter")
        assert "county = 60.5" in changed.text(ROAD)
        assert 'status = "按期推进"' in changed.text(ROAD)
        assert app.session.unsaved_paths(ProjectId(ROAD)) == (note,)
        await press(app, pilot, "escape", "ctrl+s")
        assert 'note = "另记。"' in changed.text(ROAD)


async def test_a_project_is_restored_from_before_it_was_moved(changed: County) -> None:
    moved = ROAD.replace("2024/minsheng", "2024/erlei")
    changed.write(moved, changed.text(ROAD))
    changed.write(f"{LEDGER.replace('minsheng', 'erlei')}/ledger.toml", 'title = "二类"\n')
    changed.file(ROAD).unlink()
    changed.commit("移到二类", "2024-07-06")
    async with running(changed) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, MainScreen)
        screen.open(LedgerId(LEDGER.replace("minsheng", "erlei")))
        await press(app, pilot, "f3")
        await press(app, pilot, "end", "ctrl+r")
        assert {row.key for row in app.screen.query_one(Grid).rows} == {
            *("funding.county", "report.Q2.progress", "report.Q2.status")
        }


async def test_typing_goes_on_after_a_restore(changed: County) -> None:
    async with running(changed) as (app, pilot):
        await open_road(app, pilot, "f3")
        await press(app, pilot, "down", "down", "ctrl+r", "f6", "f6", "ctrl+s")
        await press(app, pilot, "escape", "f2")
        await type_text(app, pilot, "新")
        await press(app, pilot, "ctrl+s")
        assert "路基4公里。新" in changed.text(ROAD)
