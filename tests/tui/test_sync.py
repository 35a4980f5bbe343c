"""Sync and conflicts on the screens, with a bare repository and a colleague's clone."""

from pathlib import Path

import pytest
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County
from offices import Offices
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
    until,
)
from textual.pilot import Pilot
from textual.widgets import Input

from msctl.locale.catalogue import set_language
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.text.width import cells
from msctl.tui.app import MsctlApp
from msctl.tui.screens.main import MainScreen
from msctl.tui.widgets.field_editor import FieldEditor
from msctl.tui.widgets.grid import Grid
from msctl.tui.widgets.top_line import TopLine

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
STATUS = FieldPath.parse("report.Q2.status")


@pytest.fixture
def offices(archive: County, tmp_path: Path) -> Offices:
    return Offices(archive, tmp_path)


@pytest.fixture
def three_fields(offices: Offices) -> Offices:
    """Both offices changed the progress, the status and the county's money of one project."""
    theirs = offices.theirs
    theirs.replace(ROAD, "路基4公里", "路基6公里")
    theirs.replace(ROAD, 'status = "按期推进"', 'status = "已完成"')
    theirs.replace(ROAD, "county = 60.5", "county = 70")
    offices.theirs_send("二季度核报")
    ours = offices.ours
    ours.replace(ROAD, "路基4公里", "路基5公里")
    ours.replace(ROAD, 'status = "按期推进"', 'status = "进展缓慢"')
    ours.replace(ROAD, "county = 60.5", "county = 65")
    ours.commit("二季度进展", "2024-07-03")
    return offices


def main(app: MsctlApp) -> MainScreen:
    return app.main


async def sync(app: MsctlApp, pilot: Pilot[None]) -> None:
    await press(app, pilot, "ctrl+g")
    await until(pilot, lambda: not app.exchange.is_busy)
    await settle(app, pilot)


async def end(app: MsctlApp, pilot: Pilot[None]) -> None:
    """End a merge whose questions are all answered."""
    await press(app, pilot, "f9")
    await until(pilot, lambda: "收到" in app.said[0])
    await settle(app, pilot)


async def to_field(app: MsctlApp, pilot: Pilot[None], path: str) -> None:
    """The cursor to the conflict of a field."""
    grid = app.screen.query_one(Grid)
    await until(pilot, lambda: grid.rows)
    grid.move_to(next(row.key for row in grid.rows if f" {path} " in row.key))
    await settle(app, pilot)


async def test_what_others_changed_comes_in_and_ours_goes_out(offices: Offices) -> None:
    offices.theirs_change(ROAD, "路基4公里", "路基6公里")
    offices.ours_change(ELDERLY, "老年食堂", "长者食堂")
    async with running(offices.ours) as (app, pilot):
        main(app).open(LedgerId(LEDGER))
        await press(app, pilot, "down")
        assert "待推送 1" in lines(app)[0]
        await sync(app, pilot)
        assert app.said == ("已同步：收到 1 次存档，送出 2 次。", False)
        assert "待推送" not in lines(app)[0]
        grid = app.screen.query_one(Grid)
        assert grid.cursor_row_key == ELDERLY
        assert app.session.snapshot.projects[ProjectId(ROAD)].record.text(
            "report", "Q2", "progress"
        ) == ("已完成路基6公里。")
        await sync(app, pilot)
        assert "没有要同步的" in app.said[0]
    assert offices.shared == offices.ours.git("rev-parse", "HEAD").strip()


