"""The standing of a project or task at a period, from the office's status words.

A status word says up to two things: a state (how far the work is) and a pace (how it keeps to its
plan). What each word means stands in the ledger. The light is derived here and stored nowhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from msctl.model.ledger import Ledger, Standing
from msctl.model.period import Period
from msctl.model.project import Project, Task
from msctl.report.light import gap_of, light_of, together

ADVANCE = (
    "stalled",
    "not-started",
    "preparing",
    "in-progress",
    "adjusted",
    "completed",
    "cancelled",
)
"""States from the one that holds a project back most. What is cancelled holds nothing back, so
completed and cancelled tasks together make a completed project."""


@dataclass(frozen=True, slots=True)
class StandingAt:
    """Where a project or task stands at a period."""

    status: str = ""
    """the office's own words; the different ones of several tasks joined by ``、``. Empty where
    what is told of some tasks is not true of all: one is completed, nothing is told of another"""
    state: str | None = None
    """one of model.fields.STATES; None when no word says it"""
    pace: str | None = None
    """one of model.fields.PACES; None when no word says it"""
    light: str = "none"
    """one of report.light.LIGHTS, by the words, the figures and the ledger's rule"""
    gap: Decimal | None = None
    """percentage points ahead of (negative: behind) schedule, by the figures of the measure that
    is furthest behind; None without figures"""


def project_standing(ledger: Ledger, project: Project, period: Period | None = None) -> StandingAt:
    """Where a project stands by its tasks; ``period`` None asks for the latest word.

    It is completed only when all its tasks are. Otherwise it is as far as its least advanced task,
    and behind when one task is behind.
    """
    tasks = [task_standing(ledger, task, period) for task in project.tasks]
    if len(tasks) == 1:
        return tasks[0]
    status = "、".join(dict.fromkeys(task.status for task in tasks if task.status))
    state, pace = _state([task.state for task in tasks]), _pace([task.pace for task in tasks])
    own = ledger.status.get(status)
    return StandingAt(
        status if own is None or (own.state, own.pace) == (state, pace) else "",
        state,
        pace,
        # what is cancelled needs no light, and keeps the rest from none
        together(task.light for task in tasks if task.state != "cancelled"),
        min((task.gap for task in tasks if task.gap is not None), default=None),
    )


def task_standing(ledger: Ledger, task: Task, period: Period | None = None) -> StandingAt:
    """Where a task stands by the last status word given up to the end of ``period``."""
    year = task.project.id.year
    status = _last(_told(task, "status"), period, year)
    meaning = ledger.status.get(status) or Standing()
    gap = gap_of(task, period)
    light = light_of(meaning.state, meaning.pace, gap, ledger.light_rule)
    if gap is None:
        return _without_figures(status, meaning.state, meaning.pace, light)
    return StandingAt(status, meaning.state, meaning.pace, light, gap.points)


@lru_cache(maxsize=1024)
def _without_figures(status: str, state: str | None, pace: str | None, light: str) -> StandingAt:
    """One standing for all tasks of which the same is told: screens keep one for each project."""
    return StandingAt(status, state, pace, light)


def word_of(standing: Standing) -> str:
    """The key of the word for a status: the work's end first, then its pace, then its state."""
    if standing.state in ("completed", "stalled", "cancelled", "adjusted"):
        return standing.state
    return standing.pace or standing.state or "reported"


def standing_word(standing: StandingAt, reported: bool) -> str:
    """The key of the word that counts a project; without a status it says whether there is a
    report."""
    if not (standing.status or standing.state or standing.pace):
        return "reported" if reported else "unreported"
    return word_of(Standing(standing.state, standing.pace))


def is_reported(project: Project, period: Period | None = None) -> bool:
    """Whether every task has a report for the period; for None, whether it has any.

    A report for another period with the same end counts: the half-year's for the second quarter.
    """
    return all(task_reported(task, period) for task in project.tasks)


def task_reported(task: Task, period: Period | None = None) -> bool:
    """Whether a task has a report with progress or a status for the period."""
    year = task.project.id.year
    end = None if period is None else _end(period, year)
    return any(
        end is None or _end(at, year) == end
        for key in ("progress", "status")
        for at, _ in _told(task, key)
    )


def ended_by(period: Period, limit: Period | None, year: int) -> bool:
    """Whether a period has ended when ``limit`` ends; None is no limit."""
    return period.ended_by(limit, year)


def _told(task: Task, key: str) -> list[tuple[Period, str]]:
    """What a task's reports say in one field, period by period; those that say nothing left out."""
    told = ((period, task.text("report", period.key, key)) for period in task.periods("report"))
    return [(period, text) for period, text in told if text]


def _last(told: Sequence[tuple[Period, str]], period: Period | None, year: int) -> str:
    """The last of texts in order; the one for ``period`` itself goes before all others."""
    found = ""
    for at, text in told:
        if at == period:
            return text
        if ended_by(at, period, year):
            found = text
    return found


def _end(period: Period, year: int) -> tuple[int, int]:
    return period.sort_key(year)[:2]


def _state(states: Iterable[str | None]) -> str | None:
    told = set(states)
    known = sorted((state for state in told if state in ADVANCE), key=ADVANCE.index)
    if not known:
        return None
    if None in told and known[0] in ("completed", "cancelled"):
        # Part of the work is done and nothing is told of the rest.
        return "in-progress" if "completed" in known else None
    return known[0]


def _pace(paces: Iterable[str | None]) -> str | None:
    told = set(paces)
    return next((pace for pace in ("behind", "on-track", "ahead") if pace in told), None)
