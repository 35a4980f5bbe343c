"""The period that a report form opens with."""

from msctl.model.paths import ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.tui.period_columns import default_period


def project(name: str, plan: list[str], report: list[str]) -> Project:
    tree = {
        "plan": {key: {"text": "计划"} for key in plan},
        "report": {key: {"progress": "进展"} for key in report},
    }
    return Project(ProjectId.parse(f"jiaxian/2024/minsheng/{name}"), Record.from_tree(tree))


def test_before_the_first_report_it_is_the_first_planned_period() -> None:
    one = project("01-lu", ["Q3", "Q1"], [])
    assert default_period(one, [one]).key == "Q1"


def test_it_is_the_period_the_ledger_reports_on() -> None:
    one = project("01-lu", ["Q1", "Q2", "Q3"], ["Q1"])
    other = project("02-qiao", ["Q1", "Q2"], ["Q1", "Q2"])
    assert default_period(one, [one, other]).key == "Q2"


def test_nodes_of_other_years_are_not_reported_on() -> None:
    one = project("01-lu", ["2023-M11", "M06"], [])
    assert default_period(one, [one]).key == "M06"
