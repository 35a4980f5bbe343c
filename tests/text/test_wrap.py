"""Line breaks of Chinese text."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from msctl.text.width import cells
from msctl.text.wrap import wrap

CLOSING_MARKS = "，。、；：？！）》」』】”’％%…"
OPENING_MARKS = "（《「『【“‘"
ANY = st.text(
    st.sampled_from(f'年内完成三千万元建设ab12.-"  \n\u3000\u0301{CLOSING_MARKS}{OPENING_MARKS}'),
    max_size=60,
)
# Sentences as offices write them: a mark has words on both of its sides.
SENTENCES = st.lists(
    st.tuples(
        st.sampled_from(["", "", *OPENING_MARKS]),
        st.sampled_from(["完成", "建设", "20", "3.5", "2024", "km", "已投入运营", "计划投资"]),
        st.sampled_from(["", "", *CLOSING_MARKS, "）。", "》、"]),
    ),
    max_size=30,
).map(lambda parts: "".join("".join(part) for part in parts))


def without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


@settings(deadline=None)
@given(ANY, st.integers(2, 30))
def test_lines_fit_and_give_the_text_back(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    assert without_spaces("".join(lines)) == without_spaces(text)


@settings(deadline=None)
@given(ANY, st.integers(2, 30))
def test_line_breaks_of_the_text_stay(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert lines == [line for part in text.split("\n") for line in wrap(part, width)]
    assert len(lines) >= text.count("\n") + 1


@settings(deadline=None)
@given(SENTENCES, st.integers(14, 40))
def test_no_line_starts_with_a_closing_mark_or_ends_with_an_opening_one(
    text: str, width: int
) -> None:
    lines = wrap(text, width)
    # A mark that starts the text, or a row of opening marks, has nothing to hold on to.
    assert not [line for line in lines[1:] if line[0] in CLOSING_MARKS]
    assert not [line for line in lines[:-1] if line[-1] in OPENING_MARKS]


@settings(deadline=None)
@given(SENTENCES, st.integers(14, 40))
def test_numbers_and_words_stay_whole(text: str, width: int) -> None:
    words = re.findall(r"[A-Za-z0-9.]+", text)
    kept = [word for line in wrap(text, width) for word in re.findall(r"[A-Za-z0-9.]+", line)]
    if all(cells(word) < width - 4 for word in words):
        assert kept == words


def test_a_paragraph() -> None:
    text = "启动一中央厨房三助餐点建设（含餐车），计划投资20.5万元，完成45.5％。"
    assert wrap(text, 20) == [
        "启动一中央厨房三助餐",
        "点建设（含餐车），计",
        "划投资20.5万元，完成",
        "45.5％。",
    ]


def test_straight_quotation_marks_open_and_close_by_turns() -> None:
    assert wrap('进展"补贴文案"疑为"补贴方案"，请核对', 16) == [
        '进展"补贴文案"疑',
        '为"补贴方案"，请',
        "核对",
    ]
    assert wrap('另写"由二股填写的进展"；已定', 20) == ['另写"由二股填写的进', '展"；已定']
    assert wrap('直径5"的管道铺设完成', 10) == ['直径5"的管', "道铺设完成"]
    assert wrap('定为 "已完成" 的项目', 12) == ['定为 "已完', '成" 的项目']


def test_spaces_at_a_break_go_and_indents_stay() -> None:
    assert wrap("　　完成建设 投入运营", 12) == ["　　完成建设", "投入运营"]
    assert wrap("well known words", 10) == ["well known", "words"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert wrap("见abcdefghij。", 6) == ["见abcd", "efghi", "j。"]


def test_the_width_wins_where_marks_do_not_fit() -> None:
    assert wrap("完。", 2) == ["完", "。"]
    assert wrap("完", 1) == ["完"]


def test_empty_and_blank_lines() -> None:
    assert wrap("", 10) == [""]
    assert wrap("甲\n\n乙", 10) == ["甲", "", "乙"]
