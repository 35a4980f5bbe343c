"""Chinese input in a real terminal: what an input method commits arrives whole in every field, cut
at any byte and pasted, and the terminal's cursor stands where the next character goes."""

import re

import pytest
from invented import ROAD, County
from terminal import Terminal

F2, F4, F7, F8, F9 = b"\x1bOQ", b"\x1bOS", b"\x1b[18~", b"\x1b[19~", b"\x1b[20~"
TAB, BACK_TAB, ENTER, DOWN, RIGHT = b"\t", b"\x1b[Z", b"\r", b"\x1b[B", b"\x1b[C"
CTRL_P, CTRL_R = b"\x10", b"\x12"

SENTENCE = "完成路面硬化工程并通过验收，群众满意度达到百分之九十八以上，后续管护责任落实到村到人"
COMMITS = [SENTENCE[:size] for size in (1, 4, 5, 10, 40)]
PASTED = "粘贴的［一］"

REPORTED = "已完成路基5公里。"
"""What stands in the first field of the form: the cursor is behind it when the form is ready."""

FIELDS: dict[str, tuple[tuple[bytes, str], ...]] = {
    # keys from the grid, and what the screen shows when they are done
    "the filter": ((F7, "3 / 3"),),
    "a report": ((F2, "Ctrl+S 保存"),),
    "an amount": ((F2, "Ctrl+S 保存"), (TAB * 4, "")),
    "any field": ((F4, "全部字段"), (DOWN + ENTER, "Ctrl+S 保存")),
    "a cell of the grid": ((RIGHT * 2 + ENTER, ""),),
    "the message of a commit": ((F9, "存档说明"), (BACK_TAB, "")),
    "all commands": ((CTRL_P, "全部命令"),),
    "a moment of the past": ((CTRL_R, "日期或存档"),),
}


@pytest.mark.parametrize("field", FIELDS)
def test_committed_text_arrives_whole_in(field: str, archive: County) -> None:
    archive.replace(ROAD, "路基4公里", "路基5公里")
    with Terminal(archive, 280, 20) as terminal:
        terminal.wait_for("甲县2024年民生实事项目表")
        terminal.send(b"\x1b[F\r")
        terminal.wait_for("项目名称")
        for keys, shown in FIELDS[field]:
            terminal.send(keys)
            terminal.wait_for(shown)
            if keys == F2:
                terminal.wait_until(lambda: terminal.before_cursor == REPORTED[-1], "the cursor")
            terminal.read(0.2)
        typed = ""
        for number, commit in enumerate(COMMITS):
            data = commit.encode("utf-8")
            # each commit is cut at other bytes, inside characters too
            for start in range(0, len(data), number + 1):
                terminal.send(data[start : start + number + 1])
                terminal.read(0.001)
            typed += commit
        terminal.send(b"\x1b[200~" + PASTED.encode("utf-8") + b"\x1b[201~")
        typed += PASTED
        terminal.wait_for(PASTED)
        if field == "a cell of the grid":
            # the cell is narrow: its end is in sight, the whole goes into the record
            terminal.send(ENTER)
            terminal.wait_for(typed[:4])
            terminal.send(b"\x13")
            terminal.wait_for("已保存")
            assert typed in archive.text(ROAD)
        else:
            terminal.wait_until(lambda: typed in re.sub(r"\s", "", terminal.text), typed)
            terminal.wait_until(lambda: terminal.before_cursor == PASTED[-1], "the cursor")
    assert not re.search(rb"\x1b\[>[0-9;]*u", terminal.received), "kitty keys were asked for"


def test_a_commit_in_one_burst_with_the_key_that_opens_a_cell_is_whole(archive: County) -> None:
    with Terminal(archive, 160, 20) as terminal:
        terminal.wait_for("甲县2024年民生实事项目表")
        terminal.send(b"\x1b[F\r")
        terminal.wait_for("丁街道")
        terminal.send(RIGHT * 2 + ENTER + "，含桥涵三座".encode())
        terminal.wait_for("含桥涵三座")
        terminal.send(ENTER + b"\x13")
        terminal.wait_for("已保存")
        assert 'name = "村道路硬化，含桥涵三座"' in archive.text(ROAD)
