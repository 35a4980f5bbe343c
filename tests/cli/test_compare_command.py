"""``compare`` as it is typed: what is told of two periods, in every format."""

import csv
import io
import json

import pytest
from command import Msctl
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County

ROAD_REPORTS = """\
[report.Q1]
progress = "已完成路基4公里，正在铺设路面，预计九月底完工并组织验收。"
status = "按期推进"
investment = 20

[report.Q2]
progress = "已完成路基12公里，正在铺设路面，预计八月底完工并组织验收。"
status = "按期推进"
investment = 15.5

[measure."错车道"]
target = 6
unit = "处"
mode = "cumulative"
report.Q1 = 4
report.Q2 = 3

[measure."路面"]
unit = "公里"
report.Q1 = 1
report.Q2 = 1.5
"""

TEXT = """\
一季度 -> 二季度：3 个项目，4 项任务，3 处有变化或提示
新完成 1  新滞后 1  累计数下降 1  缺报 0  与上期相同 1  首次填报 1
完成投资（万元）：20 -> 35.5  +15.5 (+77.5%)

jia-xian/2024/minsheng/1 村道路硬化  【累计数下降】
  二季度计划：开工建设。
  完成情况：按期推进（推进中、按计划）
  进展情况
    改 已完成路基[-4-]{+12+}公里，正在铺设路面，预计[-九-]{+八+}月底完工并组织验收。
  完成投资（万元）：20 -> 35.5  +15.5 (+77.5%)
  错车道（累计）：4 -> 3处  -1 (-25%)
  路面（当期）：1 -> 1.5公里  +0.5 (+50%)

jia-xian/2024/minsheng/2 老年食堂 子项1 东食堂  【新完成、首次填报】
  二季度计划：投入运营。
  完成情况：- -> 已完成

jia-xian/2024/minsheng/3 学校操场改造  【新滞后、与上期相同】
  上半年计划：完成改造。
  完成情况：按期推进（推进中、按计划） -> 进展缓慢（推进中、滞后）
  进展情况：正在施工。
"""


@pytest.fixture
def reported(county: County) -> County:
    """The invented county with two quarters reported."""
    road = county.text(ROAD)
    county.write(ROAD, road[: road.index("[report.Q2]")] + ROAD_REPORTS)
    with_first = '[task.2.report.Q1]\nstatus = "按期推进"\n\n[task.2.report.Q2]'
    county.replace(ELDERLY, "[task.2.report.Q2]", with_first)
    first = '[report.Q1]\nprogress = "正在施工。"\nstatus = "按期推进"\n\n'
    county.replace(SCHOOL, "[report.Q2]\n", f'{first}[report.Q2]\nprogress = "正在施工。"\n')
    return county


def test_text_tells_the_counts_then_each_task(reported: County, msctl: Msctl) -> None:
    done = msctl("compare", LEDGER, "--from", "Q1", "--to", "Q2")
    assert (done.code, done.err) == (0, "")
    assert done.text == TEXT


def test_the_last_two_periods_are_the_default(reported: County, msctl: Msctl) -> None:
    assert msctl("compare", LEDGER).text == TEXT
    assert msctl("compare", LEDGER, "--to", "Q2").text == TEXT
    assert msctl("compare", LEDGER, "--from", "M03").lines[1:] == TEXT.splitlines()[1:]


def test_all_lists_what_does_not_differ(reported: County, msctl: Msctl) -> None:
    lines = msctl("compare", LEDGER, "--all").lines
    assert "jia-xian/2024/minsheng/2 老年食堂 子项2 西食堂" in lines


def test_nothing_different_is_said(reported: County, msctl: Msctl) -> None:
    done = msctl("compare", LEDGER, "--from", "Q2", "--to", "Q3", "--where", "number=2")
    assert done.code == 0
    assert done.lines[0].startswith("二季度 -> 三季度：1 个项目，2 项任务，1 处")
    done = msctl("compare", "2023/minsheng", "--from", "Q1", "--to", "Q2")
    assert (done.code, done.err) == (0, "没有变化；要列出全部请加 --all。\n")
    assert done.lines[0] == "一季度 -> 二季度：1 个项目，1 项任务，0 处有变化或提示"


def test_json_is_a_row_a_task(reported: County, msctl: Msctl) -> None:
    done = msctl("compare", LEDGER, "--format", "json")
    assert (done.code, done.err) == (0, "")
    road, *others = json.loads(done.text)
    assert list(road) == [
        *("id", "task", "from", "to", "plan", "status", "state", "pace", "progress"),
        *("invested", "measures", "flags"),
    ]
    assert (road["id"], road["task"], road["from"], road["to"]) == (ROAD, None, "Q1", "Q2")
    assert road["invested"] == {
        "unit": "万元",
        "old": 20,
        "new": 35.5,
        "difference": 15.5,
        "rate": 77.5,
    }
    assert [(m["name"], m["mode"], m["difference"]) for m in road["measures"]] == [
        ("错车道", "cumulative", -1),
        ("路面", "per-period", 0.5),
    ]
    assert [(row["id"], row["task"], row["flags"]) for row in others] == [
        (ELDERLY, "1", ["completed", "new"]),
        (SCHOOL, None, ["behind", "unchanged"]),
    ]


