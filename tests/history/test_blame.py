"""Who set each value."""

import subprocess

import pytest

from msctl.history.blame import BlameLine, blame
from msctl.history.repository import Repository
from msctl.history.snapshots import resolve
from msctl.model.errors import NothingInScope
from msctl.store.errors import UnreadableFile

from .office import CLINIC, Office

MOVED = "lianshui/2024/bumen/03-cun-weishengshi"


def told(lines: tuple[BlameLine, ...]) -> dict[str, str]:
    return {str(line.path): line.subject for line in lines}


def test_each_value_has_the_commit_that_set_it(office: Office, repository: Repository) -> None:
    office.project(CLINIC, number="27", name="一", note="甲")
    first = office.commit("录入")
    office.project(CLINIC, number="27", name="二", note="甲")
    office.commit("改名")
    lines = blame(repository, CLINIC)
    assert told(lines) == {"number": "录入", "name": "改名", "note": "录入"}
    assert (lines[0].commit, lines[0].author, lines[0].value) == (first, "张三", "27")
    assert lines[0].time is not None


def test_a_value_that_left_and_came_back_is_new(office: Office, repository: Repository) -> None:
    for name in ("一", "二", "一"):
        office.project(CLINIC, number="27", name=name)
        office.commit(f"成{name}")
    assert [line.commit == office.head for line in blame(repository, CLINIC)] == [False, True]


def test_uncommitted_values_have_no_commit(office: Office, repository: Repository) -> None:
    office.project(CLINIC, number="27")
    lines = blame(repository, CLINIC)
    assert lines == (BlameLine(lines[0].path, "27"),)
    office.commit("录入")
    office.project(CLINIC, number="27", name="一")
    assert [line.commit is None for line in blame(repository, CLINIC)] == [False, True]


def test_a_move_is_followed_committed_or_not(office: Office, repository: Repository) -> None:
    text = {f"f{n}": f"内容{n}" for n in range(20)}
    office.project(CLINIC, number="27", **text)
    office.commit("录入")
    (office.root / "lianshui/2024/bumen").mkdir()
    (office.root / f"{CLINIC}.toml").rename(office.root / f"{MOVED}.toml")
    assert set(told(blame(repository, MOVED)).values()) == {"录入"}
    office.project(MOVED, number="3", **text)
    office.commit("移动")
    found = told(blame(repository, MOVED))
    assert found.pop("number") == "移动"
    assert set(found.values()) == {"录入"}


def test_a_merge_takes_each_value_from_the_side_that_had_it(
    office: Office, repository: Repository
) -> None:
    office.project(CLINIC, number="27", name="一", note="一")
    first = office.commit("录入")
    office.git("checkout", "--quiet", "-b", "side", first)
    office.project(CLINIC, number="27", name="一", note="二")
    office.commit("枝")
    office.git("checkout", "--quiet", "main")
    office.project(CLINIC, number="27", name="二", note="一")
    office.commit("干")
    office.git("merge", "--no-commit", "side", check=False)
    office.project(CLINIC, number="28", name="二", note="二")
    office.commit("合并")
    assert told(blame(repository, CLINIC)) == {"number": "合并", "name": "干", "note": "枝"}


def test_a_state_that_nobody_could_read_sets_nothing(
    office: Office, repository: Repository
) -> None:
    office.project(CLINIC, number="27", name="一")
    office.commit("录入")
    office.write(f"{CLINIC}.toml", "number = [")
    office.commit("写坏")
    office.project(CLINIC, number="27", name="二")
    office.commit("修好")
    assert told(blame(repository, CLINIC)) == {"number": "录入", "name": "修好"}


def test_what_is_not_there_or_broken_is_told(office: Office, repository: Repository) -> None:
    office.project(CLINIC, number="27")
    office.commit("录入")
    with pytest.raises(NothingInScope):
        blame(repository, MOVED)
    office.write(f"{CLINIC}.toml", "number = [")
    with pytest.raises(UnreadableFile):
        blame(repository, CLINIC)
    assert told(blame(repository, CLINIC, at="HEAD")) == {"number": "录入"}


def test_a_shallow_clone_blames_its_oldest_commit(office: Office) -> None:
    for name in ("一", "二", "三"):
        office.project(CLINIC, number="27", name=name)
        office.commit(name)
    clone = office.clone(office.top.parent / "浅", "--depth=2")
    with clone.repository() as repository:
        assert told(blame(repository, CLINIC)) == {"number": "二", "name": "三"}
        assert resolve(repository, "HEAD") == office.head


def test_a_repository_in_the_middle_of_nothing(office: Office, repository: Repository) -> None:
    office.project(CLINIC, number="27")
    office.commit("录入")
    subprocess.run(["git", "checkout", "--quiet", "--detach"], cwd=office.top, check=True)
    assert told(blame(repository, CLINIC)) == {"number": "录入"}
