"""Jumps to the next project that needs somebody."""

import re

from hypothesis import given
from hypothesis import strategies as st
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County
from screen import press, running, settle, text, until

from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.tui.jumps import next_key
from msctl.tui.widgets.grid import Grid

KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(KEYS, st.sampled_from([None, *"abcdefgh"]), st.sets(st.sampled_from("abcdefgh")))
def test_the_next_one_is_the_nearest_below_or_from_the_start(
    keys: list[str], current: str | None, wanted: set[str]
) -> None:
    found = next_key(keys, current, wanted.__contains__)
    others = [key for key in keys if key in wanted and key != current]
    assert (found is None) == (not others)
    if found is not None:
        start = keys.index(current) if current in keys else -1
        below = [key for key in others if keys.index(key) > start]
        assert found == (below or others)[0]


async def test_jumps_go_round_and_tell_where_there_is_none(archive: County) -> None:
    report = '\n[report.Q2]\nprogress = "已完成路基4公里。"\nstatus = "按期推进"\n'
    archive.replace(ROAD, report, "")
    archive.commit("还没有报", "2024-06-01")
    archive.replace(ELDERLY, "total = 80", "total = 90")
    async with running(archive) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await settle(app, pilot)
        await until(
            pilot, lambda: app.archiving.pending is not None and app.findings.found is not None
        )
        await press(app, pilot, "home", "ctrl+n")
        assert app.main.project == SCHOOL, "its report says 进展缓慢"
        await press(app, pilot, "ctrl+n")
        assert app.main.project == SCHOOL
        assert app.said[0] == "滞后或停工的只有这一个。"
        await press(app, pilot, "ctrl+d")
        assert app.main.project == ELDERLY, "changed and not committed"
        app.session.type(ProjectId(ROAD), FieldPath.parse("note"), "另议")
        await press(app, pilot, "ctrl+d")
        assert app.main.project == ROAD, "typed and not saved, from the start again"
        await press(app, pilot, "end", "ctrl+u")
        assert app.main.project == ROAD, "nothing is reported of it"
        app.findings.found = []
        await press(app, pilot, "ctrl+k")
        assert app.said[0] == "没有核对出问题的项目。"


async def test_a_digit_goes_to_a_pane_a_period_or_what_waits(archive: County) -> None:
    async with running(archive, (160, 45)) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await settle(app, pilot)
        grid = app.main.query_one("#grid", Grid)

        async def go(word: str) -> None:
            await press(app, pilot, "0")
            (digit,) = re.findall(rf"\) (\d) {word}(?=  |$)", text(app), re.MULTILINE)
            await press(app, pilot, digit)

        await go("留在原处")
        assert grid.has_focus, "nothing but the question went"
        await go("第一个滞后的")
        assert app.main.project == SCHOOL
        await go("二季度 情况")
        assert grid.cursor_column_key == "period.Q2"
        assert grid.has_cell_cursor
        assert app.main.project == SCHOOL, "the row stays"
        await go("项目")
        assert app.focused is not grid
        await go("清单")
        assert grid.has_focus
        await press(app, pilot, "0", "\uff11")  # a full-width digit, as an input method sends it
        assert app.main.query_one("#places").has_focus
        await press(app, pilot, "0", "escape")
        assert app.screen is app.main
