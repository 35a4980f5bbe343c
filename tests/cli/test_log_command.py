import json

from command import Msctl
from invented import LEDGER, ROAD, SCHOOL, County


def two_more(county: County) -> None:
    county.replace(ROAD, "按期推进", "已完成")
    county.commit("二季度填报", "2024-07-05")
    county.file(SCHOOL).unlink()
    county.commit("调出操场", "2024-08-01")


def test_json_has_the_field_changes_newest_first(archive: County, msctl: Msctl) -> None:
    two_more(archive)
    done = msctl("log", "--format", "json")
    commits = json.loads(done.text)
    assert [commit["subject"] for commit in commits] == ["调出操场", "二季度填报", "建立台账"]
    assert commits[1] == {
        "commit": archive.git("rev-parse", "HEAD~1").strip(),
        "time": "2024-07-05T12:00:00+08:00",
        "author": "张三",
        "email": "zhangsan@example.com",
        "subject": "二季度填报",
        "changes": [{"id": ROAD, "path": "report.Q2.status", "old": "按期推进", "new": "已完成"}],
    }
    assert list(commits[1]) == ["commit", "time", "author", "email", "subject", "changes"]
    assert list(commits[1]["changes"][0]) == ["id", "path", "old", "new"]


def test_text_names_who_when_and_what(archive: County, msctl: Msctl) -> None:
    two_more(archive)
    short = archive.git("rev-parse", "HEAD~1")[:10]
    assert msctl("log", "2024/minsheng/1", "-n", "1").lines == [
        f"2024-07-05 12:00 {short} 张三：二季度填报",
        f"  修改 {LEDGER}/01",
        "    二季度 完成情况",
        "      旧 按期推进",
        "      新 已完成",
    ]


def test_the_log_of_a_record_that_is_gone(archive: County, msctl: Msctl) -> None:
    two_more(archive)
    commits = json.loads(msctl("log", SCHOOL, "--format", "json").text)
    assert [commit["subject"] for commit in commits] == ["调出操场", "建立台账"]


def test_at_begins_at_that_moment(archive: County, msctl: Msctl) -> None:
    two_more(archive)
    commits = json.loads(msctl("--at", "2024-07-31", "log", "--format", "json").text)
    assert [commit["subject"] for commit in commits] == ["二季度填报", "建立台账"]


def test_no_history_of_a_new_record_is_said(archive: County, msctl: Msctl) -> None:
    archive.write(f"{LEDGER}/09-qiao", 'number = "9"\nname = "桥"\n')
    done = msctl("log", f"{LEDGER}/09-qiao")
    assert (done.code, done.out, done.err) == (0, b"", "没有历史记录。\n")
