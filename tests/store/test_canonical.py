"""Text in canonical form is what the TOML library writes, whichever way it is made."""

import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from msctl.store.canonical import value_text

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
