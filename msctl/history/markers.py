"""Conflict markers that git left in a file: the sides apart again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sides:
    """The texts that a file with markers was made from."""

    base: str | None
    """None where git did not write it (``merge.conflictStyle`` other than diff3)"""
    ours: str
    theirs: str


def split(text: str) -> Sides | None:
    """The sides of a text with markers; None for one without, or with markers out of order."""
    if "<<<<<<<" not in text:
        return None
    sides: dict[str, list[str]] = {"ours": [], "base": [], "theirs": []}
    now, hunks, bases = "", 0, 0
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        if not now and _is_mark(bare, "<"):
            now, hunks = "ours", hunks + 1
        elif now == "ours" and _is_mark(bare, "|"):
            now, bases = "base", bases + 1
        elif now in ("ours", "base") and _is_mark(bare, "="):
            now = "theirs"
        elif now == "theirs" and _is_mark(bare, ">"):
            now = ""
        else:
            for name in [now] if now else list(sides):
                sides[name].append(line)
    if now or not hunks:
        return None
    base = "".join(sides["base"]) if bases == hunks else None
    return Sides(base, "".join(sides["ours"]), "".join(sides["theirs"]))


def _is_mark(line: str, char: str) -> bool:
    rest = line.lstrip(char)
    return len(line) - len(rest) >= 7 and (not rest or rest.startswith(" "))
