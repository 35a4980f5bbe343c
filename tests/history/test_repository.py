"""The repository around a records root."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from msctl.history.errors import (
    GitFailed,
    GitMissing,
    NoCommits,
    NoIdentity,
    NoRepository,
    UntrustedRepository,
)
from msctl.history.git import Git
from msctl.history.repository import Repository, init
from msctl.model.errors import ExitCode

from .office import CLINIC, Office


def test_the_records_may_be_a_folder_of_the_repository(office: Office) -> None:
    with office.repository() as repository:
        assert repository.prefix == "records/"
        assert repository.top == office.top.resolve()


def test_the_records_may_be_the_repository(tmp_path: Path) -> None:
    office = Office(tmp_path / "台账", records="")
    office.git("init", "--quiet")
    assert office.repository().prefix == ""


def test_a_folder_outside_any_repository_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoRepository) as caught:
        Repository.of(tmp_path)
    assert caught.value.exit_code is ExitCode.REFUSED
    with pytest.raises(NoRepository):
        Repository.of(tmp_path / "absent")


def test_a_bare_repository_holds_no_records(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", "--bare", tmp_path / "bare"], check=True)
    with pytest.raises(NoRepository):
        Repository.of(tmp_path / "bare")


def test_a_repository_of_another_owner_is_told_with_gits_advice(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(UntrustedRepository) as caught:
        office.repository()
    assert "safe.directory" in str(caught.value.details["reason"])


def test_before_the_first_commit_there_is_a_branch_and_no_head(repository: Repository) -> None:
    assert repository.head() is None
    assert repository.branch() == "main"
    with pytest.raises(NoCommits):
        repository.need_head()


def test_a_detached_head_has_no_branch(office: Office, repository: Repository) -> None:
    first = office.commit()
    office.git("checkout", "--quiet", "--detach")
    assert repository.branch() is None
    assert repository.head() == first


def test_a_records_root_reached_through_a_link_is_found(office: Office, tmp_path: Path) -> None:
    link = tmp_path / "快捷方式"
    link.symlink_to(office.root)
    assert Repository.of(link).prefix == "records/"


def test_a_linked_work_tree_has_its_own_head_and_operation(office: Office, tmp_path: Path) -> None:
    office.project(CLINIC, number="27")
    first = office.commit()
    office.project(CLINIC, number="28")
    office.commit()
    office.git("worktree", "add", "--quiet", str(tmp_path / "二号 目录"), first)
    with Repository.of(tmp_path / "二号 目录" / "records") as linked:
        assert linked.head() == first
        (office.repository().git_folder / "MERGE_HEAD").write_text(first)
        assert linked.operation() is None


def test_a_submodule_is_its_own_repository(office: Office, tmp_path: Path) -> None:
    office.project(CLINIC, number="27")
    first = office.commit()
    outer = Office(tmp_path / "outer")
    outer.git("init", "--quiet")
    add = ("submodule", "--quiet", "add", str(office.top), "ledgers")
    outer.git("-c", "protocol.file.allow=always", *add)
    with Repository.of(outer.top / "ledgers" / "records") as inner:
        assert inner.head() == first
        assert inner.prefix == "records/"


def test_the_environment_of_a_git_hook_does_not_turn_commands_to_another_repository(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Office(tmp_path / "other")
    other.git("init", "--quiet")
    other.commit()
    monkeypatch.setenv("GIT_DIR", str(other.top / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/other")
    repository = office.repository()
    assert repository.top == office.top.resolve()
    assert repository.head() is None


@pytest.mark.parametrize("operation", ["rebase", "merge", "cherry-pick", "revert", "bisect"])
def test_a_waiting_operation_is_known_by_name(
    office: Office, repository: Repository, operation: str
) -> None:
    start_operation(office, operation)
    assert repository.operation() == operation


def start_operation(office: Office, operation: str) -> None:
    """Leave an operation waiting for its end."""
    office.project(CLINIC, number="27")
    first = office.commit()
    office.project(CLINIC, number="28")
    ours = office.commit()
    office.git("checkout", "--quiet", "-b", "side", first)
    office.project(CLINIC, number="29")
    office.commit()
    office.git("checkout", "--quiet", "main")
    if operation == "bisect":
        office.git("bisect", "start")
    elif operation == "revert":
        office.project(CLINIC, number="30")
        office.commit()
        office.git("revert", ours, check=False)
    else:
        office.git(operation, "side", check=False)


def test_who_commits_is_what_git_knows(repository: Repository) -> None:
    assert repository.identity() == ("张三", "zhangsan@example.com")


def forget_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make git know nobody."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_NAME")
        monkeypatch.delenv(f"GIT_{role}_EMAIL")


def test_a_missing_name_is_told_and_never_guessed(
    office: Office, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_identity(monkeypatch)
    with pytest.raises(NoIdentity):
        repository.identity()
    office.git("config", "user.name", "李四")
    with pytest.raises(NoIdentity):
        repository.identity()
    office.git("config", "user.email", "lisi@example.com")
    assert repository.identity() == ("李四", "lisi@example.com")


def test_settings_that_git_cannot_read_are_no_missing_name(
    office: Office, repository: Repository
) -> None:
    (office.top / ".git" / "config").write_text("[core")
    with pytest.raises(GitFailed):
        repository.identity()


def test_ahead_and_behind_count_against_the_upstream(office: Office, tmp_path: Path) -> None:
    office.commit()
    clone = office.clone(tmp_path / "clone")
    with clone.repository() as repository:
        assert repository.ahead_behind() == (0, 0)
        office.commit("theirs")
        office.commit("theirs")
        clone.commit("ours")
        clone.git("fetch", "--quiet")
        assert repository.ahead_behind() == (1, 2)
    assert office.repository().ahead_behind() is None


def test_init_makes_a_repository_with_durable_commits(tmp_path: Path) -> None:
    with init(tmp_path / "民生 实事") as repository:
        assert repository.branch() == "main"
        assert repository.prefix == ""
        office = Office(repository.top, records="")
        assert office.git("config", "core.fsync").strip() == "committed,index,reference"
        assert office.git("config", "core.quotePath").strip() == "false"
        status = Git(repository.top).ask("status")
        assert status.said == ""


def test_init_keeps_a_repository_that_is_there(office: Office) -> None:
    first = office.commit()
    assert init(office.top).head() == first


def test_without_git_the_error_says_so(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(GitMissing):
        office.repository()


def test_the_module_can_be_imported_without_git(tmp_path: Path) -> None:
    code = "import msctl.history.repository"
    environment = {**os.environ, "PATH": "/nonexistent"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=tmp_path)


def test_reading_runs_no_hook_and_no_monitor(office: Office, tmp_path: Path) -> None:
    office.project(CLINIC, number="27")
    office.commit()
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch '{tmp_path}/sprung'\n")
    trap.chmod(0o755)
    office.git("config", "core.fsmonitor", str(trap))
    with office.repository() as repository:
        from msctl.history.pending import changes

        assert changes(repository) == []
    assert not (tmp_path / "sprung").exists()
