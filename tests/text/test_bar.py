from hypothesis import given
from hypothesis import strategies as st

from msctl.text.bar import shares, stacked


@given(st.lists(st.integers(0, 10_000), max_size=6), st.integers(0, 60))
def test_a_bar_is_full_and_every_share_is_seen_where_there_is_room(
    counts: list[int], width: int
) -> None:
    sizes = shares(counts, width)
    assert sum(sizes) == (width if any(counts) else 0)
    told = [size for size, count in zip(sizes, counts, strict=True) if count]
    assert width < len(told) or all(told)
    assert not any(size for size, count in zip(sizes, counts, strict=True) if not count)


def test_shares_are_as_long_as_they_are_large() -> None:
    assert stacked([6, 13, 11], "#=!", 30) == "######" + "=" * 13 + "!" * 11
    assert stacked([0, 0, 0], "#=!", 4) == "    "
