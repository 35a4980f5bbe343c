"""The screens as text, at two sizes; and what keys do on them."""

import pytest
from invented import ELDERLY, LEDGER, OLD_LEDGER, ROAD, SCHOOL, County
from screen import (
    LARGE,
    SMALL,
    assert_golden,
    lines,
    press,
    running,
    settle,
    text,
    type_text,
    until,
)
from textual.widgets import Input

from msctl.locale.catalogue import set_language
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.tui.app import MsctlApp
from msctl.tui.screens.form import FormScreen
from msctl.tui.screens.main import MainScreen
from msctl.tui.widgets.choice import Choice
from msctl.tui.widgets.field_editor import FieldEditor
from msctl.tui.widgets.grid import Grid

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])


def main(app: MsctlApp) -> MainScreen:
    return app.main


async def open_ledger(app: MsctlApp, ledger: str = LEDGER) -> None:
    main(app).open(LedgerId(ledger))


@SIZES
async def test_the_screens_of_the_main_walk(archive: County, size: tuple[int, int]) -> None:
    async with running(archive, size) as (app, pilot):
        await open_ledger(app)
        await press(app, pilot, "down")
        if size == LARGE:
            await until(pilot, lambda: ProjectId(ELDERLY) in app.archiving.history)
            await settle(app, pilot)
        assert_golden(app, "main")
        await press(app, pilot, "f2")
        assert_golden(app, "form")
        await press(app, pilot, "escape", "f4")
        assert_golden(app, "fields")
        await press(app, pilot, "escape", "f1")
        assert_golden(app, "help")
        await press(app, pilot, "escape", "f8")
        assert_golden(app, "export")
        await press(app, pilot, "escape", "ctrl+p")
        assert_golden(app, "palette")


@SIZES
async def test_history_and_review(archive: County, size: tuple[int, int]) -> None:
    archive.replace(ROAD, "路基4公里", "路基7公里")
    archive.commit("一季度核对", "2024-04-02")
    archive.replace(ROAD, "investment = 100", "investment = 90")
    archive.replace(SCHOOL, "雨季施工慢。", "雨季施工慢，材料涨价。")
    async with running(archive, size) as (app, pilot):
        await open_ledger(app)
        await press(app, pilot, "f3")
        shown = [line.replace(app_commit(line), "") for line in lines(app)]
        assert any("一季度核对" in line for line in shown)
        assert "路基4公里" in text(app)
        assert "路基7公里" in text(app)
        await press(app, pilot, "escape", "f9")
        assert_golden(app, "review")


def app_commit(line: str) -> str:
    """A short hash in a line, which differs from run to run."""
    words = [w for w in line.split() if len(w) == 10 and set(w) <= set("0123456789abcdef")]
    return words[0] if words else "\0"


async def test_on_a_narrow_screen_a_project_opens_over_the_grid(archive: County) -> None:
    async with running(archive) as (app, pilot):
        await open_ledger(app)
        await press(app, pilot, "enter")
        assert_golden(app, "project")
        await press(app, pilot, "escape", "f6")
        assert_golden(app, "places")
        await press(app, pilot, "escape")
        assert app.screen is main(app)


async def test_enter_on_a_region_opens_its_first_ledger(archive: County) -> None:
    async with running(archive) as (app, pilot):
        await press(app, pilot, "f6", "home", "enter")
        assert main(app).ledger == OLD_LEDGER


async def test_a_filter_narrows_as_you_type_and_keeps_the_project(archive: County) -> None:
    async with running(archive) as (app, pilot):
        await open_ledger(app)
        await press(app, pilot, "down", "f7")
        await type_text(app, pilot, "食堂")
        grid = app.screen.query_one(Grid)
        assert [row.key for row in grid.rows] == [ELDERLY]
        assert any("1 / 3" in line for line in lines(app))
        await press(app, pilot, "enter")
        assert grid.has_focus
        await press(app, pilot, "escape")
        assert len(grid.rows) == 3
        assert grid.cursor_row_key == ELDERLY


