"""The grid: what it draws and where its cursor goes."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from msctl.text.width import cells
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.widgets.grid_line import GridShape, Place, cell_text

COLUMNS = [
    GridColumn("mark", "", 1),
    GridColumn("number", "序", 3, "right"),
    GridColumn("name", "项目名称", 20),
    GridColumn("unit", "责任单位", 12),
    GridColumn("content", "建设内容", 40),
    GridColumn("plan", "计划", 8, "right"),
]
MIXED = st.text(
    st.sampled_from(
        "老旧小区加装电梯改造ab12 .，。（）％“…①\u0301\u200d\ufe0f\u3000é👨👩🏽🇨🇳☎[/]\x1b\n\t\u202e"
    )
    | st.characters(),
    max_size=20,
)


def row(number: int, name: str = "改造保障性住房", *, key: str | None = None) -> GridRow:
    texts = ("*", str(number), name, "住建局", "完成前期手续办理，开工建设四百套。", "400.5")
    return GridRow(key or f"p{number}", texts, (None, None, None, "$warning", None, "bold"))


class GridApp(App[None]):
    """A grid and the messages it sent."""

    def __init__(self, rows: Iterable[GridRow], **options: Any) -> None:
        super().__init__()
        self.grid = Grid(COLUMNS, rows, id="ledger", **options)
        self.told: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.grid

    def on_row_list_highlighted(self, message: Grid.Highlighted) -> None:
        self.told.append(message)

    def on_grid_selected(self, message: Grid.Selected) -> None:
        self.told.append(message)

    def on_grid_header_selected(self, message: Grid.HeaderSelected) -> None:
        self.told.append(message)


@asynccontextmanager
async def running(
    rows: Iterable[GridRow], size: tuple[int, int] = (60, 12), **options: Any
) -> AsyncIterator[tuple[GridApp, Pilot[None]]]:
    app = GridApp(rows, **options)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def screen(grid: Grid) -> list[str]:
    """The lines in the window, without the one under the scroll bar."""
    lines = [grid.render_line(y).text for y in range(grid.size.height)]
    return lines[: grid.scrollable_content_region.height]


def check_width(text: str, width: int) -> None:
    assert (cells(text), cell_len(text)) == (width, width)


@settings(deadline=None)
@given(MIXED, st.integers(0, 30), st.sampled_from(["left", "right", "center"]))
def test_a_cell_is_exactly_as_wide_as_its_column(text: str, width: int, align: Any) -> None:
    result = cell_text(text, width, align)
    check_width(f" {result} ", width + 2)
    assert result.isprintable() or not set(result) & set("\x1b\n\t\r\u202e")


@settings(deadline=None)
@given(
    st.lists(st.tuples(MIXED, st.integers(1, 25)), max_size=6),
    st.integers(0, 7),
    st.integers(0, 70),
)
def test_every_line_is_exactly_as_wide_as_the_window(
    content: list[tuple[str, int]], frozen: int, view: int
) -> None:
    columns = tuple(GridColumn(str(i), "题", width) for i, (_, width) in enumerate(content))
    shape = GridShape(columns, frozen)
    style = Style()
    texts = [text for text, _ in content]
    for scroll in range(shape.width + 2):
        line = shape.strip(texts, [style] * len(texts), style, ">", Place(scroll, view))
        assert line.cell_length == view
        check_width(line.text, view)


async def test_the_widget_draws_lines_of_its_width_at_all_offsets() -> None:
    rows = [row(1), row(2, "e\u0301x[red]红\u202e\x1b[0m"), row(3, "👨\u200d👩\u200d👧🇨🇳％〇")]
    async with running(rows, size=(40, 8)) as (app, _pilot):
        for frozen in range(len(COLUMNS) + 1):
            app.grid.set_columns(COLUMNS, frozen)
            for x in range(int(app.grid.max_scroll_x) + 1):
                app.grid.scroll_to(x, animate=False, force=True)
                assert app.grid.scroll_offset.x == x
                for line in screen(app.grid):
                    check_width(line, app.grid.size.width)


async def test_columns_stand_under_their_titles_and_text_is_not_markup() -> None:
    async with running([row(1, "[red]红[/red]\n面积[m²]"), row(23)], size=(50, 6)) as (app, _):
        assert screen(app.grid)[:3] == [
            "    序 项目名称             责任单位     建设内容 ",
            ">*   1 [red]红[/red] 面积.. 住建局       完成前期 ",
            " *  23 改造保障性住房       住建局       完成前期 ",
        ]


async def test_frozen_columns_stay_while_the_cell_cursor_moves_to_the_last() -> None:
    async with running([row(n) for n in range(1, 4)], frozen=3) as (app, pilot):
        await pilot.press(*["right"] * 5)
        grid = app.grid
        assert grid.cursor_column_key == "plan"
        assert grid.scroll_offset.x == grid.virtual_size.width - grid.size.width
        assert screen(grid)[1].startswith(">*   1 改造保障性住房")
        assert screen(grid)[1].rstrip().endswith("400.5")
        region = grid.cursor_cell_region()
        assert region is not None
        assert (region.right, region.y, region.width) == (60, 1, 8)
        await pilot.press("ctrl+left")
        region = grid.cursor_cell_region()
        assert region is not None
        assert (region.x, region.y, region.width) == (1, 1, 1)


async def test_motion_keys() -> None:
    async with running([row(n) for n in range(1, 101)]) as (app, pilot):
        grid = app.grid
        page = len(screen(grid)) - 1
        await pilot.press("down", "down", "up")
        assert grid.cursor_row_key == "p2"
        await pilot.press("pagedown")
        assert grid.cursor_row_key == f"p{2 + page}"
        assert screen(grid)[2].startswith(f">*{2 + page:4}")
        await pilot.press("end")
        assert grid.cursor_row_key == "p100"
        assert screen(grid)[-1].startswith(">* 100")
        await pilot.press("pagedown", "down")
        assert grid.cursor_row_key == "p100"
        await pilot.press("home", "up", "pageup")
        assert grid.cursor_row_key == "p1"
        assert screen(grid)[1].startswith(">*   1")


async def test_the_cursor_stays_on_its_row_when_rows_are_sorted_and_filtered() -> None:
    rows = [row(n) for n in range(1, 101)]
    async with running(rows) as (app, pilot):
        grid = app.grid
        assert grid.move_to("p70", "unit")
        await pilot.pause()
        shown_at = next(y for y, line in enumerate(screen(grid)) if line.startswith(">"))
        grid.set_rows(reversed(rows))
        assert (grid.cursor_row_key, grid.cursor_column_key) == ("p70", "unit")
        assert screen(grid)[shown_at].startswith(">*  70")
        grid.set_rows([row(3), row(70)])
        assert screen(grid)[2].startswith(">*  70")
        told = len(app.told)
        grid.set_rows([row(3), row(4)])
        await pilot.pause()
        assert grid.cursor_row_key == "p4"
        assert [m.row_key for m in app.told[told:] if isinstance(m, Grid.Highlighted)] == ["p4"]
        assert not grid.move_to("p70")


async def test_without_rows_the_empty_text_shows() -> None:
    async with running([], size=(20, 6), empty="没有符合条件的项目。按 Esc 取消筛选\x1b") as (
        app,
        pilot,
    ):
        assert [line.strip() for line in screen(app.grid)[1:3]] == [
            "没有符合条件的项",
            "目。按 Esc 取消筛",
        ]
        await pilot.press("down", "end", "pagedown", "enter", "right")
        assert app.grid.cursor_row_key is None
        assert app.grid.cursor_cell_region() is None
        assert app.told == []
        for line in screen(app.grid):
            check_width(line, app.grid.size.width)


async def test_enter_selects_the_cell() -> None:
    async with running([row(1), row(2)]) as (app, pilot):
        await pilot.press("down", "right", "right", "enter")
        message = app.told[-1]
        assert isinstance(message, Grid.Selected)
        assert (message.control, message.row_key, message.column_key) == (app.grid, "p2", "name")


async def test_a_click_moves_the_cursor_and_a_second_click_selects() -> None:
    async with running([row(1), row(2), row(3)], frozen=3) as (app, pilot):
        await pilot.click("#ledger", offset=(10, 3))
        assert (app.grid.cursor_row_key, app.grid.cursor_column_key) == ("p3", "name")
        assert not any(isinstance(m, Grid.Selected) for m in app.told)
        await pilot.click("#ledger", offset=(30, 3))
        selected = [m for m in app.told if isinstance(m, Grid.Selected)]
        assert [(m.row_key, m.column_key) for m in selected] == [("p3", "unit")]
        await pilot.click("#ledger", offset=(30, 8))
        assert app.grid.cursor_row_key == "p3"


async def test_a_double_click_selects_once() -> None:
    async with running([row(1), row(2), row(3)]) as (app, pilot):
        await pilot.double_click("#ledger", offset=(10, 2))
        selected = [m.row_key for m in app.told if isinstance(m, Grid.Selected)]
        assert selected == ["p2"]


async def test_a_click_on_a_title_is_told() -> None:
    async with running([row(1)]) as (app, pilot):
        await pilot.click("#ledger", offset=(10, 0))
        message = app.told[-1]
        assert isinstance(message, Grid.HeaderSelected)
        assert message.column_key == "name"


async def test_without_a_cell_cursor_the_arrows_scroll() -> None:
    async with running([row(1)], cell_cursor=False, size=(50, 6)) as (app, pilot):
        await pilot.press("right")
        assert app.grid.scroll_offset.x == 8
        await pilot.press("ctrl+right", "ctrl+left")
        assert app.grid.scroll_offset.x == 0


async def test_state_colours_stay_on_the_highlighted_row_and_follow_the_theme() -> None:
    async with running([row(1), row(2)]) as (app, pilot):
        line = app.grid.render_line(2)
        unit = next(s.style for s in line if s.text.startswith("住建局"))
        await pilot.press("down")
        highlighted = next(s.style for s in app.grid.render_line(2) if s.text.startswith("住建局"))
        assert unit is not None
        assert highlighted is not None
        assert unit.color == highlighted.color
        assert unit.bgcolor != highlighted.bgcolor
        app.theme = "textual-light"
        await pilot.pause()
        light = next(s.style for s in app.grid.render_line(1) if s.text.startswith("住建局"))
        assert light is not None
        assert light != unit


async def test_drawing_costs_the_lines_in_sight_whatever_the_number_of_rows() -> None:
    rows = [GridRow(str(n), ("", str(n), f"项目{n}")) for n in range(20_000)]
    async with running(rows, size=(60, 12)) as (app, pilot):
        cell_text.cache_clear()
        app.grid.set_rows(reversed(rows))
        await pilot.press("end")
        screen(app.grid)
        assert cell_text.cache_info().misses < 200


def test_two_rows_with_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="same key"):
        Grid(COLUMNS, [row(1), row(1)])


def test_a_column_has_a_width() -> None:
    with pytest.raises(ValueError, match="'name'"):
        GridColumn("name", "项目名称", 0)


async def test_the_cursor_stays_in_sight_when_a_scrollbar_appears() -> None:
    async with running([row(n) for n in range(1, 101)], size=(120, 12)) as (app, pilot):
        grid = app.grid
        await pilot.press(*["down"] * 10)
        assert screen(grid)[-1].startswith(">*  11")
        grid.set_columns([*COLUMNS, GridColumn("note", "备注", 60)])
        await pilot.pause()
        await pilot.pause()
        assert len(screen(grid)) == 11
        assert any(line.startswith(">*  11") for line in screen(grid))
