"""What a spreadsheet would calculate is marked as text, and the mark is taken off again."""

from hypothesis import given
from hypothesis import strategies as st

from msctl.text.formula import guarded, unguarded

TEXTS = st.text(st.sampled_from("'=+-@＝\t\n5.甲"), max_size=6)


@given(TEXTS)
def test_what_is_taken_off_is_what_was_put_on(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(TEXTS)
def test_nothing_is_calculated(text: str) -> None:
    shown = guarded(text)
    assert shown[:1] not in tuple("=+@＝\t\n")
    assert shown[:1] != "-" or float(shown) <= 0
