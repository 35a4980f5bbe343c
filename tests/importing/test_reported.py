"""Figures of a report's text: taken only where the text states them of a known measure."""

from decimal import Decimal
from pathlib import Path

import pytest

from msctl.importing.reported import reported_figures
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.period import parse_period
from msctl.model.project import Project, Task
from msctl.model.record import Record
from msctl.store.records import Records

RECORDS = Path(__file__).parent.parent.parent / "records"
QUARTER = parse_period("Q2")


def task(*measures: tuple[str, str, str]) -> Task:
    """A project with measures: name, unit, mode."""
    fields: dict[FieldPath, str | Decimal] = {FieldPath.of("name"): "项目"}
    for name, unit, mode in measures:
        fields[FieldPath.of("measure", name, "target")] = Decimal(100)
        fields[FieldPath.of("measure", name, "unit")] = unit
        fields[FieldPath.of("measure", name, "mode")] = mode
    return Project(ProjectId("jia-xian/2024/minsheng/01-x"), Record(fields)).whole


LIFTS = ("既有住宅电梯增设", "部", "per-period")
ROADS = ("硬化村道路", "公里", "cumulative")


@pytest.mark.parametrize(
    ("text", "measures", "found"),
    [
        ("已完成25部电梯增设，正在验收。", [LIFTS], {"measure.既有住宅电梯增设.report.Q2": "25"}),
        ("累计硬化村道路12千米。", [ROADS], {"measure.硬化村道路.report.Q2": "12"}),
        # a cumulative figure is not the period's own
        ("累计完成电梯增设25部。", [LIFTS], {}),
        # a second count of the same unit makes both unsure: checked beside built
        ("已完成25部电梯增设方案审查，目前已完工9部。", [LIFTS], {}),
        # another unit, another matter
        ("已完成电梯增设25户。", [LIFTS], {}),
        ("召开推进会3次，培训25人。", [LIFTS, ROADS], {}),
        # what is only promised is not done
        ("原计划增设电梯25部，正在征求意见。", [LIFTS], {}),
        (
            "已完成25部电梯增设，预计年底再增设30部。",
            [LIFTS],
            {"measure.既有住宅电梯增设.report.Q2": "25"},
        ),
        ("完成投资320.5万元。", [], {"report.Q2.investment": "320.5"}),
        ("完成投资0.5亿元。", [], {"report.Q2.investment": "5000"}),
        ("累计完成投资320万元。", [], {}),
        ("计划完成投资待定，拨付资金20万元。", [], {}),
        ("一标段完成投资20万元，二标段完成投资30万元。", [], {}),
    ],
)
def test_only_what_is_stated_is_offered(
    text: str, measures: list[tuple[str, str, str]], found: dict[str, str]
) -> None:
    offered = reported_figures(task(*measures), QUARTER, text, "万元")
    assert {str(o.path): str(o.value) for o in offered} == found
    assert all(offer.quote in text for offer in offered)


def test_the_published_reports_offer_no_figure_that_is_something_else() -> None:
    snapshot = Records(RECORDS).snapshot()
    offered = {
        (project.id.region, project.number): [
            offer.value
            for report in one.reports
            for offer in reported_figures(one, report.period, report.progress, "万元")
        ]
        for project in snapshot.projects.values()
        for one in project.tasks
    }
    assert offered["panzhihua-dongqu", "9"] == [25]
    assert offered["qixia", "14"] == [562]
    # 80 households were looked at, 27 are rebuilt
    assert offered["qixia", "11"] == []
    # 180 km were planned once
    assert offered["qixia", "15"] == []
    assert sum(map(bool, offered.values())) >= 12
