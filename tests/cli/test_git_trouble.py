"""What git refuses, told as one sentence; looking at the records goes on."""

import pytest
from command import Msctl
from invented import ROAD, County

NEED_GIT = [
    ("status",),
    ("diff",),
    ("log",),
    ("commit", "-m", "填报"),
    ("--at", "HEAD", "list"),
    ("--at", "2024-06-30", "check"),
]


@pytest.mark.parametrize("args", NEED_GIT, ids=" ".join)
def test_without_a_repository(county: County, msctl: Msctl, args: tuple[str, ...]) -> None:
    done = msctl(*args)
    assert (done.code, done.out, done.err.count("\n")) == (5, b"", 1)
    assert str(county.root) in done.err


def test_without_a_repository_records_are_read_and_changed(county: County, msctl: Msctl) -> None:
    assert msctl("list").code == 0
    assert msctl("check").code == 0
    assert msctl("set", ROAD, "name=路").code == 0


def test_without_a_repository_a_message_is_refused_before_anything_is_written(
    county: County, msctl: Msctl
) -> None:
    before = county.tree()
    assert msctl("set", ROAD, "name=路", "-m", "改名").code == 5
    assert msctl("new", "2024/minsheng", "9", "桥", "-m", "新增").code == 5
    assert msctl("remove", ROAD, "-m", "删").code == 5
    assert county.tree() == before


@pytest.mark.parametrize("args", [("log",), ("--at", "HEAD", "list"), ("diff", "--from", "HEAD")])
def test_without_commits(county: County, msctl: Msctl, args: tuple[str, ...]) -> None:
    county.git("init", "-q")
    done = msctl(*args)
    if args == ("log",):
        assert (done.code, done.out, done.err) == (0, b"", "没有历史记录。\n")
        return
    assert (done.code, done.out, done.err.count("\n")) == (5, b"", 1)


def test_before_the_first_commit_everything_is_new_and_can_be_committed(
    county: County, msctl: Msctl
) -> None:
    county.git("init", "-q")
    assert f"新增 {'jia-xian'}  " in msctl("status").text
    assert msctl("commit", "-m", "建立").code == 0
    assert msctl("status").out == b""


def test_without_an_identity_nothing_is_committed(
    archive: County, msctl: Msctl, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = archive.git("rev-parse", "HEAD")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_NAME")
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
    archive.replace(ROAD, "120", "130")
    done = msctl("commit", "-m", "填报")
    assert (done.code, done.err.count("\n")) == (5, 1)
    assert "user.name" in done.err
    assert "user.email" in done.err
    assert archive.git("rev-parse", "HEAD") == head


def test_a_detached_head_works(archive: County, msctl: Msctl) -> None:
    archive.git("checkout", "-q", "--detach")
    assert msctl("set", ROAD, "name=路", "-m", "改名").code == 0
    assert msctl("--at", "HEAD", "show", ROAD).code == 0
    assert "改名" in msctl("log").text


def test_a_running_rebase_refuses_a_commit_and_keeps_the_change(
    archive: County, msctl: Msctl
) -> None:
    archive.replace(ROAD, "120", "130")
    archive.commit("一", "2024-04-01")
    archive.git("-c", "sequence.editor=sed -i 1s/^pick/edit/", "rebase", "-q", "-i", "HEAD~1")
    head = archive.git("rev-parse", "HEAD")
    archive.replace(ROAD, "130", "140")
    done = msctl("commit", "-m", "填报")
    assert (done.code, done.err.count("\n")) == (5, 1)
    assert "rebase --abort" in done.err
    assert archive.git("rev-parse", "HEAD") == head
    assert "140" in archive.text(ROAD)


def test_without_the_git_program_records_are_still_read(
    archive: County, msctl: Msctl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(archive.top))
    assert msctl("list").code == 0
    done = msctl("status")
    assert (done.code, done.err.count("\n")) == (5, 1)
    assert "git" in done.err


def test_a_hook_that_refuses_is_quoted(archive: County, msctl: Msctl) -> None:
    hook = archive.top / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 请先核对 >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    archive.replace(ROAD, "120", "130")
    done = msctl("commit", "-m", "填报")
    assert done.code == 5
    assert "请先核对" in done.err
