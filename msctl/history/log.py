"""The log: who changed which field when, newest first."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from msctl.history.difference import RecordChange, difference, own_difference
from msctl.history.following import Names, followed
from msctl.history.moments import span
from msctl.history.packed import unpack
from msctl.history.raw import RawChange, ToldChange
from msctl.history.readings import Readings, owner_of
from msctl.history.repository import Repository
from msctl.history.snapshots import resolve
from msctl.history.walk import Head, Step, heads, walk, windows
from msctl.model.changes import Change
from msctl.model.paths import FieldPath


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit and what it did to the records."""

    commit: str
    time: dt.datetime
    """when it came into this history (the committer's date), with its time zone"""
    author: str
    email: str
    subject: str
    body: str
    """the message below the subject"""
    records: tuple[RecordChange, ...]
    """one for each record it changed, added, removed or moved"""
    parents: tuple[str, ...]
    cut_off: bool = False
    """the history before it is not in this clone: its records are what it held, not what it did"""

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes of all its records."""
        return tuple(change for record in self.records for change in record.changes)


def log(
    repository: Repository,
    paths: Sequence[str] = (),
    *,
    at: str | None = None,
    limit: int | None = None,
    field: FieldPath | None = None,
    author: str | None = None,
    since: str | None = None,
    until: str | None = None,
    first_parent: bool = False,
    layout: bool = True,
) -> Iterator[Commit]:
    """The commits that changed records, newest first, as they are found.

    Every commit that can be reached counts, also on a branch whose changes a merge did not take: a
    ledger hides nothing. A merge is listed with the values it decided itself, those that differ
    from all its parents; what a merged branch changed stands under the branch's own commits. With
    ``first_parent`` only this line of history is walked, and a merge is listed with all that it
    brought in: the changes of such a log, from last to first, compose to the difference of its
    ends.

    Args:
        repository: where the records are; without commits the log is empty.
        paths: files and folders below the records root; none means all. Their history goes on
            under the names they had before they were moved.
        at: where to begin, a commit, tag, branch or date; None is the last commit.
        limit: at most so many commits.
        field: only changes of this field, or group of fields; globs count.
        author: only commits whose author's name or address holds this text, in any case.
        since: only commits of this day, month or year, and later ones.
        until: only commits of this day, month or year, and earlier ones.
        first_parent: walk only this line of history.
        layout: also records whose text changed and no value did.

    Raises:
        what :func:`msctl.history.snapshots.resolve` raises, BadDate, OutsideRecords, GitFailed;
        all but the last at the call, before the first commit.
    """
    first = span(since)[0] if since else None
    last = span(until)[1] if until else None
    names = Names.of(repository, paths)
    start = resolve(repository, at) if at is not None else repository.head()
    if start is None:
        return iter(())
    steps = history(repository, start, names, build=bool(paths), first_parent=first_parent)
    touching = _touching(steps, names)
    wanted = author.casefold() if author else ""
    commits = (
        commit
        for commit in _commits(repository, touching)
        if wanted in f"{commit.author} <{commit.email}>".casefold()
        and (first is None or commit.time.timestamp() >= first)
        and (last is None or commit.time.timestamp() <= last)
    )
    if field is not None or not layout:
        commits = (_only(commit, field, layout=layout) for commit in commits)
    return islice((commit for commit in commits if commit.records), limit)


def history(
    repository: Repository,
    start: str,
    names: Names,
    *,
    build: bool = True,
    first_parent: bool = False,
) -> Iterable[Step]:
    """Every commit from ``start`` on, children before parents, with the files that the names mean:
    from the index, else from git. ``build`` makes the index when there is none. Raises GitFailed.
    """
    from msctl.history import index

    found = index.steps(repository, start, names, build=build)
    if found is None:
        return walk(repository, start, first_parent=first_parent)
    return _along_first_parents(found, start) if first_parent else found


def _along_first_parents(steps: Iterable[Step], start: str) -> Iterator[Step]:
    wanted: str | None = start
    for step in steps:
        if step.commit == wanted:
            yield replace(step, sides=step.sides[:1])
            wanted = step.parents[0] if step.parents else None


def _touching(steps: Iterable[Step], names: Names) -> Iterator[Step]:
    """The commits that changed what the names mean; a merge with the files it decided itself."""
    for step, _ in followed(steps, names):
        entries = step.sides[0] if len(step.sides) == 1 else tuple(_decided(step.sides))
        if entries:
            yield replace(step, sides=(entries,))


def _decided(sides: Sequence[Sequence[RawChange]]) -> Iterator[RawChange]:
    """The files of a merge that differ from those of every parent."""
    others = [{entry.path: entry for entry in side} for side in sides[1:]]
    for entry in sides[0]:
        found = [entry, *(side[entry.path] for side in others if entry.path in side)]
        if len(found) == len(sides):
            olds = tuple(one.olds[0] for one in found)
            yield RawChange(entry.path, entry.path, olds, entry.new, entry.present)


def _only(commit: Commit, field: FieldPath | None, *, layout: bool) -> Commit:
    """The commit with only the changes of a field."""
    records = []
    for record in commit.records:
        if record.layout_only and (field is not None or not layout):
            continue
        if field is not None:
            kept = tuple(change for change in record.changes if change.path.matches(field))
            # who asks for one field must learn of a state nobody could read, too
            if not kept and not record.unreadable:
                continue
            record = replace(record, changes=kept)
        records.append(record)
    return replace(commit, records=tuple(records))


def _commits(repository: Repository, steps: Iterator[Step]) -> Iterator[Commit]:
    readings = Readings(repository)
    cut_off = repository.cut_off
    for window in windows(steps):
        told = heads(repository, [step.commit for step in window if step.head is None])
        readings.fetch(_wanted(repository, window))
        for step in window:
            found = (record_change(repository, readings, entry) for entry in step.sides[0])
            yield _commit(step, step.head or told[step.commit], found, cut_off)


def _commit(
    step: Step, head: Head, records: Iterable[RecordChange | None], cut_off: frozenset[str]
) -> Commit:
    return Commit(
        commit=step.commit,
        time=head.time,
        author=head.author,
        email=head.email,
        subject=head.subject,
        body=head.body,
        records=tuple(change for change in records if change),
        parents=step.parents,
        cut_off=step.commit in cut_off,
    )


def _wanted(repository: Repository, window: list[Step]) -> Iterator[tuple[str, str]]:
    for entry in (entry for step in window for entry in step.sides[0]):
        if isinstance(entry, ToldChange):
            continue
        for path, blobs in ((entry.old_path, entry.olds), (entry.path, (entry.new,))):
            file = repository.below(path)
            if file is not None and owner_of(file):
                yield from ((file, blob) for blob in blobs if blob)


def record_change(
    repository: Repository, readings: Readings, entry: RawChange
) -> RecordChange | None:
    """What changed in one changed file; of a merge, with several old sides, what it decided."""
    file, old_file = repository.below(entry.path), repository.below(entry.old_path)
    if file is None or old_file is None:
        return None
    owner = owner_of(file)
    if isinstance(entry, ToldChange) and owner:
        return unpack(file, owner, entry.told)
    olds = [readings.blob(old_file, blob) if owner_of(old_file) else None for blob in entry.olds]
    new = readings.blob(file, entry.new) if owner else None
    if len(olds) > 1:
        return own_difference(file, olds, new)
    return difference(file, olds[0], new, old_file)
