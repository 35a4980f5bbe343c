"""Sorting and grouping a ledger's rows."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from msctl.tui.ledger_cells import ABSENT, spoken
from msctl.tui.ledger_order import Sorting, gather, is_heading, sort_keys, with_headings

ORDERS = st.one_of(st.just(ABSENT), st.integers(-3, 3).map(lambda number: (0, Decimal(number))))
ROWS = st.lists(ORDERS, max_size=12).map(lambda orders: {f"r{n}": o for n, o in enumerate(orders)})


@given(ROWS, st.booleans())
def test_sorting_keeps_all_rows_in_order_absent_ones_last_equal_ones_as_they_were(
    rows: dict[str, tuple[object, ...]], downwards: bool
) -> None:
    keys = list(rows)
    found = sort_keys(keys, list(rows.values()), Sorting("x", downwards))
    assert sorted(found) == sorted(keys)
    present = [key for key in found if rows[key] != ABSENT]
    assert found[len(present) :] == [key for key in keys if rows[key] == ABSENT]
    for first, second in pairwise(present):
        if rows[first] == rows[second]:
            assert keys.index(first) < keys.index(second)
        else:
            assert (rows[first][1] > rows[second][1]) is downwards  # type: ignore[operator]


def test_asking_for_a_column_goes_up_down_and_back() -> None:
    up = Sorting().next("name")
    down = up.next("name")
    assert (up.mark, down.mark) == ("^", "v")
    assert down.next("name") == Sorting()
    assert down.next("units") == Sorting("units")
    assert sort_keys(["b", "a"], [(0, "b"), (0, "a")], Sorting()) == ["b", "a"]


def test_chinese_texts_sort_as_they_are_spoken() -> None:
    names = ["住建局", "教体局", "财政局", "民政局", "卫健局"]
    assert sorted(names, key=spoken) == ["财政局", "教体局", "民政局", "卫健局", "住建局"]


@given(st.lists(st.sampled_from("甲乙丙"), max_size=9), st.sets(st.sampled_from("甲乙丙")))
def test_groups_hold_every_row_once_and_a_folded_one_hides_its_own(
    names: list[str], folded: set[str]
) -> None:
    rows = {f"r{number}": name for number, name in enumerate(names)}
    groups = gather(rows, rows.__getitem__)
    assert [group.name for group in groups] == list(dict.fromkeys(names))
    assert sorted(key for group in groups for key in group.members) == sorted(rows)
    shown = with_headings(groups, {f"group:{name}" for name in folded})
    assert [key for key in shown if is_heading(key)] == [group.key for group in groups]
    assert {rows[key] for key in shown if not is_heading(key)} == set(names) - folded