async def test_a_han_character_to_the_grid_is_answered_once(archive: County) -> None:
    async with running(archive) as (app, pilot):
        await press(app, pilot, "好")
        assert "请切换到英文输入" in app.said[0]
        app.say("")
        await press(app, pilot, "的")
        assert app.said[0] == ""


async def test_an_error_stays_until_the_next_key(archive: County) -> None:
    async with running(archive) as (app, pilot):
        await open_ledger(app)
        app.session.type(ProjectId(ROAD), FieldPath.parse("report.Q2.status"), "办完了")
        await press(app, pilot, "ctrl+s")
        assert app.said[1]
        assert "办完了" in text(app)
        await press(app, pilot, "down")
        assert app.said == ("", False)


async def test_a_mistake_is_told_under_its_field_and_is_not_written(archive: County) -> None:
    before = archive.tree()
    async with running(archive) as (app, pilot):
        await open_ledger(app)
        await press(app, pilot, "f2")
        app.screen.query(Input).first().focus()
        await type_text(app, pilot, "一百")
        assert "“一百”不是数字" in text(app)
        await press(app, pilot, "ctrl+s")
        assert isinstance(app.screen, FormScreen)
        assert app.said[1]
        assert archive.tree() == before


async def test_the_form_asks_before_it_closes_and_stays_by_default(archive: County) -> None:
    async with running(archive) as (app, pilot):
        await open_ledger(app)
        await press(app, pilot, "f2")
        await type_text(app, pilot, "新")
        await press(app, pilot, "escape")
        assert_golden(app, "close")
        await press(app, pilot, "enter")
        assert isinstance(app.screen, FormScreen)
        await press(app, pilot, "escape", "right", "right", "enter")
        assert list(app.session.unsaved) == [ROAD]
        assert any(line.startswith(">*") for line in lines(app))
        assert "未保存 1" in lines(app)[0]
        await press(app, pilot, "ctrl+s")
        assert not app.session.unsaved
        assert "路基4公里。新" in archive.text(ROAD)
        await press(app, pilot, "ctrl+z")
        assert "路基4公里。新" not in archive.text(ROAD)


async def test_the_old_value_typed_again_clears_the_mark(archive: County) -> None:
    async with running(archive) as (app, pilot):
        await open_ledger(app)
        await press(app, pilot, "f2")
        await type_text(app, pilot, "新")
        assert "* 未保存 1" in lines(app)[0]
        await press(app, pilot, "backspace")
        assert "未保存" not in lines(app)[0]
        await press(app, pilot, "escape")
        assert app.screen is main(app)


async def test_a_task_and_a_period_can_be_chosen(archive: County) -> None:
    async with running(archive) as (app, pilot):
        await open_ledger(app)
        await press(app, pilot, "down", "f2")
        app.screen.query_one("#task", Choice).focus()
        await press(app, pilot, "right")
        paths = [str(editor.path) for editor in app.screen.query(FieldEditor)]
        assert paths[0] == "task.2.report.Q2.progress"
        app.screen.query_one("#period", Choice).focus()
        await press(app, pilot, "end")
        paths = [str(editor.path) for editor in app.screen.query(FieldEditor)]
        assert paths[0] == "task.2.report.Y.progress"


async def test_any_field_can_be_edited_from_the_list(archive: County) -> None:
    async with running(archive) as (app, pilot):
        await open_ledger(app)
        await press(app, pilot, "f4", "down", "enter")
        await type_text(app, pilot, "（一期）")
        await press(app, pilot, "ctrl+s")
        assert "村道路硬化（一期）" in text(app)
        assert 'name = "村道路硬化（一期）"' in archive.text(ROAD)