@SIZES
async def test_three_fields_are_settled_by_ours_theirs_and_a_typed_value(
    three_fields: Offices, size: tuple[int, int]
) -> None:
    offices = three_fields
    async with running(offices.ours, size) as (app, pilot):
        main(app).open(LedgerId(LEDGER))
        await sync(app, pilot)
        assert front(app) == "ConflictsScreen"
        assert "有 3 处冲突" in app.said[0]
        assert "李四" in text(app)
        await to_field(app, pilot, "funding.county")
        await press(app, pilot, "f5")
        assert '己方"65"；还有 2 处' in app.said[0]
        assert "county = 65" in offices.ours.text(ROAD)
        await to_field(app, pilot, "report.Q2.status")
        await press(app, pilot, "f6")
        assert '对方"已完成"；还有 1 处' in app.said[0]
        await press(app, pilot, "f2")
        assert front(app) == "AnswerScreen"
        await press(app, pilot, "f6")
        await press(app, pilot, *["backspace"] * 4)
        await type_text(app, pilot, "7公里。")
        before = offices.shared
        await press(app, pilot, "ctrl+s")
        assert front(app) == "ConflictsScreen"
        assert "按 F9 完成并同步" in app.said[0]
        assert_golden(app, "conflicts-answered")
        await press(app, pilot, "f5", "enter")
        assert front(app) == "ConflictsScreen"
        assert offices.shared == before, "no key that answers ends the merge"
        await end(app, pilot)
        assert front(app) == "MainScreen"
        assert app.said == ("已同步：收到 1 次存档，送出 2 次。", False)
        assert "冲突" not in lines(app)[0]
        assert "未存档 0" in lines(app)[0]
    record = offices.shared_text(ROAD)
    assert "county = 65\n" in record
    assert 'status = "已完成"' in record
    assert "已完成路基7公里。" in record
    assert len(offices.ours.git("log", "-1", "--format=%P").split()) == 2


def hashless(shown: str, app: MsctlApp) -> str:
    """The screen without the commits' hashes, which differ from run to run."""
    for testimony in app.screen_stack[-1]._testimony.values():  # type: ignore[attr-defined]
        for witness in (testimony.ours, testimony.theirs):
            if witness is not None:
                shown = shown.replace(witness.commit[:10], "0" * 10)
    return shown


@SIZES
async def test_the_sides_of_a_conflict_are_in_sight(
    three_fields: Offices, size: tuple[int, int]
) -> None:
    async with running(three_fields.ours, size) as (app, pilot):
        await sync(app, pilot)
        await to_field(app, pilot, "report.Q2.progress")
        await until(pilot, lambda: "李四" in text(app))
        assert_golden(app, "conflicts", hashless(text(app), app))
        await press(app, pilot, "f2")
        await until(pilot, lambda: "李四" in text(app))
        shown = text(app)
        assert "己方 F5" in shown
        assert "原值 F7" in shown
        assert "已完成路基[6]公里。" in shown


async def test_the_conflicts_speak_english(three_fields: Offices) -> None:
    set_language("en")
    async with running(three_fields.ours) as (app, pilot):
        await sync(app, pilot)
        await to_field(app, pilot, "report.Q2.progress")
        await until(pilot, lambda: "李四" in text(app))
        assert_golden(app, "english-conflicts", hashless(text(app), app))


async def test_answers_are_kept_when_the_program_ends_and_resolving_goes_on(
    three_fields: Offices,
) -> None:
    offices = three_fields
    async with running(offices.ours) as (app, pilot):
        await sync(app, pilot)
        await to_field(app, pilot, "funding.county")
        await press(app, pilot, "f7")
        assert '原值"60.5"' in app.said[0]
    before = offices.shared
    async with running(offices.ours) as (app, pilot):
        await until(pilot, lambda: "还有 2 处冲突没有决定" in app.said[0])
        assert "冲突 2" in lines(app)[0]
        await press(app, pilot, "f9")
        await press(app, pilot, "f9")
        assert app.said == (
            "还有 2 处冲突没有决定；请按 Ctrl+O 逐处决定，全部决定后按 F9 完成并送出。",
            True,
        )
        assert offices.shared == before
        await press(app, pilot, "escape")
        await press(app, pilot, "ctrl+o")
        await to_field(app, pilot, "report.Q2.status")
        await press(app, pilot, "f6")
        await press(app, pilot, "f9")
        assert "还有 1 处冲突没有决定" in app.said[0]
        await press(app, pilot, "f6")
    assert offices.shared == before
    async with running(offices.ours) as (app, pilot):
        await until(pilot, lambda: "合并还没有完成" in app.said[0])
        await press(app, pilot, "ctrl+o")
        assert "对方" in text(app)
        await press(app, pilot, "ctrl+z", "f6")
        assert "按 F9 完成并同步" in app.said[0]
        await end(app, pilot)
    assert offices.shared != before
    assert "county = 60.5\n" in offices.shared_text(ROAD)
    assert "已完成路基6公里。" in offices.shared_text(ROAD)


