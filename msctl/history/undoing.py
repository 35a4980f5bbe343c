"""Undo and redo: new commits that take another commit's field changes back."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from msctl.history.committing import commit as make_commit
from msctl.history.committing import may_commit
from msctl.history.difference import RecordChange
from msctl.history.errors import (
    ChangedLater,
    NothingToRedo,
    NothingToUndo,
    NotUndoable,
    WouldLoseInCommit,
)
from msctl.history.log import Commit, log
from msctl.history.pending import changes as pending
from msctl.history.readings import parse_file
from msctl.history.repository import Repository
from msctl.history.snapshots import read_file, resolve
from msctl.model.changes import Change, same
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.store.lock import locked
from msctl.store.reading import SETTINGS_FILE, decode, file_of
from msctl.store.records import Records

_NOTES = re.compile(r"^Msctl-(Undoes|Redoes): ([0-9a-f]{40,64})$", re.MULTILINE)
"""the last line of an undoing commit's message: it tells undo and redo where they stand"""


@dataclass(frozen=True, slots=True)
class Undoing:
    """What takes one commit back."""

    commit: Commit
    records: tuple[RecordChange, ...]
    """inverted: an added record is removed, a moved one moves back"""

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes by field."""
        return tuple(change for record in self.records for change in record.changes)


def undoable(repository: Repository, which: str | None = None) -> Undoing:
    """What takes a commit back; None is the last one that is still in force and undoes nothing.

    A merge is taken back with all that it brought in. Raises NothingToUndo, NotUndoable, what
    :func:`msctl.history.snapshots.resolve` raises, GitFailed.
    """
    if which is not None:
        return _undoing(_commit(repository, resolve(repository, which)))
    for found, kind in _standing(repository):
        if kind is None:
            return _undoing(found)
    raise NothingToUndo(commit="HEAD")


def redoable(repository: Repository) -> Undoing:
    """What takes the last undo back. Raises NothingToRedo, NotUndoable, GitFailed."""
    for found, kind in _standing(repository):
        if kind == "Undoes":
            return _undoing(found)
    raise NothingToRedo()


def _standing(repository: Repository) -> Iterator[tuple[Commit, str | None]]:
    """The commits of this line of history that are still in force, newest first, and whether each
    undoes another."""
    taken_back: set[str] = set()
    for found in log(repository, first_parent=True, layout=False):
        note = _NOTES.search(found.body)
        if found.commit in taken_back:
            continue
        if note is not None:
            taken_back.add(note[2])
        if note is None or note[1] == "Undoes":
            yield found, note[1] if note else None


def _commit(repository: Repository, commit: str) -> Commit:
    found = next(log(repository, at=commit, first_parent=True, layout=False), None)
    if found is None or found.commit != commit:
        raise NothingToUndo(commit=commit[:10])
    return found


def _undoing(found: Commit) -> Undoing:
    for record in found.records:
        if record.unreadable or record.id == SETTINGS_FILE or found.cut_off:
            raise NotUndoable(commit=found.commit[:10], file=record.file)
    inverted = tuple(_inverted(record) for record in found.records if not record.layout_only)
    return Undoing(found, inverted)


def _inverted(record: RecordChange) -> RecordChange:
    if record.kind == "moved" and record.old_id:
        back = tuple(replace(c.invert(), id=record.id) for c in record.changes)
        return RecordChange(record.old_id, file_of(record.old_id), "moved", back, old_id=record.id)
    kinds = {"added": "removed", "removed": "added"}
    kind = kinds.get(record.kind, record.kind)
    changes = tuple(change.invert() for change in record.changes)
    return replace(record, kind=kind, changes=changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class _Work:
    """One record's part of an undoing, fitted to how the record stands now."""

    record: RecordChange
    changes: tuple[Change, ...]


