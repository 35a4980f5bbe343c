"""Commits of records and of nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from msctl.history.committing import commit
from msctl.history.errors import (
    BadAuthor,
    EmptyMessage,
    GitFailed,
    IndexLocked,
    NoIdentity,
    NothingToCommit,
    RepositoryBusy,
)
from msctl.history.repository import Repository
from msctl.model.errors import ExitCode, OutsideRecords

from .office import CLINIC, LEDGER, ROAD, Office
from .test_repository import forget_identity, start_operation


def test_only_records_are_committed_and_all_else_stays_as_it_is(
    office: Office, repository: Repository
) -> None:
    (office.top / "会议纪要.txt").write_text("一")
    (office.top / "通知.txt").write_text("一")
    office.project(CLINIC, number="27")
    office.commit()
    office.project(CLINIC, number="28")
    office.project(ROAD, number="29")
    office.write("附件.docx", "x")
    (office.top / "会议纪要.txt").write_text("二")
    office.git("add", "会议纪要.txt")
    (office.top / "会议纪要.txt").write_text("三")
    (office.top / "通知.txt").write_text("二")
    (office.top / "新.toml").write_text("x = 1")

    done = commit(repository, "更新进展")

    assert done == office.head
    assert set(committed(office)) == {f"records/{CLINIC}.toml", f"records/{ROAD}.toml"}
    assert set(office.status) == {
        "MM 会议纪要.txt",
        " M 通知.txt",
        "?? 新.toml",
        "?? records/附件.docx",
    }
    assert office.git("show", ":会议纪要.txt") == "二"


def committed(office: Office) -> list[str]:
    """The files of the last commit."""
    names = office.git("show", "--name-only", "--format=", "-z", "HEAD")
    return [name for name in names.split("\0") if name]


def test_the_first_commit_of_a_repository_works(office: Office, repository: Repository) -> None:
    (office.top / "会议纪要.txt").write_text("一")
    office.git("add", "--all")
    office.project(CLINIC, number="27")
    office.write("msctl.toml", "")
    assert commit(repository, "开始") == office.head
    assert set(committed(office)) == {f"records/{CLINIC}.toml", "records/msctl.toml"}
    assert office.status == ["A  会议纪要.txt"]


def test_the_records_may_be_the_whole_repository(tmp_path: Path) -> None:
    office = Office(tmp_path / "[2024] 台账*", records="")
    office.git("init", "--quiet")
    office.project(CLINIC, number="27")
    (office.top / "说明.md").write_text("x")
    with office.repository() as repository:
        commit(repository, "录入")
    assert committed(office) == [f"{CLINIC}.toml"]
    assert office.status == ["?? 说明.md"]


def test_a_records_folder_with_glob_signs_means_itself(tmp_path: Path) -> None:
    office = Office(tmp_path / "x", records="records[1]*")
    office.git("init", "--quiet")
    (office.top / "records1").mkdir()
    (office.top / "records1" / "msctl.toml").write_text("")
    office.write("msctl.toml", "")
    with office.repository() as repository:
        commit(repository, "录入")
    assert committed(office) == ["records[1]*/msctl.toml"]


def test_only_the_files_asked_for_are_committed(office: Office, repository: Repository) -> None:
    office.commit()
    office.project(CLINIC, number="27")
    office.project(ROAD, number="28")
    office.write(".gitattributes", "*.toml text eol=lf\n")
    commit(repository, "一项", [f"{CLINIC}.toml", ".gitattributes"])
    assert set(committed(office)) == {f"records/{CLINIC}.toml", "records/.gitattributes"}
    commit(repository, "一册", [LEDGER])
    assert committed(office) == [f"records/{ROAD}.toml"]
    with pytest.raises(OutsideRecords):
        commit(repository, "越界", ["../会议纪要.txt"])


@pytest.mark.parametrize("staged", [False, True])
def test_removals_and_moves_are_committed(
    office: Office, repository: Repository, staged: bool
) -> None:
    office.project(CLINIC, number="27")
    office.project(ROAD, number="28")
    office.commit()
    (office.root / f"{CLINIC}.toml").unlink()
    (office.root / f"{ROAD}.toml").rename(office.root / f"{LEDGER}/30-x.toml")
    if staged:
        office.git("add", "--all")
    commit(repository, "移除")
    assert office.status == []
    assert office.git("ls-files", "records").split() == [f"records/{LEDGER}/30-x.toml"]


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("#1 改目标", "#1 改目标\n"),
        ("--amend", "--amend\n"),
        ("一\n\n# 二\n\n\n三  \n", "一\n\n# 二\n\n三\n"),
        ("“引号” $(x) `y` \\n %s", "“引号” $(x) `y` \\n %s\n"),
    ],
)
def test_a_message_is_kept_as_it_was_typed(
    office: Office, repository: Repository, message: str, kept: str
) -> None:
    office.git("config", "i18n.commitEncoding", "GBK")
    office.project(CLINIC, number="27")
    commit(repository, message)
    assert office.git("log", "-1", "--format=%B", "--encoding=UTF-8") == kept + "\n"


@pytest.mark.parametrize("message", ["", "  \n\t"])
def test_a_commit_needs_a_message(office: Office, repository: Repository, message: str) -> None:
    office.project(CLINIC, number="27")
    with pytest.raises(EmptyMessage):
        commit(repository, message)
    assert office.status == ["?? records/"]


def test_nothing_to_commit_is_told(office: Office, repository: Repository) -> None:
    office.project(CLINIC, number="27")
    office.commit()
    (office.top / "会议纪要.txt").write_text("一")
    for files in (None, [f"{CLINIC}.toml"], ["qixia"]):
        with pytest.raises(NothingToCommit):
            commit(repository, "无", files)


@pytest.mark.parametrize("operation", ["rebase", "merge", "cherry-pick", "revert", "bisect"])
def test_a_waiting_operation_is_not_disturbed(
    office: Office, repository: Repository, operation: str
) -> None:
    start_operation(office, operation)
    office.project(ROAD, number="1")
    before = office.status, office.head
    with pytest.raises(RepositoryBusy) as caught:
        commit(repository, "打扰")
    assert caught.value.exit_code is ExitCode.REFUSED
    assert caught.value.details["operation"] == operation
    assert (office.status, office.head) == before
    office.git(*str(caught.value.details["give_up"]).split())
    assert repository.operation() is None


def test_a_detached_head_can_be_committed_on(office: Office, repository: Repository) -> None:
    first = office.commit()
    office.git("checkout", "--quiet", "--detach")
    office.project(CLINIC, number="27")
    done = commit(repository, "存档")
    assert office.git("rev-parse", "HEAD", "main").split() == [done, first]


def test_a_missing_name_stops_before_anything_is_staged(
    office: Office, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_identity(monkeypatch)
    office.project(CLINIC, number="27")
    with pytest.raises(NoIdentity):
        commit(repository, "存档")
    assert office.status == ["?? records/"]
    assert not (office.root / ".msctl").exists()


def test_a_commit_may_carry_another_author(office: Office, repository: Repository) -> None:
    office.project(CLINIC, number="27")
    commit(repository, "代存", author="李四 <lisi@example.com>")
    people = office.git("log", "-1", "--format=%an <%ae>, %cn")
    assert people == "李四 <lisi@example.com>, 张三\n"


@pytest.mark.parametrize("author", ["", "李四", "<x@y>", "李四 <>", "a <b>\nc <d>", "--x <y", "张"])
def test_an_author_of_another_form_is_refused(
    office: Office, repository: Repository, author: str
) -> None:
    office.project(CLINIC, number="27")
    with pytest.raises(BadAuthor):
        commit(repository, "代存", author=author)


def hook(office: Office, name: str, script: str) -> None:
    path = office.top / ".git" / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_the_hooks_of_the_repository_run(office: Office, repository: Repository) -> None:
    hook(office, "pre-commit", "git diff --cached --name-only -- '*.toml' > hook.txt")
    office.project(CLINIC, number="27")
    commit(repository, "存档")
    assert (office.top / "hook.txt").read_text() == f"records/{CLINIC}.toml\n"


def test_a_hook_that_refuses_is_quoted_and_leaves_nothing_staged(
    office: Office, repository: Repository
) -> None:
    office.project(ROAD, number="28")
    (office.top / "会议纪要.txt").write_text("一")
    office.commit()
    hook(office, "pre-commit", "echo 序号重复 >&2; exit 1")
    # git warns of each file then
    office.git("config", "core.autocrlf", "true")
    office.project(CLINIC, number="27")
    office.project(ROAD, number="27")
    (office.top / "会议纪要.txt").write_text("二")
    office.git("add", "会议纪要.txt")
    before = set(office.status)
    with pytest.raises(GitFailed) as caught:
        commit(repository, "存档")
    assert caught.value.details == {"command": "commit", "reason": "序号重复"}
    assert set(office.status) == before


def test_a_repository_held_by_another_git_is_waited_for(
    office: Office, repository: Repository
) -> None:
    office.project(CLINIC, number="27")
    office.commit()
    office.project(CLINIC, number="28")
    lock = office.top / ".git" / "index.lock"
    lock.touch()
    release = subprocess.Popen(
        [sys.executable, "-c", f"import os, time; time.sleep(0.3); os.unlink({str(lock)!r})"]
    )
    try:
        assert commit(repository, "存档") == office.head
    finally:
        release.wait()


def test_a_lock_that_stays_is_named(office: Office, repository: Repository) -> None:
    office.project(CLINIC, number="27")
    lock = office.top / ".git" / "index.lock"
    lock.touch()
    with pytest.raises(IndexLocked) as caught:
        commit(repository, "存档", patience=0.1)
    assert os.path.samefile(str(caught.value.details["file"]), lock)  # noqa: PTH121
    assert "records" in office.git("status", "--short")


COMMITS = """
import sys
from pathlib import Path
from msctl.history.committing import commit
from msctl.history.repository import Repository

root, name = Path(sys.argv[1]), sys.argv[2]
with Repository.of(root) as repository:
    for turn in range(3):
        file = f"lianshui/2024/minsheng/{name}-{turn}.toml"
        (root / file).write_text(f"number = '{name}'")
        commit(repository, f"{name} {turn}", [file])
"""


def test_people_who_commit_at_once_all_get_their_commit(
    office: Office, repository: Repository
) -> None:
    office.project(CLINIC, number="27")
    office.commit()
    people = [
        subprocess.Popen([sys.executable, "-c", COMMITS, str(office.root), name])
        for name in ("a", "b", "c", "d")
    ]
    assert [person.wait() for person in people] == [0, 0, 0, 0]
    assert office.git("rev-list", "--count", "HEAD").strip() == "13"
    assert office.status == []
