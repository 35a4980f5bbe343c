import json

import pytest
from command import Msctl
from invented import County

ROAD_ROW = {
    "id": "jia-xian/2024/minsheng/01-cun-daolu",
    "region": "jia-xian",
    "year": 2024,
    "ledger": "minsheng",
    "number": "1",
    "name": "村道路硬化",
    "category": "交通",
    "kind": "new",
    "marks": ["票决"],
    "lead": ["乙局"],
    "responsible": ["丁街道"],
    "status": "按期推进",
    "state": "in-progress",
    "pace": "on-track",
    "light": "green",
    "gap": None,
    "tasks": 0,
    "planned": 120,
    "invested": None,
    "plan_periods": ["Q1", "Q2"],
    "report_periods": ["Q2"],
}


def numbers(msctl: Msctl, *args: str) -> list[str]:
    done = msctl("list", "--format", "csv", "--columns", "year,number", *args)
    assert (done.code, done.err) == (0, "")
    return ["/".join(line.split(",")) for line in done.lines[1:]]


def test_json_has_every_key_in_its_order(county: County, msctl: Msctl) -> None:
    done = msctl("list", "jia-xian/2024/minsheng/1", "--format", "json")
    assert done.text == json.dumps([ROAD_ROW], ensure_ascii=False, indent=2) + "\n"


def test_csv_shows_the_printed_number_and_the_words_of_the_screen(
    county: County, msctl: Msctl
) -> None:
    done = msctl("list", "2024/minsheng", "--format", "csv")
    assert done.text == (
        "编号,项目名称,牵头单位,完成情况,进度,计划投资\n"
        "jia-xian/2024/minsheng/1,村道路硬化,乙局,按期推进,按计划,120\n"
        "jia-xian/2024/minsheng/2,老年食堂,丙局,已完成、按期推进,按计划,80\n"
        "jia-xian/2024/minsheng/3,学校操场改造,县乙局、丙局,进展缓慢,滞后,\n"
    )


def test_the_id_it_shows_finds_the_project_again(county: County, msctl: Msctl) -> None:
    shown = msctl("list", "--format", "tsv", "--columns", "id").lines[1:]
    found = [json.loads(msctl("show", name, "--format", "json").text) for name in shown]
    assert [len(records) for records in found] == [1, 1, 1, 1]


@pytest.mark.parametrize("form", ["table", "md"])
def test_a_table_for_reading_has_a_line_for_each_project(
    county: County, msctl: Msctl, form: str
) -> None:
    done = msctl("list", "--format", form)
    assert done.code == 0
    for name in ("饮水机井", "村道路硬化", "老年食堂", "学校操场改造"):
        assert sum(name in line for line in done.lines) == 1


def test_a_list_on_paper_says_whose_it_is(county: County, msctl: Msctl) -> None:
    lines = msctl("list", "2024/minsheng", "--format", "md").lines
    assert lines[:3] == ["# 项目清单", "", "甲县2024年民生实事项目表"]
    assert msctl("list", "2024/minsheng", "--format", "csv").lines[0].startswith("编号,")


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("jia-xian", ["2023/1", "2024/1", "2024/2", "2024/3"]),
        ("jia-xian/2024", ["2024/1", "2024/2", "2024/3"]),
        ("*/2023/*", ["2023/1"]),
        ("jia-xian/*/*/0[13]*", ["2023/1", "2024/1", "2024/3"]),
        ("jia-xian/2024/minsheng/2", ["2024/2"]),
        ("jia-xian/2024/minsheng/02-laonian-shitang", ["2024/2"]),
        ("jia-xian/2024/minsheng/02-laonian-shitang.toml", ["2024/2"]),
        ("2024/minsheng/3", ["2024/3"]),
        ("minsheng/3", ["2024/3"]),
        ("jia-xian/3", ["2024/3"]),
    ],
)
def test_a_scope_is_an_id_a_part_of_one_or_a_glob(
    county: County, msctl: Msctl, scope: str, expected: list[str]
) -> None:
    assert numbers(msctl, scope) == expected


