"""Merging by field: the laws, and a model that knows leaf by leaf what the answer must be."""

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msctl.history.merged_file import MergedFile, merge_file
from msctl.history.merging import Disagreement, merge_records
from msctl.model.changes import same
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import Value
from msctl.store.canonical import to_text
from msctl.store.errors import EditFailed
from msctl.store.syntax import Outline

from .merge_model import covered, losses, read
from .random_records import FILE, edited, record, with_layout


def merged(base: Record, ours: Record, theirs: Record) -> MergedFile:
    before, own, other = (to_text(side, 2024).encode() for side in (base, ours, theirs))
    return merge_file(FILE, before, own, other)


@pytest.mark.parametrize("seed", range(20))
def test_random_merges_are_right_where_determined_and_asked_where_not(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(50):
        base = record(chance)
        ours, theirs = edited(chance, base), edited(chance, base)
        assert list(losses(base, ours, theirs, merged(base, ours, theirs))) == []


@settings(deadline=None, max_examples=150)
@given(st.randoms(use_true_random=False))
def test_the_laws_hold(chance: random.Random) -> None:
    base = record(chance)
    ours, theirs = edited(chance, base), edited(chance, base)
    texts = [to_text(side, 2024) for side in (base, ours, theirs)]
    b, o, t = (
        with_layout(chance, text, word).encode() for text, word in zip(texts, "甲乙丙", strict=True)
    )
    assert merge_file(FILE, b, o, b) == MergedFile(o)
    assert merge_file(FILE, b, b, o) == MergedFile(o)
    assert merge_file(FILE, b, o, o) == MergedFile(o)
    one, other = merge_file(FILE, b, o, t), merge_file(FILE, b, t, o)
    assert {(c.path, c.kind) for c in one.conflicts} == {(c.path, c.kind) for c in other.conflicts}
    swapped = {(c.path, repr(c.theirs), repr(c.ours)) for c in other.conflicts}
    assert {(c.path, repr(c.ours), repr(c.theirs)) for c in one.conflicts} == swapped
    left, right = read(one), read(other)
    for path in {**left.fields, **right.fields}:
        if not covered(path, one.conflicts):
            assert same(left.get(path), right.get(path)), path


@settings(deadline=None, max_examples=150)
@given(st.randoms(use_true_random=False))
def test_comments_and_untouched_lines_stay(chance: random.Random) -> None:
    base = record(chance)
    ours, theirs = edited(chance, base), edited(chance, base)
    b, o, t = (to_text(side, 2024) for side in (base, ours, theirs))
    o, t = with_layout(chance, o, "我"), with_layout(chance, t, "他")
    found = merge_file(FILE, b.encode(), o.encode(), t.encode())
    assert found.data is not None
    lines = found.data.decode().splitlines()
    if any(not conflict.path for conflict in found.conflicts):
        return
    for comment in (
        line for line in [*o.splitlines(), *t.splitlines()] if line[:3] in ("# 我", "# 他")
    ):
        assert comment in lines
    before, own, other, now = (written(text) for text in (b, o, t, found.data.decode()))
    for path, source in before.items():
        if own.get(path) == source == other.get(path):
            assert now[path] == source


def written(text: str) -> dict[FieldPath, str]:
    """Each value as it stands in a text."""
    places = Outline(text).places
    return {place.path: text[place.start : place.end] for place in places if not place.header}


def fields(**values: Value) -> Record:
    return Record({FieldPath.parse(key.replace("__", ".")): v for key, v in values.items()})


def merge(base: Record, ours: Record, theirs: Record) -> tuple[Record, list[tuple[str, str]]]:
    found = merge_records("x", base, ours, theirs)
    result = ours
    for change in found.changes:
        result = result.set(change.path, change.new)
    return result, [(str(c.path), c.kind) for c in found.conflicts]


def test_one_field_changed_differently_is_asked_with_all_three_values() -> None:
    base, ours, theirs = (fields(funding__total=Decimal(n)) for n in (80, 90, 100))
    found = merge_records("x", base, ours, theirs).conflicts
    assert found == (
        Disagreement(
            FieldPath.parse("funding.total"), "changed", Decimal(80), Decimal(90), Decimal(100)
        ),
    )


def test_nought_and_false_and_absent_are_three_things() -> None:
    base, ours, theirs = fields(a=Decimal(1)), fields(a=Decimal(0)), fields(a=False)
    assert merge(base, ours, theirs)[1] == [("a", "changed")]
    assert merge(base, ours, Record({}))[1] == [("a", "deleted")]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        ("甲乙", "甲乙丙", "甲乙丁", "甲乙丁丙"),
        ("甲乙", "甲乙丙", "丁甲乙", "丁甲乙丙"),
        ("甲乙", "甲", "甲乙丙", "甲丙"),
        ("甲乙", "乙", "甲", ""),
        ("甲乙", "乙甲", "甲乙丙", "乙丙甲"),
        ("甲", "乙", "丙", None),
        ("甲乙丙", "丙甲乙", "乙甲丙", None),
        ("甲乙", "丙", "丙", "丙"),
    ],
)
def test_lists_of_names_merge_as_sets(
    base: str, ours: str, theirs: str, result: str | None
) -> None:
    sides = [fields(marks=tuple(names)) for names in (base, ours, theirs)]
    found, asked = merge(*sides)
    assert asked == ([("marks", "changed")] if result is None else [])
    back, _ = merge(sides[0], sides[2], sides[1])
    if result is not None:
        assert "".join(found.names("marks")) == result
        assert found == back


