"""The packed dictionary reads as pypinyin does."""

import json
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from msctl.text.phrases import speller, words_of

CODE = """
import json, sys
from pypinyin import lazy_pinyin
print(json.dumps([lazy_pinyin(text, errors="ignore") for text in json.load(sys.stdin)]))
"""
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=12)
COMMON = st.text("重庆长江市长期行银行业调整都调度城乡供水管网一不可分为了重要 a1，", max_size=12)


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
    own = [speller().lazy_pinyin(text, errors="ignore") for text in texts]
    assert own == json.loads(done.stdout)


@given(COMMON)
def test_a_word_alone_is_spelled_as_in_its_text(text: str) -> None:
    alone = [s for word in words_of(text) for s in speller().lazy_pinyin(word, errors="ignore")]
    assert alone == speller().lazy_pinyin(text, errors="ignore")
