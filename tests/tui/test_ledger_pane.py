"""The list of a ledger under the user's keys: cells, sorting, groups, choosing, many at once."""

import pytest
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County
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
from textual import events
from textual.geometry import Offset
from textual.widgets import Input

from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.store.settings import Settings
from msctl.text.width import cells
from msctl.tui.app import MsctlApp
from msctl.tui.widgets.choice import Choice
from msctl.tui.widgets.grid import Grid
from msctl.tui.widgets.ledger_pane import LedgerPane
from msctl.tui.widgets.top_line import TopLine

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
Q2 = FieldPath.parse("report.Q2.status")


def pane(app: MsctlApp) -> LedgerPane:
    return app.main.query_one(LedgerPane)


def keys(app: MsctlApp) -> list[str]:
    return list(pane(app).grid.keys)


async def begin(app: MsctlApp) -> Grid:
    app.open_ledger(LedgerId(LEDGER))
    return pane(app).grid


def to_cell(grid: Grid, row: str, column: str) -> None:
    """The cell cursor on a cell."""
    grid.action_column(1)
    assert grid.move_to(row, column)


async def test_the_counts_of_the_top_line_lead_to_their_projects(archive: County) -> None:
    async with running(archive, LARGE) as (app, pilot):
        await begin(app)
        await settle(app, pilot)
        await press(app, pilot, "down", "number_sign")
        assert (pane(app).filter.text, keys(app)) == ("现状:按计划", [ROAD, ELDERLY])
        assert pane(app).project == ELDERLY
        await press(app, pilot, "number_sign")
        assert keys(app) == [SCHOOL]
        assert "只看 滞后，1 项" in text(app)
        await press(app, pilot, "number_sign")
        assert (pane(app).filter.text, len(keys(app))) == ("", 3)
        top = lines(app)[0]
        await pilot.click(TopLine, offset=(cells(top[: top.index("滞后")]), 0))
        await settle(app, pilot)
        assert keys(app) == [SCHOOL]
        await press(app, pilot, "escape")
        assert len(keys(app)) == 3
        assert front(app) == "MainScreen"


@SIZES
async def test_a_list_sorted_grouped_and_chosen_from(
    archive: County, size: tuple[int, int]
) -> None:
    async with running(archive, size) as (app, pilot):
        grid = await begin(app)
        await settle(app, pilot)
        to_cell(grid, ELDERLY, "period.Q2")
        await press(app, pilot, "minus", "equals_sign", "equals_sign", "space")
        assert keys(app) == ["group:乙局", SCHOOL, ROAD, "group:丙局", ELDERLY]
        assert grid.cursor_row_key == ELDERLY
        await press(app, pilot, "home", "space")
        if size == LARGE:
            await until(pilot, lambda: ProjectId(SCHOOL) in app.archiving.history)
            await settle(app, pilot)
        assert_golden(app, "list-grouped")
        await press(app, pilot, "home", "enter")
        assert keys(app) == ["group:乙局", "group:丙局", ELDERLY]
        assert pane(app).choice.targets == [SCHOOL, ROAD, ELDERLY]
        await press(app, pilot, "asterisk")
        assert pane(app).view.selected == set()  # type: ignore[union-attr]


async def test_the_cursor_stays_on_its_project(archive: County) -> None:
    async with running(archive) as (app, pilot):
        grid = await begin(app)
        await press(app, pilot, "down", "right", "minus", "minus")
        assert keys(app) == [SCHOOL, ELDERLY, ROAD]
        assert grid.cursor_row_key == ELDERLY
        await press(app, pilot, "f7")
        await type_text(app, pilot, "st")
        assert keys(app) == [ELDERLY]
        await press(app, pilot, "escape", "f5")
        assert keys(app) == [SCHOOL, ELDERLY, ROAD]
        assert grid.cursor_row_key == ELDERLY
        archive.replace(ELDERLY, '"老年食堂"', '"老年食堂和日间照料"')
        await press(app, pilot, "f5")
        assert grid.cursor_row_key == ELDERLY
        assert "老年食堂和日间照料" in text(app)


