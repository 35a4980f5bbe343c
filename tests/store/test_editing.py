import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msctl.model.changes import Change, compare
from msctl.model.errors import NotRecorded
from msctl.model.fields import PROJECT, Kind
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import InlineTable, Value
from msctl.store.canonical import to_text
from msctl.store.editing import edit
from msctl.store.errors import EditFailed
from msctl.store.syntax import Outline, parse

HAND_MADE = '''\
# 手工整理，保留注释
number = "7"
name = "便民步道"   # 尾注
mystery = { a = 1, "b c" = [1.50, "x"] }
content = """
第一段，含 "引号"。
第二段。"""

[units] # 单位
lead = [
  "区某局", # 主
  "某街道",
]

# 二季度的说明
[plan.Q2]
text = "开工"

[task.1]
units.lead = ["甲"]

[task.1.report.Y]
as_of = 2024-12-31
'''


def read(text: str) -> Record:
    return Record.from_tree(parse(text))


def set_one(text: str, path: str, value: Value | None) -> str:
    where = FieldPath.parse(path)
    return edit(text, [Change("x", where, read(text).get(where), value)], 2024)


def changed_lines(old: str, new: str) -> tuple[list[str], list[str]]:
    import difflib

    diff = list(difflib.ndiff(old.splitlines(), new.splitlines()))
    return [d[2:] for d in diff if d[:2] == "- "], [d[2:] for d in diff if d[:2] == "+ "]


def test_a_value_is_replaced_and_its_comment_stays() -> None:
    new = set_one(HAND_MADE, "name", "新步道")
    assert changed_lines(HAND_MADE, new) == (
        ['name = "便民步道"   # 尾注'],
        ['name = "新步道"   # 尾注'],
    )


def test_a_list_over_several_lines_is_replaced_as_one_value() -> None:
    new = set_one(HAND_MADE, "units.lead", ("区某局",))
    assert 'lead = ["区某局"]\n' in new
    assert "# 单位" in new


def test_text_of_several_lines_becomes_a_block_that_keeps_them() -> None:
    new = set_one(HAND_MADE, "plan.Q2.text", "完成：\n1.勘察；\n2.\t开工\\。")
    assert 'text = """\n完成：\n1.勘察；\n' in new
    assert read(new).text("plan", "Q2", "text") == "完成：\n1.勘察；\n2.\t开工\\。"


def test_a_new_period_takes_its_place_and_leaves_comments_with_their_table() -> None:
    new = set_one(HAND_MADE, "plan.Q1.text", "勘察")
    removed, added = changed_lines(HAND_MADE, new)
    assert removed == []
    assert [line for line in added if line] == ["[plan.Q1]", 'text = "勘察"']
    assert new.index("[plan.Q1]") < new.index("# 二季度的说明") < new.index("[plan.Q2]")
    later = set_one(new, "plan.Q3.text", "完工")
    assert later.index("[plan.Q2]") < later.index("[plan.Q3]") < later.index("[task.1]")


def test_a_dotted_table_grows_by_dotted_keys() -> None:
    new = set_one(HAND_MADE, "task.1.units.responsible", ("乙",))
    assert 'units.lead = ["甲"]\nunits.responsible = ["乙"]\n' in new


def test_a_key_inside_an_inline_table_is_edited_there() -> None:
    new = set_one(HAND_MADE, "mystery.a", Decimal(2))
    assert changed_lines(HAND_MADE, new)[1] == ['mystery = { a = 2, "b c" = [1.50, "x"] }']


def test_the_last_value_of_a_table_takes_its_header_along() -> None:
    with_new = set_one(HAND_MADE, "report.Q2.progress", "已开工")
    assert set_one(with_new, "report.Q2.progress", None) == HAND_MADE


def test_a_header_with_a_comment_below_it_stays() -> None:
    text = 'number = "1"\n\n[plan.Q1]\n# 待定\ntext = "x"\n'
    assert set_one(text, "plan.Q1.text", None) == 'number = "1"\n\n[plan.Q1]\n# 待定\n'


def test_a_date_and_its_time_parted_by_a_space_are_one_value() -> None:
    text = 'number = "1"\nseen = 2024-01-02 10:30:00 # 看过\nname = "路"\n'
    new = set_one(text, "seen", dt.date(2024, 1, 3))
    assert changed_lines(text, new)[1] == ["seen = 2024-01-03 # 看过"]


def test_an_edit_that_would_not_read_back_names_its_field_and_is_refused() -> None:
    path = FieldPath.of("funding", "total")
    change = Change("x", path, None, Decimal(12))
    for written in ("13", "12 13"):
        with pytest.raises(EditFailed) as caught:
            edit(HAND_MADE, [change], 2024, written={path: written})
        assert caught.value.details["path"] == path


