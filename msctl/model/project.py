"""Projects and their tasks, as typed views over a record.

A project is also its own only task. A project with sub-rows carries ``[task.N]`` tables; what a
task leaves out it takes from its project.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from msctl.model.paths import FieldPath, ProjectId
from msctl.model.period import Period, is_period, parse_period, sort_periods
from msctl.model.record import Record, as_names
from msctl.model.values import Value

PROJECT_ONLY = frozenset({"number", "category", "kind", "funding", "adjustment", "waive", "link"})
"""The groups a task never has of its own."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is promised for one period."""

    period: Period
    text: str = ""
    investment: Decimal | None = None
    mode: str = "per-period"


@dataclass(frozen=True, slots=True)
class Report:
    """What was done in one period."""

    period: Period
    progress: str = ""
    status: str = ""
    difficulties: str = ""
    next_steps: str = ""
    investment: Decimal | None = None
    as_of: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A numeric target with its planned and reported series, by period."""

    name: str
    target: Decimal | None
    unit: str
    relation: str
    mode: str
    plan: dict[Period, Decimal]
    report: dict[Period, Decimal]


_WHOLE = FieldPath()


class Task:
    """One row of work: a ``[task.N]`` table, or the project itself (key None)."""

    __slots__ = ("key", "prefix", "project")

    def __init__(self, project: "Project", key: str | None) -> None:
        self.project = project
        self.key = key
        self.prefix = _WHOLE if key is None else FieldPath.of("task", key)

    def own(self, path: FieldPath) -> Value | None:
        """The value the task itself holds."""
        return self.project.record.get(self.prefix + path if self.prefix else path)

    def value(self, path: FieldPath) -> Value | None:
        """The value that holds for the task: its own, else its project's."""
        found = self.own(path)
        if found is None and self.key is not None:
            found = self.project.record.get(path)
        return found

    def text(self, *keys: str) -> str:
        """The text that holds for the task, empty when absent."""
        value = self.value(FieldPath(keys))
        return value if isinstance(value, str) else ""

    def decimal(self, *keys: str) -> Decimal | None:
        """The number that holds for the task."""
        value = self.value(FieldPath(keys))
        return value if isinstance(value, Decimal) else None

    def names(self, *keys: str) -> tuple[str, ...]:
        """The names that hold for the task."""
        return as_names(self.value(FieldPath(keys)))

    def _keys(self, *group: str) -> list[str]:
        record = self.project.record
        own = record.keys((*self.prefix, *group))
        return own if self.key is None else list(dict.fromkeys([*own, *record.keys(group)]))

    def periods(self, group: str) -> list[Period]:
        """The periods of ``plan`` or ``report``, in order."""
        keys = [parse_period(key) for key in self._keys(group) if is_period(key)]
        return sort_periods(keys, self.project.id.year)

    @property
    def plans(self) -> list[Plan]:
        """The plan, period by period."""
        return [
            Plan(
                period,
                self.text("plan", period.key, "text"),
                self.decimal("plan", period.key, "investment"),
                self.text("plan", period.key, "mode") or "per-period",
            )
            for period in self.periods("plan")
        ]

    def report(self, period: Period) -> Report:
        """What is reported for one period."""
        key = period.key
        as_of = self.value(FieldPath.of("report", key, "as_of"))
        return Report(
            period,
            self.text("report", key, "progress"),
            self.text("report", key, "status"),
            self.text("report", key, "difficulties"),
            self.text("report", key, "next_steps"),
            self.decimal("report", key, "investment"),
            as_of if isinstance(as_of, dt.date) else None,
        )

    @property
    def reports(self) -> list[Report]:
        """What is reported, period by period."""
        return [self.report(period) for period in self.periods("report")]

    @property
    def measures(self) -> list[Measure]:
        """The task's numeric targets."""
        return [self._measure(name) for name in self._keys("measure")]

    def _measure(self, name: str) -> Measure:
        def series(side: str) -> dict[Period, Decimal]:
            found = {
                parse_period(key): self.decimal("measure", name, side, key)
                for key in self._keys("measure", name, side)
                if is_period(key)
            }
            return {period: value for period, value in found.items() if value is not None}

        return Measure(
            name,
            self.decimal("measure", name, "target"),
            self.text("measure", name, "unit"),
            self.text("measure", name, "relation") or "exactly",
            self.text("measure", name, "mode") or "per-period",
            series("plan"),
            series("report"),
        )

    @property
    def planned(self) -> Decimal | None:
        """The year's money that the task's own plan states: the last figure of a cumulative
        series, else the sum; None when no period states one.

        What a task takes from its project counts once, with the project.
        """
        record, year = self.project.record, self.project.id.year
        keys = [key for key in record.keys((*self.prefix, "plan")) if is_period(key)]
        periods = sort_periods([parse_period(key) for key in keys], year)
        places = [(*self.prefix, "plan", period.key) for period in periods]
        amounts = [record.decimal(*place, "investment") for place in places]
        stated = [amount for amount in amounts if amount is not None]
        if not stated:
            return None
        if any(record.text(*place, "mode") == "cumulative" for place in places):
            return stated[-1]
        return sum(stated, Decimal(0))


