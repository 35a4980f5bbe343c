"""Blame: for each value of a record the commit that set it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from msctl.history.following import Names
from msctl.history.log import history
from msctl.history.packed import paths
from msctl.history.pending import changes
from msctl.history.raw import RawChange, ToldChange
from msctl.history.readings import Reading, Readings, owner_of, parse_file
from msctl.history.repository import Repository
from msctl.history.snapshots import read_file, resolve
from msctl.history.walk import Head, Step, heads
from msctl.model.changes import same
from msctl.model.errors import NothingInScope
from msctl.model.finding import Finding
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import Value
from msctl.store.errors import UnreadableFile
from msctl.store.reading import file_of


@dataclass(frozen=True, slots=True)
class BlameLine:
    """A value and who set it; without a commit it is not committed yet."""

    path: FieldPath
    value: Value
    commit: str | None = None
    time: dt.datetime | None = None
    author: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class _Sought:
    """A value on its way back through history."""

    path: FieldPath
    value: Value
    above_broken: str | None = None
    """the oldest commit known to have set the value, below which nobody could read the file: a
    state that was broken for a while sets nothing, if the value was the same before"""


_WORK_TREE = ""
"""stands for the commit that the work tree may become"""


def blame(repository: Repository, record_id: str, at: str | None = None) -> tuple[BlameLine, ...]:
    """Who set each value of a project, ledger or region, in the order of its file.

    A value was set by the last commit that did not have it from a parent. Through a merge it is
    followed to the first parent that has the same value at the same path, through a move to the
    file's old name.

    Args:
        repository: where the records are.
        record_id: the record, by the id it has at that moment.
        at: a commit, tag, branch or date; None is the work tree.

    Raises:
        NothingInScope for a record that does not exist then, UnreadableFile for one that cannot
        be read, what :func:`msctl.history.snapshots.resolve` raises, OutsideRecords, GitFailed.
    """
    file = file_of(record_id)
    start = resolve(repository, at) if at is not None else repository.head()
    record = _record(repository, file, start if at is not None else None)
    sought = {file: [_Sought(path, value) for path, value in record.leaves()]}
    if at is None:
        found = _from_work_tree(repository, file, start, sought[file])
    else:
        found = _from_commit(repository, start or "", sought)
    told = heads(repository, list(dict.fromkeys(commit for commit in found.values() if commit)))
    return tuple(
        _line(path, value, found[path], told.get(found[path])) for path, value in record.leaves()
    )


def _line(path: FieldPath, value: Value, commit: str, head: Head | None) -> BlameLine:
    if head is None:
        return BlameLine(path, value)
    return BlameLine(path, value, commit, head.time, head.author, head.subject)


def _record(repository: Repository, file: str, commit: str | None) -> Record:
    """The record whose values are asked for; without a commit the work tree's."""
    if commit is None:
        path = repository.root / file
        data = path.read_bytes() if path.is_file() else None
    else:
        data = read_file(repository, commit, file)
    if data is None:
        raise NothingInScope(scope=owner_of(file) or file, near="")
    found = parse_file(file, data)
    if isinstance(found, Finding):
        reason = found.details.get("reason", "UTF-8")
        raise UnreadableFile(file=file, line=found.line, column=found.column, reason=reason)
    assert found is not None
    return found


def _from_work_tree(
    repository: Repository, file: str, head: str | None, sought: list[_Sought]
) -> dict[FieldPath, str]:
    """The commits of values, where the work tree stands for a commit of its own on top."""
    if head is None:
        return {one.path: _WORK_TREE for one in sought}
    old_file, data = file, read_file(repository, head, file)
    if data is None:
        moved = next((c for c in changes(repository) if c.file == file and c.old_id), None)
        if moved is not None and moved.old_id:
            old_file = file_of(moved.old_id)
            data = read_file(repository, head, old_file)
    before = parse_file(old_file, data) if data is not None else None
    carried = list(_carried(sought, before, _WORK_TREE))
    found = {one.path: _WORK_TREE for one in sought}
    return found | _from_commit(repository, head, {old_file: carried})


def _from_commit(
    repository: Repository, start: str, sought: dict[str, list[_Sought]]
) -> dict[FieldPath, str]:
    """The commit of each value sought at a commit, by the files (below the root) that hold it."""
    places = {repository.inside(file): listed for file, listed in sought.items() if listed}
    waiting = {start: places}
    readings = Readings(repository)
    found: dict[FieldPath, str] = {}
    if not places:
        return found
    for step in history(repository, start, Names.of(repository, sought)):
        own = waiting.pop(step.commit, None)
        if own is None:
            continue
        if step.parents and not any(step.sides):
            # most commits are about other records
            _join(waiting, step.parents[0], own)
            continue
        for file, listed in own.items():
            rest = listed
            for parent, old_file, carried in _parents(repository, readings, step, file, listed):
                _join(waiting, parent, {old_file: carried})
                taken = {one.path for one in carried}
                rest = [one for one in rest if one.path not in taken]
            found |= {one.path: _setter(one, step.commit) for one in rest}
        if not waiting:
            break
    return found


def _join(
    waiting: dict[str, dict[str, list[_Sought]]], commit: str, more: dict[str, list[_Sought]]
) -> None:
    """Let values wait for a commit, beside those that came there from another child."""
    own = waiting.setdefault(commit, more)
    if own is not more:
        for file, listed in more.items():
            own[file] = [*own.get(file, ()), *listed]


def _setter(one: _Sought, commit: str) -> str:
    return commit if one.above_broken is None else one.above_broken


def _parents(
    repository: Repository, readings: Readings, step: Step, file: str, sought: list[_Sought]
) -> Iterator[tuple[str, str, list[_Sought]]]:
    """Which parent carried which values, each value once; a parent that can be read goes before
    one that cannot."""
    unread = []
    rest = sought
    # a commit that the clone is cut off at has a side and no parent
    for parent, side in zip(step.parents, step.sides, strict=False):
        entry = next((entry for entry in side if entry.path == file), None)
        if entry is None:
            yield parent, file, rest
            return
        if isinstance(entry, ToldChange):
            changed = paths(entry.told)
            carried = [one for one in rest if one.path not in changed]
        else:
            before = _before(repository, readings, entry)
            if isinstance(before, Finding):
                unread.append((parent, entry.old_path, before))
                continue
            carried = list(_carried(rest, before, step.commit))
        yield parent, entry.old_path, carried
        taken = {one.path for one in carried}
        rest = [one for one in rest if one.path not in taken]
    for parent, old_path, broken in unread[:1]:
        yield parent, old_path, list(_carried(rest, broken, step.commit))


def _before(repository: Repository, readings: Readings, entry: RawChange) -> Reading:
    return readings.blob(repository.below(entry.old_path) or "", entry.olds[0])


def _carried(sought: Iterable[_Sought], before: Reading, commit: str) -> Iterator[_Sought]:
    """The values that were there before, or may have been where nobody could read the file."""
    for one in sought:
        if isinstance(before, Finding):
            yield replace(one, above_broken=_setter(one, commit))
        elif before is not None and same(before.get(one.path), one.value):
            yield one if one.above_broken is None else replace(one, above_broken=None)
