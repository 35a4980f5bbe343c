import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msctl.model.errors import UnknownPeriod
from msctl.model.period import Period, parse_period, sort_periods

UNITS = ["Q1", "Q2", "Q3", "Q4", "H1", "H2", "Y", *(f"M{m:02}" for m in range(1, 13))]
RANGES = ["Q1-Q2", "Q2-Q3", "Q3-Q4", "M01-M09", "M11-M12", "H1-H2"]


def keys() -> st.SearchStrategy[str]:
    years = st.sampled_from(["", "2023-", "2025-"])
    return st.one_of(
        st.builds("{}{}".format, years, st.sampled_from(UNITS + RANGES)), st.just("ongoing")
    )


@given(keys())
def test_a_period_writes_as_it_was_read(key: str) -> None:
    assert str(parse_period(key)) == key


@pytest.mark.parametrize(
    "key", ["", "Q0", "Q5", "M13", "M1", "Q3-Q2", "Q1-M06", "q1", "2024", "H3", "24-Q1", "Q1-"]
)
def test_other_forms_are_refused(key: str) -> None:
    with pytest.raises(UnknownPeriod):
        parse_period(key)


def test_periods_sort_by_their_end_the_shorter_first() -> None:
    given_order = ["ongoing", "Y", "H1", "Q4", "2025-M03", "Q2-Q3", "M12", "2023-M11", "Q1", "Q2"]
    wanted = ["2023-M11", "Q1", "Q2", "H1", "Q2-Q3", "M12", "Q4", "Y", "2025-M03", "ongoing"]
    periods = [parse_period(key) for key in given_order]
    assert [p.key for p in sort_periods(periods, 2024)] == wanted


@given(keys().map(parse_period), keys().map(parse_period))
def test_overlap_is_the_same_from_both_sides(one: Period, other: Period) -> None:
    assert one.overlaps(other, 2024) == other.overlaps(one, 2024)
    assert one.overlaps(one, 2024)


def test_overlap_counts_months_of_the_same_year() -> None:
    assert parse_period("Q2-Q3").overlaps(parse_period("H1"), 2024)
    assert not parse_period("Q1").overlaps(parse_period("Q2"), 2024)
    assert not parse_period("Q1").overlaps(parse_period("2023-Q1"), 2024)
    assert parse_period("2024-Q1").overlaps(parse_period("M03"), 2024)


def test_the_last_day_is_that_of_the_last_month() -> None:
    assert parse_period("Q1").last_day(2024) == dt.date(2024, 3, 31)
    assert parse_period("M02").last_day(2024) == dt.date(2024, 2, 29)
    assert parse_period("2025-M03").last_day(2024) == dt.date(2025, 3, 31)
    assert parse_period("ongoing").last_day(2024) == dt.date(2024, 12, 31)
