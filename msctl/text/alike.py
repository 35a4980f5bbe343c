"""How alike two names in official wording are, and whether two measure words count the same."""

import re
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from msctl.text.subjects import words

_EMPTY_WORDS = re.compile("完成|工作|开展|建设|项目|累计|实施|组织|提供|其中|的")


def alike(one: str, other: str) -> Decimal:
    """How much of the shorter name's pairs of neighbouring characters the longer one has too."""
    first, second = _pairs(one), _pairs(other)
    size = min(len(first), len(second))
    return Decimal(len(first & second)) / size if size else Decimal(0)


@lru_cache(maxsize=1024)
def _pairs(text: str) -> frozenset[str]:
    """Kept for each text: a measure's name is held against every figure of its project."""
    text = _EMPTY_WORDS.sub(" ", text)
    pairs = map("".join, pairwise(text))
    return frozenset(pair for pair in pairs if " " not in pair)


@lru_cache(maxsize=1024)
def same_unit(one: str, other: str) -> bool:
    """Whether two measure words count the same thing: 公里 and 千米."""
    return one == other or any(one in group and other in group for group in words()["same"])
