"""Period against period: what was reported then and now, task by task.

Text and status are those that hold for a task, so what it leaves out it takes from its project.
Figures count once, where they stand: those that a project with sub-rows gives itself have a row of
their own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from msctl.model.money import Money
from msctl.model.paths import FieldPath
from msctl.model.period import Period
from msctl.model.project import Plan, Project, Report, Task
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.model.values import to_json
from msctl.report.listing import invested
from msctl.report.reporting_periods import nearest, report_for
from msctl.report.standing import StandingAt, ended_by, task_standing
from msctl.report.summary import COMMON_UNIT

FLAGS = ("completed", "behind", "fell", "missing", "unchanged", "new")
"""``completed``: is now, was not. ``behind``: now and not then. ``fell``: a cumulative figure is
lower than it was. ``missing``: a report or figure that was there then is not now, of work that is
not done. ``unchanged``: the progress is told in the same words, of work that was not done then.
``new``: nothing was reported up to then."""

_ENDED = ("completed", "cancelled")
"""States after which there is nothing more to report."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number then and now; None where none is reported."""

    old: Decimal | None
    new: Decimal | None
    unit: str
    name: str = ""
    """the measure's name; empty for money"""
    mode: str = "cumulative"
    """one of model.fields.MODES: what the two numbers are, compared as they are"""

    @property
    def difference(self) -> Decimal | None:
        """New less old, where both are there."""
        return None if self.old is None or self.new is None else self.new - self.old

    @property
    def rate(self) -> Decimal | None:
        """The difference in percent of the old number, one decimal; None from zero."""
        if not self.old or self.difference is None:
            return None
        rate = self.difference / abs(self.old) * 100
        return rate.quantize(Decimal("0.1"), ROUND_HALF_UP)

    def to_json(self) -> dict[str, object]:
        """The figure as scripts get it; ``name`` and ``mode`` of a measure only."""
        named: dict[str, object] = {"name": self.name} if self.name else {}
        return {
            **named,
            "unit": self.unit,
            **({"mode": self.mode} if self.name else {}),
            "old": to_json(self.old),
            "new": to_json(self.new),
            "difference": to_json(self.difference),
            "rate": to_json(self.rate),
        }


@dataclass(frozen=True, slots=True)
class Side:
    """A task at one of the two periods."""

    report: Report | None
    """what is reported for the period"""
    standing: StandingAt
    """by the last status word up to the period's end"""

    @property
    def progress(self) -> str:
        """The progress reported for the period."""
        return self.report.progress if self.report else ""


