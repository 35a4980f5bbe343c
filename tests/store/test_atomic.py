import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from slow_disk import slow_disk

from msctl.store import atomic
from msctl.store.errors import DiskRefused

KILLED = """
import os, signal, sys
from pathlib import Path
from msctl.store import atomic
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
setattr({where}, {name!r}, die)
atomic.replace(Path(sys.argv[1]), b"new" * 1000)
"""
POINTS = {
    "before the data is on the disk": ("os", "fsync"),
    "between write and rename": ("Path", "replace"),
}


@pytest.mark.parametrize("point", POINTS)
def test_a_process_killed_midway_leaves_the_old_file(tmp_path: Path, point: str) -> None:
    where, name = POINTS[point]
    file = tmp_path / "a.toml"
    file.write_bytes(b"old")
    script = KILLED.format(where=where, name=name)
    done = subprocess.run([sys.executable, "-c", script, str(file)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert file.read_bytes() == b"old"


def test_what_a_killed_process_leaves_is_hidden_and_no_record(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(b"old")
    script = KILLED.format(where="Path", name="replace")
    subprocess.run([sys.executable, "-c", script, str(file)], check=False)
    left = [path.name for path in tmp_path.iterdir() if path != file]
    assert len(left) == 1
    assert left[0].startswith(".a.toml.")
    assert not left[0].endswith(".toml")


def test_a_new_file_comes_whole_with_its_folder(tmp_path: Path) -> None:
    atomic.replace(tmp_path / "x/y/a.toml", b"new")
    assert (tmp_path / "x/y/a.toml").read_bytes() == b"new"
    assert [path.name for path in (tmp_path / "x/y").iterdir()] == ["a.toml"]


def test_the_mode_of_a_file_stays_whatever_the_umask(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(b"old")
    file.chmod(0o664)
    before = os.umask(0o077)
    try:
        atomic.replace(file, b"new")
    finally:
        os.umask(before)
    assert file.stat().st_mode & 0o777 == 0o664


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        atomic.replace(tmp_path / "a.toml", b"new")
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)
    assert (tmp_path / "a.toml").stat().st_mode & 0o777 == 0o640


def test_a_refusal_names_the_file_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.toml").mkdir()
    with pytest.raises(DiskRefused) as caught:
        atomic.replace(tmp_path / "a.toml", b"new")
    assert caught.value.details["file"] == tmp_path / "a.toml"
    assert [path.name for path in tmp_path.iterdir()] == ["a.toml"]


def test_removing_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DiskRefused):
        atomic.remove(tmp_path / "a.toml")


def test_many_files_are_replaced_and_a_refused_one_is_told(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.toml" for number in range(20)]
    for file in files:
        file.write_bytes(b"old")
        file.chmod(0o640)
    refused = tmp_path / "folder.toml"
    refused.mkdir()
    (refused / "x").write_bytes(b"")
    with pytest.raises(DiskRefused) as raised:
        atomic.replace_all(
            [(files[0], b"new"), (refused, b"new"), *((f, b"new") for f in files[1:])]
        )
    assert raised.value.details["file"] == refused
    assert {file.read_bytes() for file in files} == {b"new"}
    assert {file.stat().st_mode & 0o777 for file in files} == {0o640}
    assert not list(tmp_path.glob(".*.new"))


def test_what_is_raised_midway_leaves_each_file_whole_or_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / f"{number}.toml" for number in range(20)]
    for file in files:
        file.write_bytes(b"old")
    slow_disk(monkeypatch)

    def stop(done: int) -> None:
        raise ZeroDivisionError(done)

    with pytest.raises(ZeroDivisionError, match="1"):
        atomic.replace_all([(file, b"new") for file in files], stop)
    new = [file.read_bytes() for file in files].index(b"old")
    # the second one may have been begun
    assert new in (1, 2)
    assert [file.read_bytes() for file in files[new:]] == [b"old"] * (20 - new)
    assert not list(tmp_path.glob(".*.new"))


def test_a_folder_is_synced_once_behind_the_last_of_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / folder / f"{number}.toml" for folder in "ab" for number in range(10)]
    synced: list[tuple[str, set[bytes]]] = []
    sync = atomic.sync_folder

    def told(folder: Path) -> None:
        sync(folder)
        synced.append((folder.name, {file.read_bytes() for file in folder.iterdir()}))

    monkeypatch.setattr(atomic, "sync_folder", told)
    blocked = tmp_path / "c"
    blocked.write_bytes(b"")
    with pytest.raises(DiskRefused) as raised:
        atomic.replace_all([(blocked / "1.toml", b"new"), *((file, b"new") for file in files)])
    assert raised.value.details["file"] == blocked / "1.toml"
    assert synced == [("a", {b"new"}), ("b", {b"new"})]
