import json

from command import Msctl
from invented import ELDERLY, LEDGER, County


def test_json_names_the_field_and_quotes_it(county: County, msctl: Msctl) -> None:
    hits = [
        {"id": ELDERLY, "path": "task.1.plan.Q2.text", "quote": "投入运营。"},
        {"id": ELDERLY, "path": "task.2.plan.Q4.text", "quote": "投入运营。"},
    ]
    done = msctl("search", "运营", "--format", "json")
    assert done.text == json.dumps(hits, ensure_ascii=False, indent=2) + "\n"
    assert (done.code, done.err) == (0, "")


def test_csv_names_project_and_field(county: County, msctl: Msctl) -> None:
    done = msctl("search", "雨季", "--format", "csv")
    assert done.lines[1:] == [f"{LEDGER}/03,学校操场改造,二季度 困难问题,雨季施工慢。"]


def test_all_words_must_stand_in_the_project(county: County, msctl: Msctl) -> None:
    assert msctl("search", "操场", "雨季", "--format", "json").text.count('"path"') == 2
    assert msctl("search", "操场", "机井", "--format", "json").text == "[]\n"


def test_a_scope_limits_it(county: County, msctl: Msctl) -> None:
    found = msctl("search", "县", "--in", "jia-xian/2023", "--format", "json")
    assert found.text == "[]\n"
    assert "县乙局" in msctl("search", "县", "--in", "jia-xian/2024", "--format", "json").text


def test_nothing_found_is_said_on_standard_error(county: County, msctl: Msctl) -> None:
    done = msctl("search", "高铁", "--format", "csv")
    assert (done.code, done.err) == (0, "没有找到。\n")
    assert len(done.lines) == 1


def test_full_and_half_width_count_alike(county: County, msctl: Msctl) -> None:
    assert "硬化村道路12公里" in msctl("search", "１２公里", "--format", "json").text