async def test_the_count_in_the_top_line_opens_the_conflicts(three_fields: Offices) -> None:
    async with running(three_fields.ours) as (app, pilot):
        await sync(app, pilot)
        await press(app, pilot, "escape")
        assert front(app) == "MainScreen"
        top = lines(app)[0]
        await pilot.click(TopLine, offset=(cells(top[: top.index("冲突")]), 0))
        await settle(app, pilot)
        assert front(app) == "ConflictsScreen"


async def test_a_typed_value_is_held_to_the_ledgers_words_while_it_is_typed(
    three_fields: Offices,
) -> None:
    before = three_fields.ours.git("rev-parse", "HEAD")
    async with running(three_fields.ours) as (app, pilot):
        await sync(app, pilot)
        await to_field(app, pilot, "funding.county")
        await press(app, pilot, "enter")
        assert app.screen.query_one(Input).value == "65"
        await type_text(app, pilot, "万")
        assert app.screen.query_one(FieldEditor).has_class("wrong")
        await press(app, pilot, "ctrl+s")
        assert front(app) == "AnswerScreen"
        assert app.said[1]
        await press(app, pilot, "escape", "enter")
        assert front(app) == "AnswerScreen"
        await press(app, pilot, "escape", "right", "enter")
        assert front(app) == "ConflictsScreen"
        assert len(app.screen.query_one(Grid).rows) == 3
    assert three_fields.ours.git("rev-parse", "HEAD") == before


@SIZES
async def test_an_edit_against_a_removal_offers_the_sides_only(
    offices: Offices, size: tuple[int, int]
) -> None:
    offices.theirs.file(SCHOOL).unlink()
    offices.theirs_send("并入下年")
    offices.ours_change(SCHOOL, "雨季施工慢。", "雨季施工慢，材料涨价。")
    async with running(offices.ours, size) as (app, pilot):
        await sync(app, pilot)
        await until(pilot, lambda: "李四" in text(app))
        assert_golden(app, "conflicts-removed", hashless(text(app), app))
        await press(app, pilot, "f2")
        assert front(app) == "ConflictsScreen"
        assert "只能选一方" in app.said[0]
        await press(app, pilot, "f6")
        await end(app, pilot)
        assert front(app) == "MainScreen"
        assert ProjectId(SCHOOL) not in app.session.snapshot.projects
    assert not offices.ours.file(SCHOOL).exists()


async def test_a_whole_project_or_unit_gets_one_answer(three_fields: Offices) -> None:
    offices = three_fields
    async with running(offices.ours) as (app, pilot):
        await sync(app, pilot)
        await press(app, pilot, "f8")
        assert "甲县 1 村道路硬化（3 处）" in text(app)
        assert "丁街道（3 处）" in text(app)
        await press(app, pilot, "enter")
        assert len(app.screen.query_one(Grid).rows) == 3
        await press(app, pilot, "f8", "end", "enter")
        assert "丁街道 的 3 处冲突" in text(app)
        await press(app, pilot, "right", "right", "enter")
        await end(app, pilot)
    record = offices.shared_text(ROAD)
    assert "county = 70\n" in record
    assert "路基6公里" in record


