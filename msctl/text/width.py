"""How many terminal cells a text takes, and texts padded or cut to a number of cells.

Widths are counted by *cluster*: a character with everything that draws into its cells (combining
marks, variation selectors, joined emoji). The sum over clusters is the width of the text, so texts
set side by side with a space between them add up. `wcwidth` gives the width of one character;
its `wcswidth` is not used for whole texts, because it swallows any character after a joiner
(`"a\\u200db"` counts 1) while terminals join only emoji.
"""

import re
from collections.abc import Iterator
from typing import Literal
from unicodedata import east_asian_width

Align = Literal["left", "right", "center"]

_JOINER = "\u200d"
_WIDENER = "\ufe0f"
"""Variation selector 16: asks for the emoji form, which is two cells wide."""

_COMPOSING = re.compile("[\u200d\ufe0e\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")
"""Only texts with one of these differ from the plain sum over characters."""


_FREQUENT = re.compile(
    "([ -~\xa1-\xac\xae-\u02ff\u2010-\u2027\u2190-\u22ff\u2460-\u24ff\u2500-\u25fc])"
    "|[\u3000-\u3029\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uff01-\uff60]"
)
"""Blocks of characters that are all one cell wide (the group), and blocks that are all two."""


class _CharacterCells(dict[str, int]):
    """Width of each character met so far.

    Importing wcwidth takes 30 ms, so it waits for the first character outside the frequent blocks.
    """

    wide = False
    """Whether the terminal draws ambiguous characters in two cells."""

    def __missing__(self, character: str) -> int:
        if frequent := _FREQUENT.match(character):
            width = frequent.lastindex or 2
        else:
            from wcwidth import wcwidth

            width = max(0, wcwidth(character))
        if width == 1 and self.wide and is_ambiguous(character):
            width = 2
        self[character] = width
        return width


_CELLS = _CharacterCells()
_cells_of = _CELLS.__getitem__


def is_ambiguous(character: str) -> bool:
    """Whether the East Asian width of a character is ambiguous (UAX #11): “, ①, ─ and their like
    take two cells in many Chinese terminals and one in others."""
    return east_asian_width(character) == "A"


def draw_ambiguous(*, wide: bool) -> None:
    """Count ambiguous characters as the terminal draws them from now on."""
    if _CELLS.wide is not wide:
        _CELLS.wide = wide
        _CELLS.clear()


def cells(text: str) -> int:
    """The number of terminal cells `text` takes. Control characters take none."""
    if text.isascii() and text.isprintable():
        return len(text)
    if _COMPOSING.search(text) is None:
        return sum(map(_cells_of, text))
    return sum(width for _, width in clusters(text))


def clusters(text: str) -> Iterator[tuple[str, int]]:
    """The pieces of `text` that must not be cut apart, each with its width in cells."""
    start = 0
    width = 0
    base = ""
    for index, character in enumerate(text):
        own = _CELLS[character]
        if own == 0:
            if character == _WIDENER and base and width == 1 and _is_widened(base):
                width = 2
            continue
        if base and _joins(base, text[start:index], character):
            width = max(width, own)
            continue
        if base:
            yield text[start:index], width
            start = index
        base, width = character, own
    if start < len(text):
        yield text[start:], width


def cut(text: str, width: int, mark: str = "..") -> str:
    """`text`, or as much of it as fits into `width` cells with `mark` at its end.

    The text wins over the mark: where not one character would fit beside it, the mark is
    shortened. A wide character is never halved, so the result may be one cell short; `fit` pads.
    """
    if cells(text) <= width:
        return text
    kept = ""
    while True:
        kept = _head(text, width - cells(mark))
        if kept or not mark:
            return kept + mark
        shorter = mark[:-1]
        if cells(_head(text, width)) == 0:  # not even one character fits: the mark stands alone
            return _head(mark, width)
        mark = shorter


def pad(text: str, width: int, align: Align = "left") -> str:
    """`text` with spaces up to `width` cells; a wider text is left as it is."""
    room = width - cells(text)
    if room <= 0:
        return text
    if align == "left":
        return text + " " * room
    if align == "right":
        return " " * room + text
    left = room // 2
    return " " * left + text + " " * (room - left)


def fit(text: str, width: int, align: Align = "left", mark: str = "..") -> str:
    """`text` cut and padded so that it takes exactly `width` cells."""
    return pad(cut(text, width, mark), width, align)


def _head(text: str, width: int) -> str:
    """The longest run of whole clusters from the start that fits into `width` cells."""
    if width <= 0:
        return ""
    length = taken = 0
    for cluster, own in clusters(text):
        if taken + own > width:
            break
        taken += own
        length += len(cluster)
    return text[:length]


def _joins(base: str, cluster: str, character: str) -> bool:
    """Whether `character`, which has a width of its own, draws into the cells of `cluster`."""
    if "\U0001f1e6" <= character <= "\U0001f1ff":  # two regional indicators make one flag
        return cluster == base and "\U0001f1e6" <= base <= "\U0001f1ff"
    if not _is_pictograph(base):
        return False
    if "\U0001f3fb" <= character <= "\U0001f3ff":  # a skin tone
        return True
    return cluster.endswith(_JOINER) and _is_pictograph(character)


def _is_pictograph(character: str) -> bool:
    return "\u2190" <= character <= "\u2bff" or "\U0001f000" <= character <= "\U0001faff"


def _is_widened(base: str) -> bool:
    from wcwidth import wcswidth

    return wcswidth(base + _WIDENER) == 2
