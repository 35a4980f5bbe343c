"""The packed dictionary reads as pypinyin does."""

import json
import re
import subprocess
import sys
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from msctl.text.phrases import readings, syllables, words_of

CODE = """
import json, sys
from pypinyin import Style, lazy_pinyin, pinyin
texts = json.load(sys.stdin)
read = [lazy_pinyin(text, errors="ignore") for text in texts]
every = {
    one: pinyin(one, style=Style.NORMAL, heteronym=True, errors="ignore")
    for one in sorted(set("".join(texts)))
}
print(json.dumps([read, every]))
"""
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=12)
COMMON = st.text(
    "重庆长江市长期行银行业调整都调度城乡供水管网绿女一不可分为了重要 a1，", max_size=12
)


@settings(max_examples=3, deadline=None)
@given(st.lists(HAN | COMMON, min_size=100, max_size=300))
def test_texts_are_read_as_pypinyin_reads_them(texts: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    read, every = json.loads(done.stdout)
    assert [_spelled(text) for text in texts] == [[*map(_plain, own)] for own in read]
    for character, found in every.items():
        plain = [_plain(one) for one in found[0]] if found else []
        assert list(readings(character)) == list(dict.fromkeys(plain))


def _spelled(text: str) -> list[str]:
    return [syllable for word in words_of(text) for syllable in syllables(word)]


def _plain(syllable: str) -> str:
    """A few interjections have marks that are no tones: ``ê``."""
    return re.sub("[^a-z]", "", unicodedata.normalize("NFKD", syllable))


@given(COMMON)
def test_words_are_the_text_and_the_longest_from_the_left(text: str) -> None:
    assert "".join(words_of(text)) == text
    assert words_of("重庆长江银行" + text)[:3] == ["重庆", "长江", "银行"]


def test_a_character_is_read_as_in_its_word() -> None:
    assert _spelled("重庆重要") == ["chong", "qing", "zhong", "yao"]
    assert syllables("a") == ()
