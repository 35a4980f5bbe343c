"""Characters of ambiguous width, counted as the user's terminal draws them."""

from collections.abc import Iterator

import pytest

from msctl.text.width import cells, cut, draw_ambiguous, is_ambiguous, pad


@pytest.fixture
def wide() -> Iterator[None]:
    draw_ambiguous(wide=True)
    yield
    draw_ambiguous(wide=False)


@pytest.mark.parametrize("text", ["“", "①", "─", "●", "…", "×"])
def test_an_ambiguous_character_is_one_cell_unless_told(text: str) -> None:
    assert is_ambiguous(text)
    assert cells(text) == 1


def test_wide_ones_take_two_cells(wide: None) -> None:
    assert [cells(text) for text in ("“①”", "a①", "完成", "e\u0301", "é")] == [6, 3, 4, 1, 2]
    assert cut("“重点”工程", 7) == "“重.."
    assert cells(pad("①", 5)) == 5


def test_the_count_goes_back(wide: None) -> None:
    draw_ambiguous(wide=False)
    assert cells("“①”") == 3
