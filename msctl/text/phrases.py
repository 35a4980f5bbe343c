"""Readings of characters in their words: pypinyin's dictionaries, read only where they are asked.

pypinyin holds its 47,000 words as lists of lists with a text for every syllable, and a set of all
their beginnings: 44 MB, and half a second. Here both of its files stand in memory as they are
written, 3 MB; their entries are sorted, so that those of a character are found by halving. What is
read is the same without tones, which a test holds against pypinyin itself.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_END = "\n"
_COLON = b'": '
"""What stands behind the key of an entry, and nowhere else."""
_CODE = 7
"""The digits of the largest code of a character."""
Syllables = tuple[str, ...]
"""lower-case letters a to z each, ü as v"""


@lru_cache(maxsize=8192)
def readings(character: str) -> Syllables:
    """All readings of a character, the commonest first; none where nobody reads it."""
    return tuple(dict.fromkeys(filter(None, _read_alone(character))))


@lru_cache(maxsize=8192)
def syllables(word: str) -> Syllables:
    """How a word of :func:`words_of` is read, a syllable for each character that has a reading."""
    found = _words(word[:1]).odd.get(word) if len(word) > 1 else None
    return tuple(filter(None, found or (_read_alone(one)[0] for one in word)))


def words_of(text: str) -> list[str]:
    """The longest words from the left; what begins none stands alone, character by character."""
    found = []
    at, end = 0, len(text)
    while at < end:
        known = _words(text[at])
        size = 1
        # most characters begin no word with the one behind them
        if at + 1 < end and _END + text[at : at + 2] in known.words:
            size = min(known.longest, end - at)
            while size > 1 and f"{_END}{text[at : at + size]}{_END}" not in known.words:
                size -= 1
        found.append(text[at : at + size])
        at += size
    return found


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that begin with one character."""

    words: str
    """each with an _END on either side"""
    longest: int
    """characters of the longest one"""
    odd: Mapping[str, Syllables]
    """those that are not read as their characters alone"""


@cache
def _words(first: str) -> _Words:
    words, longest = _END, 1
    odd: dict[str, Syllables] = {}
    for word, reading in _Entries.of("phrases_dict.json").since(first):
        if not word.startswith(first):
            break
        words, longest = f"{words}{word}{_END}", max(longest, len(word))
        read = [_plain(one[0]) for one in reading]
        if read != [_read_alone(character)[0] for character in word]:
            odd[word] = tuple(read)
    return _Words(words, longest, odd)


@lru_cache(maxsize=8192)
def _read_alone(character: str) -> Syllables:
    """The readings of a character as they are told; one that is empty where nobody reads it."""
    own = str(ord(character))
    for code, told in _Entries.of("pinyin_dict.json").since(own, _CODE):
        return tuple(map(_plain, told.split(","))) if code == own else ("",)
    return ("",)


class _Entries:
    """The entries of one of pypinyin's files, sorted by their keys.

    The package is not imported, for it would read them all.
    """

    def __init__(self, file: str) -> None:
        from importlib.util import find_spec

        found = find_spec("pypinyin")
        assert found is not None
        assert found.origin is not None
        self._data = Path(found.origin).with_name(file).read_bytes()

    @classmethod
    @cache
    def of(cls, file: str) -> "_Entries":
        """The entries of a file, which is read once."""
        return cls(file)

    def since(self, wanted: str, wide: int = 0) -> Iterator[tuple[str, Any]]:
        """Keys and values from the first key on that is not below the one wanted; numbers among
        the keys compare as so many digits."""
        data = self._data
        low, high = 0, len(data)
        while low < high:
            middle = (low + high) // 2
            end = data.find(_COLON, middle)
            if end < 0 or self._key(end).rjust(wide) >= wanted.rjust(wide):
                high = middle
            else:
                low = end + 1
        end = data.find(_COLON, low)
        while end >= 0:
            after = data.find(_COLON, end + 1)
            value = data[end + len(_COLON) - 1 : self._start(after)]
            yield self._key(end), json.loads(value.rstrip(b" ,}\n"))
            end = after

    def _key(self, end: int) -> str:
        return self._data[self._start(end) + 1 : end].decode("utf-8")

    def _start(self, end: int) -> int:
        """Where the key begins that ends there."""
        return self._data.rfind(b'"', 0, end) if end >= 0 else len(self._data)


@cache
def _plain(syllable: str) -> str:
    """A syllable without its tone."""
    bare = unicodedata.normalize("NFD", syllable.casefold()).replace("u\u0308", "v")
    return re.sub("[^a-z]", "", unicodedata.normalize("NFKD", bare))
