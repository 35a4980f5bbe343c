"""The tables that SQL queries see: their columns, and their rows from a snapshot or the log.

Every row has the ``id`` of its project. ``task`` is the key of the task that holds the value
itself, NULL for the project: what a task takes from its project is there once, with the project,
so that sums are right. Only ``tasks`` shows what holds for each row of work, inherited or not.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msctl.model.fields import ROLES
from msctl.model.paths import FieldPath
from msctl.model.period import Period
from msctl.model.project import Project, Task
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.report.listing import invested, rows
from msctl.report.standing import task_standing

if TYPE_CHECKING:
    from msctl.history.log import Commit

NATURAL = "by_number"
"""The collation that sorts printed numbers and task keys: ``2`` before ``10``."""

TEXT = "TEXT"
REAL = "REAL"
INTEGER = "INTEGER"
NUMBERED = f"TEXT COLLATE {NATURAL}"
ANY = ""
"""no type: numbers stay numbers, texts stay texts"""

Row = tuple[object, ...]
Columns = dict[str, str]
"""The columns' names and their types in SQL."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A table of records: its columns, and its rows in printed order."""

    columns: Columns
    rows: Callable[[Snapshot], Iterable[Row]]


def all_projects(snapshot: Snapshot) -> Iterator[Project]:
    """Every project, by ledger and printed number."""
    for listed in snapshot.by_ledger.values():
        yield from listed


def owners(snapshot: Snapshot) -> Iterator[tuple[str, str | None, Task]]:
    """Every project and every ``[task.N]`` table, each with the values it holds itself."""
    for project in all_projects(snapshot):
        yield project.id, None, project.whole
        for task in project.tasks:
            if task.key is not None:
                yield project.id, task.key, _alone(task).whole


def _alone(task: Task) -> Project:
    """A task's own fields as those of a project that has nothing else."""
    if task.key is None:
        return task.project
    size = len(task.prefix)
    own = {FieldPath(path[size:]): value for path, value in task.project.record.under(task.prefix)}
    return Project(task.project.id, Record(own))


_PROJECT = ("id", "region", "year", "ledger", "number", "name", "category", "kind", "marks")
_STANDING = ("lead", "responsible", "status", "state", "pace", "light")
_FIGURES = ("tasks", "planned", "invested")


def _projects(snapshot: Snapshot) -> Iterator[Row]:
    for row in rows(snapshot, all_projects(snapshot)):
        yield (
            *(getattr(row, name) for name in (*_PROJECT, *_STANDING, *_FIGURES)),
            row.home.name,
            snapshot.ledger(row.id.ledger).money_unit,
            row.project.record.text("content"),
            row.project.record.text("note"),
        )


def _tasks(snapshot: Snapshot) -> Iterator[Row]:
    for project in all_projects(snapshot):
        ledger = snapshot.ledger(project.id.ledger)
        for task in project.tasks:
            standing = task_standing(ledger, task)
            responsible = task.names("units", "responsible")
            yield (
                *(project.id, task.key, task.text("name"), task.names("marks")),
                *(task.names("units", "lead") or responsible, responsible),
                *(standing.status, standing.state, standing.pace, standing.light),
                *(task.planned, invested(_alone(task)), task.text("content")),
            )


def _plans(snapshot: Snapshot) -> Iterator[Row]:
    for project, key, own in owners(snapshot):
        for plan in own.plans:
            when = _when(own, plan.period)
            yield (project, key, *when, plan.text, plan.investment, plan.mode)


def _reports(snapshot: Snapshot) -> Iterator[Row]:
    for project, key, own in owners(snapshot):
        meanings = snapshot.ledger(own.project.id.ledger).status
        for report in own.reports:
            meaning = meanings.get(report.status)
            yield (
                *(project, key, *_when(own, report.period), report.progress, report.status),
                *((meaning.state, meaning.pace) if meaning else (None, None)),
                *(report.difficulties, report.next_steps, report.investment, report.as_of),
            )


def _funding(snapshot: Snapshot) -> Iterator[Row]:
    for project in all_projects(snapshot):
        for source in project.record.keys(("funding",)):
            yield (project.id, source, project.record.decimal("funding", source))


