"""What is not reported yet, until when, and by whom."""

import datetime as dt

import pytest

from msctl.model.ledger import Ledger
from msctl.model.paths import ProjectId
from msctl.model.period import parse_period
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.report.due import by_unit, unreported
from msctl.report.reporting_periods import reporting_period

from .conftest import LEDGER, record, snapshot_of


def owed(snapshot: Snapshot, period: str | None, scope: str | None = None) -> list[tuple[str, str]]:
    at = parse_period(period) if period else None
    return [(due.name, due.planned) for due in unreported(snapshot, scope, at)]


def test_what_has_no_report_for_the_period_is_owed_with_its_plan(county: Snapshot) -> None:
    assert owed(county, "Q1") == [
        ("农村道路：村内道路", ""),
        ("农村道路：田间道路", ""),
        ("卫生院改造", ""),
    ]
    assert owed(county, "Q2") == []


def test_what_is_completed_or_cancelled_owes_nothing_more(county: Snapshot) -> None:
    assert "新建小学" not in [name for name, _ in owed(county, "Q3")]
    assert len(owed(county, "Q3")) == 3


def test_the_wording_of_a_longer_plan_that_covers_the_period_is_shown(county: Snapshot) -> None:
    text = 'number = "1"\nname = "甲"\n[plan.Q2-Q3]\ntext = "主体施工"\n[plan.Q1]\ntext = "招标"\n'
    found = snapshot_of({f"{LEDGER}/1-x": text})
    assert owed(found, "Q2") == [("甲", "主体施工")]
    assert owed(found, "Q4") == [("甲", "")]


def test_units_owe_under_their_registers_names_the_one_that_owes_most_first(
    county: Snapshot,
) -> None:
    found = by_unit(unreported(county, None, parse_period("Q3")))
    assert {unit: len(dues) for unit, dues in found.items()} == {"农业农村局": 3}
    nobody = snapshot_of({f"{LEDGER}/1-x": 'number = "1"\nname = "甲"\n'})
    assert list(by_unit(unreported(nobody))) == [""]


@pytest.mark.parametrize(
    ("rule", "period", "day"),
    [
        ("", "Q2", "2024-06-30"),
        ("[due]\nday = 25", "Q2", "2024-06-25"),
        ("[due]\nday = 31", "M02", "2024-02-29"),
        ('[due]\nday = 20\nmonth = "next"', "Q4", "2025-01-20"),
        ('[due]\nday = 31\nmonth = "next"', "M01", "2024-02-29"),
        ("[due]\nday = 25\nQ1 = 2024-03-22", "Q1", "2024-03-22"),
    ],
)
def test_a_report_is_due_by_the_ledgers_rule(rule: str, period: str, day: str) -> None:
    found = Ledger(LEDGER, record(rule)).due_rule.date(parse_period(period), 2024)
    assert found == dt.date.fromisoformat(day)


def test_it_is_overdue_the_day_after(county: Snapshot) -> None:
    due = unreported(county, None, parse_period("Q1"))[0]
    assert not due.overdue(dt.date(2024, 3, 31))
    assert due.overdue(dt.date(2024, 4, 1))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ('[report.Q1]\nstatus = "已完成"\n[report.Q3]\nstatus = "已完成"', "Q3"),
        (
            '[plan.Q3]\ntext = "招标"\n[plan.Q2]\ntext = "开工"\n[plan.2023-M11]\ntext = "立项"',
            "Q2",
        ),
        ('[plan.ongoing]\ntext = "常年"', "Q1"),
    ],
)
def test_a_ledger_reports_on_its_last_reported_else_its_first_planned_period(
    text: str, period: str
) -> None:
    project = Project(ProjectId(f"{LEDGER}/1-x"), record(f'number = "1"\nname = "甲"\n{text}'))
    assert reporting_period([project], 2024).key == period


def test_a_rarely_planned_period_is_not_the_ledgers() -> None:
    def planned(number: int, *periods: str) -> Project:
        plans = "".join(f'[plan.{period}]\ntext = "开工"\n' for period in periods)
        text = f'number = "{number}"\nname = "甲"\n{plans}'
        return Project(ProjectId(f"{LEDGER}/{number}-x"), record(text))

    quarters = [planned(number, "Q1", "Q2") for number in range(1, 10)]
    assert reporting_period([planned(10, "M01", "M02"), *quarters], 2024).key == "Q1"
