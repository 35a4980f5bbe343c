"""What is different on a terminal: questions are asked, and the screens open."""

import os
import pty
import subprocess
import sys
from collections.abc import Iterator

import pytest
from invented import LEDGER, ROAD, County

SCREENS = """
import sys
from msctl.cli.main import run
def screens(root, when, _settings):
    print("screens of", root.root.name, when)
    return 0
sys.exit(run(sys.argv[1:], screens))
"""


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Both ends of a terminal: the person's and the program's."""
    person, program = pty.openpty()
    yield person, program
    for end in (person, program):
        os.close(end)


@pytest.mark.parametrize(("answer", "code", "kept"), [(b"n\n", 130, True), (b"y\n", 0, False)])
def test_removing_asks_first(
    county: County, terminal: tuple[int, int], answer: bytes, code: int, kept: bool
) -> None:
    person, program = terminal
    os.write(person, answer)
    done = subprocess.run(
        [sys.executable, "-m", "msctl", "remove", ROAD],
        stdin=program,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (code, "")
    assert f"删去 {ROAD}（村道路硬化）？" in done.stderr
    assert county.file(ROAD).exists() is kept


@pytest.mark.parametrize("args", [(), ("--at", "2024-03-01")], ids=["now", "then"])
def test_without_a_command_the_screens_open(
    archive: County, terminal: tuple[int, int], args: tuple[str, ...]
) -> None:
    person, program = terminal
    done = subprocess.run(
        [sys.executable, "-c", SCREENS, *args], stdin=program, stdout=program, check=False
    )
    assert done.returncode == 0
    told = os.read(person, 100).decode("utf-8").strip()
    assert told == f"screens of records {args[1] if args else None}"


def test_a_moment_before_the_first_is_told_and_no_screen_opens(
    archive: County, terminal: tuple[int, int]
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCREENS, "--at", "2023-01-01"],
        stdin=terminal[1],
        stdout=terminal[1],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "2024-03-01" in done.stderr


def test_a_text_that_is_refused_can_be_edited_again(
    county: County, terminal: tuple[int, int]
) -> None:
    person, program = terminal
    editor = county.top / "editor.sh"
    editor.write_text(
        'if grep -q "= =" "$1"; then sed -i "s/= = 120/= 130/" "$1"\n'
        'else sed -i "s/= 120/= = 120/" "$1"; fi\n',
        encoding="utf-8",
    )
    os.write(person, b"y\n")
    done = subprocess.run(
        [sys.executable, "-m", "msctl", "edit", ROAD],
        stdin=program,
        capture_output=True,
        text=True,
        env=os.environ | {"EDITOR": f"sh '{editor}'"},
        check=False,
    )
    assert "第 15 行第 9 列" in done.stderr
    assert "要再改一次吗？" in done.stderr
    assert done.returncode == 0
    assert "total = 130\n" in county.text(ROAD)


def test_a_workbook_is_not_thrown_at_the_terminal(
    county: County, terminal: tuple[int, int]
) -> None:
    _, program = terminal
    done = subprocess.run(
        [sys.executable, "-m", "msctl", "export", LEDGER, "--format", "xlsx"],
        stdout=program,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == "msctl: xlsx 不能显示在终端上；请用 -o 文件名 写入文件。\n"
