"""Merge by field: what two people made of one record becomes one, and where both meant the same
field it becomes a question.

Pure: records, texts and bytes in, a text and conflicts out. Different fields merge, equal changes
merge, lists of names merge as sets; the same field changed differently is a conflict, and so is an
edit against a removal, of one value as of a whole table. Where there is a conflict the text keeps
our value.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from msctl.model.changes import Change, compare, same
from msctl.model.errors import MsctlError
from msctl.model.fields import LEDGER, PROJECT, FieldTable
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import InlineTable, Value

Part: TypeAlias = Value | Record | None
"""What one side has at a path: a value, a table of values below the path, or nothing."""

Kind: TypeAlias = Literal["changed", "deleted", "added", "unreadable", "moved", "file", "rule"]
"""changed differently; edited here, removed there; added on both sides; a side that is no TOML;
moved to two places; a file that holds no record; clean, but against a rule"""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One question: a field path, or the empty path for the whole file, and the three sides."""

    path: FieldPath
    kind: Kind
    base: Part
    ours: Part
    theirs: Part


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """What our record takes over from theirs, and what has to be asked."""

    changes: tuple[Change, ...]
    conflicts: tuple[Disagreement, ...]


class Unknown(str):
    """The base value of a field that had no one base value: it equals nothing."""

    __slots__ = ()


def common_base(one: Record, other: Record) -> Record:
    """A base for two records without one: what they agree on, Unknown where they do not."""
    paths = dict.fromkeys([*one.fields, *other.fields])
    pairs = {path: (one.get(path), other.get(path)) for path in paths}
    return Record(
        {path: a if same(a, b) and a is not None else Unknown() for path, (a, b) in pairs.items()}
    )


def merge_records(
    record_id: str, base: Record, ours: Record, theirs: Record, table: FieldTable = PROJECT
) -> MergedRecord:
    """Merge two descendants of a record."""
    whole = dict(_whole_tables(base, ours, theirs, table))
    changes = []
    conflicts = [_disagreement(path, kind, base, ours, theirs) for path, kind in whole.items()]
    for path in dict.fromkeys([*ours.fields, *theirs.fields]):
        if any(path[:depth] in whole for depth in range(1, len(path))):
            continue
        before, own, other = base.get(path), ours.get(path), theirs.get(path)
        if same(own, other) or same(before, other):
            continue
        if same(before, own):
            changes.append(Change(record_id, path, own, other))
            continue
        names = _merge_names(before, own, other) if table is not LEDGER else None
        if names is None:
            conflicts.append(_disagreement(path, _kind(before, own, other), base, ours, theirs))
        elif names != own:
            changes.append(Change(record_id, path, own, names))
    for path in _clashes(ours, changes):
        changes = [change for change in changes if not change.path.starts_with(path)]
        conflicts = [found for found in conflicts if not found.path.starts_with(path)]
        conflicts.append(_disagreement(path, "changed", base, ours, theirs))
    return MergedRecord(_in_order(changes), tuple(conflicts))


def part(record: Record, path: FieldPath) -> Part:
    """What a record has at a path: a value, the table below it, or nothing."""
    found = record.get(path)
    if found is not None:
        return None if isinstance(found, Unknown) else found
    below = {FieldPath(p[len(path) :]): v for p, v in record.under(path)}
    known = {p: v for p, v in below.items() if not isinstance(v, Unknown)}
    return Record(known) if known else None


def _disagreement(
    path: FieldPath, kind: Kind, base: Record, ours: Record, theirs: Record
) -> Disagreement:
    return Disagreement(path, kind, part(base, path), part(ours, path), part(theirs, path))


def _kind(before: Value | None, own: Value | None, other: Value | None) -> Kind:
    if before is None:
        return "added"
    return "deleted" if own is None or other is None else "changed"


def _tables(path: FieldPath, table: FieldTable) -> Iterator[FieldPath]:
    """The tables around a path that stand for one thing each (``report.Q2``, ``task.1``), from the
    outermost; of a path that the field table does not know, the table it stands in."""
    try:
        field = table.find(path)
    except MsctlError:
        field = None
    if field is None:
        if len(path) > 1:
            yield FieldPath(path[:-1])
        return
    for depth, key in enumerate(field.pattern[:-1], start=1):
        if key.isupper():  # a key that the record chooses
            yield FieldPath(path[:depth])


