"""``sync``, ``conflicts``, ``resolve``, ``merge-driver``, ``setup-git`` as they are typed."""

import json
import subprocess
from pathlib import Path

import pytest
from command import Msctl
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County


@pytest.fixture
def colleague(archive: County, tmp_path: Path) -> County:
    """A colleague's clone of the invented records; both sync with one bare repository."""
    bare = tmp_path / "共享.git"
    archive.git("clone", "--quiet", "--bare", ".", str(bare))
    archive.git("remote", "add", "origin", str(bare))
    subprocess.run(["git", "clone", "--quiet", str(bare), str(tmp_path / "乙")], check=True)
    return County(tmp_path / "乙")


def at(county: County) -> tuple[str, str]:
    return "--records", str(county.root)


@pytest.fixture
def asked(archive: County, colleague: County, msctl: Msctl) -> County:
    """The records with two conflicts of a sync."""
    for county, total, status in ((colleague, "100", "已完成"), (archive, "90", "进展缓慢")):
        for project, assignment in ((ROAD, f"funding.total={total}"), (SCHOOL, f"note={total}")):
            assert msctl(*at(county), "set", project, assignment, "-m", f"改为{total}").code == 0
        assert msctl(*at(county), "set", ROAD, f"report.Q2.status={status}", "-m", "报").code == 0
    assert msctl(*at(colleague), "sync").code == 0
    assert msctl("sync").code == 4
    return archive


def test_sync_tells_what_came_and_went(archive: County, colleague: County, msctl: Msctl) -> None:
    msctl(*at(colleague), "set", ROAD, "funding.total=100", "-m", "对方")
    assert "送出 1 次" in msctl(*at(colleague), "sync").err
    msctl("set", ROAD, "funding.county=50", "-m", "己方")
    rehearsed = msctl("sync", "--dry-run")
    assert (rehearsed.code, rehearsed.out) == (0, b"")
    assert "将收到 1 次存档，送出 1 次" in rehearsed.err
    done = msctl("sync")
    assert done.code == 0
    assert "收到 1 次，送出 2 次" in done.err.replace("次存档", "次")
    assert "total = 100\ncounty = 50" in archive.text(ROAD)
    assert "没有要同步的" in msctl("sync").err


def test_conflicts_are_listed_with_values_people_and_commits(asked: County, msctl: Msctl) -> None:
    done = msctl("conflicts")
    assert done.code == 4
    assert f"{LEDGER}/01 funding.total 总投资  双方改得不同" in done.lines
    assert any("己方 90" in line and "张三" in line and "改为90" in line for line in done.lines)
    assert any("对方 100" in line and "改为100" in line for line in done.lines)
    data = json.loads(msctl("conflicts", "--format", "json").out)
    first = next(row for row in data if row["path"] == "funding.total")
    assert [first[key] for key in ("id", "kind", "base", "ours", "theirs")] == [
        ROAD,
        "changed",
        120,
        90,
        100,
    ]
    assert first["theirs_by"]["subject"] == "改为100"
    found = asked.git("log", "--format=%H", "origin/main", "--", f"records/{ROAD}.toml").split()
    assert first["theirs_by"]["commit"] == found[1]
    assert len(json.loads(msctl("conflicts", SCHOOL, "--format", "json").out)) == 1


def test_a_conflict_is_answered_field_by_field(asked: County, msctl: Msctl) -> None:
    assert msctl("commit", "-m", "早了").code == 4
    one = msctl("resolve", "minsheng/1", "funding.total", "--value", "95")
    assert one.code == 0
    assert "还有 2 处" in one.err
    assert "total = 95" in asked.text(ROAD)
    assert msctl("resolve", ROAD, "report.Q2.status", "--theirs").code == 0
    assert "msctl sync" in msctl("resolve", SCHOOL, "note", "--ours").err
    assert msctl("conflicts").code == 0
    assert msctl("sync").code == 0
    assert asked.git("status", "--short") == ""


def test_many_are_answered_at_once(asked: County, msctl: Msctl) -> None:
    assert "已决定 1 处" in msctl("resolve", "--field", "report.*.status", "--theirs").err
    # 乙局 leads one project, and under another name the other
    assert "已决定 2 处" in msctl("resolve", "--unit", "乙局", "--ours").err
    assert 'status = "已完成"' in asked.text(ROAD)


@pytest.mark.parametrize("scope", ["jia-xian/2024/minsheng/1", "*/2024/*/01", "2024/minsheng/1"])
def test_a_conflict_is_named_as_any_project_is(asked: County, msctl: Msctl, scope: str) -> None:
    assert msctl("resolve", scope, "funding.total", "--ours").code == 0


