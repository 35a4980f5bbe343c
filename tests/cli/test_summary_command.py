import json
from pathlib import Path

from command import Msctl
from invented import ROAD, County

KEYS = [
    *("category", "projects", "tasks", "completed", "on_track", "behind", "unreported"),
    *("planned", "invested", "other", "completed_rate", "invested_rate"),
    *("measures", "measured", "reached", "states", "lights", "money_unit"),
]


def figures(msctl: Msctl, *args: str) -> list[dict[str, object]]:
    done = msctl("summary", *args, "--format", "json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.text)
    assert isinstance(found, list)
    return found


def test_json_has_every_key_in_its_order(county: County, msctl: Msctl) -> None:
    found = figures(msctl, "2024/minsheng", "--by", "category")
    assert [list(group) for group in found] == [KEYS] * 3
    assert [group["category"] for group in found] == ["交通", "养老", "教育"]
    assert [group["planned"] for group in found] == [120, 80, None]


def test_without_a_grouping_it_is_the_totals(county: County, msctl: Msctl) -> None:
    (totals,) = figures(msctl)
    assert (totals["projects"], totals["tasks"], totals["planned"]) == (4, 5, 200)
    assert (totals["completed"], totals["behind"], totals["on_track"]) == (1, 1, 2)


def test_a_project_of_two_units_counts_in_both_groups_and_once_in_the_totals(
    county: County, msctl: Msctl
) -> None:
    found = figures(msctl, "2024/minsheng", "--by", "unit")
    assert {group["unit"]: group["projects"] for group in found} == {"乙局": 2, "丙局": 2}
    table = msctl("summary", "2024/minsheng", "--by", "unit", "--format", "csv").lines
    assert table[-1].split(",")[:3] == ["合计", "3", "4"]


def test_a_period_counts_what_is_reported_for_it(county: County, msctl: Msctl) -> None:
    (second,) = figures(msctl, "2024/minsheng", "--period", "Q2")
    (third,) = figures(msctl, "2024/minsheng", "--period", "Q3")
    assert (second["unreported"], third["unreported"]) == (0, 3)


def test_where_and_several_groupings(county: County, msctl: Msctl) -> None:
    found = figures(msctl, "--by", "year,kind", "--where", "planned>0")
    assert [(group["year"], group["kind"]) for group in found] == [
        ("2024", "new"),
        ("2024", "continuing"),
    ]


def test_text_has_a_bar_of_shares_a_legend_and_says_who_counts_twice(
    county: County, msctl: Msctl
) -> None:
    assert msctl("summary", "2024/minsheng", "--by", "unit").lines == [
        "单位  项目数  按计划  滞后  完成率（%）  计划投资（万元）",
        "乙局       2       1     1            0               120  [==========!!!!!!!!!!]",
        "丙局       2       1     1            0                80  [==========!!!!!!!!!!]",
        "合计       3       2     1            0               200  [=============!!!!!!!]",
        "",
        "# 已完成  = 按计划  ! 滞后  - 其他  . 未报",
        "有的项目分属几组，在各组分别计数；合计中每个项目只计一次。",
    ]


def test_a_cross_table_has_totals_at_both_ends(county: County, msctl: Msctl) -> None:
    by = ("summary", "2024/minsheng", "--by", "unit,pace", "--pivot", "projects")
    done = msctl(*by, "--format", "csv")
    assert done.lines == ["单位,按计划,滞后,合计", "乙局,1,1,2", "丙局,1,1,2", "合计,2,1,3"]
    assert "合计中每个项目只计一次" in done.err
    (first, _) = json.loads(msctl(*by, "--format", "json").text)
    assert first == {
        "unit": "乙局",
        "figure": "projects",
        "columns": {"on-track": 1, "behind": 1},
        "total": 2,
    }
    alone = msctl("summary", "--by", "unit", "--pivot", "projects")
    assert (alone.code, alone.out) == (2, b"")
    assert "--by 写明两个字段" in alone.err


def test_a_document_says_whose_figures_it_holds_and_what_is_counted_twice(
    county: County, msctl: Msctl
) -> None:
    by = ("summary", "2024/minsheng", "--by", "unit", "--period", "Q2", "--format", "md")
    table = msctl(*by).text
    said = "# 项目汇总（按单位）\n\n甲县2024年民生实事项目表（二季度）\n\n| 单位"
    assert said in table.replace("  ", "").replace(" |", " |")
    assert "\n\n有的项目分属几组，在各组分别计数；合计中每个项目只计一次。\n" in table
    pivot = msctl(*by, "--by", "pace", "--pivot", "planned").text
    assert "甲县2024年民生实事项目表（二季度）\n\n单位：万元\n\n|" in pivot
    county.replace(ROAD, "progress = ", "investment = 30\nprogress = ")
    assert "投资完成率（%）" in msctl(*by).text
    assert "投资完成率（%）" not in table


def test_by_period_counts_each_project_in_each_of_its_periods(county: County, msctl: Msctl) -> None:
    done = msctl("summary", "2024/minsheng", "--by", "period", "--format", "csv")
    assert [line.split(",")[:2] for line in done.lines[1:]] == [
        ["一季度", "1"],
        ["二季度", "3"],
        ["上半年", "1"],
        ["四季度", "1"],
        ["合计", "3"],
    ]


def test_an_unknown_period_or_field_is_one_sentence(county: County, msctl: Msctl) -> None:
    period = msctl("summary", "--period", "Q5")
    assert (period.code, period.out) == (2, b"")
    assert period.err.startswith("msctl: 期次“Q5”不认识")
    field = msctl("summary", "--by", "categroy")
    assert (field.code, field.out) == (2, b"")
    assert field.err.startswith("msctl: 没有字段“categroy”（是不是 category")


def test_a_chart_is_drawn_into_the_file_that_its_name_asks_for(
    archive: County, msctl: Msctl
) -> None:
    draw = ("summary", "2024/minsheng", "--chart")
    printed = msctl(*draw, "progress")
    assert printed.text.startswith("<svg ")
    assert "<desc>导出自 msctl" in printed.text
    for name, signature in (("a.svg", b"<svg "), ("b.xlsx", b"PK"), ("c.png", b"\x89PNG")):
        assert msctl(*draw, "money", "-o", name).code == 0
        assert archive.root.joinpath(name).read_bytes().startswith(signature)
    other = msctl(*draw, "states", "-o", "d.bmp")
    assert (other.code, "只能写入这几种文件：.svg、.png、.xlsx" in other.err) == (2, True)
    nothing = msctl("summary", "jia-xian/2023", "--chart", "money")
    assert (nothing.code, nothing.out) == (2, b"")
    assert nothing.err.startswith("msctl: 这些项目没有可画的数")


def test_captions_stand_in_the_script_of_the_ledger_and_the_talk_in_ours(
    tmp_path: Path, msctl: Msctl
) -> None:
    root = str(Path(__file__).parents[2] / "records")
    file = tmp_path / "汇总.md"
    done = msctl("--records", root, "summary", "qixia", "--by", "status", "--format", "md",
                 "-o", str(file))  # fmt: skip
    assert (done.code, done.err) == (0, f"已写入 {file}。\n")
    text = file.read_text("utf-8")
    assert "項目數" in text
    assert "項目数" not in text
    assert "项" not in text
    # a summary of several ledgers is in that of most readers
    both = msctl("--records", root, "summary", "--format", "csv").lines
    assert both[0].startswith("项目数,")
