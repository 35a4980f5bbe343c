"""The log: who changed which field when, newest first."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from msctl.history.difference import RecordChange, difference, own_difference
from msctl.history.moments import span
from msctl.history.raw import RawChange
from msctl.history.readings import Readings, owner_of
from msctl.history.repository import Repository
from msctl.history.snapshots import resolve
from msctl.history.walk import RawCommit, walk, walk_file
from msctl.model.changes import Change
from msctl.model.paths import FieldPath

_WINDOW = 50
"""commits whose blobs are read in one exchange: the first page comes at once, and the exchanges'
own cost disappears"""


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
) -> Iterator[Commit]:
    """The commits that changed records, newest first, as they are found.

    A merge is listed with the values it decided itself, those that differ from all its parents;
    what a merged branch changed stands under the branch's own commits. With ``first_parent`` only
    this line of history is walked, and a merge is listed with all that it brought in: the changes
    of such a log, from last to first, compose to the difference of its ends.

    Args:
        repository: where the records are; without commits the log is empty.
        paths: files and folders below the records root; none means all. The history of a single
            file goes on under the name it had before it was moved.
        at: where to begin, a commit, tag, branch or date; None is the last commit.
        limit: at most so many commits.
        field: only changes of this field, or group of fields; globs count.
        author: only commits whose author's name or address holds this text, in any case.
        since: only commits of this day, month or year, and later ones.
        until: only commits of this day, month or year, and earlier ones.
        first_parent: walk only this line of history.

    Raises:
        what :func:`msctl.history.snapshots.resolve` raises, BadDate, OutsideRecords, GitFailed;
        all but the last at the call, before the first commit.
    """
    options = [f"--max-age={span(since)[0]}"] if since else []
    options += [f"--min-age={span(until)[1]}"] if until else []
    options += ["--first-parent", "-m"] if first_parent else ["-c"]
    repository.scope(tuple(paths))
    start = resolve(repository, at) if at is not None else repository.head()
    if start is None:
        return iter(())
    if len(paths) == 1 and owner_of(paths[0]):
        raws = walk_file(repository, options, start, paths[0])
    else:
        raws = walk(repository, options, start, paths)
    if author:
        wanted = author.casefold()
        raws = (raw for raw in raws if wanted in f"{raw.author} <{raw.email}>".casefold())
    commits = _commits(repository, raws)
    if field is not None:
        commits = (kept for commit in commits if (kept := _only(commit, field)))
    return islice((commit for commit in commits if commit.records), limit)


def _only(commit: Commit, field: FieldPath) -> Commit | None:
    """The commit with only the changes of a field, None when it has none of them."""
    records = []
    for record in commit.records:
        kept = tuple(change for change in record.changes if change.path.matches(field))
        # who asks for one field must learn of a state nobody could read, too
        if kept or record.unreadable:
            records.append(replace(record, changes=kept))
    return replace(commit, records=tuple(records)) if records else None


def _commits(repository: Repository, raws: Iterator[RawCommit]) -> Iterator[Commit]:
    readings = Readings(repository)
    cut_off = repository.cut_off
    while window := list(islice(raws, _WINDOW)):
        readings.fetch(_wanted(repository, window))
        for raw in window:
            found = (_record_change(repository, readings, entry) for entry in raw.files)
            yield Commit(
                commit=raw.commit,
                time=raw.time,
                author=raw.author,
                email=raw.email,
                subject=raw.subject,
                body=raw.body,
                records=tuple(change for change in found if change),
                parents=raw.parents,
                cut_off=raw.commit in cut_off,
            )


def _wanted(repository: Repository, window: list[RawCommit]) -> Iterator[tuple[str, str]]:
    for entry in (entry for raw in window for entry in raw.files):
        for path, blobs in ((entry.old_path, entry.olds), (entry.path, (entry.new,))):
            file = repository.below(path)
            if file is not None and owner_of(file):
                yield from ((file, blob) for blob in blobs if blob)


def _record_change(
    repository: Repository, readings: Readings, entry: RawChange
) -> RecordChange | None:
    file, old_file = repository.below(entry.path), repository.below(entry.old_path)
    if file is None or old_file is None:
        return None
    olds = [readings.blob(old_file, blob) if owner_of(old_file) else None for blob in entry.olds]
    new = readings.blob(file, entry.new) if owner_of(file) else None
    if len(olds) > 1:
        return own_difference(file, olds, new)
    return difference(file, olds[0], new, old_file)
