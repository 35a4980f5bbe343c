"""The rules that two clean halves can break together, and that are errors.

A merge is held against them as a whole: a number given twice, a word that the ledger has no more,
a link to what is gone, a project without its ledger, a file that cannot be read, and a project
reported as completed whose cumulative figure falls.
"""

from collections.abc import Iterator
from decimal import Decimal

from msctl.check.structure import findings
from msctl.model.finding import Finding, Severity
from msctl.model.paths import FieldPath, LedgerId
from msctl.model.period import sort_periods
from msctl.model.project import Project, Task
from msctl.model.snapshot import Snapshot
from msctl.model.values import to_text
from msctl.store.reading import file_of

NO_LEDGER, BROKEN_LINK, FALLING = "no-ledger", "broken-link", "completed-falling"


def merge_breaches(snapshot: Snapshot) -> list[Finding]:
    """Every error of a snapshot that a merge may not make."""
    found = [f for f in findings(snapshot, lambda _file: None) if f.severity is Severity.ERROR]
    for project in snapshot.projects.values():
        found += _no_ledger(snapshot, project)
        found += _broken_links(snapshot, project)
        for task in project.tasks:
            found += _falling(snapshot, project, task)
    return found


def _no_ledger(snapshot: Snapshot, project: Project) -> Iterator[Finding]:
    ledger = LedgerId(project.id.ledger)
    file = file_of(ledger)
    if ledger not in snapshot.ledgers and not any(f.file == file for f in snapshot.findings):
        yield _finding(NO_LEDGER, project, FieldPath(), ledger=ledger)


def _broken_links(snapshot: Snapshot, project: Project) -> Iterator[Finding]:
    unread = {finding.id for finding in snapshot.unreadable}
    for target in project.record.keys(("link",)):
        if target not in snapshot.projects and target not in unread:
            yield _finding(BROKEN_LINK, project, FieldPath.of("link", target), target=target)


def _falling(snapshot: Snapshot, project: Project, task: Task) -> Iterator[Finding]:
    """A cumulative figure cannot fall, and of a completed project nobody would look again."""
    status = snapshot.ledger(project.id.ledger).status
    states = {status[report.status].state for report in task.reports if report.status in status}
    if "completed" not in states:
        return
    for measure in task.measures:
        if measure.mode != "cumulative":
            continue
        highest: Decimal | None = None
        for period in sort_periods(list(measure.report), project.id.year):
            value = measure.report[period]
            if highest is not None and value < highest:
                path = FieldPath((*task.prefix, "measure", measure.name, "report", period.key))
                yield _finding(FALLING, project, path, before=highest, now=value)
            highest = value if highest is None else max(highest, value)


def _finding(rule: str, project: Project, path: FieldPath, **details: object) -> Finding:
    value = project.record.get(path) if path else None
    details |= {"path": path}
    return Finding(
        rule,
        Severity.ERROR,
        project.id,
        path,
        found=to_text(value),
        file=file_of(project.id),
        details=details,
    )
