"""Texts measured, padded and cut in terminal cells."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcwidth

from msctl.text.width import Align, cells, clusters, cut, fit, pad

MIXED = st.text(
    st.sampled_from(
        "老旧小区加装电梯改造ab12 .，。（）％“”…①\u0301\u0300\u200d\ufe0f\u3000é👨👩🏽🇨🇳☎\x1b\n"
    )
    | st.characters(),
    max_size=30,
)
ALIGNS = st.sampled_from(["left", "right", "center"])


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc 12", 6),
        ("加装电梯", 8),
        ("（45％）", 8),
        ("“…”", 3),
        ("e\u0301", 1),
        ("\u0301", 0),
        ("中\u200d文", 4),
        ("👨\u200d👩\u200d👧", 2),
        ("👍🏽", 2),
        ("☎\ufe0f", 2),
        ("🇨🇳", 2),
        ("\x1b\x00\n", 0),
    ],
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


def test_every_character_is_as_wide_as_wcwidth_says() -> None:
    characters = map(chr, range(0x20000))
    assert [c for c in characters if cells(c) != max(0, wcwidth(c))] == []


@settings(deadline=None)
@given(MIXED)
def test_clusters_are_the_whole_text_and_its_width(text: str) -> None:
    pieces = list(clusters(text))
    assert "".join(piece for piece, _ in pieces) == text
    assert sum(width for _, width in pieces) == cells(text)
    assert all(0 <= width <= 2 for _, width in pieces)


@settings(deadline=None)
@given(MIXED, MIXED)
def test_texts_with_a_space_between_add_up(left: str, right: str) -> None:
    assert cells(f"{left} {right}") == cells(left) + 1 + cells(right)


@settings(deadline=None)
@given(MIXED, st.integers(0, 40), ALIGNS, st.sampled_from(["..", "", "~", "……", "省略"]))
def test_fit_is_exactly_as_wide_as_asked(text: str, width: int, align: Align, mark: str) -> None:
    assert cells(fit(text, width, align, mark)) == width


@settings(deadline=None)
@given(MIXED, st.integers(0, 40))
def test_cut_keeps_a_beginning(text: str, width: int) -> None:
    result = cut(text, width)
    assert cells(result) <= width
    assert result == text or text.startswith(result.rstrip("."))


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("实施区域供水管网改造", 12, "实施区域供.."),
        ("实施区域供水管网改造", 11, "实施区域.. "),
        ("实施区域供水管网改造", 4, "实.."),
        ("实施区域供水管网改造", 3, "实."),
        ("实施区域供水管网改造", 2, "实"),
        ("实施区域供水管网改造", 1, "."),
        ("实施区域供水管网改造", 0, ""),
        ("abc", 1, "a"),
        ("住建局", 6, "住建局"),
    ],
)
def test_cut_says_that_it_cut_and_never_halves_a_character(
    text: str, width: int, shown: str
) -> None:
    assert fit(text, width) == shown


def test_pad_aligns() -> None:
    assert pad("完成", 7) == "完成   "
    assert pad("400", 6, "right") == "   400"
    assert pad("完", 5, "center") == " 完  "
    assert pad("太长了", 2) == "太长了"
