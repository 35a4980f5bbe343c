"""Names of units in a cell: where one ends and the next begins.

The region's register decides: a name of the register is found even where a line break or padding
stands inside it (``红十\\n字会``, ``法  院``), and a name that holds a separator itself is found
whole. What no register knows is parted at the separators, and a piece that does not end like a
unit's name is joined with the next one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_SEPARATORS = " \t\n\u3000\xa0、，,；;"
_ENDINGS = tuple(
    "局委办会院镇乡街道区司团股心队班园部处厅府室站所校馆联署行县市位构辦會鎮鄉區園館聯縣廳構）)"
)
"""How units' names end. A piece that ends otherwise is the beginning of a broken name; 村 is none,
for the name that breaks most often is 乡村振兴局."""


_BRACKETED = re.compile(r"[（(][^（()）]*[）)]")
_GROUPS = ("各", "相关", "相關", "有关", "有關")
"""How the name of a group begins (各镇街): it never is the end of a broken name."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name as the cell words it, breaks and padding inside it removed."""

    text: str
    known: bool
    """whether the register has it"""
    quote: str
    """the name as it stands in the cell"""


@lru_cache(maxsize=64)
def _pattern(wordings: tuple[str, ...]) -> re.Pattern[str] | None:
    """Matches any of the names up to a separator, white space allowed between their characters;
    the longest first."""
    spaced = [r"\s*".join(map(re.escape, name)) for name in sorted(wordings, key=len, reverse=True)]
    end = rf"(?=[{re.escape(_SEPARATORS)}]|$)"
    return re.compile(rf"(?:{'|'.join(spaced)}){end}") if spaced else None


def split_names(cell: str, wordings: Iterable[str]) -> tuple[Name, ...]:
    """The names in a cell, in order; ``wordings`` are the register's names and aliases."""
    pattern = _pattern(tuple(wordings))
    names: list[Name] = []
    position = 0
    while position < len(cell):
        if cell[position] in _SEPARATORS:
            position += 1
            continue
        match = pattern.match(cell, position) if pattern else None
        if match:
            names.append(Name("".join(match.group().split()), True, match.group()))
            position = match.end()
            continue
        end = _piece(cell, position)
        names.append(Name(cell[position:end], False, cell[position:end]))
        position = end
    return tuple(_joined(names, cell))


def _piece(cell: str, position: int) -> int:
    """Where the unknown name that begins here ends: at a separator outside of brackets."""
    depth = 0
    for index in range(position, len(cell)):
        character = cell[index]
        depth += (character in "（(") - (character in "）)")
        if character in _SEPARATORS and depth <= 0:
            return index
    return len(cell)


def _with_roles(names: Sequence[Name], cell: str) -> list[Name]:
    """The names, and what stands in brackets of its own behind one (牵头) with that name."""
    found: list[Name] = []
    for name in names:
        if found and _BRACKETED.fullmatch(name.text):
            before = found.pop()
            start = cell.index(before.quote)
            end = cell.index(name.quote, start + len(before.quote)) + len(name.quote)
            if not cell[start + len(before.quote) : end - len(name.quote)].strip():
                name = Name(before.text + name.text, False, cell[start:end])
            else:
                found.append(before)
        found.append(name)
    return found


def _joined(names: list[Name], cell: str) -> Iterable[Name]:
    """Unknown pieces parted by white space only, of which the first is no whole name, as one."""
    position = 0
    pending: Name | None = None
    for name in _with_roles(names, cell):
        start = cell.index(name.quote, position)
        between = cell[position:start]
        position = start + len(name.quote)
        if pending is not None:
            if not name.known and not between.strip() and not name.text.startswith(_GROUPS):
                text, quote = pending.text + name.text, pending.quote + between + name.quote
                name = Name(text, False, quote)
            else:
                yield pending
            pending = None
        if not name.known and not name.text.endswith(_ENDINGS):
            pending = name
        else:
            yield name
    if pending is not None:
        yield pending
