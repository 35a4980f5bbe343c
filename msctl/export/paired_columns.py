"""Which column of a document is which of a table: a layout leaves out columns that nobody fills, so
one may have come or gone since the document was written."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Pair:
    """A column of the table and the one of the document that it most likely is."""

    mine: int | None
    """its place in the table; None where only the document has it"""
    theirs: int | None
    title: str
    """what the document, else the table calls it in the lowest row of its header"""


def paired(mine: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]]) -> list[Pair]:
    """The columns of two headers side by side; by their places where the headers have too little
    in common to tell."""
    own, other = _titles(mine), _titles(theirs)
    matcher = SequenceMatcher(None, own, other, autojunk=False)
    if 2 * sum(block.size for block in matcher.get_matching_blocks()) < len(own):
        most = range(max(len(own), len(other)))
        return [Pair(at, at, (other[at : at + 1] or own[at : at + 1])[0]) for at in most]
    found = []
    for _, a, b, c, d in matcher.get_opcodes():
        for at in range(max(b - a, d - c)):
            left = a + at if a + at < b else None
            right = c + at if c + at < d else None
            title = other[right] if right is not None else own[a + at]
            found.append(Pair(left, right, title))
    return found


def laid_out(rows: Sequence[Sequence[str]], places: Sequence[int | None]) -> list[tuple[str, ...]]:
    """The rows with their cells in the order of ``places``, blank where there is none; blank cells
    at a row's end are left out."""
    if list(places) == list(range(len(places))):
        return [tuple(row) for row in rows]
    found = []
    for row in rows:
        cells = [row[at] if at is not None and at < len(row) else "" for at in places]
        taken = [at for at in places if at is not None]
        cells += row[max(taken, default=-1) + 1 :]
        while cells and not cells[-1]:
            cells.pop()
        found.append(tuple(cells))
    return found


def _titles(header: Sequence[Sequence[str]]) -> list[str]:
    """The lowest title of each column."""
    width = max(map(len, header), default=0)
    found = []
    for at in range(width):
        column = [row[at] for row in header if at < len(row) and row[at]]
        found.append(column[-1] if column else "")
    return found