def test_an_edit_in_a_table_that_the_other_side_removed_is_asked_for_the_whole_table() -> None:
    base = fields(number="1", task__1__name="东食堂", task__1__note="一", task__2__name="西")
    ours = fields(number="1", task__2__name="西")
    theirs = base.set(FieldPath.parse("task.1.report.Q2.status"), "已完成")
    assert merge(base, ours, theirs)[1] == [("task.1", "deleted")]
    assert merge(base, theirs, ours)[1] == [("task.1", "deleted")]
    assert merge(base, ours, base) == (ours, [])


def test_two_tasks_added_under_one_number_are_asked() -> None:
    base = fields(number="1")
    ours = fields(number="1", task__1__name="东食堂", task__1__note="一")
    theirs = fields(number="1", task__1__name="西食堂", task__1__content="二")
    assert merge(base, ours, theirs)[1] == [("task.1", "added")]


def test_two_reports_of_one_period_merge_field_by_field() -> None:
    base = fields(number="1")
    ours = fields(number="1", report__Q3__status="已完成")
    theirs = fields(number="1", report__Q3__progress="完成。")
    result, asked = merge(base, ours, theirs)
    assert (asked, len(result.fields)) == ([], 3)


def test_a_value_here_and_a_table_there_are_asked() -> None:
    base = fields(number="1")
    ours, theirs = fields(number="1", 自定="甲"), fields(number="1", 自定__乙="丙")
    assert merge(base, ours, theirs)[1] == [("自定", "changed")]


def test_both_adding_a_file_is_asked_unless_it_is_the_same() -> None:
    assert merge_file(FILE, None, b'name = "1"\n', b'name = "1" # x\n') == MergedFile(
        b'name = "1"\n'
    )
    found = merge_file(FILE, None, b'name = "1"\n', b'name = "1"\nnote = "2"\n')
    assert [(c.path, c.kind) for c in found.conflicts] == [((), "added")]


def test_edit_against_removal_of_a_file_is_asked_and_the_file_stays() -> None:
    for ours, theirs in ((None, b"a = 2\n"), (b"a = 2\n", None)):
        found = merge_file(FILE, b"a = 1\n", ours, theirs)
        assert [(c.path, c.kind) for c in found.conflicts] == [((), "deleted")]
        assert found.data == b"a = 2\n"
    assert merge_file(FILE, b"a = 1\n", None, b"a = 1\n") == MergedFile(None)


@pytest.mark.parametrize("broken", [b"a = \n", b"\xff\xfe", b"<<<<<<< x\n"])
def test_a_side_that_is_no_toml_is_asked_and_the_readable_one_stays(broken: bytes) -> None:
    for ours, theirs in ((broken, b"a = 2\n"), (b"a = 2\n", broken)):
        found = merge_file(FILE, b"a = 1\n", ours, theirs)
        assert [(c.path, c.kind) for c in found.conflicts] == [((), "unreadable")]
        assert found.data == b"a = 2\n"


def test_what_cannot_be_written_together_is_asked_as_a_whole_and_ours_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> str:
        raise EditFailed(file=FILE, path=FieldPath.of("b"), reason="")

    monkeypatch.setattr("msctl.history.merged_file.edit", refuse)
    found = merge_file(FILE, b"a = 1\nb = 1\n", b"a = 2\nb = 1\n", b"a = 1\nb = 2\n")
    assert [(c.path, c.kind) for c in found.conflicts] == [((), "changed")]
    assert found.conflicts[0].ours == Record.from_tree({"a": 2, "b": 1})
    assert found.conflicts[0].theirs == Record.from_tree({"a": 1, "b": 2})
    assert found.data == b"a = 2\nb = 1\n"


def test_a_base_with_gits_own_markers_decides_nothing_where_its_halves_differ() -> None:
    base = b"a = 1\n<<<<<<< x\nb = 1\n=======\nb = 2\n>>>>>>> y\nc = 1\n"
    found = merge_file(FILE, base, b"a = 1\nb = 1\nc = 1\n", b"a = 1\nb = 2\nc = 3\n")
    assert [(str(c.path), c.base) for c in found.conflicts] == [("b", None)]
    assert found.data == b"a = 1\nb = 1\nc = 3\n"


def test_crossed_histories_decide_by_what_both_ancestors_hold() -> None:
    sides = b"a = 1\nb = 1\n", b"a = 2\nb = 1\n"
    found = merge_file(FILE, sides[0], sides[0], sides[1], [sides[1]])
    assert [str(c.path) for c in found.conflicts] == ["a"]


def test_line_ends_and_byte_order_mark_are_ours() -> None:
    found = merge_file(
        FILE, b"a = 1\nb = 1\n", b"\xef\xbb\xbfa = 2\r\nb = 1\r\n", b"a = 1\nb = 2\n"
    )
    assert found.data == b"\xef\xbb\xbfa = 2\r\nb = 2\r\n"


def test_a_new_value_stands_as_its_author_wrote_it() -> None:
    found = merge_file(FILE, b"a = 1\nb = 1\n", b"a = 2\nb = 1\n", b"a = 1\nb = 0x1F\nc = 'x'\n")
    assert found.data == b"a = 2\nb = 0x1F\nc = 'x'\n"
