"""Folding for search: full and half width, upper and lower case and white space made alike.

White space goes altogether: in the offices' tables a line break may stand inside a name
(`红十\\n字会`), and a search for 红十字会 must find it.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache


def fold(text: str) -> str:
    """The form of `text` that searches compare: NFKC, case folded, without white space."""
    if text.isascii():
        return "".join(text.lower().split())
    text = "".join(unicodedata.normalize("NFKC", text).split()).casefold()
    return unicodedata.normalize("NFKC", text)


def matches(terms: Sequence[str], haystack: str) -> bool:
    """Whether every one of `terms` occurs in `haystack`, which is folded already."""
    return all(_folded_term(term) in haystack for term in terms)


@lru_cache(maxsize=256)
def _folded_term(term: str) -> str:
    """A search asks the same few terms of thousands of records."""
    return fold(term)
