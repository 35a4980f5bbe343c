"""Merge a record's file: the text of one parent, edited by what the other changed.

Comments and untouched lines stay as the edited parent has them; a new value stands as its author
wrote it, and comments that the other parent added come along.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msctl.history.markers import split
from msctl.history.merging import Disagreement, Part, common_base, equal, merge_records, part
from msctl.model.changes import Change, compare, same
from msctl.model.fields import LEDGER, PROJECT, REGION, SETTINGS, FieldTable
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.store.editing import edit
from msctl.store.errors import EditFailed
from msctl.store.syntax import Outline, SyntaxFault, parse

WHOLE = FieldPath()


@dataclass(frozen=True, slots=True)
class MergedFile:
    """A file's merged bytes, None for no file, and the questions; with questions the bytes hold
    our values, and of a removed file the edited one."""

    data: bytes | None
    conflicts: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True)
class _Side:
    """One version of the file, taken apart."""

    text: str
    record: Record
    bom: bool
    crlf: bool


def merge_file(
    file: str,
    base: bytes | None,
    ours: bytes | None,
    theirs: bytes | None,
    crossed: Sequence[bytes | None] = (),
) -> MergedFile:
    """Merge the three versions of a record's file, None where there is none.

    ``file`` ends in the path below the records root. ``crossed`` are further common ancestors
    of histories that crossed: what they do not agree on is no ground to decide by.
    """
    if ours == theirs or (base == theirs and not crossed):
        return MergedFile(ours)
    if base == ours and not crossed:
        return MergedFile(theirs)
    if ours is None or theirs is None:
        kept = ours if ours is not None else theirs
        asked = Disagreement(WHOLE, "deleted", shown(base), shown(ours), shown(theirs))
        return MergedFile(kept, (asked,))
    own, other = _side(ours), _side(theirs)
    if own is None or other is None:
        kept = theirs if own is None and other is not None else ours
        asked = Disagreement(WHOLE, "unreadable", shown(base), shown(ours), shown(theirs))
        return MergedFile(kept, (asked,))
    if base is None and not any(crossed):
        if equal(own.record, other.record):
            return MergedFile(ours)
        return MergedFile(ours, (Disagreement(WHOLE, "added", None, own.record, other.record),))
    before = _base_record(base, own, other)
    for ancestor in crossed:
        before = common_base(before, _base_record(ancestor, own, other))
    before_text = _text(base) if base is not None else ""
    return _merge(file, before_text, before, own, other)


def merge_unrelated(file: str, ours: bytes, theirs: bytes) -> MergedFile:
    """Merge two versions whose base nobody knows: every value that differs is a question."""
    own, other = _side(ours), _side(theirs)
    if own is None or other is None:
        return merge_file(file, None, ours, theirs)
    return _merge(file, own.text, common_base(own.record, other.record), own, other)


def shown(data: bytes | None) -> Part:
    """A version as it is shown in a question: its record, or its text when it is none."""
    side = _side(data) if data is not None else None
    if side is not None:
        return side.record
    return None if data is None else data.decode("utf-8", errors="replace")


def table_and_year(file: str) -> tuple[FieldTable, int]:
    """The fields of a file and its ledger's year, told by the end of its path."""
    parts = file.split("/")
    table = {"region.toml": REGION, "ledger.toml": LEDGER, "msctl.toml": SETTINGS}.get(parts[-1])
    year = parts[-3] if len(parts) > 2 else ""
    return table or PROJECT, int(year) if len(year) == 4 and year.isdecimal() else 0


def _merge(file: str, before_text: str, before: Record, own: _Side, other: _Side) -> MergedFile:
    table, year = table_and_year(file)
    merged = merge_records(file, before, own.record, other.record, table)
    changes: Iterable[Change] = merged.changes
    kept, guest = own, other
    if equal(other.record, before) and not equal(own.record, before):
        # they changed only comments and layout, so their text takes our values
        kept, guest = other, own
        changes = compare(file, other.record, own.record)
    try:
        written = _sources(changes, guest)
        text = edit(kept.text, changes, year, table, file, written, kept.record)
        text = _with_comments(text, before_text, guest.text)
    except EditFailed:
        asked = Disagreement(WHOLE, "changed", part(before, WHOLE), own.record, other.record)
        return MergedFile(_encode(own, own.text), (asked,))
    return MergedFile(_encode(kept, text), merged.conflicts)


def _sources(changes: Iterable[Change], guest: _Side) -> dict[FieldPath, str]:
    """The new values as the other parent's text writes them."""
    taken = {c.path for c in changes if c.new is not None and same(c.new, guest.record.get(c.path))}
    return {
        place.path: guest.text[place.value : place.end]
        for place in (Outline(guest.text).places if taken else ())
        if not place.header and place.path in taken
    }


def _base_record(base: bytes | None, own: _Side, other: _Side) -> Record:
    """The base's record; of one that git itself merged with markers, what its sides agree on."""
    if base is None:
        return Record({})
    found = _side(base)
    if found is not None and split(found.text) is None:
        return found.record
    sides = split(_text(base))
    halves = [_record(text) for text in (sides.ours, sides.theirs)] if sides else []
    one, two = (*halves, None, None)[:2]
    if one is not None and two is not None:
        return common_base(one, two)
    return common_base(own.record, other.record)


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace").removeprefix("\ufeff").replace("\r\n", "\n")


def _record(text: str) -> Record | None:
    try:
        return Record.from_tree(parse(text))
    except SyntaxFault:
        return None


def _side(data: bytes) -> _Side | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    bom = text.startswith("\ufeff")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    record = _record(text)
    return None if record is None else _Side(text, record, bom, b"\r\n" in data)


def _encode(side: _Side, text: str) -> bytes:
    if side.crlf:
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if side.bom else b"") + text.encode("utf-8")


def _with_comments(text: str, before: str, guest: str) -> str:
    """The text with the comment lines that the other parent added, each above the line it stood
    above, or at the end where that line is gone."""
    if "#" not in guest:
        return text
    known = {line for line, _ in _comments(before)} | {line for line, _ in _comments(text)}
    for line, above in reversed([(c, a) for c, a in _comments(guest) if c not in known]):
        at = f"\n{text}".find(f"\n{above}\n") if above else -1
        at = at if at >= 0 else len(text)
        text = f"{text[:at]}{line}\n{text[at:]}"
    return text


def _comments(text: str) -> list[tuple[str, str]]:
    """The comment lines of a text, each with the first line below it that is none."""
    spans = [(p.start, p.end) for p in Outline(text).places]
    found: list[tuple[str, str]] = []
    waiting: list[str] = []
    at = 0
    for line in text.splitlines():
        if line.lstrip().startswith("#") and not any(start < at < end for start, end in spans):
            waiting.append(line)
        elif line.strip():
            found += [(above, line) for above in waiting]
            waiting = []
        at += len(line) + 1
    return found + [(above, "") for above in waiting]