def test_an_old_value_that_does_not_fit_is_refused() -> None:
    change = Change("x", FieldPath.of("name"), "别的", "新")
    with pytest.raises(NotRecorded):
        edit(HAND_MADE, [change], 2024)


def test_every_place_is_found_with_line_and_column() -> None:
    outline = Outline(HAND_MADE)
    assert outline.locate(FieldPath.parse("name")) == (3, 1)
    assert outline.locate(FieldPath.parse("task.1.report.Y.as_of")) == (23, 1)
    assert outline.locate(FieldPath.parse("plan.Q2.investment")) == (16, 1)


words = st.text(
    st.one_of(
        st.sampled_from("一二三，。“”%\n\t\"'\\#[]{}=. \u3000\u200b\x07\x7f\u2028é"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
)
keys = words.filter(lambda key: key != "" and "\n" not in key)


def values_of(kind: Kind, choices: tuple[str, ...]) -> st.SearchStrategy[Value]:
    if kind in (Kind.MONEY, Kind.NUMBER):
        return st.decimals(-(10**9), 10**9, places=3)
    if kind is Kind.DATE:
        return st.dates(dt.date(2000, 1, 1), dt.date(2099, 1, 1))
    if kind is Kind.NAMES:
        return st.lists(words, max_size=4).map(tuple)
    return st.sampled_from(choices) if kind is Kind.CHOICE else words


plain_values: st.SearchStrategy[Value] = st.one_of(
    words,
    st.booleans(),
    st.decimals(-(10**9), 10**9, places=2),
    st.dates(dt.date(2000, 1, 1), dt.date(2099, 1, 1)),
    st.times(),
    st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2099, 1, 1)),
)
any_values: st.SearchStrategy[Value] = st.one_of(
    plain_values,
    st.lists(
        plain_values
        | st.lists(plain_values, max_size=2).map(tuple)
        | st.dictionaries(keys, plain_values, max_size=2).map(lambda d: InlineTable(d.items())),
        max_size=3,
    ).map(tuple),
)
"""What a key may hold that msctl does not know."""


@st.composite
def leaves(draw: st.DrawFn) -> tuple[FieldPath, Value]:
    if draw(st.integers(0, 4)) == 0:
        return FieldPath(("mystery", draw(keys))), draw(any_values)
    row = draw(st.sampled_from(PROJECT.rows))
    chosen = {
        "PERIOD": st.sampled_from(["Q1", "Q2", "Q2-Q3", "Y", "2023-M11", "ongoing", "M06"]),
        "DATE": st.sampled_from(["2024-01-02", "2024-05-06"]),
        "NAME": keys,
        "TASK": st.sampled_from(["1", "2", "10"]),
    }
    path = FieldPath(draw(chosen[key]) if key in chosen else key for key in row.pattern)
    return path, draw(values_of(row.kind, row.choices))


def fits(record: Record, path: FieldPath) -> bool:
    """Whether a value may stand at a path: no value above it, none below it."""
    return not any(
        other != path and (other.starts_with(path) or path.starts_with(other))
        for other, _ in record.leaves()
    )


@st.composite
def records(draw: st.DrawFn) -> Record:
    record = Record({FieldPath.of("number"): "1"})
    for path, value in draw(st.lists(leaves(), max_size=10)):
        if fits(record, path):
            record = record.set(path, value)
    return record


@given(records())
def test_what_is_written_reads_back_equal(record: Record) -> None:
    assert read(to_text(record, 2024)) == record


@given(records())
def test_writing_twice_gives_the_same_bytes(record: Record) -> None:
    text = to_text(record, 2024)
    assert to_text(read(text), 2024) == text


@settings(max_examples=300)
@given(records(), leaves())
def test_an_edit_reads_back_and_taking_it_back_gives_the_same_bytes(
    record: Record, leaf: tuple[FieldPath, Value]
) -> None:
    path, value = leaf
    if not fits(record, path):
        return
    text = to_text(record, 2024)
    change = Change("x", path, record.get(path), value)
    new = edit(text, [change], 2024)
    assert read(new) == record.set(path, value)
    assert edit(new, [change.invert()], 2024) == text


@given(records(), records())
def test_all_the_changes_between_two_records_lead_from_one_text_to_the_other(
    old: Record, new: Record
) -> None:
    if not all(fits(old, path) for path, _ in new.leaves()):
        return
    changes = compare("x", old, new)
    # a value must be gone before a table can stand in its place
    ordered = sorted(changes, key=lambda change: change.new is not None)
    assert read(edit(to_text(old, 2024), ordered, 2024)) == new