async def test_a_cell_is_typed_into_where_it_stands(archive: County) -> None:
    async with running(archive) as (app, pilot):
        grid = await begin(app)
        await settle(app, pilot)
        to_cell(grid, ROAD, "period.Q2")
        await press(app, pilot, "enter")
        cell = grid.cursor_cell_region()
        editor = app.main.query_one("#cell-editor", Input)
        assert cell is not None
        assert editor.region.offset == cell.offset
        await type_text(app, pilot, "完")
        assert app.cursor_position == Offset(cell.x + 2, cell.y)
        assert_golden(app, "list-cell")
        await press(app, pilot, "enter")
        assert app.session.text(ProjectId(ROAD), Q2) == "已完成"
        assert grid.cursor_row_key == ELDERLY
        assert app.session.unsaved == (ROAD,)
        # Escape gives the old text back, a mistake does not leave the cell
        grid.move_to(ROAD, "planned")
        await press(app, pilot, "enter")
        await type_text(app, pilot, "万")
        await press(app, pilot, "enter")
        assert editor.has_focus
        assert app.said[1]
        await press(app, pilot, "escape")
        assert app.session.unsaved_fields == 1
        # a number is typed anew: digits added to the old one would make a wrong one
        await press(app, pilot, "enter", "1", "2")
        assert editor.value == "12"
        await press(app, pilot, "escape")
        # Tab goes on to the next cell that can be edited
        grid.move_to(ROAD, "units")
        await press(app, pilot, "enter", "tab")
        assert grid.cursor_column_key == "period.Q1"
        assert editor.has_focus
        await press(app, pilot, "escape", "escape")
        assert not grid.has_cell_cursor


async def test_what_an_input_method_sends_to_a_cell_begins_its_text(archive: County) -> None:
    async with running(archive) as (app, pilot):
        grid = await begin(app)
        await settle(app, pilot)
        to_cell(grid, SCHOOL, "name")
        await type_text(app, pilot, "操场")
        await press(app, pilot, "enter")
        assert app.session.text(ProjectId(SCHOOL), FieldPath.of("name")) == "操场"
        # several tasks have no one status: their form opens at the period
        to_cell(grid, ELDERLY, "period.Q2")
        await press(app, pilot, "enter")
        assert front(app) == "FormScreen"
        assert "二季度" in text(app)


@SIZES
async def test_a_pasted_range_is_seen_typed_in_and_saved_as_one_step(
    archive: County, size: tuple[int, int]
) -> None:
    before = archive.tree()
    async with running(archive, size) as (app, pilot):
        grid = await begin(app)
        await settle(app, pilot)
        to_cell(grid, ROAD, "period.Q2")
        app.post_message(events.Paste("已完成\t\r\n\t\r\n做完了\t\r\n多\t\r\n"))
        await settle(app, pilot)
        assert_golden(app, "paste")
        await press(app, pilot, "f9")
        assert front(app) == "MainScreen"
        assert "尚未保存" in app.said[0]
        assert ROAD in app.session.unsaved
        assert archive.tree() == before
        (journal,) = (archive.root / ".msctl").glob("typed-*.jsonl")
        assert "已完成" in journal.read_text("utf-8")
        await press(app, pilot, "ctrl+z")
        assert not app.session.unsaved
        app.post_message(events.Paste("已完成\t\r\n\t\r\n做完了\t\r\n多\t\r\n"))
        await settle(app, pilot)
        await press(app, pilot, "ctrl+s")
        assert front(app) == "MainScreen"
        assert not app.session.unsaved
        assert 'status = "已完成"' in archive.text(ROAD)
        assert archive.text(SCHOOL) == before[f"{SCHOOL}.toml"].decode()
        await press(app, pilot, "ctrl+z")
        assert archive.tree() == before


