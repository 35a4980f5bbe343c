"""LibreOffice that fails, hangs or writes nonsense: one sentence, nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from msctl.importing.errors import Damaged, OfficeFailed, OfficeTooSlow
from msctl.importing.readers import office
from msctl.importing.readers.opening import open_document
from msctl.importing.readers.source import Source

RTF = b"{\\rtf1 \\trowd 1\\cell\\row}"
HANGS = 'sleep 300 & echo $! > "$PIDS"\ncat "$6" > /dev/null\nwait'
"""Starts a process of its own, as LibreOffice does, and never ends."""


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with ``bin`` for programs and an empty ``tmp``, where documents are put."""
    for name in ("bin", "tmp"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setenv("PIDS", str(tmp_path / "pids"))
    monkeypatch.setattr("tempfile.tempdir", None)
    return tmp_path


def program(places: Path, script: str) -> None:
    file = places / "bin" / "soffice"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def child(places: Path) -> int:
    """The process that the program started, once it runs."""
    file = places / "pids"
    while not (file.exists() and file.read_text().strip()):
        time.sleep(0.02)
    return int(file.read_text())


def ends(process: int) -> None:
    """Waits until a process is gone; one that is not fails the test by never coming back."""
    while True:
        try:
            state = Path(f"/proc/{process}/stat").read_text()
        except FileNotFoundError:
            return
        if state.rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("exit 77", OfficeFailed),
        ("echo nonsense; echo nonsense >&2", OfficeFailed),
        ('mkdir "${10}"; echo nonsense > "${10}/document.docx"', Damaged),
    ],
)
def test_a_conversion_that_fails(places: Path, script: str, error: type[Exception]) -> None:
    program(places, script)
    with pytest.raises(error):
        open_document(Source("文件", RTF))
    assert not list((places / "tmp").iterdir())


def test_a_conversion_that_hangs_is_ended_with_all_it_started(
    places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(places, HANGS)
    monkeypatch.setattr(office, "SECONDS", 1)
    with pytest.raises(OfficeTooSlow):
        open_document(Source("文件", RTF))
    ends(child(places))
    assert not list((places / "tmp").iterdir())


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_command_that_is_ended_meanwhile_leaves_nothing(places: Path, ending: int) -> None:
    program(places, HANGS)
    file = places / "甲.rtf"
    file.write_bytes(RTF)
    command = [sys.executable, "-m", "msctl", "import", str(file), "--list"]
    records = places / "records"
    records.mkdir()
    (records / "msctl.toml").write_text("")
    process = subprocess.Popen(
        command,
        cwd=records,
        env=os.environ.copy(),
        stdout=subprocess.DEVNULL,
        stderr=-3,
        # a runner of tests in the background may have been told to ignore it
        preexec_fn=lambda: signal.signal(ending, signal.SIG_DFL),
    )
    started = child(places)
    process.send_signal(ending)
    assert process.wait() != 0
    ends(started)
    assert not list((places / "tmp").iterdir())
