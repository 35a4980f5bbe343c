"""A disk that will not write: one sentence, exit code 5, the old file as it was."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from command import Msctl
from invented import LEDGER, ROAD, County

FULL = """
import resource, signal, sys
# half a file of compiled code would stay, and be what the next process reads
sys.dont_write_bytecode = True
from msctl.cli.main import run
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
sys.exit(run(sys.argv[1:], lambda records: 0))
"""
"""A process that may write no file beyond 200 bytes, as if the disk were full there."""


def on_full_disk(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", FULL, *args], capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="no limit of a file's size")
@pytest.mark.parametrize(
    "args",
    [
        ("set", ROAD, f"content={'长' * 200}"),
        ("new", LEDGER, "9", "桥", f"content={'长' * 200}"),
        ("export", LEDGER, "-o", "../表.txt"),
    ],
    ids=lambda args: args[0],
)
def test_a_full_disk_leaves_everything_as_it_was(county: County, args: tuple[str, ...]) -> None:
    before = county.tree()
    done = on_full_disk(*args)
    assert (done.returncode, done.stdout) == (5, "")
    assert "写不进去：文件太大" in done.stderr
    assert done.stderr.count("\n") == 1
    assert county.tree() == before
    assert list(county.top.glob("*.txt")) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes into read-only folders")
def test_a_read_only_folder_is_told(county: County, msctl: Msctl) -> None:
    before = county.tree()
    folder = county.root / LEDGER
    folder.chmod(0o555)
    try:
        done = msctl("set", ROAD, "name=路")
    finally:
        folder.chmod(0o755)
    assert done.code == 5
    assert f"{ROAD}.toml 写不进去" in done.err
    assert county.tree() == before


def test_a_file_where_a_folder_must_be_is_told(county: County, msctl: Msctl) -> None:
    (county.root / ".msctl").write_bytes(b"")
    before = county.tree()
    done = msctl("set", ROAD, "name=路")
    assert (done.code, done.err.count("\n")) == (5, 1)
    assert ".msctl" in done.err
    assert "内部出错" not in done.err
    assert county.tree() == before


def test_an_output_that_is_a_folder_is_told(county: County, msctl: Msctl, tmp_path: Path) -> None:
    done = msctl("list", LEDGER, "-o", str(tmp_path), "--force")
    assert (done.code, done.out, done.err.count("\n")) == (5, b"", 1)
    assert str(tmp_path) in done.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("command", ["list", "--version"])
def test_a_full_disk_behind_standard_output_is_told(county: County, command: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "msctl", command],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 5
    assert done.stderr.count("\n") == 1
    assert "磁盘已满" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_where_nobody_can_be_told_the_exit_code_tells(county: County) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "msctl", "list", "nowhere"], stderr=full, check=False
        )
    assert done.returncode == 2