async def test_leaving_lists_what_is_unsaved_and_stays_by_default(archive: County) -> None:
    async with running(archive) as (app, pilot):
        await open_ledger(app)
        app.session.type(ProjectId(ROAD), FieldPath.parse("report.Q2.status"), "已完成")
        await press(app, pilot, "f10")
        assert_golden(app, "leave")
        await press(app, pilot, "f10", "ctrl+q")
        assert_golden(app, "leave")
        await press(app, pilot, "enter")
        assert app.screen is main(app)
        await press(app, pilot, "ctrl+q", "right", "enter")
        assert not app.is_running
    assert 'status = "已完成"' in archive.text(ROAD)


async def test_a_command_is_found_by_name_and_run(archive: County) -> None:
    async with running(archive) as (app, pilot):
        await open_ledger(app)
        await press(app, pilot, "ctrl+p")
        await type_text(app, pilot, "dc")
        await press(app, pilot, "enter")
        assert type(app.screen).__name__ == "ExportScreen"


async def test_an_existing_file_is_asked_about(archive: County) -> None:
    async with running(archive) as (app, pilot):
        await open_ledger(app)
        file = archive.root / "jia-xian-2024-minsheng-official.xlsx"
        file.write_text("旧", encoding="utf-8")
        await press(app, pilot, "f8", "f8", "enter")
        assert file.read_text("utf-8") == "旧"
        await press(app, pilot, "f8", "right", "enter")
        assert file.read_bytes()[:2] == b"PK"
        assert str(file) in app.said[0]


async def test_an_unreadable_file_is_listed_and_the_rest_works(archive: County) -> None:
    archive.write(SCHOOL, "number = \n")
    async with running(archive) as (app, pilot):
        await open_ledger(app)
        assert "读不懂 1" in lines(app)[0]
        assert len(app.screen.query_one(Grid).rows) == 2
        await press(app, pilot, "f6", "end", "enter")
        assert "不是正确的 TOML" in app.said[0]


async def test_without_a_repository_everything_else_works(county: County) -> None:
    async with running(county) as (app, pilot):
        await open_ledger(app)
        assert "未存档 -" in lines(app)[0]
        assert app.said[1]
        await press(app, pilot, "f9")
        assert type(app.screen).__name__ == "ReviewScreen"
        await press(app, pilot, "escape", "f2")
        await type_text(app, pilot, "新")
        await press(app, pilot, "ctrl+s")
        assert "路基4公里。新" in county.text(ROAD)


async def test_a_records_folder_without_ledgers_says_what_to_do(county: County) -> None:
    for file in county.root.rglob("*.toml"):
        if file.name != "msctl.toml":
            file.unlink()
    async with running(county) as (app, pilot):
        assert "这里还没有台账" in text(app)
        await press(app, pilot, "f2", "f4", "f8", "enter")
        assert app.screen is app.overview


async def test_the_screens_speak_english(archive: County) -> None:
    set_language("en")
    async with running(archive) as (app, pilot):
        await open_ledger(app)
        assert_golden(app, "english")
        await press(app, pilot, "f2")
        assert_golden(app, "english-form")


async def test_a_window_made_wider_shows_tree_and_project(archive: County) -> None:
    async with running(archive) as (app, pilot):
        await open_ledger(app)
        await press(app, pilot, "down")
        await pilot.resize_terminal(*LARGE)
        await settle(app, pilot)
        assert any(line.startswith("v 甲县") for line in lines(app))
        assert "子项1 东食堂" in text(app)
        wide = app.screen.query_one(Grid).columns
        await pilot.resize_terminal(*SMALL)
        await settle(app, pilot)
        grid = app.screen.query_one(Grid)
        assert grid.cursor_row_key == ELDERLY
        # a screen below another one shares its widths out when it returns
        await press(app, pilot, "f2")
        await pilot.resize_terminal(*LARGE)
        await press(app, pilot, "escape")
        await settle(app, pilot)
        assert grid.columns == wide