def test_several_scopes_name_each_project_once(county: County, msctl: Msctl) -> None:
    assert numbers(msctl, "jia-xian/2024/minsheng/3", "jia-xian/2024") == [
        "2024/3",
        "2024/1",
        "2024/2",
    ]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("lead=乙局", ["2024/1", "2024/3"]),
        ("lead~丙", ["2024/2", "2024/3"]),
        ("planned>=100", ["2024/1"]),
        ("planned=", ["2023/1", "2024/3"]),
        ("state=completed", ["2023/1"]),
        ("pace!=behind", ["2023/1", "2024/1", "2024/2"]),
        ("plan.Q4.text~运营", ["2024/2"]),
    ],
)
def test_where_filters(county: County, msctl: Msctl, condition: str, expected: list[str]) -> None:
    assert numbers(msctl, "--where", condition) == expected


def test_conditions_count_together(county: County, msctl: Msctl) -> None:
    assert numbers(msctl, "--where", "lead~丙局", "--where", "pace=behind") == ["2024/3"]


def test_no_match_is_an_empty_list_and_no_error(county: County, msctl: Msctl) -> None:
    done = msctl("list", "--where", "category=水利", "--format", "json")
    assert (done.code, done.out) == (0, b"[]\n")


def test_sort_by_a_field_downwards_then_by_another(county: County, msctl: Msctl) -> None:
    assert numbers(msctl, "--sort=-planned,year", "--sort", "-number") == [
        "2024/1",
        "2024/2",
        "2023/1",
        "2024/3",
    ]


def test_columns_choose_the_keys_of_json(county: County, msctl: Msctl) -> None:
    done = msctl(
        *("list", "minsheng/3", "--format", "json"),
        *("--columns", "number,lead", "--columns", "report.Q2.difficulties,planned"),
    )
    assert json.loads(done.text) == [
        {
            "number": "3",
            "lead": ["县乙局", "丙局"],
            "report.Q2.difficulties": "雨季施工慢。",
            "planned": None,
        }
    ]


def test_output_goes_to_a_file_that_is_never_overwritten_unasked(
    county: County, msctl: Msctl
) -> None:
    file = county.top / "清单.csv"
    first = msctl("list", "--format", "csv", "--bom", "-o", str(file))
    assert (first.code, first.out) == (0, b"")
    written = file.read_bytes()
    assert written.startswith(b"\xef\xbb\xbf\xe7\xbc\x96\xe5\x8f\xb7,")
    second = msctl("list", "minsheng/3", "--format", "csv", "-o", str(file))
    assert (second.code, file.read_bytes()) == (2, written)
    assert str(file) in second.err
    third = msctl("list", "minsheng/3", "--format", "csv", "-o", str(file), "--force")
    assert (third.code, len(file.read_text("utf-8").splitlines())) == (0, 2)


def test_at_lists_the_records_of_that_day(archive: County, msctl: Msctl) -> None:
    archive.replace("jia-xian/2024/minsheng/01-cun-daolu", "按期推进", "已完成")
    archive.commit("二季度填报", "2024-07-05")
    asked = ("list", "jia-xian/2024/minsheng/1", "--columns", "status", "--format", "csv")
    assert msctl(*asked).lines[1] == "已完成"
    assert msctl(*asked, "--at", "2024-06-30").lines[1] == "按期推进"
    assert msctl("--at", "HEAD~1", *asked).lines[1] == "按期推进"


def test_a_filter_reads_words_pinyin_fields_and_status(county: County, msctl: Msctl) -> None:
    def found(text: str) -> list[str]:
        given = ("jia-xian/2024", "--filter", text, "--columns", "name", "--format", "csv")
        return msctl("list", *given).lines[1:]

    assert found("老年") == found("lnst") == found("單位:丙局 -操场") == ["老年食堂"]
    assert found("状态：滞后 Q2") == ["学校操场改造"]
    done = msctl("list", "--filter", "颜色:红")
    assert (done.code, done.text) == (2, "")
    assert "颜色" in done.err