def test_commit_ends_a_merge_that_is_answered(asked: County, msctl: Msctl) -> None:
    msctl("resolve", "jia-xian", "--theirs")
    assert msctl("commit", "-m", "合并").code == 0
    assert asked.git("log", "-1", "--format=%s").strip() == "合并"


def test_sync_can_be_given_up(asked: County, msctl: Msctl) -> None:
    assert msctl("sync", "--abort").code == 0
    assert "total = 90" in asked.text(ROAD)
    assert msctl("conflicts").code == 0
    assert msctl("sync", "--abort").code == 2


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("resolve", ROAD, "funding.total"), 2, "选一个"),
        (("resolve", ROAD, "funding.total", "--ours", "--value", "1"), 2, "选一个"),
        (("resolve", "--ours"), 2, "--field"),
        (("resolve", ROAD, "content", "--ours"), 2, "没有待决定的冲突"),
        (("resolve", ROAD, "funding.total", "--value", "许多"), 2, "不是数字"),
        (("resolve", ROAD, "report.Q2.status", "--value", "挺好"), 2, "挺好"),
    ],
)
def test_a_wrong_answer_is_told_and_nothing_is_answered(
    asked: County, msctl: Msctl, args: tuple[str, ...], code: int, said: str
) -> None:
    before = asked.tree()
    done = msctl(*args)
    assert (done.code, said in done.err) == (code, True)
    assert asked.tree() == before
    assert len(json.loads(msctl("conflicts", "--format", "json").out)) == 3


def test_a_removed_file_takes_a_side(archive: County, colleague: County, msctl: Msctl) -> None:
    msctl(*at(colleague), "set", ELDERLY, "note=对方", "-m", "对方")
    msctl(*at(colleague), "sync")
    msctl("remove", ELDERLY, "--yes", "-m", "删")
    assert msctl("sync").code == 4
    assert "一方修改、一方删去" in msctl("conflicts").text
    assert msctl("resolve", ELDERLY, "--value", "x").code == 2
    assert msctl("resolve", ELDERLY, "--theirs").code == 0
    assert msctl("sync").code == 0
    assert archive.text(ELDERLY) == colleague.text(ELDERLY)


def test_a_merge_that_breaks_a_rule_is_asked(
    archive: County, colleague: County, msctl: Msctl
) -> None:
    for county, name in ((colleague, "对方项目"), (archive, "己方项目")):
        assert msctl(*at(county), "new", LEDGER, "9", name, "-m", name).code == 0
    msctl(*at(colleague), "sync")
    assert msctl("sync").code == 4
    listed = json.loads(msctl("conflicts", "--format", "json").out)
    assert {row["rule"] for row in listed} == {"duplicate-number"}
    assert "序号 9" in listed[0]["message"]
    assert msctl("sync").code == 4
    assert msctl("resolve", listed[0]["id"], "number", "--value", "10").code == 0
    assert msctl("sync").code == 0


def test_without_a_remote_sync_says_what_to_do(archive: County, msctl: Msctl) -> None:
    done = msctl("sync")
    assert done.code == 5
    assert "git remote add origin" in done.err


def test_git_is_set_up_and_taken_back(archive: County, msctl: Msctl) -> None:
    config = archive.top / ".git" / "config"
    before = config.read_bytes()
    assert msctl("setup-git").code == 0
    assert "msctl" in archive.git("config", "merge.msctl.driver")
    archive.replace(ROAD, "total = 120", "total = 130")
    assert "+funding.total: 130" in archive.git("diff")
    assert msctl("setup-git", "--undo").code == 0
    assert config.read_bytes() == before


def test_a_bare_repository_is_set_up_by_its_folder(
    colleague: County, tmp_path: Path, msctl: Msctl
) -> None:
    assert msctl("setup-git", str(tmp_path / "共享.git")).code == 0
    assert msctl("setup-git", str(tmp_path)).code == 5


def test_the_merge_driver_is_a_command_too(county: County, tmp_path: Path, msctl: Msctl) -> None:
    places = [tmp_path / name for name in ("base", "ours", "theirs")]
    for place, text in zip(
        places, ("a = 1\nb = 1\n", "a = 2\nb = 1\n", "a = 1\nb = 2\n"), strict=True
    ):
        place.write_text(text)
    assert msctl("merge-driver", *map(str, places), "7", f"records/{ROAD}.toml").code == 0
    assert places[1].read_text() == "a = 2\nb = 2\n"
    assert msctl("merge-driver").code == 2
    done = msctl("merge-driver", "--textconv", str(county.file(SCHOOL)))
    assert "units.lead: 县乙局\nunits.lead: 丙局\n" in done.text
