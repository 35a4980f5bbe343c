"""Proposed edits of several fields at once: seen first, then typed as one step with a name."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from msctl.model.errors import MsctlError
from msctl.model.fields import PROJECT
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.period import Period
from msctl.model.project import Project, Task
from msctl.tui.batch import Batch
from msctl.tui.cell_fields import field_of, word_for, words_of
from msctl.tui.ledger_columns import LedgerColumn
from msctl.tui.session import Session

_COPIED = ("progress", "status", "difficulties", "next_steps")
"""What a report may take over from the one before; money and dates are always new."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One field's new text."""

    project: ProjectId
    path: FieldPath
    old: str
    new: str
    error: MsctlError | None = None
    """what is wrong with the new text: then it is left out"""


Told = Callable[[], object]
"""Hears of each project or field that is done with; what it raises stops the work."""


def silent() -> None:
    """Nobody hears of few."""


def propose(session: Session, project: ProjectId, path: FieldPath, text: str) -> Proposal | None:
    """A new text for a field; None when it holds that text already."""
    field = PROJECT.require(path)
    words = words_of(session, project.ledger, field)
    new = word_for(field, words, text)
    old = session.text(project, path)
    if new == old:
        return None
    return Proposal(project, path, old, new, session.read(project, path, new)[1])


def set_status(
    session: Session,
    projects: Iterable[ProjectId],
    period: Period,
    word: str,
    step: Told = silent,
) -> list[Proposal]:
    """One status word for a period of all tasks of some projects."""
    found = []
    for project, task in _tasks(session, projects, step):
        path = task.prefix + FieldPath.of("report", period.key, "status")
        found.append(propose(session, project.id, path, word))
    return [proposal for proposal in found if proposal is not None]


def copy_last(
    session: Session, projects: Iterable[ProjectId], period: Period, step: Told = silent
) -> list[Proposal]:
    """The report of the period before, for the fields of a period that hold nothing yet."""
    found = []
    for project, task in _tasks(session, projects, step):
        last = _last_report(task, period)
        if last is None:
            continue
        for key in _COPIED:
            path = task.prefix + FieldPath.of("report", period.key, key)
            text = task.text("report", last.key, key)
            if text and not session.text(project.id, path).strip():
                found.append(propose(session, project.id, path, text))
    return [proposal for proposal in found if proposal is not None]


def fill_down(
    session: Session, projects: Sequence[ProjectId], column: LedgerColumn, step: Told = silent
) -> list[Proposal]:
    """The first project's value in a column, for the same field of the projects below it."""
    listed = [found for key in projects if (found := session.project(key)) is not None]
    if not listed:
        return []
    source = field_of(listed[0], column).path
    if source is None:
        return []
    text = session.text(listed[0].id, source)
    filled = []
    for project in listed[1:]:
        step()
        path = field_of(project, column).path
        if path is not None:
            filled.append(propose(session, project.id, path, text))
    return [proposal for proposal in filled if proposal is not None]


def good(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Those without a mistake."""
    return [proposal for proposal in proposals if proposal.error is None]


def batch_of(session: Session, proposals: Sequence[Proposal], name: str, step: Told) -> Batch:
    """What is proposed, made ready to be typed in as one step. Raises what a field refuses."""
    texts = (((own.project, own.path), own.new) for own in proposals)
    return Batch.of(session, name, texts, step)


def take(session: Session, proposals: Iterable[Proposal], name: str) -> list[Proposal]:
    """Type what is proposed, as one step that can be undone; what was typed.

    What has a mistake is left out. Raises what a field refuses; nothing is typed then.
    """
    taken = good(proposals)
    if taken:
        session.type_all(batch_of(session, taken, name, silent))
    return taken


def _tasks(
    session: Session, projects: Iterable[ProjectId], step: Told
) -> Iterator[tuple[Project, Task]]:
    for key in projects:
        step()
        project = session.project(key)
        if project is not None:
            for task in project.tasks:
                yield project, task


def _last_report(task: Task, period: Period) -> Period | None:
    year = task.project.id.year
    earlier = [
        report.period
        for report in task.reports
        if report.period.sort_key(year) < period.sort_key(year)
        and (report.progress or report.status)
    ]
    return earlier[-1] if earlier else None
