"""Comparing on screen: the same figures as on the command line, marks without colour, and keys."""

import csv
import io

import pytest
from command import Msctl
from hypothesis import given
from hypothesis import strategies as st
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County
from screen import LARGE, SMALL, assert_golden, front, press, running, text, type_text

from msctl.history.repository import Repository
from msctl.locale.labels import choice_label
from msctl.model.paths import LedgerId, ProjectId
from msctl.model.period import parse_period
from msctl.report.compare import compare
from msctl.report.revisions import between
from msctl.store.records import Records
from msctl.text.width import cells
from msctl.tui.change_view import sides
from msctl.tui.compare_sides import Moments, Periods, seen_from
from msctl.tui.compare_view import (
    Entry,
    draw,
    kinds,
    moment_entries,
    narrowed,
    period_entries,
    plain_text,
    table,
)
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.grid import Grid

FIRST_QUARTER = """
[report.Q1]
progress = "已完成路基2公里，正在征地。"
status = "进展缓慢"
investment = 12

[measure."路面"]
unit = "公里"
mode = "cumulative"
report.Q1 = 5
report.Q2 = 4
"""


@pytest.fixture
def reported(archive: County) -> County:
    archive.write(ROAD, archive.text(ROAD) + FIRST_QUARTER)
    first = '[report.Q1]\nprogress = "正在施工。"\nstatus = "按期推进"\n\n[report.Q2]\n'
    archive.replace(SCHOOL, "[report.Q2]\n", f'{first}progress = "正在施工。"\n')
    archive.commit("一季度", "2024-04-02")
    return archive


def entries(county: County) -> list[Entry]:
    snapshot = Records(county.root).snapshot()
    projects = snapshot.by_ledger[LedgerId(LEDGER)]
    return period_entries(compare(snapshot, projects, parse_period("Q1"), parse_period("Q2")))


def test_the_screen_says_of_two_periods_what_the_command_says(
    reported: County, msctl: Msctl
) -> None:
    done = msctl("compare", LEDGER, "--from", "Q1", "--to", "Q2", "--all", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.text)))
    shown = entries(reported)
    assert len(rows) == len(shown) == 4
    for row, entry in zip(rows, shown, strict=True):
        pairs = {pair.kind: pair for pair in entry.pairs}
        assert row["提示"] == entry.flags
        for field in ("完成情况", "进展情况"):
            assert (row[f"一季度 {field}"], row[f"二季度 {field}"]) == (
                pairs[field].old,
                pairs[field].new,
            )
        if "指标" in pairs:
            told = pairs["指标"]
            assert row["指标"].endswith(f"{told.old} -> {told.new}公里  {told.delta}")


def test_the_screen_says_of_two_moments_what_the_command_says(
    reported: County, msctl: Msctl
) -> None:
    reported.replace(ROAD, "report.Q2 = 4", "report.Q2 = 6")
    reported.replace(ELDERLY, "total = 80", "total = 96")
    done = msctl("compare", LEDGER, "--since", "2024-03", "--format", "csv")
    rows = list(csv.reader(io.StringIO(done.text)))[1:]
    snapshot = Records(reported.root).snapshot()
    with Repository.of(reported.root) as repository:
        found = moment_entries(snapshot, between(repository, snapshot, "2024-03", None))
    shown = [
        [pair.label, pair.old, pair.new, "" if number else entry.flags]
        for entry in found
        for number, pair in enumerate(entry.pairs)
    ]
    # a script gets a fixed word as the file holds it, the screen calls it by its name
    told = [[row[2], choice_label(row[3]), choice_label(row[4]), row[-1]] for row in rows]
    assert shown == told
    assert ["路面 指标口径", "", "累计", ""] in shown
    assert "+16 (+20%)" in [pair.delta for entry in found for pair in entry.pairs]
    assert ["总投资", "80", "96", "16", "20"] in [row[2:7] for row in rows]


def test_only_changes_or_all_and_one_kind_of_field(reported: County) -> None:
    found = entries(reported)
    assert [e.number for e in narrowed(found)] == ["1", "2", "2", "3"]
    money = narrowed(found, "完成投资")
    assert [(e.number, [p.kind for p in e.pairs]) for e in money] == []
    assert [e.number for e in narrowed(found, "指标")] == ["1"]
    assert kinds(found) == ["完成情况", "进展情况", "指标"]
    alone = narrowed(found, "完成情况", everything=True)
    assert all([pair.kind for pair in entry.pairs] == ["完成情况"] for entry in alone)


def test_copied_text_has_no_frames_and_a_table_one_field_a_row(reported: County) -> None:
    found = narrowed(entries(reported), "指标")
    assert plain_text(found, ("一季度", "二季度")) == (
        "1 村道路硬化  [累计数下降]\n  路面（累计，公里）  -1 (-20%)\n    一季度 5\n    二季度 4\n"
    )
    assert table(found, ("一季度", "二季度")).body_texts() == [
        ["1", "村道路硬化", "路面（累计，公里）", "5", "4", "-1", "-20", "累计数下降"]
    ]


WORDING = st.text("完成公里，。12345 ab[]\n", max_size=40)


@given(WORDING, WORDING)
def test_marks_stand_around_what_differs_and_nothing_is_lost(old: str, new: str) -> None:
    before, after = sides(old, new)
    for whole, pieces in ((old, before), (new, after)):
        bare = "".join(text[1:-1] if "underline" in style else text for text, style in pieces)
        assert bare == (whole or "（空）")


@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize("width", [30, 61, 110])
def test_no_line_is_wider_than_the_pane(reported: County, width: int, beside: bool) -> None:
    for entry in entries(reported):
        sheet = Sheet(width)
        draw(sheet, entry, ("一季度", "二季度"), beside=beside)
        assert all(cells(line.plain) <= width for line in sheet.lines)


def test_a_moment_of_the_past_is_where_a_comparison_begins_or_what_it_ends_with() -> None:
    periods = Periods(parse_period("Q1"), parse_period("Q2"))
    assert seen_from("ab12", periods) is periods
    assert seen_from("ab12", Moments()) == Moments("ab12")
    assert seen_from("ab12", Moments("ab12")) == Moments("ab12")
    assert seen_from("ab12", Moments("2024-01")) == Moments("2024-01", "ab12")
    assert seen_from("ab12", Moments(None, "2024-05")) == Moments(None, "2024-05")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
async def test_periods_then_moments(reported: County, size: tuple[int, int]) -> None:
    reported.replace(ROAD, "report.Q2 = 4", "report.Q2 = 6")
    async with running(reported, size) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "ctrl+x")
        assert_golden(app, "compare")
        grid = app.screen.query_one(Grid)
        await press(app, pilot, "end", "ctrl+n")
        assert grid.rows[1].key == grid.cursor_row_key, "after the last flag comes the first"
        await press(app, pilot, "f2", "right", "tab", "end", "tab")
        assert_golden(app, "compare-sides")
        await type_text(app, pilot, "2024-03")
        await press(app, pilot, "enter")
        assert front(app) == "CompareScreen"
        assert "2024-03 -> 现在" in text(app)
        assert [row.cells[1] for row in grid.rows] == ["村道路硬化", "学校操场改造"]
        await press(app, pilot, "enter")
        assert front(app) == "ProjectScreen"
        assert ProjectId(ROAD) in app.session.snapshot.projects
        await press(app, pilot, "escape")
        assert "列出 2 / 2" in text(app)
        await press(app, pilot, "escape")
        assert "列出" not in text(app), "it is nothing that the grid is told"
