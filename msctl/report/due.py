"""What is due: the tasks that are not reported yet for a period, and the units that owe them.

A task that is completed or cancelled owes nothing more. Who answers is the lead unit, or the
responsible one where a ledger names no lead.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msctl.model.ledger import Region
from msctl.model.period import Period
from msctl.model.project import Project, Task
from msctl.model.scope import projects_in
from msctl.model.snapshot import Snapshot
from msctl.model.values import to_json
from msctl.report.reporting_periods import reporting_period
from msctl.report.standing import StandingAt, ended_by, task_reported, task_standing


@dataclass(frozen=True, slots=True)
class Due:
    """A task that is not reported for a period."""

    task: Task
    period: Period
    date: dt.date
    """the last day for the report, by the ledger's rule"""
    units: tuple[str, ...]
    """who answers for it, by the register's names; empty where the record names nobody"""
    planned: str
    """what the plan says for the period, or for the one that covers it; empty for nothing"""
    standing: StandingAt
    """where it stood when it was last reported"""

    @property
    def project(self) -> Project:
        """The project it belongs to."""
        return self.task.project

    @property
    def name(self) -> str:
        """The project's name, and the task's behind it where it is one of several."""
        own, whole = self.task.text("name"), self.project.name
        return whole if self.task.key is None or own in ("", whole) else f"{whole}：{own}"

    def overdue(self, today: dt.date) -> bool:
        """Whether the last day has passed."""
        return today > self.date

    def to_json(self, today: dt.date) -> dict[str, object]:
        """The task as scripts get it."""
        return {
            "id": self.project.id,
            "task": self.task.key,
            "number": self.project.number,
            "name": self.name,
            "units": list(self.units),
            "period": self.period.key,
            "due": self.date.isoformat(),
            "overdue": self.overdue(today),
            "planned": self.planned,
            "status": self.standing.status,
            "state": self.standing.state,
            "pace": self.standing.pace,
            "light": self.standing.light,
            "gap": to_json(self.standing.gap),
        }


def unreported(
    snapshot: Snapshot, scope: str | None = None, period: Period | None = None
) -> list[Due]:
    """The tasks of a scope (None: of all) that are not reported for a period, in ledger order.

    ``period`` None asks for the one that each ledger is reporting on. Raises NothingInScope,
    AmbiguousScope.
    """
    return unreported_of(snapshot, projects_in(snapshot, scope), period)


def unreported_of(
    snapshot: Snapshot, projects: Iterable[Project], period: Period | None = None
) -> list[Due]:
    """The tasks of these projects that are not reported; see :func:`unreported`."""
    periods: dict[str, Period] = {}
    found: list[Due] = []
    for project in projects:
        ledger = project.id.ledger
        if ledger not in periods:
            own = snapshot.by_ledger.get(ledger, ())
            periods[ledger] = period or reporting_period(own, ledger.year)
        found += _of(snapshot, project, periods[ledger])
    return found


def by_unit(found: Iterable[Due]) -> dict[str, list[Due]]:
    """What each unit owes, the one that owes most first; ``""`` where the record names nobody.

    A task of several units is owed by each of them.
    """
    grouped: dict[str, list[Due]] = {}
    for due in found:
        for unit in due.units or ("",):
            grouped.setdefault(unit, []).append(due)
    return dict(sorted(grouped.items(), key=lambda item: -len(item[1])))


def task_units(region: Region, task: Task) -> tuple[str, ...]:
    """The units that answer for a task, each once, by the register's name where it has one."""
    named = task.names("units", "lead") or task.names("units", "responsible")
    return tuple(dict.fromkeys(region.unit_of(name) or name for name in named))


def _of(snapshot: Snapshot, project: Project, period: Period) -> Iterator[Due]:
    ledger = snapshot.ledger(project.id.ledger)
    for task in project.tasks:
        if task_reported(task, period):
            continue
        standing = task_standing(ledger, task, period)
        if standing.state in ("completed", "cancelled"):
            continue
        yield Due(
            task=task,
            period=period,
            date=ledger.due_rule.date(period, ledger.id.year),
            units=task_units(snapshot.region(project.id.region), task),
            planned=_planned(task, period),
            standing=standing,
        )


def _planned(task: Task, period: Period) -> str:
    """The wording of the plans that share months with a period and end with it or later."""
    year = task.project.id.year
    covering = (
        plan.text
        for plan in task.plans
        if plan.period.overlaps(period, year) and ended_by(period, plan.period, year)
    )
    return next((text for text in covering if text), "")
