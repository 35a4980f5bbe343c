"""The history index: made once, brought up to date, thrown away when it is of no use."""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from msctl.history import index
from msctl.history.following import Names
from msctl.history.log import log
from msctl.history.objects import Objects

from .office import CLINIC, LEDGER, ROAD, Office

FILES = [f"{CLINIC}.toml", f"{ROAD}.toml"]


@pytest.fixture
def written(office: Office) -> Office:
    for number in range(6):
        office.project(CLINIC, number="27", name=f"第{number}版")
        office.project(ROAD, number="28", total=number // 2)
        office.commit(f"第{number}次")
    return office


@pytest.fixture
def file(written: Office) -> Path:
    return written.top / ".git" / "msctl" / "history.sqlite"


def subjects(office: Office, paths: list[str] = FILES) -> list[str]:
    with office.repository() as repository:
        return [commit.subject for commit in log(repository, paths)]


def plainly(office: Office) -> list[str]:
    """The same without the index."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "steps", lambda *_, **__: None)
        return subjects(office)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The blobs read from git."""
    seen: list[str] = []
    read = Objects.read

    def noting(self: Objects, names: list[str]) -> list[bytes | None]:
        seen.extend(names)
        return read(self, names)

    monkeypatch.setattr(Objects, "read", noting)
    return seen


def test_each_blob_is_read_once_and_later_only_what_is_new(
    written: Office, file: Path, reads: list[str]
) -> None:
    with written.repository() as repository:
        index.steps(repository, written.head, Names.of(repository, []))
        assert file.exists()
        assert len(reads) == len(set(reads)) == 9
        del reads[:]
        written.project(CLINIC, number="27", name="又一版")
        written.commit("又一次")
        index.steps(repository, written.head, Names.of(repository, []))
        assert len(reads) == 2
        del reads[:]
        index.steps(repository, written.head, Names.of(repository, []))
        assert reads == []


def test_it_follows_a_rewritten_history_after_gc(written: Office, file: Path) -> None:
    assert subjects(written) == [f"第{n}次" for n in (5, 4, 3, 2, 1, 0)]
    written.git("reset", "--quiet", "--hard", "HEAD~3")
    written.project(CLINIC, number="27", name="重来")
    written.commit("重来")
    written.git("reflog", "expire", "--expire=now", "--all")
    written.git("gc", "--quiet", "--prune=now")
    assert subjects(written) == ["重来", "第2次", "第1次", "第0次"] == plainly(written)
    assert file.exists()


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 99, b"SQLite format 3\0" * 99])
def test_a_damaged_or_foreign_file_is_made_anew(
    written: Office, file: Path, content: bytes
) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    assert subjects(written) == plainly(written)
    with contextlib.closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT count(*) FROM commits").fetchone() == (6,)


def test_damage_in_the_middle_is_made_anew(written: Office, file: Path) -> None:
    told = subjects(written)
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    file.write_bytes(data)
    assert subjects(written) == told
    assert subjects(written) == told


def test_somebody_elses_database_is_replaced(written: Office, file: Path) -> None:
    file.parent.mkdir()
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE commits (x)")
    assert subjects(written) == plainly(written)


def test_without_room_for_it_git_is_asked(
    written: Office, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.parent.write_text("no folder", encoding="utf-8")
    assert subjects(written)[0] == "第5次"
    file.parent.unlink()

    def full(*_: object, **__: object) -> sqlite3.Connection:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(sqlite3, "connect", full)
    assert subjects(written)[0] == "第5次"


def test_while_another_process_builds_git_is_asked(
    written: Office, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_PATIENCE", 0.1)
    file.parent.mkdir()
    with index._building(file.parent):
        assert subjects(written)[0] == "第5次"
    assert not file.exists()


def test_many_at_once_make_one_index(written: Office, file: Path) -> None:
    told = plainly(written)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: subjects(written), range(8))) == [told] * 8
    assert sorted(path.name for path in file.parent.iterdir()) == ["history.lock", file.name]


def test_a_killed_writer_leaves_nothing_wrong(written: Office, file: Path) -> None:
    code = (
        "import time\nfrom pathlib import Path\n"
        "from msctl.history import index_tables\nfrom msctl.history.log import log\n"
        "from msctl.history.repository import Repository\n"
        "index_tables.Tables._view = lambda *_: (print('here', flush=True), time.sleep(60))\n"
        f"list(log(Repository.of(Path({str(written.root)!r})), [{LEDGER!r}]))\n"
    )
    for extend in (False, True):
        if extend:
            subjects(written)
            written.project(CLINIC, number="27", name="新")
            written.commit("新")
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"here\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert subjects(written) == plainly(written)


def test_a_deepened_clone_is_read_anew(written: Office, tmp_path: Path) -> None:
    clone = written.clone(tmp_path / "浅", "--depth=2")
    assert subjects(clone) == ["第5次", "第4次"]
    clone.git("fetch", "--quiet", "--unshallow")
    assert subjects(clone) == [f"第{n}次" for n in (5, 4, 3, 2, 1, 0)]


def test_replaced_commits_are_never_kept(written: Office, file: Path) -> None:
    written.git("replace", "--graft", "HEAD~1")
    assert subjects(written) == ["第5次", "第4次"]
    assert not file.exists()


def test_linked_work_trees_share_it(written: Office, file: Path, tmp_path: Path) -> None:
    written.git("worktree", "add", "--quiet", str(tmp_path / "另"), "HEAD~1")
    other = Office(tmp_path / "另")
    assert subjects(other)[0] == "第4次"
    assert file.exists()
    assert subjects(written)[0] == "第5次"


def test_a_log_of_everything_makes_no_index_but_uses_one(written: Office, file: Path) -> None:
    with written.repository() as repository:
        before = list(log(repository))
        assert not file.exists()
        subjects(written)
        assert list(log(repository)) == before


def test_names_follow_the_mailmap_of_today(written: Office) -> None:
    subjects(written)
    (written.top / ".mailmap").write_text("张叁 <zhangsan@example.com>\n", encoding="utf-8")
    with written.repository() as repository:
        assert next(log(repository, FILES)).author == "张叁"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_git_folder_works_without(written: Office) -> None:
    git = written.top / ".git"
    git.chmod(0o555)
    try:
        assert subjects(written)[0] == "第5次"
    finally:
        git.chmod(0o755)


def test_it_may_be_removed_at_any_time(written: Office, file: Path) -> None:
    told = subjects(written)
    shutil.rmtree(file.parent)
    assert subjects(written) == told


def test_more_branches_than_orders_are_kept(written: Office) -> None:
    for _ in range(2):
        for back in range(6):
            with written.repository() as repository:
                found = [c.subject for c in log(repository, FILES, at=f"HEAD~{back}")]
            assert found == [f"第{n}次" for n in range(5 - back, -1, -1)]
