"""The light of a task: how its progress keeps to its schedule, by the ledger's own rule.

Red, yellow and green as offices use them, done, and none where nothing tells. A light is derived
from status words and figures and stored nowhere. A promise made by nodes is held against its nodes
(the plan's figures, the office's word), one without them against the calendar: most construction
is planned for the second half of a year, and the calendar alone would show it red all spring.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from msctl.model.ledger import LightRule
from msctl.model.period import Period, sort_periods
from msctl.model.project import Measure, Task

LIGHTS = ("green", "yellow", "red", "done", "none")

_WORST_FIRST = ("red", "yellow", "green")
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a task's least advanced measure is ahead of its schedule."""

    points: Decimal
    """percentage points of the target, one decimal; negative is behind"""
    by_plan: bool
    """held against the measure's own planned figures, not against the calendar"""


def light_of(state: str | None, pace: str | None, gap: Gap | None, rule: LightRule) -> str:
    """One of LIGHTS for a task; where the office's word and the figures differ, the worse one."""
    if state == "completed":
        return "done"
    if state == "cancelled":
        return "none"
    if state == "stalled":
        return "red"
    told = set()
    if pace is not None:
        told.add("yellow" if pace == "behind" else "green")
    if gap is not None and (gap.by_plan or pace is None or rule.schedule == "time"):
        told.add(_measured(gap.points, rule))
    return next((light for light in _WORST_FIRST if light in told), "none")


def together(lights: Iterable[str]) -> str:
    """The light of a project by its tasks': the worst; done when all that count are done."""
    told = set(lights)
    worst = next((light for light in _WORST_FIRST if light in told), None)
    if worst is not None:
        return worst
    return "done" if told == {"done"} else "none"


def gap_of(task: Task, period: Period | None = None) -> Gap | None:
    """The gap of the measure that is furthest behind, by the figures up to the end of ``period``.

    A measure without target or figure tells nothing, nor does an upper limit: it is no progress.
    """
    year = task.project.id.year
    gaps = [found for measure in task.measures if (found := _gap(measure, period, year))]
    return min(gaps, key=lambda gap: gap.points, default=None)


def reached(measure: Measure, period: Period | None, year: int) -> Decimal | None:
    """What is reported of a measure by the end of ``period``, as one figure; None for nothing."""
    return _total(measure.report, _up_to(measure.report, period, year), measure.mode, year)


def _measured(points: Decimal, rule: LightRule) -> str:
    if points < -rule.red:
        return "red"
    return "yellow" if points <= -rule.yellow else "green"


def _gap(measure: Measure, period: Period | None, year: int) -> Gap | None:
    told = _up_to(measure.report, period, year)
    if not measure.target or measure.relation == "at-most" or not told:
        return None
    actual = _total(measure.report, told, measure.mode, year) or Decimal(0)
    if measure.plan:
        due = _up_to(measure.plan, told[-1], year)
        expected = _total(measure.plan, due, measure.mode, year) or Decimal(0)
        return Gap(_points(actual - expected, measure.target), by_plan=True)
    return Gap(
        _points(actual - measure.target * _elapsed(told[-1], year), measure.target), by_plan=False
    )


def _points(difference: Decimal, target: Decimal) -> Decimal:
    return (difference * 100 / target).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _elapsed(period: Period, year: int) -> Decimal:
    """The share of the ledger's year that has passed at the end of a period, 0 to 1."""
    own = period.year or year
    if period.ongoing or own > year:
        return Decimal(1)
    return Decimal(0) if own < year else Decimal(period.end) / _YEAR


def _up_to(series: Iterable[Period], limit: Period | None, year: int) -> list[Period]:
    ordered = sort_periods(list(series), year)
    return [period for period in ordered if period.ended_by(limit, year)]


def _total(
    series: Mapping[Period, Decimal], periods: Sequence[Period], mode: str, year: int
) -> Decimal | None:
    """The figure of a series over ordered periods: the last, or of per-period figures the sum.

    Where a half-year stands beside its quarters, what a longer period covers counts once.
    """
    if not periods:
        return None
    if mode != "per-period":
        return series[periods[-1]]
    counted: list[Period] = []
    for period in reversed(periods):
        if not any(period.overlaps(other, year) for other in counted):
            counted.append(period)
    return sum((series[period] for period in counted), Decimal(0))
