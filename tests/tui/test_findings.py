"""Findings on screen: filtered, opened at their field, waived with a reason and taken back."""

from typing import Any

import pytest
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County
from screen import LARGE, SMALL, assert_golden, front, lines, press, running, type_text

from msctl.model.finding import Finding, Severity
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.snapshot import Snapshot
from msctl.store.records import Records
from msctl.text.width import cells
from msctl.tui.findings import check
from msctl.tui.findings_view import Filter, Found, draw, in_words, table, told_finding
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.field_editor import FieldEditor
from msctl.tui.widgets.grid import Grid


@pytest.fixture
def faulty(archive: County) -> County:
    archive.replace(ROAD, 'status = "按期推进"', 'status = "差不多"')
    archive.replace(ROAD, '"丁街道"', '"戊街道"')
    archive.replace(SCHOOL, '"县乙局"', '"己局"')
    return archive


def found(county: County) -> list[Found]:
    snapshot = Records(county.root).snapshot()
    return check(snapshot, lambda file: (county.root / file).read_bytes())


def test_a_filter_keeps_what_it_names(faulty: County) -> None:
    everything = found(faulty)

    def kept(**wanted: str) -> list[str]:
        one = Filter(**wanted)  # type: ignore[arg-type]
        return [f.finding.id for f in everything if one.keeps(f)]

    assert kept() == [ROAD, ROAD, SCHOOL]
    assert kept(scope=ROAD) == [ROAD, ROAD]
    assert kept(scope=LEDGER, severity="error") == [ROAD]
    assert kept(scope="jia-xian", rule="unknown-unit") == [ROAD, SCHOOL]
    assert kept(unit="丙局") == [SCHOOL]
    assert kept(scope=ELDERLY) == []


def test_a_finding_is_told_in_the_offices_words_and_fits(faulty: County) -> None:
    snapshot = Records(faulty.root).snapshot()
    listed = found(faulty)
    assert told_finding(listed[1].finding).startswith("二季度 完成情况 的完成情况“差不多”不在台账")
    for width in (24, 80):
        for one in listed:
            sheet = Sheet(width)
            draw(sheet, snapshot, one)
            assert all(cells(line.plain) <= width for line in sheet.lines)
    rows = table(snapshot, listed).body_texts()
    assert [row[:3] for row in rows] == [
        ["疑问", "甲县 1 村道路硬化", "责任单位"],
        ["错误", "甲县 1 村道路硬化", "二季度 完成情况"],
        ["疑问", "甲县 3 学校操场改造", "牵头单位"],
    ]
    stray = Found(Finding("misplaced-file", Severity.WARNING, "x.toml", file="x.toml"))
    assert table(snapshot, [stray]).body_texts()[0][1] == "x.toml"


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
async def test_from_the_top_line_to_the_field_and_to_a_waiver(
    faulty: County, size: tuple[int, int]
) -> None:
    async with running(faulty, size) as (app, pilot):
        assert "问题 3" in lines(app)[0]
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "f11")
        assert_golden(app, "findings")
        grid = app.screen.query_one(Grid)
        await press(app, pilot, "f4")
        assert [row.cells[0] for row in grid.rows] == ["错误"]
        await press(app, pilot, "enter")
        assert [one.path for one in app.screen.query(FieldEditor)] == [
            FieldPath.parse("report.Q2.status")
        ]
        await press(app, pilot, "escape", "f4", "f4", "f4", "home")
        await press(app, pilot, "f2", "enter")
        assert front(app) == "WaiveScreen", "without a reason nothing is waived"
        await type_text(app, pilot, "文件原文如此")
        await press(app, pilot, "enter")
        assert front(app) == "FindingsScreen"
        assert len(grid.rows) == 2
        assert app.session.unsaved == (ProjectId(ROAD),)
        await press(app, pilot, "f8", "home")
        assert [row.cells[0] for row in grid.rows] == ["免查", "错误", "疑问"]
        await press(app, pilot, "f2", "f8")
        assert len(grid.rows) == 3
        assert not app.session.unsaved, "taken back, nothing is left to save"


async def test_who_waives_is_asked_for_when_git_knows_nobody(
    faulty: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        for what in ("NAME", "EMAIL"):
            monkeypatch.delenv(f"GIT_{role}_{what}")
    async with running(faulty) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "f11")
        await press(app, pilot, "f2")
        assert front(app) == "IdentityScreen"
        await type_text(app, pilot, "王五")
        await press(app, pilot, "enter")
        await type_text(app, pilot, "王五")
        await press(app, pilot, "enter")
        assert app.said[1], "no address"
        await press(app, pilot, *["backspace"] * 2)
        await type_text(app, pilot, "wangwu@jia.gov.cn")
        await press(app, pilot, "enter")
        assert front(app) == "WaiveScreen"
        await type_text(app, pilot, "原文")
        await press(app, pilot, "enter", "ctrl+s")
    assert 'reason = "原文"\nby = "王五"\ndate = ' in faulty.text(ROAD)


async def test_a_ledgers_doubt_opens_its_field_and_is_waived_in_the_ledger(archive: County) -> None:
    file = f"{LEDGER}/ledger.toml"
    archive.replace(file, "民生实事项目表", "民生实项目表")
    async with running(archive) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "f11", "enter")
        assert front(app) == "LedgerFormScreen"
        assert [one.path for one in app.screen.query(FieldEditor)] == [FieldPath.parse("title")]
        await press(app, pilot, "escape", "f2")
        await type_text(app, pilot, "文件原文如此")
        await press(app, pilot, "enter")
        assert app.session.unsaved == (LedgerId(LEDGER),)
        assert app.findings.count == 0
        await press(app, pilot, "ctrl+s")
    assert '[waive.misspelt]\nreason = "文件原文如此"\n' in archive.text(file)


async def test_the_records_are_checked_once_for_each_change_of_them(
    faulty: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []

    def counted(snapshot: Snapshot, *rest: Any) -> list[Found]:
        checked.append(snapshot)
        return check(snapshot, *rest)

    monkeypatch.setattr("msctl.tui.findings.check", counted)
    async with running(faulty) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "f11", "f4", "enter", "escape", "escape", "f11", "f2")
        assert (front(app), len(checked)) == ("WaiveScreen", 1), "looking changes nothing"
        await type_text(app, pilot, "文件原文如此")
        await press(app, pilot, "enter")
        assert (app.findings.count, len(checked)) == (2, 2)
        await press(app, pilot, "ctrl+z")
        assert (app.findings.count, len(checked)) == (3, 3)
        faulty.replace(SCHOOL, '"己局"', '"县乙局"')
        await press(app, pilot, "escape", "f5", "f11")
        assert app.findings.count == 2


def test_periods_are_told_in_the_offices_words() -> None:
    assert in_words("Q1、Q2-Q3") == "一季度、二、三季度"
    assert in_words("Q1 20套") == "Q1 20套"
    assert in_words("") == ""
