"""Line breaks for Chinese text: between characters, never inside numbers, with kinsoku.

Kinsoku (避头尾, GB/T 15834-2011 5.1 and W3C clreq): no line starts with a closing mark and no line
ends with an opening one. A mark is glued to its neighbour to get that; where the glued piece is
wider than the line, the width wins.
"""

import re
from collections.abc import Iterable, Iterator

from msctl.text.width import cells, clusters

CLOSING = frozenset("，。、；：？！）》〉」』】〕〗｝］”’％%‰℃°…—～·,.;:?!)]}")
"""Marks that belong to what stands before them."""

OPENING = frozenset("（《〈「『【〔〖｛［“‘([{￥¥$№#")
"""Marks that belong to what follows them."""

_CLOSING_AFTER_SPACE = CLOSING - frozenset(",.;:?!)]}—～·")
"""After a space an ASCII mark may open something (`.5`, `:foo`); a full-width one still closes."""

_STRAIGHT = '"'
"""What our own sentences quote with where a terminal's width of “ is not known."""

_SPACE = re.compile(r"[^\S\xa0\u2007\u202f]+")
"""White space a line may break at: all but the no-break spaces."""


def wrap(text: str, width: int) -> list[str]:
    """The lines of `text`, each at most `width` cells wide.

    Line breaks in the text are kept. Spaces at a new break are dropped, everything else stays: the
    joined lines give the text back. A single character wider than `width` has a line of its own.
    """
    return [line for paragraph in text.split("\n") for line in _paragraph(paragraph, width)]


def break_offsets(line: str, width: int) -> list[int]:
    """Where an editor breaks a line that must keep every character: where each further line begins.

    As `wrap`, but spaces stay: those that do not fit begin the next line.
    """
    offsets: list[int] = []
    start = taken = 0
    for piece in _pieces(line, width):
        for part in piece if _SPACE.fullmatch(piece) else (piece,):
            own = cells(part)
            if taken and taken + own > width:
                offsets.append(start)
                taken = 0
            taken += own
            start += len(part)
    return offsets


def _paragraph(paragraph: str, width: int) -> list[str]:
    if cells(paragraph) <= width:
        return [paragraph]
    lines: list[str] = []
    line = spaces = ""
    taken = 0
    for piece in _pieces(paragraph, width):
        if _SPACE.fullmatch(piece):
            spaces += piece
            continue
        needed = cells(spaces) + cells(piece)
        if taken + needed <= width:
            line += spaces + piece
            taken += needed
        else:
            if line:
                lines.append(line)
            line, taken = piece, cells(piece)
        spaces = ""
    if taken + cells(spaces) <= width:
        line += spaces
    return [*lines, line]


def _pieces(paragraph: str, width: int) -> Iterator[str]:
    """What must stay in one line, and the spaces between; wider pieces taken apart to fit."""
    for piece in _glued(_atoms(paragraph)):
        if cells(piece) <= width:
            yield piece
            continue
        for part in _glued(_short_atoms(piece, width)):
            yield from [part] if cells(part) <= width else _short_atoms(part, width)


def _short_atoms(piece: str, width: int) -> Iterator[str]:
    """The atoms of `piece`, words that are wider than the line cut to single characters."""
    for atom in _atoms(piece):
        yield from [atom] if cells(atom) <= width else (cluster for cluster, _ in clusters(atom))


def _glued(atoms: Iterable[str]) -> Iterator[str]:
    """Atoms with their marks: closing ones glued to the left, opening ones to the right.

    A straight quotation mark opens and closes by turns, if it comes in pairs.
    """
    atoms = list(atoms)
    has_pairs = sum(atom.count(_STRAIGHT) for atom in atoms) % 2 == 0
    piece = ""
    spaces = ""
    is_quoted = False
    for atom in atoms:
        if _SPACE.fullmatch(atom):
            spaces = atom
            continue
        closes = atom[0] in (_CLOSING_AFTER_SPACE if spaces else CLOSING)
        opened = piece[-1:] in OPENING
        if has_pairs and not spaces:
            closes = closes or (is_quoted and atom[0] == _STRAIGHT)
            opened = opened or (is_quoted and piece[-1:] == _STRAIGHT)
        is_quoted ^= atom.count(_STRAIGHT) % 2 == 1
        if piece and (closes or opened):
            piece += spaces + atom
        else:
            if piece:
                yield piece
            if spaces:
                yield spaces
            piece = atom
        spaces = ""
    if piece:
        yield piece
    if spaces:
        yield spaces


def _atoms(text: str) -> Iterator[str]:
    """Runs of spaces, runs of narrow characters (words, numbers), and wide characters singly."""
    run = ""
    kind = ""
    for cluster, width in clusters(text):
        if _SPACE.fullmatch(cluster):
            new = "space"
        elif width == 2 or (cluster[0] in CLOSING | OPENING and not cluster.isascii()):
            new = "single"
        else:
            new = "word"
        if run and (new != kind or new == "single"):
            yield run
            run = ""
        run += cluster
        kind = new
    if run:
        yield run
