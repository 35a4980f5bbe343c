"""Next year's ledger: what goes along from a ledger, what is left for a person, and why.

The form of the ledger goes along: marks, status words, rules, layouts. What was issued once (date,
document number, the notice) or accepted once (waivers) does not. Wording changes only where it
names the plain year; what else may be bound to the year is told.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from msctl.model.changes import Change
from msctl.model.ledger import Ledger
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.period import is_period, parse_period
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value, to_text
from msctl.report.standing import StandingAt, project_standing, task_standing

CARRIED = "上年结转"
"""What a link to last year's project says; records are Chinese."""

_ISSUED = ("date", "document_number", "notice.title", "notice.text")
_PERIOD_WORDS = re.compile(
    r"[一二三四]季度|[上下]?半年|年终|年底|\d+月份?|[\d一二三四五六七八九十]+[项項]"
)
_GOES_ALONG = ("number", "name", "category", "content", "marks", "units")
"""The groups of a project that are not bound to a year; plans, reports, money and measures are."""


@dataclass(frozen=True, slots=True)
class NextLedger:
    """A ledger of the next year."""

    old: LedgerId
    new: LedgerId
    changes: tuple[Change, ...]
    """what differs from the old one's file"""
    check: tuple[tuple[FieldPath, str], ...]
    """wording that a person has to look at, as it stands in the new file"""


def next_ledger(ledger: Ledger, year: int) -> NextLedger:
    """The ledger of ``year`` after a ledger."""
    new = LedgerId(f"{ledger.id.region}/{year}/{ledger.id.name}")
    changes: list[Change] = []
    check: list[tuple[FieldPath, str]] = []
    for path, value in ledger.record.leaves():
        then: Value | None = value
        if str(path) in _ISSUED or path[0] == "waive":
            then = None
        elif path[0] == "due" and isinstance(value, dt.date):
            then = _shifted(value, year - ledger.id.year)
        elif path[0] in ("title", "layout"):
            then = _with_year(value, ledger.id.year, year)
            check += [(path, word) for word in _bound(path, then)]
        if then != value:
            changes.append(Change(new, path, value, then))
    return NextLedger(ledger.id, new, tuple(changes), tuple(check))


def carried(snapshot: Snapshot, project: Project, new: LedgerId) -> tuple[ProjectId, Record] | None:
    """An unfinished project as it begins the next year, linked to what it was; None for one that
    is completed or cancelled.

    Its unfinished tasks go along. What its plan already promises for the next year becomes the
    plan of that year; reports, money and measures stay behind.
    """
    ledger = snapshot.ledger(project.id.ledger)
    if _is_over(project_standing(ledger, project)):
        return None
    over = {task.key for task in project.tasks if _is_over(task_standing(ledger, task))}
    fields: dict[FieldPath, Value] = {}
    for path, value in project.record.leaves():
        if path[0] == "task" and path[1] in over:
            continue
        kept = _kept(path, new.year)
        if kept is not None:
            fields[kept] = value
    record = Record(fields).set(FieldPath.of("kind"), "continuing")
    record = record.set(FieldPath.of("link", project.id), CARRIED)
    return ProjectId(f"{new}/{project.id.slug}"), record


def names_year(record: Record, year: int) -> bool:
    """Whether a project's official wording speaks of a year by itself; it stays as issued."""
    wording = (record.text("name"), record.text("content"))
    return any(re.search(rf"(?<!\d){year}(?!\d)", text) for text in wording)


def _is_over(standing: StandingAt) -> bool:
    return standing.state in ("completed", "cancelled")


def _kept(path: FieldPath, year: int) -> FieldPath | None:
    """Where a value goes in the next year's record; None where it stays behind."""
    size = 2 if path[0] == "task" else 0
    own = path[size:]
    if own[0] in _GOES_ALONG:
        return path
    if own[0] == "plan" and len(own) == 3 and is_period(own[1]):
        period = parse_period(own[1])
        if period.ongoing:
            return path
        if period.year == year:
            return FieldPath((*path[:size], "plan", own[1].removeprefix(f"{year}-"), own[2]))
    return None


def _with_year(value: Value, old: int, new: int) -> Value:
    """A value with the plain year replaced wherever it stands by itself in wording."""
    if isinstance(value, str):
        return re.sub(rf"(?<!\d){old}(?!\d)", str(new), value)
    if isinstance(value, tuple) and all(isinstance(item, str) for item in value):
        return tuple(_with_year(item, old, new) for item in value)
    return value


def _bound(path: FieldPath, value: Value | None) -> Iterator[str]:
    """Words that belong to one issue of the table: a period, a number of projects."""
    if path[0] == "title" or path[-1] in ("title", "header"):
        yield from dict.fromkeys(_PERIOD_WORDS.findall(to_text(value)))


def _shifted(date: dt.date, years: int) -> dt.date:
    last = 28 if (date.month, date.day) == (2, 29) else date.day
    return date.replace(year=date.year + years, day=last)
