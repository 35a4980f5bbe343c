"""An edit of any field of any record changes only that field's lines and reads back equal."""

import datetime as dt
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msctl.model.changes import Change
from msctl.model.fields import PROJECT, Field, Kind
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import Value
from msctl.store.editing import edit
from msctl.store.reading import record_id
from msctl.store.records import Records
from msctl.store.syntax import Outline, parse

ROOT = Path(__file__).parents[2] / "records"
YEAR = 2024


@cache
def texts() -> dict[str, str]:
    """The text of every project's file."""
    return {
        file: data.decode("utf-8")
        for file, data in Records(ROOT).files()
        if (found := record_id(file)) and found.count("/") == 3
    }


@cache
def record(file: str) -> Record:
    return Record.from_tree(parse(texts()[file]))


@cache
def fields() -> list[tuple[str, FieldPath, Field]]:
    """Every field that any project holds."""
    return [
        (file, path, field)
        for file in texts()
        for path, _ in record(file).leaves()
        if (field := PROJECT.find(path))
    ]


wording = st.text(
    st.one_of(
        st.sampled_from("一二三四五六七八九十，。；：“”、（）%1234567890\n\t\"'\\#[]= \u3000●"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=30,
)


def values(field: Field) -> st.SearchStrategy[Value]:
    if field.kind in (Kind.MONEY, Kind.NUMBER):
        return st.decimals(-(10**9), 10**9, places=3)
    if field.kind is Kind.DATE:
        return st.dates(dt.date(2000, 1, 1), dt.date(2099, 1, 1))
    if field.kind is Kind.NAMES:
        return st.lists(wording, max_size=4).map(tuple)
    if field.kind is Kind.CHOICE:
        return st.sampled_from(field.choices)
    return wording


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, FieldPath, Value]:
    file, path, field = draw(st.sampled_from(fields()))
    return file, path, draw(values(field))


def around(text: str, path: FieldPath) -> tuple[str, str]:
    """What stands above and below the lines of a field."""
    outline = Outline(text)
    place = next(p for p in outline.places if not p.header and p.path == path)
    first, last = outline.line_bounds(place.start, place.end)
    return text[:first], text[last:]


def assert_only_its_lines_change(file: str, path: FieldPath, value: Value) -> None:
    text, old = texts()[file], record(file)
    new = edit(text, [Change("x", path, old.get(path), value)], YEAR)
    assert around(new, path) == around(text, path)
    assert Record.from_tree(parse(new)) == old.set(path, value)


@settings(max_examples=300, deadline=None)
@given(edits())
def test_an_edit_of_any_field_changes_only_its_lines(one: tuple[str, FieldPath, Value]) -> None:
    assert_only_its_lines_change(*one)


PLAIN: dict[Kind, Value] = {
    Kind.TEXT: '新的"文字"',
    Kind.BLOCK: "第一行\n第二行",
    Kind.STATUS: "新词",
    Kind.NAMES: ("甲局", "乙局"),
}


@pytest.mark.parametrize("region", sorted({file.partition("/")[0] for file in texts()}))
def test_every_text_and_list_of_every_record_can_be_edited(region: str) -> None:
    chosen = [found for found in fields() if found[0].startswith(f"{region}/")]
    assert chosen
    for file, path, field in chosen:
        if field.kind in PLAIN:
            assert_only_its_lines_change(file, path, PLAIN[field.kind])


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(fields()))
def test_a_field_that_is_removed_and_set_again_gives_the_same_record(
    one: tuple[str, FieldPath, Field],
) -> None:
    file, path, _ = one
    text, old = texts()[file], record(file)
    value = old.get(path)
    without = edit(text, [Change("x", path, value, None)], YEAR)
    assert Record.from_tree(parse(without)) == old.set(path, None)
    # what is left are lines of the old text, in their order
    lines = iter(text.splitlines())
    assert all(line in lines for line in without.splitlines())
    assert Record.from_tree(parse(edit(without, [Change("x", path, None, value)], YEAR))) == old


NEW = ("report.Q3.progress", "funding.own", "note", "plan.M06.text", "kind", "units.owner")


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(texts())), st.data())
def test_a_field_that_is_new_adds_lines_and_changes_none(file: str, data: st.DataObject) -> None:
    chosen = data.draw(
        st.sampled_from(["report.Q3.progress", "funding.own", "note", "plan.M06.text"])
    )
    path = FieldPath.parse(chosen)
    old = record(file)
    if old.get(path) is not None:
        return
    field = PROJECT.require(path)
    value = data.draw(values(field))
    new = edit(texts()[file], [Change("x", path, None, value)], YEAR)
    assert Record.from_tree(parse(new)) == old.set(path, value)
    lines = iter(new.splitlines())
    assert all(line in lines for line in texts()[file].splitlines())