def test_tables_have_then_beside_now(reported: County, msctl: Msctl) -> None:
    header, road, *_ = csv.reader(io.StringIO(msctl("compare", LEDGER, "--format", "csv").text))
    row = dict(zip(header, road, strict=True))
    assert row["编号"] == "jia-xian/2024/minsheng/1"
    assert row["二季度 进度计划"] == "开工建设。"
    assert (row["一季度 完成投资（万元）"], row["二季度 完成投资（万元）"]) == ("20", "35.5")
    assert (row["增减"], row["增减（%）"], row["提示"]) == ("15.5", "77.5", "累计数下降")
    measures = "错车道（累计）：4 -> 3处  -1 (-25%)\n路面（当期）：1 -> 1.5公里  +0.5 (+50%)"
    assert row["指标"] == measures


@pytest.mark.parametrize("form", ["table", "tsv", "md"])
def test_every_list_format_is_written(reported: County, msctl: Msctl, form: str) -> None:
    done = msctl("compare", LEDGER, "--format", form)
    assert (done.code, done.err) == (0, "")
    assert "新滞后、与上期相同" in done.text


def test_a_document_says_what_is_compared(archive: County, msctl: Msctl) -> None:
    done = msctl("compare", LEDGER, "--from", "Q1", "--to", "Q2", "--format", "md")
    assert done.lines[:3] == ["# 一季度与二季度对比", "", "甲县2024年民生实事项目表"]
    archive.replace(ROAD, "村道路硬化", "村道路亮化")
    since = msctl("compare", LEDGER, "--since", "HEAD", "--format", "md")
    assert since.lines[0] == "# HEAD 以来的变动"


def test_colour_takes_the_place_of_the_marks(reported: County, msctl: Msctl) -> None:
    text = msctl("compare", LEDGER, "--color", "always").text
    assert "路基\x1b[31m4\x1b[0m\x1b[32m12\x1b[0m公里" in text
    assert "[-4-]" not in text


def test_a_file_gets_the_text(reported: County, msctl: Msctl) -> None:
    done = msctl("compare", LEDGER, "-o", "比对.txt")
    assert (done.code, done.out, done.err) == (0, b"", "已写入 比对.txt。\n")
    assert (reported.root / "比对.txt").read_text("utf-8") == TEXT
    assert msctl("compare", LEDGER, "-o", "比对.txt").code == 2


def test_english_words(reported: County, msctl: Msctl) -> None:
    lines = msctl("--lang", "en", "compare", LEDGER).lines
    assert lines[0] == "Q1 -> Q2: 3 projects, 4 tasks, 3 differ or are flagged"
    assert "jia-xian/2024/minsheng/1 村道路硬化  [cumulative figure fell]" in lines


def test_at_compares_the_periods_as_they_were_recorded_then(archive: County, msctl: Msctl) -> None:
    first = '[report.Q1]\nprogress = "已招标。"\nstatus = "按期推进"\n\n[report.Q2]'
    archive.replace(ROAD, "[report.Q2]", first)
    archive.commit("补报一季度", "2024-04-01")
    asked = ("compare", ROAD, "--from", "Q1", "--to", "Q2", "--format", "json")
    (then,) = json.loads(msctl("--at", "2024-03-31", *asked).text)
    (now,) = json.loads(msctl(*asked).text)
    assert (then["progress"]["old"], then["flags"]) == (None, ["new"])
    assert (now["progress"]["old"], now["flags"]) == ("已招标。", [])
    assert msctl("--at", "HEAD", *asked).out == msctl(*asked).out


def test_text_of_records_steers_no_terminal(reported: County, msctl: Msctl) -> None:
    reported.replace(ROAD, "村道路硬化", "村道\\u001b[31m路\\n化")
    reported.replace(ROAD, "已完成路基12公里", "\\u001b]0;x\\u0007路基12公里")
    reported.replace(ROAD, '"错车道"', '"错\\u001b[2J道"')
    reported.replace(ROAD, 'unit = "处"', 'unit = "\\u202e处"')
    for form in ("text", "table", "csv", "tsv", "md"):
        text = msctl("compare", LEDGER, "--format", form).text
        assert not {"\x1b", "\x07", "\u202e"} & set(text), form


def test_a_mode_that_no_word_is_for_is_shown_as_it_is(reported: County, msctl: Msctl) -> None:
    reported.replace(ROAD, 'mode = "cumulative"', 'mode = "running"')
    assert "  错车道（running）：4 -> 3处  -1 (-25%)" in msctl("compare", LEDGER).lines


def test_a_record_that_cannot_be_read_is_told(reported: County, msctl: Msctl) -> None:
    reported.write(SCHOOL, "number = \n")
    done = msctl("compare", LEDGER)
    assert done.code == 3
    assert "村道路硬化" in done.text
    assert "03-xuexiao-caochang.toml:1" in done.err


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("2023/minsheng",), "不能确定对比哪两期，请同时写明 --from 和 --to"),
        ((LEDGER, "--from", "Q2", "--to", "Q1"), "--from（Q2）应早于 --to（Q1）"),
        ((LEDGER, "--from", "Q2", "--to", "H1"), "--from（Q2）应早于 --to（H1）"),
        ((LEDGER, "--from", "Q3"), "--from（Q3）应早于 --to（Q2）"),
        ((LEDGER, "--from", "Q5"), "期次“Q5”不认识"),
        (("none",), "没有与“none”相符的台账或项目"),
        ((LEDGER, "--format", "xml"), "--format 的值不对"),
    ],
)
def test_wrong_usage_is_one_sentence(
    reported: County, msctl: Msctl, args: tuple[str, ...], sentence: str
) -> None:
    done = msctl("compare", *args)
    assert (done.code, done.out, done.err.count("\n")) == (2, b"", 1)
    assert done.err.startswith(f"msctl: {sentence}")
