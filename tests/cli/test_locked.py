"""Another process that writes: named while it lives, gone when it is killed."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from command import Msctl
from invented import ROAD, County

from msctl.store import lock

HOLD = """
import sys, time
from pathlib import Path
from msctl.store.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(archive: County) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(archive.root)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_change_waits_then_names_the_holder_and_writes_nothing(
    archive: County,
    msctl: Msctl,
    holder: subprocess.Popen[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 1.0)
    before = archive.tree()
    done = msctl("set", ROAD, "name=路")
    assert (done.code, done.out, done.err.count("\n")) == (4, b"", 1)
    assert f"（进程 {holder.pid}，" in done.err
    assert archive.tree() == before


def test_looking_needs_no_lock(
    archive: County, msctl: Msctl, holder: subprocess.Popen[str]
) -> None:
    for args in (("list",), ("check",), ("status",), ("log",), ("--at", "HEAD", "show", ROAD)):
        assert msctl(*args).code == 0


def test_the_lock_of_a_killed_holder_is_free(
    archive: County, msctl: Msctl, holder: subprocess.Popen[str]
) -> None:
    holder.kill()
    holder.wait()
    assert msctl("set", ROAD, "name=路").code == 0