async def test_a_merge_can_be_given_up(three_fields: Offices) -> None:
    async with running(three_fields.ours) as (app, pilot):
        await sync(app, pilot)
        await press(app, pilot, "ctrl+x", "enter")
        assert front(app) == "ConflictsScreen"
        await press(app, pilot, "ctrl+x", "right", "enter")
        assert front(app) == "MainScreen"
        assert "已放弃合并" in app.said[0]
        assert "冲突" not in lines(app)[0]
    assert "路基5公里" in three_fields.ours.text(ROAD)


async def test_a_merge_that_breaks_a_rule_asks_for_another_value(offices: Offices) -> None:
    offices.theirs_change(SCHOOL, 'number = "3"', 'number = "5"')
    offices.ours_change(ELDERLY, 'number = "2"', 'number = "5"')
    async with running(offices.ours) as (app, pilot):
        await sync(app, pilot)
        await until(pilot, lambda: "序号 5" in text(app))
        await press(app, pilot, "f2")
        assert front(app) == "AnswerScreen"
        assert app.screen.query_one(FieldEditor).has_class("wrong")
        await type_text(app, pilot, "5")
        assert not app.screen.query_one(FieldEditor).has_class("wrong")
        await press(app, pilot, "ctrl+s")
        await end(app, pilot)
    numbers = [offices.shared_text(p).splitlines() for p in (SCHOOL, ELDERLY)]
    assert sum('number = "55"' in found for found in numbers) == 1


async def test_unsaved_fields_are_asked_about_before_a_sync(offices: Offices) -> None:
    offices.theirs_change(ELDERLY, "老年食堂", "长者食堂")
    async with running(offices.ours) as (app, pilot):
        main(app).open(LedgerId(LEDGER))
        app.session.type(ProjectId(ROAD), STATUS, "已完成")
        await press(app, pilot, "ctrl+g", "enter")
        assert app.session.unsaved
        assert "长者食堂" not in offices.ours.text(ELDERLY)
        await press(app, pilot, "ctrl+g", "right", "enter")
        await until(pilot, lambda: "收到" in app.said[0])
        await settle(app, pilot)
        assert "还有 1 个项目未存档" in app.said[0]
        assert not app.session.unsaved
    assert 'status = "已完成"' in offices.ours.text(ROAD)
    assert "长者食堂" in offices.ours.text(ELDERLY)


async def test_what_a_sync_is_refused_for_is_one_sentence(offices: Offices) -> None:
    offices.ours_change(ROAD, "路基4公里", "路基5公里")
    offices.ours.git("remote", "set-url", "origin", str(offices.bare.with_name("无此库.git")))
    async with running(offices.ours) as (app, pilot):
        await sync(app, pilot)
        assert app.said[1]
        assert app.said[0].startswith("连不上 origin")
        assert "待推送 1" in lines(app)[0]
        offices.ours.git("remote", "remove", "origin")
        await sync(app, pilot)
        assert app.said[0].endswith("没有同步的对方；请先运行 git remote add origin 地址。")


async def test_without_conflicts_the_list_says_so(offices: Offices) -> None:
    async with running(offices.ours) as (app, pilot):
        await press(app, pilot, "ctrl+o")
        assert "没有要决定的冲突" in text(app)
        await press(app, pilot, "f5", "f8", "f2", "escape")
        assert front(app) == "MainScreen"


async def test_a_merge_that_git_began_is_ended_on_the_screens(three_fields: Offices) -> None:
    offices = three_fields
    ours = offices.ours
    ours.git("fetch", "--quiet")
    with pytest.raises(Exception, match="merge"):
        ours.git("merge", "origin/main")
    assert "<<<<<<<" in ours.text(ROAD)
    async with running(ours) as (app, pilot):
        await until(pilot, lambda: app.exchange.standing.conflicts)
        await press(app, pilot, "ctrl+o")
        await to_field(app, pilot, "funding.county")
        await press(app, pilot, "f8", "right", "enter", "right", "enter")
        await end(app, pilot)
        assert front(app) == "MainScreen"
    assert "路基5公里" in offices.shared_text(ROAD)