def _units(snapshot: Snapshot) -> Iterator[Row]:
    for project, key, own in owners(snapshot):
        register = snapshot.region(own.project.id.region)
        for role in ROLES:
            for name in own.names("units", role):
                yield (project, key, role, name, register.unit_of(name) or name)


def _marks(snapshot: Snapshot) -> Iterator[Row]:
    for project, key, own in owners(snapshot):
        for mark in own.names("marks"):
            yield (project, key, mark)


def _measures(snapshot: Snapshot) -> Iterator[Row]:
    for project, key, own in owners(snapshot):
        for one in own.measures:
            yield (project, key, one.name, one.target, one.unit, one.relation, one.mode)


def _measure_figures(snapshot: Snapshot) -> Iterator[Row]:
    for project, key, own in owners(snapshot):
        for one in own.measures:
            for side, series in (("plan", one.plan), ("report", one.report)):
                for period in sorted(series, key=lambda p: p.sort_key(own.project.id.year)):
                    yield (project, key, one.name, side, *_when(own, period), series[period])


def _fields(snapshot: Snapshot) -> Iterator[Row]:
    for project in all_projects(snapshot):
        for path, value in project.record.leaves():
            yield (project.id, str(path), value)


def _when(task: Task, period: Period) -> tuple[str, object]:
    return (period.key, period.last_day(task.project.id.year))


_TASK = {"id": TEXT, "task": NUMBERED}
_PERIOD = {"period": TEXT, "period_end": TEXT}
_NAMES = dict.fromkeys(("name", "marks", *_STANDING), TEXT)

RELATIONS = {
    "projects": Relation(
        dict.fromkeys((*_PROJECT, *_STANDING), TEXT)
        | {"year": INTEGER, "number": NUMBERED, "tasks": INTEGER, "planned": REAL}
        | {"invested": REAL, "region_name": TEXT, "money_unit": TEXT, "content": TEXT}
        | {"note": TEXT},
        _projects,
    ),
    "tasks": Relation(
        _TASK | _NAMES | {"planned": REAL, "invested": REAL, "content": TEXT},
        _tasks,
    ),
    "plans": Relation(_TASK | _PERIOD | {"text": TEXT, "investment": REAL, "mode": TEXT}, _plans),
    "reports": Relation(
        _TASK
        | _PERIOD
        | dict.fromkeys(("progress", "status", "state", "pace"), TEXT)
        | {"difficulties": TEXT, "next_steps": TEXT, "investment": REAL, "as_of": TEXT},
        _reports,
    ),
    "funding": Relation({"id": TEXT, "source": TEXT, "amount": REAL}, _funding),
    "units": Relation(_TASK | {"role": TEXT, "unit": TEXT, "name": TEXT}, _units),
    "marks": Relation(_TASK | {"mark": TEXT}, _marks),
    "measures": Relation(
        _TASK | {"name": TEXT, "target": REAL, "unit": TEXT, "relation": TEXT, "mode": TEXT},
        _measures,
    ),
    "measure_figures": Relation(
        _TASK | {"name": TEXT, "side": TEXT} | _PERIOD | {"value": REAL}, _measure_figures
    ),
    "fields": Relation({"id": TEXT, "path": TEXT, "value": ANY}, _fields),
}
"""The tables made from a snapshot."""

CHANGES: Columns = {
    **dict.fromkeys(("commit_id", "time", "author", "email", "subject"), TEXT),
    **dict.fromkeys(("id", "path", "change"), TEXT),
    **dict.fromkeys(("old", "new"), ANY),
}
"""The columns of ``changes``, the one table made from the history."""

TABLES = {name: relation.columns for name, relation in RELATIONS.items()} | {"changes": CHANGES}
"""Every table and its columns."""


def change_rows(commits: Iterable["Commit"]) -> Iterator[Row]:
    """The rows of ``changes``: a row for each value a commit changed, newest first."""
    for commit in commits:
        about = (commit.commit, commit.time.isoformat(), commit.author, commit.email)
        for record in commit.records:
            for one in record.changes:
                yield (
                    *(*about, commit.subject, one.id, str(one.path), record.kind),
                    *(one.old, one.new),
                )