def perform(
    repository: Repository,
    records: Records,
    undoing: Undoing,
    subject: str,
    *,
    redo: bool = False,
    force: bool = False,
) -> str:
    """Take a commit back with a new one, whose hash is returned.

    Raises:
        ChangedLater for a value that is no longer the one the commit set, unless forced, and for
        a record that is no longer there; WouldLoseInCommit for a file with changes of its own;
        NothingToUndo when all of it is taken back already; RepositoryBusy, NoIdentity: before
        anything is written.
        What the records raise, and :func:`msctl.history.committing.commit`: afterwards.
    """
    with locked(records.root):
        _refuse_uncommitted(repository, undoing)
        snapshot = records.snapshot()
        fitted = (_fitted(repository, snapshot, one, force=force) for one in undoing.records)
        work = [one for one in fitted if one is not None]
        if not work:
            raise NothingToUndo(commit=undoing.commit.commit[:10])
        may_commit(repository)
        _write(repository, records, work, undoing.commit)
        note = f"Msctl-{'Redoes' if redo else 'Undoes'}: {undoing.commit.commit}"
        files = [file for one in work for file in _files(one.record)]
        return make_commit(repository, f"{subject}\n\n{note}", files)


def _files(record: RecordChange) -> list[str]:
    return [record.file, *([file_of(record.old_id)] if record.old_id else [])]


def _refuse_uncommitted(repository: Repository, undoing: Undoing) -> None:
    files = {file for record in undoing.records for file in _files(record)}
    for record in pending(repository):
        if not files.isdisjoint(_files(record)):
            raise WouldLoseInCommit(id=record.id)


def _fitted(
    repository: Repository, snapshot: Snapshot, record: RecordChange, *, force: bool
) -> _Work | None:
    """A record's inverse as it is to be made now; None when nothing of it is left to do."""
    source = record.old_id or record.id
    now = snapshot.record(source)
    if record.kind == "added":
        if now is not None and not force:
            raise _later(repository, record, None)
        return _Work(record, ())
    if now is None:
        if record.kind == "removed":
            return None
        raise _later(repository, record, None)
    if record.kind == "moved" and snapshot.record(record.id) is not None:
        raise _later(repository, record, None)
    changes = []
    for change in record.changes:
        held = now.get(change.path)
        if same(held, change.new):
            continue
        if not same(held, change.old) and not force:
            raise _later(repository, record, change.path)
        changes.append(replace(change, id=source, old=held))
    if record.kind == "removed" and not force:
        known = {change.path for change in record.changes}
        added = next((path for path in now.fields if path not in known), None)
        if added is not None:
            raise _later(repository, record, added)
    return _Work(record, tuple(changes)) if changes or record.kind != "changed" else None


def _later(repository: Repository, record: RecordChange, path: FieldPath | None) -> ChangedLater:
    """The error that names the commit in the way: the last one that changed the value."""
    found = log(repository, _files(record), field=path, limit=1, layout=False)
    newest = next(found, None)
    return ChangedLater(
        id=record.id,
        path=path or "*",
        commit=newest.commit[:10] if newest else "-",
        author=newest.author if newest else "",
        subject=newest.subject if newest else "",
    )


def _write(repository: Repository, records: Records, work: Sequence[_Work], undone: Commit) -> None:
    # all edits are proved before the first is written, so they go first
    records.save(c for one in work if one.record.kind == "changed" for c in one.changes)
    for one in work:
        record = one.record
        if record.kind == "removed":
            records.remove(record.id)
        elif record.kind == "moved" and record.old_id:
            records.move(ProjectId(record.old_id), ProjectId(record.id), one.changes)
        elif record.kind == "added":
            _bring_back(repository, records, record, undone.parents[0])


def _bring_back(
    repository: Repository, records: Records, record: RecordChange, parent: str
) -> None:
    data = read_file(repository, parent, record.file)
    found = parse_file(record.file, data or b"")
    if not isinstance(found, Record):
        raise NotUndoable(commit=parent[:10], file=record.file)
    if not records.path(record.id).exists():
        records.create(record.id, found)
    records.replace_text(records.read(record.id), decode(record.file, data or b"")[0])
