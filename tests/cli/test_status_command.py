import json

from command import Msctl
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County


def test_a_line_for_each_record_that_is_not_committed(archive: County, msctl: Msctl) -> None:
    archive.replace(ROAD, "按期推进", "已完成")
    archive.file(SCHOOL).unlink()
    archive.write(f"{LEDGER}/09-qiao", 'number = "9"\nname = "桥"\n')
    done = msctl("status")
    assert (done.code, done.err) == (0, "")
    assert done.lines == [
        f"修改 {LEDGER}/01  二季度 完成情况",
        f"删去 {LEDGER}/03  7 处",
        f"新增 {LEDGER}/09  2 处",
    ]


def test_json_has_old_and_new_by_field(archive: County, msctl: Msctl) -> None:
    archive.replace(ROAD, "total = 120", "total = 130.5")
    assert json.loads(msctl("status", "--format", "json").text) == [
        {
            "id": ROAD,
            "change": "changed",
            "fields": [{"path": "funding.total", "old": 120, "new": 130.5}],
        }
    ]


def test_a_scope_limits_it(archive: County, msctl: Msctl) -> None:
    archive.replace(ROAD, "120", "130")
    archive.replace(ELDERLY, "80", "90")
    assert msctl("status", "minsheng/2").lines == [f"修改 {LEDGER}/02  总投资"]


def test_nothing_changed_is_said_on_standard_error(archive: County, msctl: Msctl) -> None:
    done = msctl("status")
    assert (done.code, done.out, done.err) == (0, b"", "没有未存档的改动。\n")


def test_an_edit_of_comments_alone_is_named_as_such(archive: County, msctl: Msctl) -> None:
    archive.replace(SCHOOL, "# 督查室整理", "# 已核对")
    assert msctl("status").lines == [f"修改 {LEDGER}/03  仅格式变化"]
