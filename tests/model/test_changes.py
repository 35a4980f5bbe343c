from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msctl.model.changes import Change, apply, compare, compose
from msctl.model.errors import NotRecorded
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import Value

values: st.SearchStrategy[Value] = st.one_of(
    st.text(max_size=3), st.integers(0, 3).map(Decimal), st.booleans(), st.just(("甲", "乙"))
)
records = st.dictionaries(st.sampled_from("abcde").map(FieldPath.of), values, max_size=5).map(
    Record
)


@given(records, records)
def test_the_changes_lead_from_the_old_record_to_the_new_and_back(old: Record, new: Record) -> None:
    changes = compare("x", old, new)
    assert apply(old, changes) == new
    assert apply(new, [change.invert() for change in changes]) == old


@given(records, records, records)
def test_steps_compose_to_the_difference_of_their_ends(a: Record, b: Record, c: Record) -> None:
    steps = compose([*compare("x", a, b), *compare("x", b, c)])
    assert {s.path: s for s in steps} == {s.path: s for s in compare("x", a, c)}


def test_an_added_or_removed_record_is_the_changes_of_its_fields() -> None:
    record = Record({FieldPath.of("name"): "甲"})
    assert compare("x", None, record) == (Change("x", FieldPath.of("name"), None, "甲"),)
    assert compare("x", record, None) == (Change("x", FieldPath.of("name"), "甲", None),)


def test_a_change_of_something_else_is_refused() -> None:
    with pytest.raises(NotRecorded):
        apply(Record({}), [Change("x", FieldPath.of("name"), "甲", "乙")])


def test_numbers_have_a_difference() -> None:
    path = FieldPath.of("plan", "Q1", "investment")
    assert Change("x", path, Decimal(12), Decimal(27)).delta == 15
    assert Change("x", path, None, Decimal(27)).delta is None
