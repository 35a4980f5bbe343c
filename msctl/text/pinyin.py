"""Pinyin of Chinese names: ASCII slugs for file names, initials and spellings for quick search.

Whole words are read, so characters with several readings come out right (重庆 is `chongqing`, not
`zhongqing`).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from msctl.text import phrases

_FALLBACK = "item"
_MOST_SPELLINGS = 24
"""lines a name: enough for five characters with several readings, and no more memory than that"""
_RUN = re.compile(r"[A-Za-z0-9]+|[^\W\x00-\x7f]+")
"""A Latin word or number, or a run of other letters. Punctuation parts runs."""


def slug(name: str, max_length: int = 40) -> str:
    """A short lower-case ASCII name for `name`: syllables in pairs, joined by dashes.

    老年助餐服务 gives `laonian-zhucan-fuwu`. Only `a-z`, `0-9` and inner dashes occur; the slug
    ends with the last pair that fits into `max_length` and is `item` where nothing can be spelled.
    """
    result = ""
    for chunk in _chunks(name):
        longer = f"{result}-{chunk}" if result else chunk[:max_length]
        if len(longer) > max_length:
            break
        result = longer
    return result or _FALLBACK


@lru_cache(maxsize=16_384)
def initials(text: str) -> str:
    """The first letter of every syllable; Latin words and numbers whole, in lower case.

    老旧小区加装电梯 gives `ljxqjzdt`. Kept for each text, because a search asks for the same names
    at every key press.
    """
    return "".join(
        run.lower() if run.isascii() else "".join(syllable[0] for syllable in _syllables(run))
        for run in _runs(text)
    )


@lru_cache(maxsize=16_384)
def spellings(text: str) -> str:
    """All that a search by pinyin may find `text` by, a line each: its initials and its full
    syllables, first as its words are read, then with one character in another of its readings.

    调整 gives `tz` and `tiaozheng`, then `dz` and `diaozheng`.
    """
    read: list[tuple[str, tuple[str, ...]]] = []
    for run in _runs(text):
        if run.isascii():
            read.append((run.lower(), ()))
        else:
            known = "".join(character for character in run if phrases.readings(character))
            read += zip(_syllables(known), map(phrases.readings, known), strict=True)
    syllables = [own for own, _ in read]
    lines = dict.fromkeys(_lines(syllables, read))
    for index, (own, others) in enumerate(read):
        for other in others:
            if other != own and len(lines) < _MOST_SPELLINGS:
                varied = [*syllables[:index], other, *syllables[index + 1 :]]
                lines.update(dict.fromkeys(_lines(varied, read)))
    return "\n".join(lines)


def _lines(syllables: list[str], read: list[tuple[str, tuple[str, ...]]]) -> tuple[str, str]:
    """The initials and the syllables; a Latin word has no readings and stands whole in both."""
    short = (s[0] if readings else s for s, (_, readings) in zip(syllables, read, strict=True))
    return "".join(short), "".join(syllables)


def _chunks(name: str) -> Iterator[str]:
    for run in _runs(name):
        if run.isascii():
            yield run.lower()
            continue
        yield from _pairs(run)


@lru_cache(maxsize=4096)
def _pairs(run: str) -> tuple[str, ...]:
    """The syllables of a run, two and two. Kept: of the names of a ledger many differ in a number
    or in what they are called behind it."""
    read = _syllables(run)
    return tuple("".join(read[start : start + 2]) for start in range(0, len(read), 2))


def _runs(text: str) -> list[str]:
    """Full-width letters and digits count as Latin, hence NFKC."""
    return _RUN.findall(unicodedata.normalize("NFKC", text))


def _syllables(run: str) -> list[str]:
    """One lower-case ASCII syllable a character; characters without a reading are left out."""
    found: list[str] = []
    for word in phrases.words_of(run):
        found += phrases.syllables(word)
    return found
