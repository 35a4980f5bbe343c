"""What a look at the records' files tells."""

import os
import shutil
import time
from pathlib import Path

import pytest

from msctl.store import watching
from msctl.store.watching import Watch

LEDGER = "a/2024/b"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("msctl.toml", f"{LEDGER}/ledger.toml", f"{LEDGER}/1.toml", f"{LEDGER}/2.toml"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("name = 1\n", encoding="utf-8")
    for path in (tmp_path, *tmp_path.rglob("*")):
        rest(path)
    return tmp_path


def rest(path: Path, seconds: float = 60) -> None:
    """Let a file's last change be a while ago."""
    when = time.time() - seconds
    os.utime(path, (when, when))


def test_nothing_is_told_of_files_that_rest(root: Path) -> None:
    watch = Watch(root)
    assert watch.look() == watch.look() == frozenset()


def test_a_change_in_place_of_the_same_size_is_seen(root: Path) -> None:
    watch = Watch(root)
    (root / LEDGER / "1.toml").write_text("name = 2\n", encoding="utf-8")
    assert watch.look() == {f"{LEDGER}/1.toml"}


def test_a_replaced_file_of_the_same_size_and_time_is_seen(root: Path) -> None:
    watch = Watch(root)
    told = (root / LEDGER / "1.toml").stat()
    new = root / LEDGER / ".new"
    new.write_text("name = 2\n", encoding="utf-8")
    os.utime(new, ns=(told.st_atime_ns, told.st_mtime_ns))
    new.replace(root / LEDGER / "1.toml")
    assert watch.look() == {f"{LEDGER}/1.toml"}


def test_new_and_removed_files_and_folders_are_seen(root: Path) -> None:
    watch = Watch(root)
    (root / LEDGER / "2.toml").unlink()
    (root / "c/2024/d").mkdir(parents=True)
    (root / "c/2024/d/ledger.toml").write_text("", encoding="utf-8")
    assert watch.look() == {f"{LEDGER}/2.toml", "c/2024/d/ledger.toml"}
    shutil.rmtree(root / "c")
    shutil.rmtree(root / "a")
    assert watch.look() == {"c/2024/d/ledger.toml", f"{LEDGER}/1.toml", f"{LEDGER}/ledger.toml"}


def test_what_holds_no_record_is_passed_over(root: Path) -> None:
    watch = Watch(root)
    (root / ".msctl").mkdir()
    (root / ".msctl" / "1.toml").write_text("", encoding="utf-8")
    (root / LEDGER / ".1.toml.swp").write_text("", encoding="utf-8")
    (root / LEDGER / "table.csv").write_text("", encoding="utf-8")
    (root / LEDGER / "link.toml").symlink_to(root / LEDGER / "1.toml")
    assert watch.look() == frozenset()


def test_a_file_changed_just_now_is_told_once_more_when_it_rests(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def now(seconds: float) -> None:
        """So long after the file's change."""
        clock = file.stat().st_mtime_ns + int(seconds * 1e9)
        monkeypatch.setattr(time, "time_ns", lambda: clock)

    watch = Watch(root)
    file = root / LEDGER / "1.toml"
    file.write_text("name = 2\n", encoding="utf-8")
    now(watching.RACY / 2)
    assert watch.look() == {f"{LEDGER}/1.toml"}
    assert watch.look() == frozenset()
    # the same time, size and number again: what was read may be older than what is there now
    now(watching.RACY + 1)
    assert watch.look() == {f"{LEDGER}/1.toml"}
    assert watch.look() == frozenset()


def test_files_have_their_turn_where_there_are_many(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "AT_A_LOOK", 1)
    for number in range(6):
        folder = root / f"r{number}" / "2024" / "x"
        folder.mkdir(parents=True)
        (folder / "1.toml").write_text("a", encoding="utf-8")
        for path in (folder / "1.toml", folder, folder.parent, folder.parent.parent):
            rest(path)
    rest(root)
    watch = Watch(root)
    for number in range(6):
        with (root / f"r{number}" / "2024" / "x" / "1.toml").open("a", encoding="utf-8") as file:
            file.write("b")
    looks = [watch.look() for _ in range(watching.MOST_PARTS)]
    assert len(frozenset().union(*looks)) == 6
    assert all(look for look in looks), "each look has its part"


def test_a_root_that_goes_away_ends_nothing(root: Path) -> None:
    watch = Watch(root)
    shutil.rmtree(root)
    assert len(watch.look()) == 4
    assert watch.look() == frozenset()
