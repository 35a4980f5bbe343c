"""Readings of characters in their words, by pypinyin's dictionary in a third of its memory.

pypinyin holds its 47,000 words as lists of lists with a text for every syllable, and a set of all
their beginnings: 44 MB. Here a syllable is one list for all words, and beginnings are found in the
sorted words. What is read is the same, which a test holds against pypinyin itself.
"""

import json
import os
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypinyin.core import Pinyin

_SWITCH = "PYPINYIN_NO_PHRASES"
"""pypinyin's own setting, read when it is imported: it loads no words"""

Reading = list[list[str]]


@cache
def speller() -> "Pinyin":
    """Spells texts as ``pypinyin.lazy_pinyin`` does, cut into the longest words from the left."""
    before = os.environ.get(_SWITCH)
    os.environ[_SWITCH] = "1"
    try:
        from pypinyin.constants import PHRASES_DICT
        from pypinyin.core import Pinyin
    finally:
        if before is None:
            del os.environ[_SWITCH]
        else:
            os.environ[_SWITCH] = before
    if not PHRASES_DICT:
        PHRASES_DICT.update(_dictionary())

    class Speller(Pinyin):
        def pre_seg(self, hans: str, **_: object) -> list[str]:
            return words_of(hans)

    return Speller()


@cache
def _words() -> list[str]:
    speller()
    from pypinyin.constants import PHRASES_DICT

    return sorted(PHRASES_DICT)


def words_of(text: str) -> list[str]:
    """A text cut as :func:`speller` cuts it. A word of it, spelled alone, is spelled as in it."""
    return list(_cut(text, _words()))


def _dictionary() -> Iterator[tuple[str, Reading]]:
    """Word by word, so that the whole never stands in memory as it is written."""
    text = resources.files("pypinyin").joinpath("phrases_dict.json").read_text("utf-8")
    decoder = json.JSONDecoder()
    shared: dict[str, list[str]] = {}
    at = text.index('"')
    while at >= 0:
        word, at = decoder.raw_decode(text, at)
        reading, at = decoder.raw_decode(text, text.index("[", at))
        yield word, [shared.setdefault("/".join(one), one) for one in reading]
        at = text.find('"', at)


def _cut(text: str, words: list[str]) -> Iterator[str]:
    """The longest words from the left; what begins none stands alone, character by character."""
    while text:
        longest = 1
        at = 0
        for size in range(1, len(text) + 1):
            head = text[:size]
            at = bisect_left(words, head, at)
            if at == len(words) or not words[at].startswith(head):
                break
            if words[at] == head:
                longest = size
        yield text[:longest]
        text = text[longest:]
