"""Shapes of text tables that only some programs write."""

import pytest

from msctl.importing.dumps import read_text
from msctl.importing.errors import FramedText


def test_titles_of_markdown_that_begin_alike_stand_below_one_title() -> None:
    text = (
        "| 序号 | 资金（万元）/上级 | 资金（万元）/县级 | 牵头/责任单位 |\n"
        "|---|---|---|---|\n| 1 | 2 | 3 | 县教育局 |\n"
    )
    [table] = read_text(text).tables
    assert table.rows == (
        ("序号", "资金（万元）", "", "牵头/责任单位"),
        ("", "上级", "县级", ""),
        ("1", "2", "3", "县教育局"),
    )


def test_a_table_drawn_for_reading_is_refused() -> None:
    with pytest.raises(FramedText):
        read_text(
            "+---+---+\n| 序 | 名称 |\n+===+===+\n| 1 | 新建幼 |\n|   | 儿园   |\n+---+---+\n"
        )


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ('"未闭合', '"未闭合'),
        ('"快速"道路', '"快速"道路'),
        ('"两\n行"', "两\n行"),
        ('"含""引号"""', '含"引号"'),
        ("a|b|c", "a|b|c"),
        ("a\tb\tc", "a\tb\tc"),
        ("大" * 200_000, "大" * 200_000),
    ],
)
def test_a_cell_takes_no_other_cell_in_and_its_signs_part_nothing(cell: str, read: str) -> None:
    text = f"子县项目表,,\n序号,项目名称,责任单位\n1,{cell},县教育局\n2,道路,县交通局\n"
    [table] = read_text(text).tables
    assert table.rows[1:] == (("1", read, "县教育局"), ("2", "道路", "县交通局"))


def test_a_quote_that_a_later_cell_closes_takes_no_rows_in() -> None:
    text = '序号,项目名称,责任单位\n1,"甲,县教育局\n2,乙,"县\n民政局"\n3,丙,县交通局\n'
    [table] = read_text(text).tables
    assert [row[0] for row in table.rows[1:]] == ["1", "2", "3"]
    assert table.rows[2] == ("2", "乙", "县\n民政局")


def test_signs_that_markdown_prints_bold_are_no_words() -> None:
    text = (
        "**丑县** 表\n\n序号 | 项目名称 | 责任单位\n---|---|---\n1\\*\\* | **学校** | `县教育局`\n"
    )
    [table] = read_text(text).tables
    assert table.before[0] == "丑县 表"
    assert table.rows[1] == ("1**", "学校", "县教育局")
