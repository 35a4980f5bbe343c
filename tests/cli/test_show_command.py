import json

from command import Msctl
from invented import LEDGER, ROAD, SCHOOL, County


def test_json_is_the_record_as_in_its_file(county: County, msctl: Msctl) -> None:
    done = msctl("show", SCHOOL, "--format", "json")
    record = {
        "id": SCHOOL,
        "number": "3",
        "name": "学校操场改造",
        "category": "教育",
        "units": {"lead": ["县乙局", "丙局"]},
        "plan": {"H1": {"text": "完成改造。"}},
        "report": {"Q2": {"status": "进展缓慢", "difficulties": "雨季施工慢。"}},
    }
    assert done.text == json.dumps([record], ensure_ascii=False, indent=2) + "\n"


def test_text_names_each_field_in_the_offices_words(county: County, msctl: Msctl) -> None:
    done = msctl("show", "jia-xian/2024/minsheng/1")
    assert done.code == 0
    assert done.lines[0] == ROAD
    assert "  项目名称：村道路硬化" in done.lines
    assert "  二季度 进度计划：开工建设。" in done.lines
    assert "硬化村道路12公里，\n    新建错车道6处。" in done.text


def test_a_ledger_and_a_region_are_records_too(county: County, msctl: Msctl) -> None:
    done = msctl("show", LEDGER, "jia-xian", "--format", "json")
    ledger, region = json.loads(done.text)
    assert (ledger["id"], ledger["issuer"]) == (LEDGER, "甲县人民政府")
    assert (region["id"], region["unit"]["乙局"]) == ("jia-xian", {"aliases": ["县乙局"]})


def test_a_scope_shows_each_of_its_projects_once(county: County, msctl: Msctl) -> None:
    done = msctl("show", "minsheng/3", "jia-xian/2024", "--format", "json")
    assert [record["number"] for record in json.loads(done.text)] == ["3", "1", "2"]


def test_at_shows_what_was_recorded_then(archive: County, msctl: Msctl) -> None:
    archive.replace(ROAD, "村道路硬化", "村道路改造")
    archive.commit("改名", "2024-04-01")
    assert "项目名称：村道路硬化" in msctl("--at", "2024-03-31", "show", ROAD).text
    assert "项目名称：村道路改造" in msctl("show", ROAD).text


def test_a_record_that_is_gone_can_be_shown_as_it_was(archive: County, msctl: Msctl) -> None:
    archive.file(ROAD).unlink()
    archive.commit("删去", "2024-04-01")
    assert msctl("show", ROAD).code == 2
    assert "村道路硬化" in msctl("--at", "2024-03", "show", ROAD).text


def test_no_control_sequence_of_a_record_reaches_the_terminal(county: County, msctl: Msctl) -> None:
    county.replace(ROAD, "村道路硬化", r"\u001b]0;x\u0007红\u202e")
    done = msctl("show", ROAD)
    assert b"\x1b" not in done.out
    assert r"\x1b]0;x\x07红\u202e" in done.text
