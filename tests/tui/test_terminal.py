"""The program in a real terminal: keys as bytes, input methods, pastes, signals."""

import re
import signal
from pathlib import Path

import pytest
from invented import ELDERLY, ROAD, County
from offices import Offices
from terminal import Terminal

F2, F4, F6, F9, F10 = b"\x1bOQ", b"\x1bOS", b"\x1b[17~", b"\x1b[20~", b"\x1b[21~"
CTRL_S = b"\x13"
WORDS = "完成路面硬化工程并通过验收，群众满意度达到百分之九十八以上，后续管护责任已经落实到村到人。"


def open_form(terminal: Terminal) -> None:
    """The form of the first project of the newest ledger, the last one of the overview."""
    terminal.wait_for("已读取 4 个项目")
    terminal.send(b"\x1b[F\r")
    terminal.wait_for("村道路硬化")
    terminal.send(F2)
    terminal.wait_for("进展情况")


def test_committed_text_arrives_whole_however_it_is_cut(archive: County) -> None:
    commits = [WORDS[:size] for size in (1, 4, 5, 10, 40)]
    assert len(commits[-1]) == 40
    with Terminal(archive) as terminal:
        open_form(terminal)
        for number, commit in enumerate(commits):
            data = commit.encode("utf-8")
            # each commit is cut at other bytes, inside characters too
            for start in range(0, len(data), number + 1):
                terminal.send(data[start : start + number + 1])
                terminal.read(0.002)
        terminal.send(b"\x1b[200~" + "粘贴的文字［一］\n第二行".encode() + b"\x1b[201~")
        terminal.wait_for("第二行")
        terminal.send(CTRL_S)
        terminal.wait_for("已保存")
        terminal.send(F10)
        assert terminal.wait() == 0
    assert not re.search(rb"\x1b\[>[0-9;]*u", terminal.received), "kitty keys were asked for"
    typed = "".join(commits)
    assert f"已完成路基4公里。{typed}粘贴的文字［一］\n第二行" in archive.text(ROAD)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_saves_what_is_typed_and_restores_the_terminal(
    archive: County, number: signal.Signals
) -> None:
    with Terminal(archive) as terminal:
        open_form(terminal)
        terminal.send("另有三公里正在施工。")
        terminal.wait_for("另有三公里正在施工。")
        terminal.kill(number)
        assert terminal.wait() == 0
    assert b"\x1b[?1049l" in terminal.received, "the terminal is left in its other screen"
    assert "已完成路基4公里。另有三公里正在施工。" in archive.text(ROAD)


def test_a_killed_session_is_found_again(archive: County) -> None:
    with Terminal(archive) as terminal:
        open_form(terminal)
        terminal.send("另有三公里。")
        terminal.wait_for("另有三公里。")
        terminal.read(1.5)  # the journal is written a second after a key
        terminal.kill(signal.SIGKILL)
        terminal.wait()
    assert "另有三公里" not in archive.text(ROAD)
    with Terminal(archive) as terminal:
        terminal.wait_for("有 1 处填写可以找回")
        terminal.send(CTRL_S)
        terminal.wait_for("已找回 1 处")
        terminal.send(CTRL_S)
        terminal.wait_for("已保存")
        terminal.send(F10)
        assert terminal.wait() == 0
    assert "已完成路基4公里。另有三公里。" in archive.text(ROAD)


def test_an_editor_that_fails_gives_the_terminal_back(archive: County, tmp_path: Path) -> None:
    # the file that the editor got is kept: in the test's own folder
    with Terminal(archive, VISUAL="false", TMPDIR=str(tmp_path)) as terminal:
        open_form(terminal)
        terminal.send(F4)
        terminal.wait_for("false")
        terminal.send("另有三公里。")
        terminal.wait_for("另有三公里。")
        terminal.send(CTRL_S)
        terminal.wait_for("已保存")
        terminal.send(F10)
        assert terminal.wait() == 0
    assert "已完成路基4公里。另有三公里。" in archive.text(ROAD)


def test_keys_in_one_burst_keep_their_order(archive: County) -> None:
    with Terminal(archive) as terminal:
        open_form(terminal)
        # four characters taken back, three typed and one taken back, the cursor moved, one more
        terminal.send(b"\x7f" * 4 + "5公里里".encode() + b"\x7f" + "。".encode() + b"\x1b[D!")
        terminal.wait_for("公里!。")
        terminal.send(CTRL_S)
        terminal.wait_for("已保存")
        terminal.send(F10)
        assert terminal.wait() == 0
    assert "已完成路基5公里!。" in archive.text(ROAD)


def test_keys_in_one_burst_reach_the_pages_that_they_open(archive: County) -> None:
    with Terminal(archive) as terminal:
        terminal.wait_for("已读取 4 个项目")
        # to the newest ledger, into it, into the form of its first project, and from there on
        keys = (b"\x1b[F", b"\r", F2, "甲乙。", b"\t", F6, "丙丁。", b"\x13", F10)
        terminal.send(b"".join(key.encode() if isinstance(key, str) else key for key in keys))
        assert terminal.wait() == 0
    assert "已完成路基4公里。甲乙。" in archive.text(ROAD)
    assert "丙丁。" not in archive.text(ROAD)
    assert "丙丁。" in archive.text(ELDERLY)


def test_a_key_just_before_saving_is_saved(archive: County) -> None:
    with Terminal(archive) as terminal:
        open_form(terminal)
        terminal.send("另有三公里。".encode() + CTRL_S)
        terminal.wait_for("已保存")
        terminal.send(F10)
        assert terminal.wait() == 0
    assert "已完成路基4公里。另有三公里。" in archive.text(ROAD)


def test_keys_in_one_burst_answer_the_conflict_the_cursor_reached(
    archive: County, tmp_path: Path
) -> None:
    offices = Offices(archive, tmp_path)
    offices.theirs.replace(ROAD, "路基4公里", "路基6公里")
    offices.theirs_change(ROAD, "county = 60.5", "county = 70")
    archive.replace(ROAD, "路基4公里", "路基5公里")
    offices.ours_change(ROAD, "county = 60.5", "county = 65")
    with Terminal(archive) as terminal:
        terminal.wait_for("待推送 1")
        terminal.send(b"\x07")  # Ctrl+G
        terminal.wait_for("还有 2 处要决定")
        terminal.wait_for("李四")
        terminal.send(b"\x1b[B\x1b[17~")  # down, F6
        terminal.wait_for('对方"已完成路基6公里。"')
        terminal.send(b"\x1b[15~")  # F5
        terminal.wait_for("按 F9 完成并同步")
        terminal.send(F9)
        terminal.wait_for("收到 1 次存档，送出 2 次")
        terminal.send(F10)
        assert terminal.wait() == 0
    assert "county = 65\n" in offices.shared_text(ROAD)
    assert "路基6公里" in offices.shared_text(ROAD)


def test_a_key_just_before_one_that_goes_before_the_field_is_not_lost(archive: County) -> None:
    with Terminal(archive) as terminal:
        open_form(terminal)
        terminal.send("新".encode() + F6)
        terminal.wait_for("甲县 2 老年食堂")
        assert "已完成路基4公里。新" in archive.text(ROAD)
        terminal.send("难".encode() + F10)
        terminal.wait_for("还有 1 处未保存，要退出吗？")
        terminal.send(b"\x1b[C\r")
        assert terminal.wait() == 0
    assert 'progress = "难"' in archive.text(ELDERLY)
