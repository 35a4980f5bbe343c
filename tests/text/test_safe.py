"""Text from records made safe to show."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msctl.text.safe import printable, single_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m红\x1b[0m", "\\x1b[31m红\\x1b[0m"),
        ("\x9b2J\x00\x7f", "\\x9b2J\\x00\\x7f"),
        ("甲\u202e乙\u2066", "甲\\u202e乙\\u2066"),
        ("甲\r乙", "甲\\x0d乙"),
        ("\U000e0041\ud800", "\\U000e0041\\ud800"),
        ("一\n\t二", "一\n\t二"),
        ("[red]苏政办发〔2024〕12号\\n", "[red]苏政办发〔2024〕12号\\n"),
    ],
)
def test_what_steers_the_terminal_is_shown(text: str, shown: str) -> None:
    assert printable(text) == shown


@settings(deadline=None)
@given(st.text(st.characters() | st.sampled_from("\x1b\x9b\n\t\r\u202e\u2028")))
def test_no_control_character_is_left(text: str) -> None:
    assert not [c for c in printable(text) if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    line = single_line(text)
    assert not [c for c in line if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
    assert line.splitlines() == ([line] if line else [])


def test_a_single_line_has_a_space_for_each_break() -> None:
    assert single_line("红十\r\n字会\t甲\n乙") == "红十 字会 甲 乙"
