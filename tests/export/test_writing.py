import codecs
import json

import pytest

from msctl.export.errors import NoByteOrderMark, UnknownFormat
from msctl.export.official import build
from msctl.export.table import Table
from msctl.export.writing import BINARY, FORMATS, write
from msctl.text.width import cells

from .ledgers import LEDGER, in_paragraphs, in_rows


def rows() -> Table:
    return build(in_rows(), LEDGER, "official")


def paragraphs() -> Table:
    return build(in_paragraphs(), LEDGER, "official")


def test_text_is_the_printed_document() -> None:
    assert (
        write(rows(), "text", width=70).decode()
        == """\
附件
                           清河区完成情况表
+------+----------+---------------------+--------+------------+------+
| 序号 | 项目名称 |      形象进度       | 牵头单 | 困难及下一 | 备注 |
|      |          |                     |   位   |     步     |      |
+======+==========+=====================+========+============+======+
| 1    | 老年助餐 | （东街食堂）年内完  | 民政局 | ——         | 省级 |
|      | 点       | 成，其中：          | 东街街 |            | ●    |
|      |          | 一季度：选址；      | 道     |            |      |
|      |          | 二、三季度：改造并  |        |            |      |
|      |          | 开业。              |        |            |      |
|      |          +---------------------+--------+------------+------+
|      |          | （西街食堂）        | 民政局 | 房租偏高。 |      |
|      |          | 四季度：开业。      |        | 下一步：   |      |
|      |          |                     |        | 换址。     |      |
+------+----------+---------------------+--------+------------+------+
| 2    | 道路硬化 | 全年：完成道路硬化3 | 交通局 | ——         |      |
|      |          | 公里                |        |            |      |
+------+----------+---------------------+--------+------------+------+
"""
    )


def test_text_merges_titles_totals_and_categories() -> None:
    assert (
        write(paragraphs(), "text").decode()
        == """\
                                  清河县项目表
                                                                      单位：万元
+----------+------+------+-----------------+------------------------+----------+
|   类别   | 序号 | 类型 |      投资       |        进度计划        | 责任单位 |
|          |      |      +--------+--------+                        |          |
|          |      |      | 总投资 | 县财政 |                        |          |
+==========+======+======+========+========+========================+==========+
| 项目（合计：3   |      |   5000 | 4880.5 |                        |          |
| 个）            |      |        |        |                        |          |
+----------+------+------+--------+--------+------------------------+----------+
| 一、宜居 | 1    | 新增 |   4880 | 4880.5 | 东片区：               | 住建局   |
|          |      |      |        |        | 一季度：开工。         | 水利局   |
|          |      |      |        |        | 二季度：完工。         |          |
|          |      |      |        |        | 西片区：               |          |
|          |      |      |        |        | 2023年：11月18日进场。 |          |
|          |      |      |        |        | 2024年6月底竣工。      |          |
|          +------+------+--------+--------+------------------------+----------+
|          | 2    | 连续 |      0 |        | 上半年：建成180个      |          |
|          |      |      |        |        | 日常维护               |          |
+----------+------+------+--------+--------+------------------------+----------+
| 二、健康 | 3    |      |    120 |        |                        |          |
+----------+------+------+--------+--------+------------------------+----------+
"""
    )


def test_markdown_is_one_pipe_table() -> None:
    heading, _, unit, _, *table = write(paragraphs(), "md").decode().splitlines()
    assert (heading, unit) == ("# 清河县项目表", "单位：万元")
    assert len({cells(line) for line in table}) == 1
    assert set(table[1]) == set("|:-")
    assert [
        [cell.strip() for cell in line.split("|")[1:-1]] for line in table if "--" not in line
    ] == [
        ["类别", "序号", "类型", "投资/总投资", "投资/县财政", "进度计划", "责任单位"],
        ["项目（合计：3个）", "", "", "5000", "4880.5", "", ""],
        [
            "一、宜居",
            "1",
            "新增",
            "4880",
            "4880.5",
            "东片区：<br>一季度：开工。<br>二季度：完工。"
            "<br>西片区：<br>2023年：11月18日进场。<br>2024年6月底竣工。",
            "住建局<br>水利局",
        ],
        ["", "2", "连续", "0", "", "上半年：建成180个<br>日常维护", ""],
        ["二、健康", "3", "", "120", "", "", ""],
    ]


def test_csv_has_header_levels_as_rows_and_quotes_line_breaks() -> None:
    assert (
        write(paragraphs(), "csv").decode()
        == """\
类别,序号,类型,投资,,进度计划,责任单位
,,,总投资,县财政,,
项目（合计：3个）,,,5000,4880.5,,
一、宜居,1,新增,4880,4880.5,"东片区：
一季度：开工。
二季度：完工。
西片区：
2023年：11月18日进场。
2024年6月底竣工。","住建局
水利局"
,2,连续,0,,"上半年：建成180个
日常维护",
二、健康,3,,120,,,
"""
    )


def test_fill_repeats_merged_cells_but_not_the_totals_label() -> None:
    lines = write(paragraphs(), "csv", fill=True).decode().splitlines()
    assert lines[:3] == [
        "类别,序号,类型,投资,投资,进度计划,责任单位",
        "类别,序号,类型,总投资,县财政,进度计划,责任单位",
        "项目（合计：3个）,,,5000,4880.5,,",
    ]
    assert '一、宜居,2,连续,0,,"上半年：建成180个' in lines
    filled = write(rows(), "text", fill=True, width=70).decode()
    assert filled.count("老年助餐") == 2


def test_json_has_a_whole_object_for_each_row() -> None:
    found = json.loads(write(rows(), "json"))
    assert list(found[1].items()) == [
        ("id", f"{LEDGER}/1-x"),
        ("task", "2"),
        ("number", "1"),
        ("name", "老年助餐点"),
        ("plan", "（西街食堂）\n四季度：开业。"),
        ("lead", ["民政局"]),
        ("difficulties", "房租偏高。\n下一步：\n换址。"),
        ("marks", None),
    ]
    assert found[0]["difficulties"] is None


def test_json_leaves_the_totals_row_out_and_numbers_are_numbers() -> None:
    found = json.loads(write(paragraphs(), "json"))
    assert [(row["number"], row["category"], row["total"], row["county"]) for row in found] == [
        ("1", "一、宜居", 4880, 4880.5),
        ("2", "一、宜居", 0, None),
        ("3", "二、健康", 120, None),
    ]
    assert found[0]["kind"] == "新增"


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in BINARY])
def test_the_same_table_gives_the_same_bytes_with_lf_and_a_final_newline(name: str) -> None:
    written = write(rows(), name)
    assert written == write(rows(), name)
    assert written.endswith(b"\n")
    assert b"\r" not in written
    assert not written.startswith(codecs.BOM_UTF8)


@pytest.mark.parametrize("name", FORMATS)
def test_a_byte_order_mark_is_for_csv_and_tsv(name: str) -> None:
    if name in ("csv", "tsv"):
        assert write(rows(), name, bom=True) == codecs.BOM_UTF8 + write(rows(), name)
    else:
        with pytest.raises(NoByteOrderMark):
            write(rows(), name, bom=True)


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(UnknownFormat):
        write(rows(), "wordperfect")
