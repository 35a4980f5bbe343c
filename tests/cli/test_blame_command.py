import json

from command import Msctl
from invented import LEDGER, ROAD, County


def edited(county: County) -> str:
    county.replace(ROAD, "total = 120", "total = 130")
    return county.commit("追加投资", "2024-05-06")


def test_json_tells_for_each_value_who_set_it_and_when(archive: County, msctl: Msctl) -> None:
    commit = edited(archive)
    lines = {line["path"]: line for line in json.loads(msctl("blame", ROAD, "--format=json").text)}
    assert lines["funding.total"] == {
        "path": "funding.total",
        "value": 130,
        "commit": commit,
        "time": "2024-05-06T12:00:00+08:00",
        "author": "张三",
        "subject": "追加投资",
    }
    assert list(lines)[:2] == ["number", "name"]
    assert lines["name"]["subject"] == "建立台账"


def test_what_is_not_committed_is_said(archive: County, msctl: Msctl) -> None:
    archive.replace(ROAD, "按期推进", "已完成")
    (line,) = json.loads(msctl("blame", ROAD, "report.Q2.status", "--format", "json").text)
    assert line == {
        "path": "report.Q2.status",
        "value": "已完成",
        "commit": None,
        "time": None,
        "author": None,
        "subject": None,
    }
    assert "尚未存档" in msctl("blame", ROAD, "report.Q2.status").text


def test_text_has_a_line_for_each_field_of_a_group(archive: County, msctl: Msctl) -> None:
    commit = edited(archive)
    first = archive.git("rev-parse", "HEAD~1")[:10]
    assert msctl("blame", "2024/minsheng/1", "funding").lines == [
        f"{commit[:10]} 2024-05-06 张三        总投资  130",
        f"{first} 2024-03-01 张三        县财政统筹  60.5",
    ]


def test_at_asks_an_earlier_state(archive: County, msctl: Msctl) -> None:
    edited(archive)
    done = msctl("blame", ROAD, "funding.total", "--at", "2024-04-01", "--format", "json")
    (line,) = json.loads(done.text)
    assert (line["value"], line["subject"]) == (120, "建立台账")


def test_a_field_without_a_value_is_told(archive: County, msctl: Msctl) -> None:
    done = msctl("blame", ROAD, "plan.Q4")
    assert (done.code, done.out) == (2, b"")
    assert "plan.Q4" in done.err


def test_ledgers_are_blamed_too(archive: County, msctl: Msctl) -> None:
    lines = json.loads(msctl("blame", LEDGER, "--format", "json").text)
    assert lines[0]["path"] == "title"


def test_colour_is_only_put_in_when_asked(archive: County, msctl: Msctl) -> None:
    assert b"\x1b" not in msctl("blame", ROAD).out
    assert b"\x1b[33m" in msctl("blame", ROAD, "--color", "always").out
