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
