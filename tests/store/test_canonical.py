"""Text in canonical form is what the TOML library writes, whichever way it is made."""

import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.store.canonical import to_text, value_text
from msctl.store.syntax import parse

texts = st.text(
    st.one_of(st.sampled_from('"\\\n\t民生-。'), st.characters(exclude_categories=["Cs"]))
)


@given(texts)
def test_a_text_is_quoted_as_the_library_does(text: str) -> None:
    multiline = "\n" in text and "\r" not in text
    expected = tomlkit.string(text).as_string()
    if multiline:
        expected = '"""\n' + tomlkit.string(f"-{text}", multiline=True).as_string()[4:]
    assert value_text(text) == expected
    assert tomlkit.parse(f"a = {value_text(text)}").unwrap()["a"] == text


@given(texts)
def test_names_are_quoted_one_by_one(text: str) -> None:
    assert value_text((text, "乙")) == f'[{tomlkit.string(text).as_string()}, "乙"]'


PATHS = [
    *("number", "name", "content", "units.lead", "plan.Q2.text", "plan.Q1.text", "plan.lead_in"),
    *(
        "measure.甲.target",
        "measure.乙.target",
        "measure.甲.unit",
        "measure.乙.plan.Q1",
        "measure.2.unit",
    ),
    *("report.Y.status", "extra.备注", "task.10.name", "task.2.name", "task.2.plan.Q1.text"),
]


@given(st.permutations(PATHS), st.integers(0, len(PATHS)))
def test_a_record_is_read_back_and_its_order_does_not_hang_on_what_was_written_before(
    paths: list[str], count: int
) -> None:
    record = Record({FieldPath.parse(path): path for path in paths[:count]})
    text = to_text(record, 2024)
    assert Record.from_tree(parse(text)) == record
    again = Record.from_tree(parse(text))
    assert to_text(again, 2024) == text


def test_values_come_before_groups_and_names_as_they_were_given() -> None:
    paths = ("measure.乙.plan.Q1", "measure.甲.unit", "measure.乙.unit", "plan.Q2.text", "number")
    text = to_text(Record({FieldPath.parse(path): "x" for path in paths}), 2024)
    assert [line for line in text.split("\n") if line] == [
        'number = "x"',
        "[plan.Q2]",
        'text = "x"',
        '[measure."乙"]',
        'unit = "x"',
        '[measure."乙".plan]',
        'Q1 = "x"',
        '[measure."甲"]',
        'unit = "x"',
    ]
