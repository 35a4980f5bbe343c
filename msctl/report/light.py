"""The light of a task: how its progress keeps to its schedule, by the ledger's own rule.

Red, yellow and green as offices use them, done, and none where nothing tells. A light is derived
from status words and figures and stored nowhere. A promise made by nodes is held against its nodes
(the plan's figures, the office's word), one without them against the calendar: most construction
is planned for the second half of a year, and the calendar alone would show it red all spring.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from msctl.model.ledger import LightRule
from msctl.model.period import Period
from msctl.model.project import Measure, Task
from msctl.report.progress import reported, total, up_to

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
    if not task.project.has_measures:
        return None
    year = task.project.id.year
    gaps = [found for measure in task.measures if (found := _gap(measure, period, year))]
    return min(gaps, key=lambda gap: gap.points, default=None)


def _measured(points: Decimal, rule: LightRule) -> str:
    if points < -rule.red:
        return "red"
    return "yellow" if points <= -rule.yellow else "green"


def _gap(measure: Measure, period: Period | None, year: int) -> Gap | None:
    actual = reported(measure, period, year)
    if not measure.target or measure.relation == "at-most" or actual is None:
        return None
    last = up_to(measure.report, period, year)[-1]
    if measure.plan:
        expected = total(measure.plan, measure.mode, last, year) or Decimal(0)
    else:
        expected = measure.target * _elapsed(last, year)
    return Gap(_points(actual - expected, measure.target), by_plan=bool(measure.plan))


def _points(difference: Decimal, target: Decimal) -> Decimal:
    return (difference * 100 / target).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _elapsed(period: Period, year: int) -> Decimal:
    """The share of the ledger's year that has passed at the end of a period, 0 to 1."""
    own = period.year or year
    if period.ongoing or own > year:
        return Decimal(1)
    return Decimal(0) if own < year else Decimal(period.end) / _YEAR
