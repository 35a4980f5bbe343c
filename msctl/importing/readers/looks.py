"""What the looks of words say beside the words: struck through, raised, drawn by a symbol font.

Offices strike out what no longer holds and leave it in the cell: the 20 of ``硬化2030公里`` counts
no more. A part of a cell that is struck through is taken as deleted; a cell struck through as a
whole keeps its words, and that is told. A reader encloses such words in two signs that no text
holds, until the whole cell is known.
"""

import re
from typing import NamedTuple

from msctl.importing.tables import Aside

_FROM, _TO = "\ufdd0", "\ufdd1"
"""Noncharacters: for a program's own use, never for text (Unicode 16, 23.7)."""
_STRUCK = re.compile(f"{_FROM}([^{_FROM}{_TO}]*){_TO}")
_SIGNS = {ord(_FROM): None, ord(_TO): None}
_POWER = re.compile(r"\s*[-+−]?\d{1,3}\s*", re.ASCII)
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_DRAWN = {
    font: dict(zip(codes, signs, strict=True))
    for font, codes, signs in (
        ("wingdings", b"\x6c\x6e\x6f\x75\xa8\xfb\xfc\xfd\xfe", "●■□◆□✗✓☒☑"),
        ("wingdings 2", b"\x4f\x50\x51\x52\x53\x54\xa3", "✗✓☒☑☒☒□"),
        ("symbol", b"\xa3\xb0\xb1\xb3\xb4\xb7", "≤°±≥×●"),
    )
}
"""Signs of symbol fonts that ledgers use, first of all the boxes ticked and not."""
_UNKNOWN = "\ufffd"


class Settled(NamedTuple):
    """The wording of a cell once all of it is known."""

    text: str
    struck: tuple[str, ...] = ()
    """the parts that were struck through, and are left out"""
    whole: bool = False
    """whether all of it was struck through, and is kept"""


def struck(text: str) -> str:
    """Words that are struck through, until the cell is settled."""
    return f"{_FROM}{text.translate(_SIGNS)}{_TO}" if text.strip() else text


def settled(text: str) -> Settled:
    """A cell's wording without what is struck through in it, or all of it where nothing else is."""
    if _FROM not in text:
        return Settled(text)
    text = text.replace(_TO + _FROM, "")
    rest = _STRUCK.sub("", text).translate(_SIGNS)
    if not rest.strip():
        return Settled(text.translate(_SIGNS), (), True)
    return Settled(rest, tuple(_STRUCK.findall(text)))


def wording(text: str, asides: list[Aside], remarks: list[Aside]) -> str:
    """A cell's wording once it is settled: what is left out goes to the asides, what is kept
    although it is struck through to the remarks."""
    own = settled(text)
    asides += (Aside("struck", part) for part in own.struck)
    if own.whole:
        remarks.append(Aside("struck-whole", own.text))
    return own.text


def raised(text: str) -> str:
    """Raised digits as such: 10 and a raised 4 are no 104."""
    return text.translate(_RAISED) if _POWER.fullmatch(text) else text


def drawn(font: str, code: int) -> str:
    """The character that a symbol font draws for a number, from 0 or in the private area."""
    if code >= 0xF000:
        code -= 0xF000
    elif code > 0xFF:
        return chr(code)
    return _DRAWN.get(font.casefold(), {}).get(code, _UNKNOWN)
