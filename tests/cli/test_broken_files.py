"""One broken file among good ones: it is told with its place, all else goes on."""

import json

import pytest
from command import Msctl
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County

GOOD = ["jia-xian/2023/minsheng/01-shuijing", ROAD, SCHOOL]

BROKEN: dict[str, tuple[str | bytes, str]] = {
    "not TOML": ('number = "2"\nname = "食堂" x\n', "2:13: 不是正确的 TOML："),
    "a key twice": ('name = "食堂"\nname = "食"\n', "2:"),
    "not UTF-8": ('number = "2"\nname = "食堂"\n'.encode("gbk"), "2:10: 不是 UTF-8 文字"),
    "UTF-16": ('name = "食堂"\n'.encode("utf-16"), "1:1: 不是 UTF-8 文字"),
    "a zero byte": (b'name = "a\x00b"\n', "1:10: 不是正确的 TOML："),
    "a conflict of git": ('<<<<<<< HEAD\nname = "一"\n=======\n', "1:9: 不是正确的 TOML："),
}


@pytest.fixture(params=BROKEN, ids=str)
def place(request: pytest.FixtureRequest, county: County) -> str:
    """Breaks the records of 老年食堂; how its place and fault are told."""
    data, told = BROKEN[request.param]
    county.write(ELDERLY, data)
    return f"msctl: {ELDERLY}.toml:{told}"


def test_list_goes_on_with_the_rest(county: County, msctl: Msctl, place: str) -> None:
    done = msctl("list", "--format", "json")
    assert [row["id"] for row in json.loads(done.text)] == GOOD
    assert (done.code, done.err.count("\n")) == (3, 1)
    assert done.err.startswith(place)


def test_show_search_summary_and_export_go_on(county: County, msctl: Msctl, place: str) -> None:
    for args, words in (
        (("show", SCHOOL), "学校操场改造"),
        (("search", "操场"), "学校操场改造"),
        (("search", "找不到的词", "--format", "json"), "[]"),
        (("summary", "--format", "json"), '"projects": 3'),
        (("export", LEDGER, "--format", "csv"), "合计（2个）"),
        ((), LEDGER),
    ):
        done = msctl(*args)
        assert words in done.text
        assert place.removeprefix("msctl: ") in done.err
        assert done.code == 3


def test_check_finds_it_beside_the_other_findings(county: County, msctl: Msctl, place: str) -> None:
    county.replace(SCHOOL, "[plan.H1]", "[plan.H3]")
    done = msctl("check")
    assert (done.code, len(done.lines)) == (1, 2)
    file, line, _ = place.removeprefix("msctl: ").split(":", 2)
    assert done.lines[0].startswith(f"{file}:{line}:")
    assert done.lines[1].startswith(f"{SCHOOL}.toml:10:1: ")


def test_a_change_of_it_is_refused_with_the_place(county: County, msctl: Msctl, place: str) -> None:
    before = county.tree()
    done = msctl("set", "2024/minsheng/2", "name=食堂")
    line = place.split(".toml:")[1].split(":")[0]
    assert done.code == 3
    assert f"{ELDERLY}.toml 第 {line} 行第 " in done.err
    assert done.err.count("\n") == 1
    assert county.tree() == before


def test_others_can_still_be_changed(county: County, msctl: Msctl, place: str) -> None:
    assert msctl("set", SCHOOL, "name=操场").code == 0
    assert "操场" in county.text(SCHOOL)


def test_a_ledger_that_cannot_be_read_leaves_its_projects(county: County, msctl: Msctl) -> None:
    county.write(f"{LEDGER}/ledger.toml", "title = \n")
    done = msctl("list", "2024/minsheng", "--format", "json")
    assert [row["number"] for row in json.loads(done.text)] == ["1", "2", "3"]
    assert done.code == 3
    assert done.err.startswith(f"msctl: {LEDGER}/ledger.toml:1:9: ")


def test_a_value_of_a_wrong_type_is_a_finding_and_no_obstacle(county: County, msctl: Msctl) -> None:
    county.replace(ROAD, "total = 120", 'total = "一百二十"')
    county.replace(ROAD, 'lead = ["乙局"]', 'lead = "乙局"')
    county.replace(ROAD, "number = ", "number = 1 #")
    done = msctl("list", "2024/minsheng", "--format", "json")
    assert (done.code, len(json.loads(done.text))) == (0, 3)
    assert msctl("export", LEDGER).code == 0
    assert msctl("summary", "--by", "unit").code == 0
    rules = [f["rule"] for f in json.loads(msctl("check", "--format", "json").text)]
    assert rules == ["bad-value", "bad-value", "bad-value"]


def test_an_unknown_period_is_a_finding_and_no_obstacle(county: County, msctl: Msctl) -> None:
    county.replace(ROAD, "[plan.Q1]", "[plan.Q0]")
    county.replace(SCHOOL, "[report.Q2]", '[report."去年"]')
    assert msctl("list").code == 0
    assert msctl("show", ROAD).code == 0
    assert msctl("export", LEDGER).code == 0
    assert "Q0" in msctl("check").text


def test_several_broken_files_are_told_each_on_a_line(county: County, msctl: Msctl) -> None:
    for record in (ROAD, SCHOOL):
        county.write(record, "x")
    done = msctl("list", "--format", "json")
    assert [line.split(":")[1].strip() for line in done.err.splitlines()] == [
        f"{ROAD}.toml",
        f"{SCHOOL}.toml",
    ]


def test_a_broken_file_in_the_past_is_told_too(archive: County, msctl: Msctl) -> None:
    archive.write(ROAD, "x")
    archive.commit("弄坏", "2024-04-01")
    archive.git("checkout", "-q", "HEAD~1", "--", ".")
    assert msctl("list").code == 0
    done = msctl("--at", "HEAD", "list")
    assert done.code == 3
    assert done.err.startswith(f"msctl: {ROAD}.toml:1:")


def test_a_diff_tells_what_cannot_be_read(archive: County, msctl: Msctl) -> None:
    archive.write(ROAD, "x")
    assert f"{ROAD}.toml:1:" in msctl("diff").text
    (record,) = json.loads(msctl("diff", "--format", "json").text)
    assert f"{ROAD}.toml:1:" in record["unreadable"][0]
