import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from msctl.model.errors import MsctlError
from msctl.store.errors import DiskRefused, Locked
from msctl.store.lock import locked, private_folder

HOLD = """
import sys, time
from pathlib import Path
from msctl.store.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


FULL_DISK = """
import resource, sys
sys.dont_write_bytecode = True
from pathlib import Path
from msctl.model.errors import MsctlError
from msctl.store.lock import locked
from msctl.store.atomic import remove, replace
root = Path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
try:
    with locked(root):
        replace(root / "甲.toml", b"x")
except MsctlError as error:
    print(Path(error.details["file"]).name)
with locked(root):
    remove(root / "乙.toml")
"""
"""A process that may write nothing, as on a full disk: what there is can be removed."""


def held(root: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    with held(tmp_path) as holder:
        with pytest.raises(Locked) as caught, locked(tmp_path, patience=0.05):
            pass
        holder.communicate("")
    details = caught.value.details
    assert details["process"] == holder.pid
    assert details["holder"]
    assert str(details["since"])[:2] == "20"


def test_a_waiting_process_goes_on_when_the_holder_ends(tmp_path: Path) -> None:
    with held(tmp_path) as holder:
        assert holder.stdin is not None
        threading.Timer(0.1, holder.stdin.close).start()
        begun = time.monotonic()
        with locked(tmp_path, patience=10):
            assert time.monotonic() - begun < 9


def test_it_ends_with_a_holder_that_is_killed(tmp_path: Path) -> None:
    with held(tmp_path) as holder:
        holder.kill()
    with locked(tmp_path, patience=0.05):
        pass


def test_it_may_be_taken_again_inside_and_is_free_only_at_the_end(tmp_path: Path) -> None:
    with locked(tmp_path):
        with locked(tmp_path, patience=0):
            pass
        impatient = HOLD.replace("sys.argv[1])", "sys.argv[1]), 0.05")
        done = subprocess.run(
            [sys.executable, "-c", impatient, str(tmp_path)],
            input="",
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Locked" in done.stderr
    with held(tmp_path) as holder:
        holder.communicate("")


def test_an_error_inside_releases_it(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path):
        raise ZeroDivisionError
    with held(tmp_path) as holder:
        holder.communicate("")
    assert holder.returncode == 0


def test_two_threads_of_one_process_do_not_write_at_once(tmp_path: Path) -> None:
    inside: list[str] = []
    entered = threading.Event()
    refused: list[MsctlError] = []

    def other() -> None:
        entered.wait()
        try:
            with locked(tmp_path, patience=0.05):
                inside.append("other")
        except Locked as error:
            refused.append(error)

    thread = threading.Thread(target=other)
    thread.start()
    with locked(tmp_path):
        entered.set()
        thread.join()
        assert inside == []
    assert len(refused) == 1


def test_its_folder_is_no_concern_of_git(tmp_path: Path) -> None:
    folder = private_folder(tmp_path)
    assert (folder / ".gitignore").read_text("utf-8") == "*\n"


def test_on_a_full_disk_the_file_is_named_and_another_can_be_removed(tmp_path: Path) -> None:
    private_folder(tmp_path)
    (tmp_path / "乙.toml").write_bytes(b"x")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)], capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("甲.toml\n", "")
    assert [file.name for file in tmp_path.iterdir()] == [".msctl"]


def test_a_folder_that_a_full_disk_left_half_made_is_finished(tmp_path: Path) -> None:
    (private_folder(tmp_path) / ".gitignore").write_bytes(b"")
    assert (private_folder(tmp_path) / ".gitignore").read_text("utf-8") == "*\n"


def test_a_root_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DiskRefused), locked(tmp_path / "none"):
        pass
