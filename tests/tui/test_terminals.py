"""Terminals of every kind: their keys, no colour, no mouse, their title, wide ambiguous marks."""

import re
from pathlib import Path

import pytest
from invented import County
from terminal import Terminal

from msctl.text.width import cells

COLOR = re.compile(rb"\x1b\[[0-9;]*(?<![0-9])[34][0-7](?![0-9])[0-9;]*m|\x1b\[[0-9;]*[34]8;[25];")
UNDERLINED = re.compile(rb"\x1b\[(?:[0-9;]*;)?4[;m]")
F10 = b"\x1b[21~"

TERMINALS = {
    # how a terminal of this kind sends F1
    "xterm-256color": b"\x1bOP",
    "xterm": b"\x1b[11~",
    "screen": b"\x1bOP",
    "tmux-256color": b"\x1bOP",
    "linux": b"\x1b[[A",
    "vt100": b"\x1bOP",
}


@pytest.mark.parametrize("kind", TERMINALS)
def test_the_screens_work_in(kind: str, archive: County) -> None:
    with Terminal(archive, TERM=kind) as terminal:
        terminal.wait_for("甲县2024年民生实事项目表")
        terminal.send(TERMINALS[kind])
        terminal.wait_for("说明当前画面的按键")
        terminal.send(b"\x1b")
        terminal.wait_for("F10 退出")
        terminal.send(F10)
        assert terminal.wait() == 0
    assert b"\x1b[?1049l" in terminal.received, "the terminal is left in its other screen"
    has_title = kind not in ("linux", "vt100")
    assert (b"\x1b]2;msctl records\x07" in terminal.received) == has_title
    assert terminal.received.count(b"\x1b[22;2t") == terminal.received.count(b"\x1b[23;2t")
    assert not re.search(rb"\x1b\[>[0-9;]*u", terminal.received), "kitty keys were asked for"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "vt220")])
def test_without_colour_and_mouse(
    name: str, value: str, archive: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = value if name == "TERM" else "xterm-256color"
    monkeypatch.setenv(name, value)
    with Terminal(archive, options=("--no-mouse",), TERM=kind) as terminal:
        terminal.wait_for("甲县2024年民生实事项目表")
        terminal.send(b"\x1b[F\r")
        terminal.wait_for("项目名称")
        terminal.send(b"\x14\t")  # Ctrl+T, then to the second choice
        terminal.wait_until(lambda: UNDERLINED.search(terminal.received), "an underline")
        terminal.send(F10)
        assert terminal.wait() == 0
    assert not COLOR.search(terminal.received)
    assert not re.search(rb"\x1b\[\?100[0-3]h", terminal.received), "the mouse was asked for"


def test_with_colour_and_mouse_both_are_there(archive: County) -> None:
    """So that the test before this one can fail."""
    with Terminal(archive) as terminal:
        terminal.wait_for("甲县2024年民生实事项目表")
        terminal.send(F10)
        assert terminal.wait() == 0
    assert COLOR.search(terminal.received)
    assert re.search(rb"\x1b\[\?100[0-3]h", terminal.received)


def test_the_title_says_what_is_unsaved(archive: County) -> None:
    with Terminal(archive) as terminal:
        terminal.wait_for("甲县2024年民生实事项目表")
        terminal.send(b"\x1b[F\r")
        terminal.wait_for("项目名称")
        terminal.send(b"\x1bOQ")
        terminal.wait_for("Ctrl+S 保存")
        terminal.send("新")
        terminal.wait_until(
            lambda: "\x1b]2;* 未保存 1 - msctl records\x07".encode() in terminal.received, "title"
        )
        before = len(terminal.received)
        terminal.send(b"\x13")
        terminal.wait_until(
            lambda: b"\x1b]2;msctl records\x07" in terminal.received[before:], "title"
        )
        terminal.send(F10)
        assert terminal.wait() == 0


def test_marks_of_two_cells_push_nothing_aside(archive: County, tmp_path: Path) -> None:
    """In a terminal that draws ambiguous characters two cells wide, every line keeps its width."""
    settings = tmp_path / "wide.toml"
    settings.write_text('ambiguous = "wide"\nframes = "lines"\n')
    archive.replace("jia-xian/2024/minsheng/01-cun-daolu", "村道路硬化", "“村道”①硬化")
    with Terminal(archive, 130, 24, MSCTL_SETTINGS=str(settings), wide=True) as terminal:
        terminal.wait_for("甲县2024年民生实事项目表")
        terminal.send(b"\x1b[F\r")
        terminal.wait_for("丁街道")  # in the pane of the project
        lines = terminal.text.splitlines()
        [row] = [line for line in lines if "“村道”①硬化" in line and "乙局" in line]
        [other] = [line for line in lines if "老年食堂" in line and "丙局" in line]
        assert column(row, "乙局") == column(other, "丙局")
        assert column(row, "|", 2) == column(other, "|", 2), "frames are ASCII then"
        terminal.send(F10)
        assert terminal.wait() == 0


@pytest.mark.parametrize(("setting", "marks"), [("wide", "“”"), ("narrow", '""')])
def test_an_error_is_whole_whatever_the_terminal_makes_of_its_marks(
    archive: County, tmp_path: Path, setting: str, marks: str
) -> None:
    """In a terminal with wide marks, whether the settings say so or not."""
    settings = tmp_path / "own.toml"
    settings.write_text(f'ambiguous = "{setting}"\n')
    rest = f"{marks[1]}不是字段；要按原文查找，请加英文引号。"
    # with marks of one cell it would take the whole line
    key = "颜" * ((78 - cells(f"筛选中的{marks[0]}{rest}")) // 2)
    with Terminal(archive, MSCTL_SETTINGS=str(settings), wide=True) as terminal:
        terminal.wait_for("甲县2024年民生实事项目表")
        terminal.send(b"\x1b[F\r")
        terminal.wait_for("项目名称")
        terminal.send(b"/")
        terminal.wait_for("输入名称、单位")
        terminal.send(f"{key}:红")
        terminal.wait_for("请加英文引")
        terminal.wait_for("号。")  # on the next line
        told = "".join(line.strip() for line in terminal.text.splitlines()[-4:-1])
        assert f"筛选中的{marks[0]}{key}{rest}" in told
        terminal.send(F10)
        assert terminal.wait() == 0


def column(line: str, mark: str, times: int = 1) -> int:
    """The cell where a mark stands for the n-th time, on a terminal with wide marks."""
    from unicodedata import east_asian_width

    before = mark.join(line.split(mark)[:times])
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in before)