@dataclass(frozen=True)
class Project:
    """One numbered row of a ledger."""

    id: ProjectId
    record: Record

    @property
    def number(self) -> str:
        """The printed number."""
        return self.record.text("number")

    @property
    def name(self) -> str:
        """The official name."""
        return self.record.text("name")

    @cached_property
    def _task_keys(self) -> tuple[str, ...]:
        return tuple(sorted(self.record.keys(("task",)), key=natural))

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Its tasks in order; the project itself when it has none.

        They are made anew: kept here, they and the project would hold each other in memory until
        the collector of garbage walks through everything, which stops the screens for a moment.
        """
        return tuple(Task(self, key) for key in self._task_keys) or (Task(self, None),)

    @property
    def whole(self) -> Task:
        """The project's own values, seen as a task."""
        return Task(self, None)

    def units(self, role: str) -> tuple[str, ...]:
        """The units of a role, the project's and its tasks', each once."""
        own = self.record.names("units", role)
        found: Iterator[str] = (name for task in self.tasks for name in task.names("units", role))
        return tuple(dict.fromkeys([*own, *found]))

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of the project and its tasks, each once."""
        found = (name for task in self.tasks for name in task.names("marks"))
        return tuple(dict.fromkeys([*self.record.names("marks"), *found]))

    @cached_property
    def has_measures(self) -> bool:
        """Whether it or a task states a numeric target or a figure of one."""
        return any(
            path[0] == "measure" or (path[0] == "task" and path[2:3] == ("measure",))
            for path in self.record.fields
        )

    @property
    def planned(self) -> Decimal | None:
        """The year's planned money: the stated funding, else what the plans add up to."""
        for source in ("this_year", "total"):
            stated = self.record.decimal("funding", source)
            if stated is not None:
                return stated
        owners = {task.key: task for task in (self.whole, *self.tasks)}.values()
        amounts = [amount for task in owners if (amount := task.planned) is not None]
        return sum(amounts, Decimal(0)) if amounts else None


_NUMERALS = "零一二三四五六七八九"


def natural(number: str) -> tuple[int, int, str]:
    """Sorts printed numbers: ``2`` before ``10``, ``9*`` after ``9``, ``十一`` after ``九``."""
    match = re.match(r"\d+", number)
    if match:
        return (0, int(match.group()), number[match.end() :])
    match = re.match(r"[（(]?([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)[）)]?", number)
    if match and match.group(1, 2, 3) != ("", "", ""):
        tens, ten, ones = match.groups()
        if ten:
            value = (_NUMERALS.index(tens) if tens else 1) * 10
            value += _NUMERALS.index(ones) if ones else 0
        else:
            value = _NUMERALS.index(tens or ones)
        return (0, value, number[match.end() :])
    return (1, 0, number)
