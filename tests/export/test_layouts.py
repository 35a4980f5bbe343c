"""The layouts that every ledger has, and what a layout's file may say."""

from decimal import Decimal

import pytest

from msctl.export.layouts import BUILT_IN, layout_names, takes_period
from msctl.export.official import build
from msctl.export.table import Table
from msctl.model.errors import BadLayout, UnknownLayout
from msctl.model.period import parse_period

from .ledgers import CANTEEN, LEDGER, ROWS, in_paragraphs, in_rows, snapshot_of

GRANARY = """
number = "3"
name = "粮仓"
content = "新建粮仓2座"
[units]
lead = ["粮食局"]
[plan.Q2]
text = "封顶"
[report.Q2]
progress = "已封顶"
[measure."新建粮仓"]
target = 3
unit = "座"
mode = "per-period"
[measure."新建粮仓".report]
Q1 = 1
Q2 = 1
"""


def titles(table: Table) -> list[str]:
    return [column.label for column in table.columns]


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_ledger_has_the_built_in_layouts(name: str) -> None:
    for snapshot in (in_rows(), in_paragraphs()):
        table = build(snapshot, LEDGER, name)
        assert table.body
        assert "2024年" in table.title
        assert "{" not in table.title + "".join(titles(table))


def test_columns_that_nobody_fills_are_left_out() -> None:
    assert titles(build(in_paragraphs(), LEDGER, "plan")) == [
        "项目类别",
        "序号",
        "项目名称",
        "子项",
        "任务明细",
        "项目类型",
        "投资规模及资金筹措方案/总投资",
        "投资规模及资金筹措方案/县财政统筹",
        "进度计划",
        "责任单位",
    ]
    table = build(in_paragraphs(), LEDGER, "plan")
    assert table.body_texts()[0][:7] == ["合计（3个）", "", "", "", "", "", "5000"]
    assert table.unit_line == "单位：万元"


def test_the_columns_of_progress_depend_on_the_period() -> None:
    snapshot = snapshot_of(ROWS, GRANARY)
    assert takes_period(snapshot.ledger(LEDGER), "progress")
    assert not takes_period(snapshot.ledger(LEDGER), "official")
    latest = build(snapshot, LEDGER, "progress")
    assert titles(latest)[3:5] == ["二季度计划", "二季度进展情况"]
    assert latest.body_texts()[0][3:5] == ["封顶", "已封顶"]
    first = build(snapshot, LEDGER, "progress", period=parse_period("Q1"))
    assert "一季度进展情况" in titles(first)
    assert "已封顶" not in first.body_texts()[0]


def test_what_is_not_reported_is_neither_completed_nor_not() -> None:
    table = build(snapshot_of(ROWS, GRANARY), LEDGER, "completion", period=parse_period("Q1"))
    at = titles(table).index("是否完成")
    assert [row[at] for row in table.body_texts()] == [""]


def test_indicators_have_a_row_a_measure_with_its_rate_up_to_the_period() -> None:
    snapshot = snapshot_of(ROWS, GRANARY)
    table = build(snapshot, LEDGER, "indicators")
    assert table.body_texts() == [
        ["3", "粮仓", "新建粮仓", "座", "3", "2", "66.7%", "粮食局"],
    ]
    first = build(snapshot, LEDGER, "indicators", period=parse_period("Q1"))
    assert first.body_texts()[0][5:7] == ["1", "33.3%"]


def test_money_is_summed_by_category_below_its_total() -> None:
    table = build(in_paragraphs(), LEDGER, "money")
    assert [[cell.value if cell else None for cell in row.cells] for row in table.body] == [
        [None, Decimal(3), Decimal(5000), Decimal("4880.5")],
        ["一、宜居", Decimal(2), Decimal(4880), Decimal("4880.5")],
        ["二、健康", Decimal(1), Decimal(120), None],
    ]


def test_where_no_funding_is_stated_the_plans_tell_the_years_money() -> None:
    planned = GRANARY.replace('text = "封顶"', 'text = "封顶"\ninvestment = 20.5')
    table = build(snapshot_of(ROWS, planned), LEDGER, "money")
    assert (titles(table), table.unit_line) == (
        ["类别", "项目数（个）", "投资/年度投资"],
        "单位：万元",
    )
    assert table.body_texts() == [["合计", "1", "20.5"], ["——", "1", "20.5"]]
    funded = planned + "[funding]\ncounty = 7\n"
    table = build(snapshot_of(ROWS, funded), LEDGER, "money")
    assert table.body_texts() == [["合计", "1", "7"], ["——", "1", "7"]]


def test_the_measures_of_a_task_stand_beside_its_name_in_one_cell() -> None:
    measures = (
        '[task.1]\nname = "东仓"\n[task.1.measure]\n"仓" = {target = 1}\n"路" = {target = 2}\n'
    )
    table = build(snapshot_of(ROWS, GRANARY + measures), LEDGER, "indicators")
    spans = [row.cells[2].rowspan if row.cells[2] else 0 for row in table.body]
    assert [row[2] for row in table.body_texts()] == ["", "东仓", ""]
    assert spans == [1, 2, 0]


def test_each_unit_has_what_it_answers_for() -> None:
    table = build(in_rows(), LEDGER, "units")
    assert [row[:5] for row in table.body_texts()] == [
        ["民政局", "1", "老年助餐点", "东街食堂", "牵头"],
        ["", "", "", "西街食堂", "牵头"],
        ["东街街道", "1", "老年助餐点", "东街食堂", "牵头"],
        ["交通局", "2", "道路硬化", "", "牵头"],
    ]


def test_what_the_rows_of_a_project_have_in_common_is_one_cell() -> None:
    shared = CANTEEN.replace('name = "老年助餐点"', 'name = "老年助餐点"\ncontent = "建两处"', 1)
    table = build(snapshot_of(ROWS, shared, GRANARY), LEDGER, "completion")
    assert titles(table)[3:6] == ["建设规模及内容", "形象进度", "牵头单位"]
    spans = [[cell.rowspan if cell else 0 for cell in row.cells[3:6]] for row in table.body]
    assert spans == [[2, 1, 1], [0, 1, 1], [1, 1, 1]]


def test_the_ledgers_own_layout_wins_over_a_built_in_one() -> None:
    own = ROWS + '[layout.plan]\ntitle = "自己的"\n[layout.plan.column.a]\nfields = ["number"]\n'
    snapshot = snapshot_of(own, GRANARY)
    assert build(snapshot, LEDGER, "plan").title == "自己的"
    assert layout_names(snapshot.ledger(LEDGER)) == (
        "official",
        "plan",
        "progress",
        "completion",
        "indicators",
        "money",
        "units",
    )


def test_an_unknown_layout_names_all_there_are() -> None:
    with pytest.raises(UnknownLayout) as told:
        build(in_rows(), LEDGER, "nothing")
    assert told.value.details["layouts"] == ("official", *BUILT_IN)


def test_what_only_measures_have_is_no_field_of_a_task() -> None:
    own = ROWS + '[layout.x.column.a]\nfields = ["measure.NAME.rate"]\n'
    with pytest.raises(BadLayout):
        build(snapshot_of(own, GRANARY), LEDGER, "x")