_NUMBERED = ("task", "adjustment")
"""tables whose key is only the next free one: two that were added under one key are two things"""


def _whole_tables(
    base: Record, ours: Record, theirs: Record, table: FieldTable
) -> Iterator[tuple[FieldPath, Kind]]:
    """The tables that are one question as a whole, the outermost only: one side removed the table
    and the other worked in it, or both added different things under one key."""
    sides = [_by_table(side, table) for side in (base, ours, theirs)]
    found: list[FieldPath] = []
    for group in dict.fromkeys(group for side in sides for group in side):
        before, own, other = (Record(side.get(group, {})) for side in sides)
        if any(group.starts_with(outer) for outer in found) or equal(own, other):
            continue
        removed = not (own.fields and other.fields)
        if before.fields:
            # who removes the one value of a table has not said anything about the table
            single = len(before.fields) == 1 and group[0] != "task"
            asked = removed and not single and not (equal(own, before) or equal(other, before))
        else:
            asked = not removed and group[0] in _NUMBERED
        if asked:
            found.append(group)
            yield group, "deleted" if before.fields else "added"


def _by_table(side: Record, table: FieldTable) -> dict[FieldPath, dict[FieldPath, Value]]:
    groups: dict[FieldPath, dict[FieldPath, Value]] = {}
    for path, value in side.leaves():
        for group in _tables(path, table):
            groups.setdefault(group, {})[path] = value
    return groups


def _clashes(ours: Record, changes: list[Change]) -> Iterator[FieldPath]:
    """Paths that would be a value and a table at once in the merged record."""
    merged = set(ours.fields)
    for change in changes:
        (merged.discard if change.new is None else merged.add)(change.path)
    for path in sorted(merged):
        for depth in range(1, len(path)):
            if path[:depth] in merged:
                yield FieldPath(path[:depth])
                break


def _in_order(changes: list[Change]) -> tuple[Change, ...]:
    """A table stays where it is when its values are replaced, so removals come last, but for a
    value that makes room for a table or the reverse."""
    added = [change.path for change in changes if change.old is None]

    def stage(change: Change) -> int:
        if change.new is not None:
            return 1
        clash = any(p.starts_with(change.path) or change.path.starts_with(p) for p in added)
        return 0 if clash else 2

    return tuple(sorted(changes, key=stage))


def _is_names(value: Value | None) -> bool:
    return (
        isinstance(value, tuple)
        and not isinstance(value, InlineTable)
        and all(isinstance(item, str) for item in value)
        and len(set(value)) == len(value)
    )


def _merge_names(before: Value | None, own: Value | None, other: Value | None) -> Value | None:
    """Two descendants of a list of names as sets; None where it has to be asked.

    Asked is where both put another name in the place of one that they both took out, and where
    both put the names in different orders. The sides are ordered first, so that it does not matter
    which is whose.
    """
    if not (_is_names(before) and _is_names(own) and _is_names(other)):
        return None
    assert isinstance(before, tuple)
    first, second = sorted((own, other), key=str)
    assert isinstance(first, tuple)
    assert isinstance(second, tuple)
    gone = set(before) - (set(first) & set(second))
    both_took = set(before) - set(first) - set(second)
    new_first = set(first) - set(before)
    new_second = set(second) - set(before)
    if both_took and new_first - new_second and new_second - new_first:
        return None
    stays = [name for name in before if name not in gone]
    order_first = [name for name in first if name in stays]
    order_second = [name for name in second if name in stays]
    if order_first not in (stays, order_second) and order_second != stays:
        return None
    line, guest = (second, first) if order_first == stays else (first, second)
    merged = [name for name in line if name not in gone]
    for place, name in enumerate(guest):
        if name in gone or name in merged:
            continue
        behind = next((n for n in reversed(guest[:place]) if n in merged), None)
        merged.insert(merged.index(behind) + 1 if behind is not None else 0, name)
    return tuple(merged)


def equal(one: Record, other: Record) -> bool:
    """Whether two records hold the same values; 0 is not false."""
    return not compare("", one, other)