@SIZES
async def test_many_are_edited_at_once(archive: County, size: tuple[int, int]) -> None:
    async with running(archive, size) as (app, pilot):
        await begin(app)
        await press(app, pilot, "space", "space", "ctrl+w")
        assert_golden(app, "bulk")
        await press(app, pilot, "tab", "tab", "end", "f9")
        assert app.session.text(ProjectId(ROAD), Q2) == "已完成"
        assert app.session.unsaved == (ROAD, ELDERLY)
        await press(app, pilot, "ctrl+z")
        assert len(app.session.unsaved) == 0


async def test_a_column_of_several_periods_is_edited_at_the_period_of_the_first_project(
    archive: County,
) -> None:
    plans = "".join(f'\n[plan.{key}]\ntext = "收尾。"\n' for key in ("M09", "M10", "Q4"))
    archive.replace(ROAD, "\n[report.Q2]", f"{plans}\n[report.Q2]")
    archive.replace(SCHOOL, "\n[report.Q2]", '\n[plan.Q3-Q4]\ntext = "验收。"\n\n[report.Q2]')
    async with running(archive, LARGE) as (app, pilot):
        grid = await begin(app)
        to_cell(grid, ROAD, "period.Q4")
        await press(app, pilot, "space", "space", "space", "ctrl+w")
        assert app.screen.query_one("#period", Choice).value == "Q4"
        await press(app, pilot, "escape")
        to_cell(grid, ROAD, "period.Q4")
        await press(app, pilot, "space", "space")
        to_cell(grid, SCHOOL, "period.Q4")
        await press(app, pilot, "ctrl+w")
        assert app.screen.query_one("#period", Choice).value == "Q3-Q4"


async def test_columns_are_chosen_and_remembered(archive: County) -> None:
    async with running(archive) as (app, pilot):
        grid = await begin(app)
        await press(app, pilot, "ctrl+v", "space", "down", "minus", "minus")
        assert_golden(app, "columns")
        await press(app, pilot, "escape")
        shown = [column.key for column in grid.columns]
        assert shown[3:] == ["period.Q1", "period.Q2", "period.H1", "period.Q4", "planned"]
        assert Settings.load().columns[LEDGER] == tuple(shown[3:])
        await press(app, pilot, "ctrl+v", "f5", "escape")
        assert LEDGER not in Settings.load().columns
        assert "units" in [column.key for column in grid.columns]


async def test_filters_are_saved_used_and_deleted(archive: County) -> None:
    async with running(archive) as (app, pilot):
        await begin(app)
        await press(app, pilot, "f7")
        await type_text(app, pilot, "单位：乙局 状态:滞后")
        assert keys(app) == [SCHOOL]
        await press(app, pilot, "ctrl+f")
        await type_text(app, pilot, "乙局滞后")
        await press(app, pilot, "ctrl+s")
        assert Settings.load().filters == {"乙局滞后": "单位：乙局 状态:滞后"}
        assert_golden(app, "filters")
        await press(app, pilot, "escape", "escape", "ctrl+f", "enter")
        assert keys(app) == [SCHOOL]
        await type_text(app, pilot, " 颜色:红")
        assert app.said[1]
        assert "颜色" in text(app)
        assert keys(app) == [SCHOOL]
        await press(app, pilot, "ctrl+f", "shift+tab", "f8", "right", "enter")
        assert Settings.load().filters == {}


async def test_rows_are_copied_for_a_spreadsheet(
    archive: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(MsctlApp, "copy_to_clipboard", lambda _, text: sent.append(text))
    async with running(archive) as (app, pilot):
        await begin(app)
        await press(app, pilot, "ctrl+a", "ctrl+c")
        taken: list[str] = []
        pane(app).clipboard.copy(taken.append)
        table = taken.pop()
        assert table.splitlines()[0].split("\t")[:3] == ["序号", "项目名称", "责任单位"]
        assert table.splitlines()[3].startswith("3\t学校操场改造\t县乙局、丙局\t")
        assert "4" in app.said[0]
