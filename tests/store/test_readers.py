"""Both TOML readers, toml-rs and the standard library's, answer alike."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msctl.model.record import Record
from msctl.store import syntax
from msctl.store.syntax import SyntaxFault, parse

VALID = """\
# 注释
number = "2"
money = 48.5520
huge = 12345678901234567890
small = 1e-7
yes = true
day = 2024-06-30
moment = 2024-06-30T08:00:00+08:00
clock = 08:30:00
names = ["甲", '乙', "\\u4e19", \"\"\"
丁\"\"\"]
inline = { a = 1, "b c" = [1.5, { d = 2 }] }
"引号 键" = '''
原样 \\n
'''
units.lead = ["某局"]

[plan.Q1]
text = \"\"\"
第一行
第二行 \\
  接着\"\"\"

[[list]]
a = 1
[[list]]
a = 2
"""

FAULTS = {
    "no value": ("a = 1\nb = \n", 2),
    "two values": ('a = "甲乙丙丁"\nb = 1 2\n', 2),
    "no equals sign": ('a = "甲"\n乙\n', 2),
    "a bare Chinese key": ('a = "甲"\n名称 = "乙"\n', 2),
    "a quote left open": ('a = "甲\nb = 1\n', 1),
    "a bracket left open": ('a = ["甲",\n"乙"\n', 2),
    "a block left open": ('a = """\n甲\n乙\n', 3),
    "a key twice": ('a = "甲"\nb = 1\na = 2\n', 3),
    "a table twice": ("[a]\nx = 1\n[a]\ny = 2\n", 3),
    "a table over a value": ('a = "甲"\n[a.b]\nc = 1\n', 2),
    "an unknown escape": ('a = "甲\\q"\n', 1),
    "a control character": ('a = "甲"\nb = "\x01"\n', 2),
    "a number with a leading zero": ('a = "甲"\nb = 007\n', 2),
    "a date that is none": ('a = "甲"\nb = 2024-02-30\n', 2),
    "a comma too many": ('a = "甲"\nb = { c = 1, }\n', 2),
    "a full-width quote": ('a = "甲"\nb = “乙”\n', 2),
    "a full-width equals sign": ('a = "甲"\nb ＝ 1\n', 2),
    "a conflict of git": ('a = "甲"\n<<<<<<< HEAD\nb = 1\n', 2),
}


def fault(text: str) -> SyntaxFault:
    with pytest.raises(SyntaxFault) as caught:
        parse(text)
    return caught.value


def standard_fault(text: str) -> SyntaxFault:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(syntax, "_fast", None)
        return fault(text)


def by_both(text: str) -> tuple[Record, Record]:
    fast = Record.from_tree(parse(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(syntax, "_fast", None)
        return fast, Record.from_tree(parse(text))


def test_toml_rs_is_the_one_in_use() -> None:
    import toml_rs

    assert toml_rs.loads("a = 1", toml_version="1.0.0") == {"a": 1}


def test_every_kind_of_value_is_the_same() -> None:
    fast, standard = by_both(VALID)
    assert fast == standard
    assert list(fast.fields) == list(standard.fields)
    assert [type(v) for _, v in fast.leaves()] == [type(v) for _, v in standard.leaves()]
    assert [str(v) for _, v in fast.leaves()] == [str(v) for _, v in standard.leaves()]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_has_the_same_line(name: str) -> None:
    text, line = FAULTS[name]
    assert (fault(text).line, standard_fault(text).line) == (line, line)


@pytest.mark.parametrize("name", FAULTS)
def test_a_column_is_within_its_line_and_counts_characters(name: str) -> None:
    text, line = FAULTS[name]
    width = len(text.split("\n")[line - 1])
    for found in (fault(text), standard_fault(text)):
        assert 1 <= found.column <= width + 2


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ('b = "甲乙" "\n', 10),
        ('a = "甲"\nb = = 1\n', 5),
        ('a = "甲甲甲甲甲甲"\n乙 = 1\n', 1),
        ('a = "𠀀𠀀"\nb = \x01\n', 5),
    ],
)
def test_a_column_behind_chinese_text_is_the_same(text: str, column: int) -> None:
    assert fault(text).column == standard_fault(text).column == column


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_says_why(name: str) -> None:
    text, _ = FAULTS[name]
    for found in (fault(text), standard_fault(text)):
        assert found.reason
        assert "\n" not in found.reason
        assert not re.search(r"line \d", found.reason)


pieces = st.sampled_from([*"ab甲= \n\"'[].1-#{},\\", '"""'])


@given(st.lists(pieces, max_size=14).map("".join))
def test_any_text_is_read_alike_or_refused_by_both(text: str) -> None:
    def read(without: bool) -> Record | None:
        with pytest.MonkeyPatch.context() as patch:
            if without:
                patch.setattr(syntax, "_fast", None)
            try:
                return Record.from_tree(parse(text))
            except SyntaxFault:
                return None

    assert read(without=False) == read(without=True)
