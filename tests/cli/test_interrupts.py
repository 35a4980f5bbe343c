"""The other end goes away, or the person presses Ctrl-C."""

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from invented import ROAD, County

MSCTL = f"{shlex.quote(sys.executable)} -m msctl"


def many(county: County) -> None:
    """More than a pipe holds."""
    for number in range(100, 140):
        county.write(
            f"jia-xian/2024/minsheng/{number}-xiangmu",
            f'number = "{number}"\nname = "项目"\ncontent = "{"长" * 3000}"\n',
        )


@pytest.mark.parametrize(
    "command", ["list --columns name,content", "show jia-xian", "search 长", "check"]
)
def test_a_reader_that_stops_reading_is_no_error(county: County, command: str) -> None:
    many(county)
    done = subprocess.run(
        ["bash", "-c", f"{MSCTL} {command} | head -c 1; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode in (0, 1)


@pytest.mark.parametrize("command", ["list | true", "settings | true", "--help | true", "list >&-"])
def test_nobody_who_reads_at_all_is_no_error(county: County, command: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{MSCTL} {command}; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        check=False,
    )
    told = "settings.toml" if command.startswith("settings") else ""
    assert done.stderr.count("\n") == bool(told)
    assert told in done.stderr
    assert (done.returncode, done.stdout) == (0, "")


def test_ctrl_c_ends_without_a_traceback_and_releases_the_lock(county: County) -> None:
    before = county.tree()
    ready = county.top / "ready"
    editor = county.top / "editor.sh"
    editor.write_text(f"touch {shlex.quote(str(ready))}\nexec sleep 30\n", encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "msctl", "edit", ROAD],
        env=os.environ | {"EDITOR": f"sh {shlex.quote(str(editor))}"},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # a runner of tests in the background may have been told to ignore it
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    wait_for(ready)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=20)
    assert running.returncode == 130
    assert "Traceback" not in said
    assert county.tree() == before


def wait_for(file: Path) -> None:
    deadline = time.monotonic() + 20
    while not file.exists():
        assert time.monotonic() < deadline, f"{file} never came"
        time.sleep(0.02)
