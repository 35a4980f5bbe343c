"""Restoring: what a record held at another moment, put back into the work tree."""

from collections.abc import Sequence
from dataclasses import dataclass

from msctl.history.errors import NoSuchValue, NotThen, WouldLose
from msctl.history.following import Names, followed
from msctl.history.log import history
from msctl.history.readings import parse_file
from msctl.history.repository import Repository
from msctl.history.snapshots import read_file, resolve
from msctl.model.changes import Change, compare, same
from msctl.model.finding import Finding
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.store.errors import NoSuchRecord, UnreadableFile
from msctl.store.lock import locked
from msctl.store.reading import decode, file_of
from msctl.store.records import Document, Records


@dataclass(frozen=True, slots=True)
class Then:
    """A record as it was."""

    commit: str
    text: str
    record: Record


def restore_changes(
    repository: Repository,
    record_id: str,
    now: Record,
    path: FieldPath | None = None,
    when: str | None = None,
) -> list[Change]:
    """The changes that give a record the values it had at another moment.

    Args:
        repository: where the records are.
        record_id: the record, by the id it has now; then it may have had another one.
        now: the record as it is.
        path: only this field, or group of fields; globs count. None is all of them.
        when: a commit, tag, branch or date; None is the last commit.

    Raises:
        NotThen, NoSuchValue, UnreadableFile for a state that cannot be read, what
        :func:`msctl.history.snapshots.resolve` raises, NoCommits, GitFailed.
    """
    then = record_then(repository, record_id, when)
    if path is not None:
        known = (*now.fields, *then.record.fields)
        if not any(one.matches(path) for one in known):
            raise NoSuchValue(id=record_id, path=path, commit=then.commit[:10])
    return [
        change
        for change in compare(record_id, now, then.record)
        if path is None or change.path.matches(path)
    ]


def record_then(repository: Repository, record_id: str, when: str | None = None) -> Then:
    """A record as it was, under whatever id. Raises as :func:`restore_changes`."""
    commit = resolve(repository, when) if when is not None else repository.need_head()
    for file in _names_then(repository, record_id, commit):
        data = read_file(repository, commit, file)
        if data is not None:
            found = parse_file(file, data)
            if isinstance(found, Record):
                return Then(commit, decode(file, data)[0], found)
            assert isinstance(found, Finding)
            reason = found.details.get("reason", "UTF-8")
            raise UnreadableFile(file=file, line=found.line, column=found.column, reason=reason)
    raise NotThen(id=record_id, commit=commit[:10])


def _names_then(repository: Repository, record_id: str, commit: str) -> list[str]:
    """The files that may have held a record at a commit: its own, then those it was moved from."""
    own = file_of(record_id)
    head = repository.head()
    if head is None or read_file(repository, commit, own) is not None:
        return [own]
    names = Names.of(repository, [own])
    for step, then in followed(history(repository, head, names), names):
        if step.commit == commit:
            return sorted(filter(None, map(repository.below, then.files)))
    return [own]


def restore_fields(
    repository: Repository, records: Records, changes: Sequence[Change], *, force: bool = False
) -> None:
    """Make the changes of :func:`restore_changes` in the work tree; nothing else is touched.

    Raises WouldLose for a value that is not committed yet, unless forced, and what
    :meth:`msctl.store.records.Records.save` raises.
    """
    if not changes:
        return
    if not force:
        head = _committed(repository, changes[0].id)
        for change in changes:
            if not same(head.get(change.path) if head is not None else None, change.old):
                raise WouldLose(id=change.id, path=change.path)
    records.save(changes)


def restore_record(
    repository: Repository,
    records: Records,
    record_id: str,
    when: str | None = None,
    *,
    force: bool = False,
) -> bool:
    """Put a whole file back as it was, comments and order included; whether anything differed.

    Raises as :func:`restore_changes`; WouldLose for a file with changes that are not committed,
    unless forced; what the records raise that cannot be written.
    """
    then = record_then(repository, record_id, when)
    with locked(records.root):
        now = _now(records, record_id)
        if now is None:
            records.create(record_id, then.record)
            now = records.read(record_id)
        elif now.text != then.text and not force and _uncommitted(repository, now):
            raise WouldLose(id=record_id, path="*")
        if now.text == then.text:
            return False
        records.replace_text(now, then.text)
    return True


def _now(records: Records, record_id: str) -> Document | None:
    try:
        return records.read(record_id)
    except NoSuchRecord:
        return None
    except UnreadableFile:
        return records.read_broken(record_id)


def _uncommitted(repository: Repository, now: Document) -> bool:
    head = repository.head()
    data = read_file(repository, head, file_of(now.id)) if head is not None else None
    return data is None or decode(file_of(now.id), data)[0] != now.text


def _committed(repository: Repository, record_id: str) -> Record | None:
    """The record in the last commit, under whatever name; None for a new or a broken one."""
    try:
        return record_then(repository, record_id).record
    except (NotThen, UnreadableFile):
        # what is not in the last commit, or cannot be compared with it, counts as uncommitted
        return None
