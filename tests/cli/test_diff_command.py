import json

import pytest
from command import Msctl
from invented import LEDGER, ROAD, SCHOOL, County


def test_old_and_new_of_each_field_with_the_difference_of_numbers(
    archive: County, msctl: Msctl
) -> None:
    archive.replace(ROAD, "total = 120", "total = 130")
    archive.replace(ROAD, "开工建设。", "开工建设，\\n完成路基。")
    done = msctl("diff")
    assert (done.code, done.err) == (0, "")
    assert done.lines == [
        f"修改 {LEDGER}/01",
        "  总投资",
        "    旧 120",
        "    新 130  +10 (+8.3%)",
        "  二季度 进度计划",
        "    旧 开工建设。",
        "    新 开工建设，",
        "       完成路基。",
    ]


def test_json_has_id_change_and_fields(archive: County, msctl: Msctl) -> None:
    archive.replace(SCHOOL, 'difficulties = "雨季施工慢。"\n', "")
    field = {"path": "report.Q2.difficulties", "old": "雨季施工慢。", "new": None}
    expected = [{"id": SCHOOL, "change": "changed", "fields": [field]}]
    assert msctl("diff", "--format", "json").text == (
        json.dumps(expected, ensure_ascii=False, indent=2) + "\n"
    )


def test_between_any_two_moments(archive: County, msctl: Msctl) -> None:
    archive.replace(ROAD, "120", "130")
    archive.commit("追加", "2024-04-01")
    archive.replace(ROAD, "130", "140")
    archive.commit("再追加", "2024-05-01")
    done = msctl("diff", "--from", "2024-03-31", "--to", "HEAD~1", "--format", "json")
    (record,) = json.loads(done.text)
    assert record["fields"] == [{"path": "funding.total", "old": 120, "new": 130}]


def test_a_record_added_has_all_its_fields_as_new(archive: County, msctl: Msctl) -> None:
    archive.write(f"{LEDGER}/09-qiao", 'number = "9"\nname = "桥"\n')
    (record,) = json.loads(msctl("diff", "--format", "json").text)
    assert (record["id"], record["change"]) == (f"{LEDGER}/09-qiao", "added")
    assert record["fields"] == [
        {"path": "number", "old": None, "new": "9"},
        {"path": "name", "old": None, "new": "桥"},
    ]


@pytest.mark.parametrize("args", [(), ("--format", "json")])
def test_exit_code_tells_of_differences_when_asked(
    archive: County, msctl: Msctl, args: tuple[str, ...]
) -> None:
    assert msctl("diff", "--exit-code", *args).code == 0
    archive.replace(ROAD, "120", "130")
    assert msctl("diff", *args).code == 0
    assert msctl("diff", "--exit-code", *args).code == 1
    assert msctl("diff", "minsheng/3", "--exit-code", *args).code == 0
