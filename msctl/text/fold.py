"""Folding for search: full and half width, upper and lower case, traditional and simplified
characters and white space made alike.

White space goes altogether: in the offices' tables a line break may stand inside a name
(`红十\\n字会`), and a search for 红十字会 must find it. Scripts are folded character by character,
never by phrase: only so does a part of a text always fold to a part of the folded text.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

_HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x323B0))
"""The blocks of ideographs; compatibility forms are gone after NFKC."""
_AT_ONCE = 512
"""ideographs that are simplified at once"""


def fold(text: str) -> str:
    """The form of `text` that searches compare: NFKC, case folded, simplified, without white
    space."""
    if text.isascii():
        return "".join(text.lower().split())
    text = "".join(unicodedata.normalize("NFKC", text).split()).casefold()
    text = unicodedata.normalize("NFKC", text)
    table, traditional = _simplified()
    # most texts hold none, and asking takes a third of translating
    return text if traditional.isdisjoint(text) else text.translate(table)


def simplified(text: str) -> str:
    """`text` with each traditional character as its simplified one; as long as `text`, so that a
    place in one is the place in the other."""
    if text.isascii():
        return text
    table, traditional = _simplified()
    return text if traditional.isdisjoint(text) else text.translate(table)


def matches(terms: Sequence[str], haystack: str) -> bool:
    """Whether every one of `terms` occurs in `haystack`, which is folded already."""
    return all(_folded_term(term) in haystack for term in terms)


def traditional_of(text: str) -> Mapping[str, str]:
    """Every character that folds to one of folded `text`, with what it folds to: what a search
    without this module has to know of scripts."""
    table, _ = _simplified()
    used = set(text)
    return {chr(code): simple for code, simple in table.items() if simple in used}


@lru_cache(maxsize=256)
def _folded_term(term: str) -> str:
    """A search asks the same few terms of thousands of records."""
    return fold(term)


@cache
def _simplified() -> tuple[Mapping[int, str], frozenset[str]]:
    """Each traditional character's simplified one, from OpenCC; takes some 40 ms the first time."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    found: dict[str, str] = {}
    for block in _blocks():
        simplified = convert("\n".join(block)).split("\n")
        found |= {own: to for own, to in zip(block, simplified, strict=True) if own != to}
    table = {}
    for own, simple in found.items():
        while found.get(simple, simple) != simple:
            simple = found[simple]
        table[ord(own)] = simple
    return table, frozenset(found)


def _blocks() -> Iterator[list[str]]:
    """The ideographs some at a time: all 100,000 at once would take 25 MB beside each other."""
    for first, end in _HAN:
        for start in range(first, end, _AT_ONCE):
            yield [chr(code) for code in range(start, min(start + _AT_ONCE, end))]
