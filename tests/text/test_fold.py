"""Folding for search."""

from hypothesis import given, settings
from hypothesis import strategies as st

from msctl.text.fold import fold, matches


def test_full_width_case_and_spaces_make_no_difference() -> None:
    assert fold("ＡＢ１２　％") == fold("ab12%")
    assert fold("红十\n字会") == "红十字会"
    assert fold("New  Town") == "newtown"


@settings(deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once == "".join(once.split())


def test_every_term_must_occur() -> None:
    haystack = fold("23 改造保障性住房 住建局 滞后 Ｑ2")
    assert matches(["住建", "滞后"], haystack)
    assert matches(["ｑ２"], haystack)
    assert matches([], haystack)
    assert not matches(["住建", "完成"], haystack)
