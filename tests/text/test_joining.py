"""Titles of several lines on one."""

import pytest

from msctl.text.joining import one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("甲县2024年民生实事\n进展情况表", "甲县2024年民生实事进展情况表"),
        ("甲县民生实事  \n  2024 plan\n", "甲县民生实事2024 plan"),
        ("plan\nof 2024", "plan of 2024"),
        ("甲县\n\n进展 情况", "甲县进展 情况"),
        ("\x1b甲", "\\x1b甲"),
    ],
)
def test_a_break_inside_chinese_leaves_no_blank(text: str, line: str) -> None:
    assert one_line(text) == line
