"""Differences between wordings."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msctl.text.diff import number_delta, spans, tokens

WORDING = st.text(
    st.sampled_from("已完成工户，。的了12.5%-+ab \n\u0301") | st.characters(), max_size=40
)


def marked(old: str, new: str) -> str:
    """The difference as one line: [removed] and {added}."""
    frames = {"same": "{}", "removed": "[{}]", "added": "<{}>"}
    return "".join(frames[span.kind].format(span.text) for span in spans(old, new))


def test_tokens() -> None:
    assert tokens("完成1,200.5万元，占-45.5％ km") == [
        *"完成",
        "1,200.5",
        *"万元，占",
        "-45.5％",
        " ",
        "km",
    ]
    assert tokens("2024-05-01") == ["2024", "-", "05", "-", "01"]
    assert tokens("3-5户") == ["3", "-", "5", "户"]
    assert tokens("1,2,3") == ["1", ",", "2", ",", "3"]


@settings(deadline=None)
@given(WORDING)
def test_tokens_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


@settings(deadline=None)
@given(WORDING, WORDING)
def test_spans_give_both_sides_back(old: str, new: str) -> None:
    result = spans(old, new)
    assert "".join(s.text for s in result if s.kind != "added") == old
    assert "".join(s.text for s in result if s.kind != "removed") == new
    assert all(span.text for span in result)
    kinds = [span.kind for span in result]
    assert all(left != right for left, right in pairwise(kinds))
    assert ("added", "removed") not in pairwise(kinds)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (
            "已完成80户现场复核，已完工12户",
            "已完成80户现场复核，已完工27户",
            "已完成80户现场复核，已完工[12]<27>户",
        ),
        ("投资20万元", "投资1,020.5万元", "投资[20]<1,020.5>万元"),
        ("12户30人", "15户40人", "[12]<15>户[30]<40>人"),
        ("按计划", "按计划推进", "按计划<推进>"),
        # The shared 的 is chance: the words are replaced whole.
        ("前期的手续", "主体的工程", "[前期的手续]<主体的工程>"),
        ("同", "同", "同"),
        ("", "新", "<新>"),
        ("", "", ""),
    ],
)
def test_a_difference_as_it_is_read(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("12", "27", "+15 (+125%)"),
        ("27", "12", "-15 (-55.6%)"),
        ("0", "5", "+5"),
        ("3.50", "3.5", "0"),
        ("-10", "-5", "+5 (+50%)"),
        ("100000", "100000.5", "+0.5"),
        ("1E+3", "2E+3", "+1000 (+100%)"),
    ],
)
def test_number_delta(old: str, new: str, text: str) -> None:
    assert number_delta(Decimal(old), Decimal(new)) == text
