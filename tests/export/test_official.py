from decimal import Decimal

import pytest

from msctl.export.official import build
from msctl.export.table import Table
from msctl.export.writing import write
from msctl.model.errors import UnknownLayout

from .ledgers import CANTEEN, LEDGER, ROAD, ROWS, in_paragraphs, in_rows, snapshot_of


def spans(table: Table) -> list[list[tuple[int, int] | None]]:
    return [[(c.rowspan, c.colspan) if c else None for c in row] for row in table.header]


def test_each_task_has_a_row_and_project_cells_span_them() -> None:
    table = build(in_rows(), LEDGER, "official")
    assert [(row.id, row.task) for row in table.body] == [
        (f"{LEDGER}/1-x", "1"),
        (f"{LEDGER}/1-x", "2"),
        (f"{LEDGER}/2-x", None),
    ]
    assert [row.cells[1] and row.cells[1].rowspan for row in table.body] == [2, None, 1]
    assert table.body_texts() == [
        [
            "1",
            "老年助餐点",
            "（东街食堂）年内完成，其中：\n一季度：选址；\n二、三季度：改造并开业。",
            "民政局\n东街街道",
            "——",
            "省级●",
        ],
        ["", "", "（西街食堂）\n四季度：开业。", "民政局", "房租偏高。\n下一步：\n换址。", ""],
        ["2", "道路硬化", "全年：完成道路硬化3公里", "交通局", "——", ""],
    ]
    assert (table.title, table.heading, table.unit_line) == ("清河区完成情况表", "附件", "")


def test_equal_titles_merge_and_short_ones_reach_down() -> None:
    table = build(in_paragraphs(), LEDGER, "official")
    assert table.header_texts() == [
        ["类别", "序号", "类型", "投资", "", "进度计划", "责任单位"],
        ["", "", "", "总投资", "县财政", "", ""],
    ]
    assert spans(table) == [
        [(2, 1), (2, 1), (2, 1), (1, 2), None, (2, 1), (2, 1)],
        [None, None, None, (1, 1), (1, 1), None, None],
    ]
    assert [column.label for column in table.columns][3:5] == ["投资/总投资", "投资/县财政"]
    assert table.unit_line == "单位：万元"


def test_the_totals_row_is_computed_and_keeps_zero_and_absent_apart() -> None:
    table = build(in_paragraphs(), LEDGER, "official")
    assert table.body_texts()[:3] == [
        ["项目（合计：3个）", "", "", "5000", "4880.5", "", ""],
        [
            "一、宜居",
            "1",
            "新增",
            "4880",
            "4880.5",
            "东片区：\n一季度：开工。\n二季度：完工。\n西片区：\n2023年：11月18日进场。\n"
            "2024年6月底竣工。",
            "住建局\n水利局",
        ],
        ["", "2", "连续", "0", "", "上半年：建成180个\n日常维护", ""],
    ]
    total = table.body[0].cells[3]
    assert total is not None
    assert total.value == Decimal(5000)


def test_equal_categories_beside_each_other_are_one_cell() -> None:
    table = build(in_paragraphs(), LEDGER, "official")
    assert [row.cells[0] and row.cells[0].rowspan for row in table.body] == [1, 2, None, 1]


def test_a_part_of_the_projects_has_its_own_totals() -> None:
    snapshot = in_paragraphs()
    chosen = [p for p in snapshot.projects.values() if p.number != "1"]
    table = build(snapshot, LEDGER, "official", reversed(chosen))
    assert [row[1] for row in table.body_texts()] == ["", "2", "3"]
    assert table.body_texts()[0][:4] == ["项目（合计：2个）", "", "", "120"]


def test_no_projects_make_a_table_without_amounts() -> None:
    table = build(in_paragraphs(), LEDGER, "official", [])
    assert table.body_texts() == [["项目（合计：0个）", "", "", "", "", "", ""]]


def test_values_that_only_tasks_have_are_not_lost_in_a_merged_cell() -> None:
    layout = """
[layout.a]
[layout.a.column.u]
header = ["单位"]
fields = ["units.lead"]
merge = "project"
separator = "、"
[layout.a.column.n]
header = ["备注"]
fields = ["note"]
merge = "project"
"""
    tasks = """
number = "1"
name = "甲"
[task.1]
note = "一"
units.lead = ["民政局", "水利局"]
[task.2]
note = "二"
units.lead = ["水利局"]
"""
    table = build(snapshot_of(layout, tasks), LEDGER, "a")
    assert table.body_texts() == [["民政局、水利局", "一\n二"], ["", ""]]


def test_an_unknown_layout_is_an_error() -> None:
    with pytest.raises(UnknownLayout):
        build(snapshot_of("", ROAD), LEDGER, "official")


def test_the_note_stands_below_the_table_and_who_fills_it_in_above() -> None:
    note = "填报单位（盖章）：区城建局\\n注：资金为计划数。\\n\\n填表人：王某"
    snapshot = snapshot_of(f'note = "{note}"\n{ROWS}', CANTEEN)
    table = build(snapshot, LEDGER, "official")
    assert table.above == ("填报单位（盖章）：区城建局",)
    assert table.below == ("注：资金为计划数。", "填表人：王某")
    lines = write(table, "text").decode().splitlines()
    assert [line for line in lines if not line.startswith(("|", "+"))] == [
        "附件",
        lines[1],
        "填报单位（盖章）：区城建局",
        "注：资金为计划数。",
        "填表人：王某",
    ]
    # the note is that of the published table; what a script reads has rows alone
    assert (build(snapshot, LEDGER, "plan").below, "填表人" in write(table, "csv").decode()) == (
        (),
        False,
    )
