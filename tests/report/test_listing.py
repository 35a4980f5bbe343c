from decimal import Decimal

import pytest

from msctl.model.errors import UnknownField, UnknownPeriod
from msctl.model.period import parse_period
from msctl.model.snapshot import Snapshot
from msctl.report import columns
from msctl.report.listing import Row, rows, to_json


def listed(snapshot: Snapshot) -> list[Row]:
    return rows(snapshot, snapshot.projects.values())


def test_json_has_the_keys_of_the_contract_in_their_order(county: Snapshot) -> None:
    expected = {
        "id": "qinghe/2024/minsheng/1-school",
        "region": "qinghe",
        "year": 2024,
        "ledger": "minsheng",
        "number": "1",
        "name": "新建小学",
        "category": "一、教育惠民",
        "kind": "new",
        "marks": ["票决制民生实事", "省级民生实事"],
        "lead": ["教体局", "住建局"],
        "responsible": [],
        "status": "已完成",
        "state": "completed",
        "pace": None,
        "light": "done",
        "gap": None,
        "tasks": 0,
        "planned": 1200.5,
        "invested": 1000.25,
        "plan_periods": ["Q1", "Q2"],
        "report_periods": ["Q1", "Q2"],
    }
    assert list(to_json(listed(county))[0].items()) == list(expected.items())


def test_responsible_units_lead_where_no_lead_is_named(county: Snapshot) -> None:
    roads = listed(county)[1]
    assert roads.lead == roads.responsible == ("农林局",)
    assert columns.units(roads) == ("农业农村局",)


def test_money_reported_counts_up_to_the_period(county: Snapshot) -> None:
    school = rows(county, county.projects.values(), parse_period("Q1"))[0]
    assert school.invested == Decimal(100)


def test_a_field_path_shows_the_values_of_all_tasks(county: Snapshot) -> None:
    school, roads, clinic = listed(county)
    assert columns.cell(school, "plan.Q2.text") == "主体施工"
    assert columns.cell(roads, "plan.Q2.text") == "进场施工\n挂网招标"
    assert columns.cell(roads, "task.2.plan.Q2.text") == "挂网招标"
    assert columns.cell(school, "plan.*.text") == "完成招标\n主体施工"
    assert columns.cell(school, "funding.total") == Decimal("1200.5")
    assert columns.cell(clinic, "funding.total") is None


@pytest.mark.parametrize(
    ("name", "error"),
    [("laed", UnknownField), ("plan.Q9.text", UnknownPeriod), ("pla*.text", UnknownField)],
)
def test_a_column_that_does_not_exist_is_an_error(name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        columns.check_column(name)


def test_a_near_miss_names_the_column_that_was_meant() -> None:
    with pytest.raises(UnknownField) as caught:
        columns.check_column("statu")
    assert "status" in str(caught.value.details["near"])


def test_rows_sort_by_columns_with_absent_values_last(county: Snapshot) -> None:
    def numbers(*names: str) -> list[str]:
        return [row.number for row in columns.sort(listed(county), names)]

    assert numbers("number") == ["1", "2", "10"]
    assert numbers("-number") == ["10", "2", "1"]
    assert numbers("planned") == ["2", "1", "10"]
    assert numbers("-planned") == ["1", "2", "10"]
    assert numbers("category", "-number") == ["10", "1", "2"]
