from collections.abc import Iterator

import pytest

from msctl.export.lists import list_table
from msctl.export.summary import summary_table
from msctl.export.writing import write
from msctl.locale.catalogue import set_language
from msctl.model.period import parse_period
from msctl.report.listing import rows
from msctl.report.summary import summarise

from .ledgers import in_paragraphs, in_rows


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    set_language("zh")
    yield
    set_language(None)


def test_a_list_shows_words_of_the_screen() -> None:
    snapshot = in_paragraphs()
    table = list_table(
        rows(snapshot, snapshot.projects.values()),
        ["number", "name", "kind", "light", "responsible", "planned", "plan.Q1.text"],
    )
    assert (
        write(table, "table").decode()
        == """\
+--------+------------+------------+--------+----------------+------------+-------------------+
| 序号   | 项目名称   | 项目类型   | 亮灯   | 责任单位       |   计划投资 | 一季度 进度计划   |
+========+============+============+========+================+============+===================+
| 1      | 不淹不涝   | 新增实施   | 无灯   | 住建局、水利局 |       4880 | 开工。            |
| 2      | 停车泊位   | 连续实施   | 无灯   |                |          0 |                   |
| 3      | 体检       |            | 无灯   |                |        120 |                   |
+--------+------------+------------+--------+----------------+------------+-------------------+
"""
    )


def test_ids_are_never_broken() -> None:
    snapshot = in_rows()
    table = list_table(rows(snapshot, snapshot.projects.values()))
    assert "| qinghe/2024/minsheng/1 |" in write(table, "table", width=50).decode()


def test_a_row_without_any_value_is_a_row() -> None:
    snapshot = in_paragraphs()
    table = list_table(rows(snapshot, snapshot.projects.values()), ["status"])
    assert len(write(table, "table").decode().splitlines()) == 3 + len(snapshot.projects) + 1


def test_titles_follow_the_language() -> None:
    set_language("en")
    table = list_table([], ["number", "state", "plan.Q2.text"])
    assert [column.label for column in table.columns] == ["No.", "State", "Q2 Plan"]


def test_a_summary_has_its_groups_and_the_totals_below() -> None:
    snapshot = in_paragraphs()
    summary = summarise(snapshot, snapshot.projects.values(), ["category"], parse_period("Q2"))
    assert (
        write(summary_table(summary), "csv").decode()
        == """\
类别,项目数,任务数,已完成,按计划,滞后,其他,未报,完成率（%）,计划投资（万元）,完成投资（万元）
一、宜居,2,3,0,0,0,0,2,0,4880,
二、健康,1,1,0,0,0,0,1,0,120,
合计,3,4,0,0,0,0,3,0,5000,
"""
    )


def test_groups_are_named_in_words_and_the_group_without_a_value_too() -> None:
    snapshot = in_paragraphs()
    summary = summarise(snapshot, snapshot.projects.values(), ["region", "light", "mark"])
    assert [row[:3] for row in summary_table(summary).body_texts()] == [
        ["qinghe", "无灯", "（无）"],
        ["合计", "", ""],
    ]
