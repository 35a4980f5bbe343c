"""The difference of one record between two moments, by field."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from msctl.history.readings import Reading, owner_of
from msctl.model.changes import Change, compare
from msctl.model.finding import Finding
from msctl.model.record import Record

Kind = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What happened to one record."""

    id: str
    """the project, ledger or region; of the records' settings, their file"""
    file: str
    """below the records root"""
    kind: Kind
    changes: tuple[Change, ...]
    """by field; of a moved record, under its new id, what was changed besides"""
    layout_only: bool = False
    """the text differs and no value does: comments, order, line breaks"""
    unreadable: tuple[Finding, ...] = ()
    """a side that cannot be parsed, of which ``details["side"]`` is old or new; ``changes`` is
    empty then, for nobody knows them"""
    old_id: str | None = None
    """where a moved record was"""


def difference(
    file: str, old: Reading, new: Reading, old_file: str | None = None
) -> RecordChange | None:
    """What lies between two readings of a record, below the records root at ``file``, and before
    that at ``old_file`` when it was moved; None when there is no record on either side."""
    owner = owner_of(file)
    old_owner = owner_of(old_file) if old_file else owner
    if owner is None or new is None:
        return _one_sided(old_file or file, old_owner, "removed", old, None)
    if old_owner is None or old is None:
        return _one_sided(file, owner, "added", None, new)
    moved = old_owner if old_owner != owner else None
    faults = _faults(old, new)
    changes = compare(owner, _record(old), _record(new)) if not faults else ()
    return RecordChange(
        owner,
        file,
        "moved" if moved else "changed",
        changes,
        layout_only=not (moved or changes or faults),
        unreadable=faults,
        old_id=moved,
    )


def own_difference(file: str, parents: Sequence[Reading], new: Reading) -> RecordChange | None:
    """What a merge itself decided: the values that differ from those of every parent; None when
    all it has is one parent's."""
    found = difference(file, parents[0], new)
    if found is None or found.unreadable:
        return found
    if any(isinstance(parent, Finding) for parent in parents):
        return replace(found, changes=(), layout_only=False, unreadable=_faults(*parents, new))
    changes = found.changes
    for parent in parents[1:]:
        differs = {change.path for change in compare(found.id, _record(parent), _record(new))}
        changes = tuple(change for change in changes if change.path in differs)
    existed = any(parent is not None for parent in parents)
    if not changes and existed and new is not None:
        return None
    kind: Kind = "removed" if new is None else "changed" if existed else "added"
    return replace(found, kind=kind, changes=changes, layout_only=False)


def _one_sided(
    file: str, owner: str | None, kind: Kind, old: Reading, new: Reading
) -> RecordChange | None:
    if owner is None or (old is None and new is None):
        return None
    faults = _faults(old, new)
    changes = compare(owner, _record(old), _record(new)) if not faults else ()
    return RecordChange(owner, file, kind, changes, unreadable=faults)


def _record(reading: Reading) -> Record | None:
    return reading if isinstance(reading, Record) else None


def _faults(*readings: Reading) -> tuple[Finding, ...]:
    """The findings among the readings, the last of which is the new side."""
    last = len(readings) - 1
    return tuple(
        replace(reading, details={**reading.details, "side": "new" if place == last else "old"})
        for place, reading in enumerate(readings)
        if isinstance(reading, Finding)
    )