@dataclass(frozen=True, slots=True)
class ComparedTask:
    """One task, or the figures that a project with sub-rows gives itself."""

    task: Task
    plan: Plan | None
    """what is promised for the later period, or for one it falls into"""
    old: Side
    new: Side
    invested: Figure
    """the money reported up to each period's end, in the ledger's unit"""
    measures: tuple[Figure, ...]
    flags: tuple[str, ...]
    """some of FLAGS, in their order"""

    @property
    def address(self) -> str:
        """What a person types to name the project."""
        project = self.task.project
        return f"{project.id.ledger}/{project.number}" if project.number else str(project.id)

    @property
    def name(self) -> str:
        """The task's own name; empty for a project without sub-rows."""
        name = self.task.own(FieldPath.of("name")) if self.task.key is not None else None
        return name if isinstance(name, str) else ""

    @property
    def differs(self) -> bool:
        """Whether something is flagged, or told otherwise than before."""
        figures = (self.invested, *self.measures)
        return bool(
            self.flags
            or self.old.standing != self.new.standing
            or (self.new.progress and self.old.progress != self.new.progress)
            or any(figure.old != figure.new for figure in figures)
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Tasks between two periods, in their order."""

    start: Period
    end: Period
    tasks: tuple[ComparedTask, ...]
    invested: Figure
    """over all tasks, in the ledgers' common unit, else converted to COMMON_UNIT"""

    @property
    def different(self) -> tuple[ComparedTask, ...]:
        """The tasks of which there is something to tell."""
        return tuple(task for task in self.tasks if task.differs)

    def count(self, flag: str) -> int:
        """How many tasks have a flag."""
        return sum(flag in one.flags for one in self.tasks)

    def to_json(self, tasks: Iterable[ComparedTask]) -> list[dict[str, object]]:
        """Some of the tasks as scripts get them; what is not told is null."""
        return [self._json(one) for one in tasks]

    def _json(self, one: ComparedTask) -> dict[str, object]:
        old, new = one.old.standing, one.new.standing
        plan = one.plan and {
            "period": one.plan.period.key,
            "text": one.plan.text or None,
            "investment": to_json(one.plan.investment),
        }
        return {
            "id": str(one.task.project.id),
            "task": one.task.key,
            "from": self.start.key,
            "to": self.end.key,
            "plan": plan,
            "status": {"old": old.status or None, "new": new.status or None},
            "state": {"old": old.state, "new": new.state},
            "pace": {"old": old.pace, "new": new.pace},
            "progress": {"old": one.old.progress or None, "new": one.new.progress or None},
            "invested": one.invested.to_json(),
            "measures": [figure.to_json() for figure in one.measures],
            "flags": list(one.flags),
        }


def compare(
    snapshot: Snapshot, projects: Iterable[Project], start: Period, end: Period
) -> Comparison:
    """What was reported for ``start`` against what is for ``end``.

    A report for another period with the same end counts where there is none for the period itself.
    """
    found = [
        _compared(snapshot, task, start, end) for project in projects for task in _rows(project)
    ]
    units = {one.invested.unit for one in found}
    unit = units.pop() if len(units) == 1 else COMMON_UNIT
    old, new = (
        _total([(getattr(one.invested, side), one.invested.unit) for one in found], unit)
        for side in ("old", "new")
    )
    return Comparison(start, end, tuple(found), Figure(old, new, unit))


def _rows(project: Project) -> Iterator[Task]:
    whole = project.whole
    if project.tasks[0].key is not None:
        own = _alone(whole)
        if invested(own) is not None or any(measure.report for measure in own.whole.measures):
            yield whole
    yield from project.tasks


def _compared(snapshot: Snapshot, task: Task, start: Period, end: Period) -> ComparedTask:
    project, ledger = task.project, snapshot.ledger(task.project.id.ledger)
    own = _alone(task)
    if task.key is None and project.tasks[0].key is not None:
        # its text and status are told with the sub-rows, which take them from it
        old = new = Side(None, StandingAt())
    else:
        old, new = (
            Side(report_for(task, period), task_standing(ledger, task, period))
            for period in (start, end)
        )
    measures = tuple(_measures(task, own, start, end))
    money = Figure(invested(own, start), invested(own, end), ledger.money_unit)
    told = {
        "completed": new.standing.state == "completed" != old.standing.state,
        "behind": _is_behind(new.standing) and not _is_behind(old.standing),
        "fell": any(m.mode == "cumulative" and (m.difference or 0) < 0 for m in measures),
        "missing": new.standing.state not in _ENDED and _vanished(old, new, measures),
        "unchanged": old.standing.state not in _ENDED
        and old.progress.split() == new.progress.split() != [],
        "new": new.report is not None
        and not any(ended_by(report.period, start, project.id.year) for report in _told(task)),
    }
    flags = tuple(flag for flag in FLAGS if told[flag])
    return ComparedTask(task, _plan(task, end), old, new, money, measures, flags)


def _vanished(old: Side, new: Side, measures: Iterable[Figure]) -> bool:
    reports = old.report is not None and new.report is None
    return reports or any(m.old is not None and m.new is None for m in measures)


def _is_behind(standing: StandingAt) -> bool:
    return standing.pace == "behind" and standing.state != "completed"


def _alone(task: Task) -> Project:
    """What a task holds itself, as a project without sub-rows."""
    size = len(task.prefix)
    own = {
        FieldPath(path[size:]): value
        for path, value in task.project.record.under(task.prefix)
        if len(path) > size and path[size] != "task"
    }
    return Project(task.project.id, Record(own))


def _told(task: Task) -> list[Report]:
    """The reports that say something of the work, not only what it cost."""
    return [report for report in task.reports if report.progress or report.status]


def _measures(task: Task, own: Project, start: Period, end: Period) -> Iterator[Figure]:
    year = task.project.id.year
    words = {measure.name: measure for measure in task.measures}
    for measure in own.whole.measures:
        series = measure.report
        old, new = (nearest(series, period, year) for period in (start, end))
        if old is not None or new is not None:
            yield Figure(
                series[old] if old else None,
                series[new] if new else None,
                words[measure.name].unit,
                measure.name,
                words[measure.name].mode,
            )


def _plan(task: Task, period: Period) -> Plan | None:
    """The plan for a period, else the next to end that it falls into (二、三季度 for 二季度)."""
    year = task.project.id.year
    plans = {plan.period: plan for plan in task.plans if plan.text or plan.investment is not None}
    exact = nearest(plans, period, year)
    covering = (p for p in plans if p.overlaps(period, year) and ended_by(period, p, year))
    found = exact or next(covering, None)
    return plans[found] if found else None


def _total(amounts: Iterable[tuple[Decimal | None, str]], unit: str) -> Decimal | None:
    told = [Money(amount, own).to(unit).amount for amount, own in amounts if amount is not None]
    return sum(told, Decimal(0)) if told else None
