"""The difference between two wordings, in the pieces a Chinese reader sees.

A number with its sign, decimals and per cent sign is one piece, so 12户 to 27户 is one number
replaced and not the digit 1 replaced by 2 and 2 by 7. Han characters count singly, for Chinese has
no spaces to find words by.
"""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from msctl.text.safe import single_line

Kind = Literal["same", "removed", "added"]

_NUMBER = (
    r"(?:(?<![0-9A-Za-z.%％])[+\-−])?"  # a sign, but not the dash of 3-5 or 2024-05-01
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?[%％‰]?"
)
_WORD = r"[A-Za-z\u00c0-\u024f\u0370-\u04ff]+(?:['’][A-Za-z]+)*"
_EXTENDING = r"[\u0300-\u036f\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
"""Combining marks and variation selectors stay with what they are drawn on."""

_TOKEN = re.compile(rf"(?:{_NUMBER}|{_WORD}|.){_EXTENDING}", re.DOTALL)
_CUT = ".."
"""what stands where the beginning of a wording is left out"""
_WEIGHTY = re.compile(r"\d|[A-Za-z]{2}")
"""A token that carries meaning by itself: found again, it is no accident."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that both sides have, or only one of them."""

    kind: Kind
    text: str


@dataclass(slots=True)
class _Change:
    """Tokens removed and added between two stretches that are the same."""

    removed: list[str]
    added: list[str]

    @property
    def is_pinpoint(self) -> bool:
        """One token for one token, as 12 for 27: it reads best by itself."""
        return len(self.removed) <= 1 and len(self.added) <= 1

    def absorb(self, island: Sequence[str], other: "_Change") -> None:
        """Take in the same tokens after this change and the change after them."""
        self.removed += [*island, *other.removed]
        self.added += [*island, *other.added]


def tokens(text: str) -> list[str]:
    """`text` in pieces: numbers and Latin words whole, every other character by itself."""
    return _TOKEN.findall(text)


def spans(old: str, new: str) -> list[Span]:
    """What is the same and what differs, in reading order.

    Of a replaced stretch the removed text comes first. The `same` and `removed` texts joined are
    `old`; the `same` and `added` texts joined are `new`.
    """
    if old == new:
        return [Span("same", old)] if old else []
    result: list[Span] = []
    for part in _without_islands(_parts(tokens(old), tokens(new))):
        if isinstance(part, _Change):
            result += [Span("removed", "".join(part.removed))] if part.removed else []
            result += [Span("added", "".join(part.added))] if part.added else []
        else:
            result.append(Span("same", "".join(part)))
    return result


def differing(old: str, new: str, lead: int = 8) -> tuple[str, str]:
    """Two wordings on one line each, from ``lead`` characters before where they begin to differ."""
    old, new = single_line(old), single_line(new)
    pairs = zip(old, new, strict=False)
    same = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))
    start = same - lead
    if start <= len(_CUT):
        return old, new
    return _CUT + old[start:], _CUT + new[start:]


def number_delta(old: Decimal, new: Decimal) -> str:
    """The difference between two numbers and its rate: 12 to 27 is `+15 (+125%)`.

    The rate has at most one decimal, and is left out where it says nothing: from zero, and where
    it rounds to zero. Without a difference the text is `0`.
    """
    difference = new - old
    if not difference:
        return "0"
    text = _signed(difference)
    if not old:
        return text
    rate = (difference / abs(old) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{text} ({_signed(rate)}%)" if rate else text


def _signed(number: Decimal) -> str:
    text = f"{number:+,f}".replace(",", "")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _parts(old: list[str], new: list[str]) -> Iterator[list[str] | _Change]:
    """Stretches of same tokens, and the changes between them, by longest common subsequence."""
    from rapidfuzz.distance import Indel

    # rapidfuzz compares hashes, and two strings may share one; small integers never do.
    numbers: dict[str, int] = {}
    as_numbers: list[list[Hashable]] = [
        [numbers.setdefault(token, len(numbers)) for token in side] for side in (old, new)
    ]
    change = _Change([], [])
    for step in Indel.opcodes(*as_numbers):
        if step.tag != "equal":
            change.removed += old[step.src_start : step.src_end]
            change.added += new[step.dest_start : step.dest_end]
            continue
        if change.removed or change.added:
            yield change
            change = _Change([], [])
        yield old[step.src_start : step.src_end]
    if change.removed or change.added:
        yield change


def _without_islands(parts: Iterator[list[str] | _Change]) -> Iterator[list[str] | _Change]:
    """Changes that only one Han character or mark parts, made one change.

    Two wordings with nothing in common still share a 的 or a comma by chance; a replaced sentence
    reads better whole. A number or word found again parts changes, and so does a change of a
    single token on either side.
    """
    change: _Change | None = None
    island: list[str] = []
    for part in parts:
        if isinstance(part, list):
            island = part
            if change is None or len(part) > 1 or _WEIGHTY.search(part[0]):
                if change is not None:
                    yield change
                    change = None
                yield island
                island = []
            continue
        if change is None:
            change = part
        elif change.is_pinpoint or part.is_pinpoint:
            yield change
            yield island
            change = part
        else:
            change.absorb(island, part)
        island = []
    if change is not None:
        yield change
    if island:
        yield island
