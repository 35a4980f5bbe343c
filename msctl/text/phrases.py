"""Readings of characters in their words: pypinyin's dictionary in a small part of its memory.

pypinyin holds its 47,000 words as lists of lists with a text for every syllable, and a set of all
their beginnings: 44 MB. Here words stand in one text for each first character, and only those
3,400 are kept with their readings whose characters are not read as they are alone: 3 MB. What is
read is the same without tones, which a test holds against pypinyin itself.
"""

import json
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_END = "\n"
Syllables = tuple[str, ...]
"""lower-case letters a to z each, ü as v"""


@dataclass(frozen=True, slots=True)
class _Dictionary:
    words: Mapping[str, str]
    """by their first character, each with an _END on either side"""
    longest: int
    """characters of the longest word"""
    odd: Mapping[str, Syllables]
    """the words that are not read as their characters alone"""
    codes: Sequence[int]
    """the characters, sorted"""
    places: Sequence[int]
    """where the readings of each of them stand in ``readings``"""
    readings: Sequence[Syllables]

    def of(self, character: str) -> Syllables:
        code = ord(character)
        at = bisect_left(self.codes, code)
        known = at < len(self.codes) and self.codes[at] == code
        return self.readings[self.places[at]] if known else ("",)

    def first(self, character: str) -> str:
        return self.of(character)[0]


def readings(character: str) -> Syllables:
    """All readings of a character, the commonest first; none where nobody reads it."""
    return tuple(dict.fromkeys(filter(None, _dictionary().of(character))))


def syllables(word: str) -> Syllables:
    """How a word of :func:`words_of` is read, a syllable for each character that has a reading."""
    own = _dictionary()
    found = own.odd.get(word) or map(own.first, word)
    return tuple(filter(None, found))


def words_of(text: str) -> list[str]:
    """The longest words from the left; what begins none stands alone, character by character."""
    own = _dictionary()
    found = []
    at = 0
    while at < len(text):
        known = own.words.get(text[at], "")
        size = min(own.longest, len(text) - at) if known else 1
        while size > 1 and f"{_END}{text[at : at + size]}{_END}" not in known:
            size -= 1
        found.append(text[at : at + size])
        at += size
    return found


@cache
def _dictionary() -> _Dictionary:
    alone = _Dictionary({}, 1, {}, *_characters())
    first = cache(alone.first)
    words: dict[str, str] = {}
    odd: dict[str, Syllables] = {}
    longest = 1
    for word, reading in _entries("phrases_dict.json"):
        longest = max(longest, len(word))
        words[word[0]] = f"{words.get(word[0], _END)}{word}{_END}"
        read = [_plain(one[0]) for one in reading]
        if read != [first(character) for character in word]:
            odd[word] = tuple(read)
    return replace(alone, words=words, longest=longest, odd=odd)


def _characters() -> tuple["array[int]", "array[int]", list[Syllables]]:
    """The codes of all characters, sorted, and where each stands in the different readings."""
    different: dict[Syllables, int] = {}
    codes, places = array("I"), array("I")
    for code, told in _entries("pinyin_dict.json"):
        read = tuple(map(_plain, told.split(",")))
        codes.append(int(code))
        places.append(different.setdefault(read, len(different)))
    order = sorted(range(len(codes)), key=codes.__getitem__)
    return (
        array("I", map(codes.__getitem__, order)),
        array("I", map(places.__getitem__, order)),
        list(different),
    )


def _entries(file: str) -> Iterator[tuple[str, Any]]:
    """Keys and values of a JSON file of pypinyin, one by one, so that the whole never stands in
    memory; the package is not imported, for it would read them all."""
    found = find_spec("pypinyin")
    assert found is not None
    assert found.origin is not None
    text = Path(found.origin).with_name(file).read_text("utf-8")
    decoder = json.JSONDecoder()
    at = text.find('"')
    while at >= 0:
        key, at = decoder.raw_decode(text, at)
        value, at = decoder.raw_decode(text, _SPACE.match(text, at + 1).end())  # type: ignore[union-attr]
        yield key, value
        at = text.find('"', at)


_SPACE = re.compile(r"[\s:]*")


@cache
def _plain(syllable: str) -> str:
    """A syllable without its tone."""
    bare = unicodedata.normalize("NFD", syllable.casefold()).replace("u\u0308", "v")
    return re.sub("[^a-z]", "", unicodedata.normalize("NFKD", bare))
