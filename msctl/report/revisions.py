"""Moment against moment: what of the changes between two snapshots a reader must not miss.

Where a period is held against a period, two reports are compared; here one record is compared with
itself, as it was and as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from msctl.history.difference import RecordChange
from msctl.model.changes import Change
from msctl.model.ledger import Standing
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot

if TYPE_CHECKING:
    from msctl.history.repository import Repository

FLAGS = ("completed", "behind", "fell", "missing", "unchanged", "target")
"""``completed`` and ``behind``: a status word that means it came in place of one that does not.
``fell``: a reported number is lower than it was. ``missing``: something reported is there no more.
``unchanged``: a period's progress is told in another period's words. ``target``: what is promised
was changed, and no adjustment is recorded with it."""

_PROMISED = ("target", "text", "content", "total", "this_year", "investment", "mode", "relation")


@dataclass(frozen=True, slots=True)
class Revision:
    """What happened to a record between two moments, and what is worth a look."""

    change: RecordChange
    flags: tuple[str, ...]
    """some of FLAGS, in their order"""


def revision(change: RecordChange, status: Mapping[str, Standing], now: Record | None) -> Revision:
    """One record's change with its flags.

    Args:
        change: what happened to the record.
        status: what the ledger's status words mean.
        now: the record at the later moment; None where it is gone or not known.
    """
    if change.kind in ("added", "removed"):
        return Revision(change, ())
    reports = [one for one in change.changes if "report" in one.path[:-1]]
    told = {
        "completed": any(_became(one, status, "completed") for one in reports),
        "behind": any(_became(one, status, "behind") for one in reports),
        "fell": any(_fell(one) for one in reports),
        "missing": any(one.new is None for one in reports),
        "unchanged": now is not None and any(_copied(one, now) for one in reports),
        "target": _moved_target(change.changes),
    }
    return Revision(change, tuple(flag for flag in FLAGS if told[flag]))


def between(
    repository: "Repository",
    snapshot: Snapshot,
    old: str | None,
    new: str | None,
    paths: Sequence[str] = (),
) -> list[Revision]:
    """What happened to the records between two moments, in the order of their files.

    Args:
        repository: where the records are.
        snapshot: the records as they are shown: their ledgers say what status words mean, and it
            is the later moment where ``new`` is None.
        old: a commit, tag, branch or date; None is the last commit.
        new: as ``old``; None is the work tree.
        paths: files and folders below the records root; none means all.

    Raises as :func:`msctl.history.pending.changes`.
    """
    from msctl.history.pending import changes
    from msctl.history.readings import parse_file
    from msctl.history.snapshots import read_files, resolve

    found = changes(repository, old, new, paths)
    now: dict[str, Record | None] = {}
    if new is None:
        now = {one.id: snapshot.record(one.id) for one in found}
    else:
        wanted = {one.file: one.id for one in found if any(map(_is_told, one.changes))}
        for file, data in read_files(repository, resolve(repository, new), list(wanted)).items():
            reading = parse_file(file, data)
            now[wanted[file]] = reading if isinstance(reading, Record) else None
    return [revision(one, _status(snapshot, one.id), now.get(one.id)) for one in found]


def _is_told(change: Change) -> bool:
    return change.path[-1] == "progress" and isinstance(change.new, str)


def _status(snapshot: Snapshot, record_id: str) -> Mapping[str, Standing]:
    if record_id.count("/") != 3:
        return {}
    return snapshot.ledger(LedgerId(ProjectId(record_id).ledger)).status


def _became(change: Change, status: Mapping[str, Standing], meaning: str) -> bool:
    if change.path[-1] != "status":
        return False
    return _means(change.new, status, meaning) and not _means(change.old, status, meaning)


def _means(word: object, status: Mapping[str, Standing], meaning: str) -> bool:
    found = status.get(word) if isinstance(word, str) else None
    if found is None:
        return False
    is_behind = found.pace == "behind" and found.state != "completed"
    return is_behind if meaning == "behind" else found.state == meaning


def _fell(change: Change) -> bool:
    return change.delta is not None and change.delta < Decimal(0)


def _copied(change: Change, now: Record) -> bool:
    """Whether a progress was set to the very words of another period of the same task."""
    path = change.path
    if path[-1] != "progress" or not isinstance(change.new, str) or not change.new.split():
        return False
    words = change.new.split()
    group = path[:-2]
    return any(
        other != path
        and other[-1] == "progress"
        and isinstance(value, str)
        and value.split() == words
        for other, value in now.under(group)
    )


def _moved_target(changes: tuple[Change, ...]) -> bool:
    if any(one.path[0] == "adjustment" for one in changes):
        return False
    return any(one.old is not None for one in _promised(changes))


def _promised(changes: tuple[Change, ...]) -> Iterator[Change]:
    for one in changes:
        own = FieldPath(one.path[2:]) if one.path[0] == "task" and len(one.path) > 2 else one.path
        kind = own[0]
        series = kind == "measure" and len(own) > 2 and (own[2] in ("target", "plan"))
        if series or kind == "content" or (kind in ("plan", "funding") and own[-1] in _PROMISED):
            yield one
