"""Script: whether wording is in traditional characters, and words of our own put into them.

A character tells the script of its text where only one of the two has it: GB 2312 holds no
traditional character that was simplified, Big5 no simplified one. Offices that turn simplified
texts into traditional ones leave some as they are (于, 后), which both have.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any


def is_traditional(texts: Iterable[str]) -> bool:
    """Whether more of the characters that only one script has are traditional. Texts without any
    are taken for simplified."""
    return sum(map(_leaning, "".join(texts))) > 0


@lru_cache(maxsize=2048)
def traditional(text: str) -> str:
    """Wording in traditional characters, by phrases: 发展 is 發展 and 头发 is 頭髮."""
    return text if text.isascii() else str(_converter().convert(text))


@lru_cache(maxsize=8192)
def _leaning(character: str) -> int:
    """1 for a character that only traditional texts have, -1 for one of simplified ones, else 0."""
    return _is_in(character, "big5") - _is_in(character, "gb2312")


def _is_in(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _converter() -> Any:
    from opencc import OpenCC

    # s2t writes 爲 and 裏, which no office does
    return OpenCC("s2tw")
