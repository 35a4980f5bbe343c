"""Word keys in Chinese text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msctl.text.words import tokens, word_left, word_right

TEXTS = st.text(
    st.sampled_from("完成老旧小区的，。 12.5%％ab \n①“”é") | st.characters(), max_size=20
)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("老旧小区加装电梯", "老旧|小区|加装|电梯"),
        ("完成路面硬化工程并通过验收，满意", "完成|路面|硬化|工程|并|通过|验收|，|满意"),
        ("投资1,200.5万元，占45％", "投资|1,200.5|万元|，|占|45％"),
        ("Q2 report_3", "Q|2| |report|_|3"),
    ],
)
def test_tokens(text: str, pieces: str) -> None:
    assert tokens(text) == pieces.split("|")


def test_a_word_key_takes_one_token_and_the_space_beside_it() -> None:
    text = "完成投资 三千"
    assert [word_left(text, at) for at in (7, 5, 4, 2, 0)] == [5, 2, 2, 0, 0]
    assert [word_right(text, at) for at in (0, 2, 4, 5, 7)] == [2, 4, 7, 7, 7]


@given(TEXTS, st.integers(0, 20))
def test_every_step_is_bounded_and_ends_at_the_ends(text: str, position: int) -> None:
    position = min(position, len(text))
    assert "".join(tokens(text)) == text
    left, right = word_left(text, position), word_right(text, position)
    assert 0 <= left <= position <= right <= len(text)
    assert left < position or not text[:position].strip()
    assert right > position or not text[position:].strip()
    assert sum(1 for c in text[left:position].strip() if "\u4e00" <= c <= "\u9fff") <= 2
