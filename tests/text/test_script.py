"""The script of a text, and our own words in the other one."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msctl.locale.catalogue import in_traditional, keys, set_language, t
from msctl.text.fold import fold
from msctl.text.script import is_traditional, traditional

ROOT = Path(__file__).parents[2] / "records"
IN_BOTH = "于后里工作民政局2024Q2，。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("任務目標", True),
        ("任务目标", False),
        # turned into traditional characters one by one, some stay
        ("項目于6月底后開工", True),
        ("市长致辞，后附繁体“臺”字", False),
        (IN_BOTH, False),
        ("", False),
    ],
)
def test_the_script_is_that_of_most_characters_that_only_one_has(
    text: str, *, expected: bool
) -> None:
    assert is_traditional([text]) is expected


@given(st.lists(st.text()), st.text(IN_BOTH))
def test_what_both_scripts_have_decides_nothing(texts: list[str], more: str) -> None:
    assert is_traditional([*texts, more]) is is_traditional(texts)


def test_of_the_published_ledgers_one_is_traditional() -> None:
    found = {
        file.parent.relative_to(ROOT).as_posix()
        for file in ROOT.glob("*/*/*/ledger.toml")
        if is_traditional([tomllib.loads(file.read_text("utf-8"))["title"]])
    }
    assert found == {"qixia/2024/minsheng"}


@pytest.mark.parametrize("domain", ["form", "field", "site", "report"])
def test_words_in_traditional_characters_are_found_as_the_simplified_ones(domain: str) -> None:
    """A form's column titles are read back by it."""
    set_language("zh")
    words = {key: t(key) for key in keys("zh", domain)}
    with in_traditional(wanted=True):
        assert all(fold(t(key)) == fold(word) for key, word in words.items())
        assert t("form.column.progress") == "進展情況"
    assert t("form.column.progress") == "进展情况"


def test_only_the_words_change_and_not_what_is_filled_in() -> None:
    set_language("zh")
    with in_traditional(wanted=True):
        assert t("site.title", names="历下区") == "历下区民生實事進展"
    set_language("en")
    with in_traditional(wanted=True):
        assert "Livelihood" in t("site.title", names="历下区")


def test_characters_are_those_that_offices_write() -> None:
    assert traditional("发展为民，里程、头发") == "發展為民，里程、頭髮"
    assert traditional("Q2") == "Q2"
