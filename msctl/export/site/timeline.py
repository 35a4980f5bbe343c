"""When the public fields of a project changed: a day and the changes of each commit, no names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msctl.export.site.public import Public
from msctl.history.log import Commit
from msctl.locale.catalogue import in_traditional
from msctl.locale.labels import field_label
from msctl.model.changes import Change
from msctl.model.paths import ProjectId
from msctl.model.snapshot import Snapshot
from msctl.model.values import to_text
from msctl.report.script import is_traditional_ledger
from msctl.text.diff import Span, spans


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changed."""

    label: str
    parts: tuple[Span, ...]
    """the wording before and after, in pieces"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one commit did to a project."""

    day: str
    author: str
    """empty unless the authors are asked for"""
    added: bool
    """the project was entered into the ledger then"""
    differences: tuple[Difference, ...]


def timelines(
    snapshot: Snapshot, commits: Iterable[Commit], *, authors: bool = False
) -> Mapping[ProjectId, list[Entry]]:
    """The entries of every project of a snapshot, newest first.

    A project's history goes on under the ids that it had before it was moved.
    """
    found: dict[ProjectId, list[Entry]] = {project: [] for project in snapshot.projects}
    scripts = {ledger: is_traditional_ledger(snapshot, ledger) for ledger in snapshot.by_ledger}
    public = {ledger: Public(snapshot.ledger(ledger)) for ledger in snapshot.by_ledger}
    names = {str(project): project for project in snapshot.projects}
    for commit in commits:
        day = commit.time.date().isoformat()
        author = commit.author if authors else ""
        for record in commit.records:
            project = names.get(record.id)
            if project is None:
                continue
            if record.old_id is not None:
                names[record.old_id] = project
            if record.kind == "added":
                found[project].append(Entry(day, author, added=True, differences=()))
                continue
            with in_traditional(wanted=scripts[project.ledger]):
                told = tuple(
                    _difference(change)
                    for change in record.changes
                    if change.path in public[project.ledger]
                )
            if told:
                found[project].append(Entry(day, author, added=False, differences=told))
    return found


def _difference(change: Change) -> Difference:
    old, new = to_text(change.old), to_text(change.new)
    return Difference(field_label(change.path), tuple(spans(old, new)))
