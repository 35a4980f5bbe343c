"""A project on screen: its periods, its measures against their targets, its money, its sections."""

import pytest
from invented import LEDGER, ROAD, County
from screen import assert_golden, press, running, settle

from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.period import parse_period
from msctl.store.records import Records
from msctl.text.width import cells
from msctl.tui.project_view import ProjectView
from msctl.tui.session import Session

FIGURES = """
[measure."硬化里程"]
target = 12
unit = "公里"
relation = "at-least"
mode = "cumulative"

[measure."硬化里程".plan]
Q1 = 0
Q2 = 6

[measure."硬化里程".report]
Q2 = 4
"""


@pytest.fixture
def session(county: County) -> Session:
    county.write(ROAD, county.text(ROAD) + FIGURES)
    records = Records(county.root)
    return Session(records, records.snapshot())


def shown(session: Session, period: str = "Q2", width: int = 72) -> ProjectView:
    project = session.project(ProjectId(ROAD))
    assert project is not None
    return ProjectView(
        project,
        session.snapshot.ledger(LedgerId(LEDGER)),
        frozenset(session.unsaved_paths(ProjectId(ROAD))),
        (),
        period=parse_period(period),
        source=session.records.read(ROAD).text,
    )


def test_a_measure_is_held_against_its_target(session: Session) -> None:
    text = shown(session).content(72).plain
    assert "硬化里程  目标 不低于 12 公里" in text
    assert "  [####--------] 4 (33%) 未达目标" in text
    assert "  计划数（累计） 一季度 0、二季度 6" in text
    session.type(ProjectId(ROAD), FieldPath.parse("measure.硬化里程.report.Q3"), "13")
    text = shown(session).content(72).plain
    assert "*硬化里程" in text
    assert "  [############] 13 (108%) 已达目标" in text


def test_the_money_shows_its_shares_and_what_is_invested(session: Session) -> None:
    session.type(ProjectId(ROAD), FieldPath.parse("report.Q2.investment"), "30")
    text = shown(session).content(72).plain
    assert "县财政统筹  60.5 万元        [######------]" in text
    assert "[###---------] 已完成投资 30 / 计划 120 万元" in text


def test_the_period_of_now_is_marked_and_a_missing_report_is_said(session: Session) -> None:
    assert "> 二季度" in shown(session).content(72).plain
    text = shown(session, "Q1").content(72).plain
    assert "> 一季度" in text
    assert "未填报（F2 填报）" in text


@pytest.mark.parametrize("width", [20, 33, 60, 100])
def test_sections_begin_where_they_say_and_no_line_is_too_wide(
    session: Session, width: int
) -> None:
    content, sections = shown(session).lay_out(width)
    lines = content.plain.split("\n")
    assert all(cells(line) <= width for line in lines)
    named = {section.key: lines[section.line] for section in sections}
    assert named["measures"] == "指标"
    assert named["funding"] == "资金"
    assert named["source"] == "原文"
    assert [section.line for section in sections] == sorted({s.line for s in sections})
    assert lines[-1] == "Q2 = 4"


async def test_left_and_right_go_through_the_sections(archive: County) -> None:
    archive.write(ROAD, archive.text(ROAD) + FIGURES)
    async with running(archive) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await settle(app, pilot)
        await press(app, pilot, "enter", "right", "right", "right", "right", "right")
        assert_golden(app, "project-source")
        await press(app, pilot, "left", "left", "left", "left", "left", "left")
        assert_golden(app, "project-measured")
