"""The period that a report form opens with, and the columns of a grid before there are any."""

from msctl.model.ledger import Ledger
from msctl.model.paths import LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.tui.period_columns import default_period, period_columns
from msctl.tui.standing_cells import period_cells


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


def test_before_the_first_plan_and_report_the_first_quarter_is_to_be_reported() -> None:
    one = project("01-lu", [], [])
    columns = period_columns([one], 2024)
    assert [column.key for column in columns] == ["Q1"]
    ledger = Ledger(LedgerId.parse("jiaxian/2024/minsheng"), Record.from_tree({}))
    wanted = [frozenset(column.periods) for column in columns]
    assert [cell.key for cell in period_cells(ledger, one, wanted)] == ["unreported"]
    planned = project("02-qiao", ["Q2"], [])
    assert [cell.key for cell in period_cells(ledger, planned, wanted)] == ["none"]
