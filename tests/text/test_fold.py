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


def test_traditional_and_simplified_make_no_difference() -> None:
    assert fold("農村飲水安全鞏固提升") == fold("农村饮水安全巩固提升")
    assert fold("棲霞市") == "栖霞市"


@settings(deadline=None)
@given(st.text("乾著農电梯 后後于於", max_size=8), st.text("麵臺里裡改造\n", max_size=8))
def test_a_part_of_a_text_folds_to_a_part_of_the_folded_text(first: str, second: str) -> None:
    assert fold(first) in fold(first + second)
    assert fold(second) in fold(first + second)
