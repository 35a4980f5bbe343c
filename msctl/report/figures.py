"""The figures of a group of projects: counts, rates, money and measures.

Every project is counted once as completed, on track, behind, unreported or other.
"""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from msctl.model.fields import STATES
from msctl.model.money import Money
from msctl.model.period import Period
from msctl.model.values import to_json
from msctl.report.light import LIGHTS
from msctl.report.listing import Row
from msctl.report.progress import is_reached, measures_of
from msctl.report.standing import task_reported

SHARES = ("completed", "on_track", "behind", "other", "unreported")
"""The five counts that add up to all projects, in the order of a bar."""


@dataclass(slots=True)
class Figures:
    """What is counted for a group."""

    projects: int = 0
    tasks: int = 0
    """rows of work: sub-rows, and projects without any"""
    completed: int = 0
    on_track: int = 0
    """reported, not completed, and on or ahead of schedule"""
    behind: int = 0
    """reported, not completed, and behind schedule"""
    unreported: int = 0
    """neither completed nor cancelled, and no task reported for the period (for no period: at
    all), as a notice counts them; which tasks of the others are owed, ``due`` tells"""
    planned: Decimal | None = None
    invested: Decimal | None = None
    measures: int = 0
    """numeric targets"""
    measured: int = 0
    """those of them with a figure"""
    reached: int = 0
    """those of them that have reached the target"""
    states: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATES, 0))
    """projects by state, whatever the period's reports"""
    lights: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LIGHTS, 0))

    @property
    def other(self) -> int:
        """Reported, not completed, and no word says whether in time; or cancelled."""
        return self.projects - self.completed - self.on_track - self.behind - self.unreported

    @property
    def completed_rate(self) -> Decimal:
        """Completed projects in percent, one decimal."""
        return percent(self.completed, self.projects) or Decimal(0)

    @property
    def invested_rate(self) -> Decimal | None:
        """The money invested in percent of the money planned; None where one is not stated."""
        if self.planned is None or self.invested is None:
            return None
        return percent(self.invested, self.planned)

    def add(self, other: "Figures") -> None:
        """Count what another counted too."""
        for name in _COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("planned", "invested"):
            amount = getattr(other, name)
            if amount is not None:
                setattr(self, name, amount + (getattr(self, name) or 0))
        for own, others in ((self.states, other.states), (self.lights, other.lights)):
            for key, count in others.items():
                if count:
                    own[key] = own.get(key, 0) + count

    def to_json(self) -> dict[str, object]:
        """The figures as scripts get them; states with ``_`` for ``-``."""
        return {
            "projects": self.projects,
            "tasks": self.tasks,
            "completed": self.completed,
            "on_track": self.on_track,
            "behind": self.behind,
            "unreported": self.unreported,
            "planned": to_json(self.planned),
            "invested": to_json(self.invested),
            "other": self.other,
            "completed_rate": to_json(self.completed_rate),
            "invested_rate": to_json(self.invested_rate),
            "measures": self.measures,
            "measured": self.measured,
            "reached": self.reached,
            "states": {state.replace("-", "_"): count for state, count in self.states.items()},
            "lights": dict(self.lights),
        }


_COUNTS = (
    *("projects", "tasks", "completed", "on_track", "behind", "unreported"),
    *("measures", "measured", "reached"),
)


def figures_of(row: Row, period: Period | None, own_unit: str, money_unit: str) -> Figures:
    """The figures of one project as it stands at ``period``; its money is in ``own_unit``."""
    found = Figures(projects=1, tasks=row.tasks or 1)
    if row.state is not None:
        found.states[row.state] = 1
    found.lights[row.light] = 1
    if row.state == "completed":
        found.completed = 1
    elif row.state == "cancelled":
        pass  # owes nothing, and is neither in time nor late: one of the others
    elif not any(task_reported(task, period) for task in row.project.tasks):
        found.unreported = 1
    elif row.pace == "behind":
        found.behind = 1
    elif row.pace in ("ahead", "on-track"):
        found.on_track = 1
    found.planned = _converted(row.planned, own_unit, money_unit)
    found.invested = _converted(row.invested, own_unit, money_unit)
    for measure in measures_of(row.project):
        found.measures += measure.target is not None
        reached = is_reached(measure, period, row.year)
        found.measured += reached is not None
        found.reached += reached is True
    return found


def percent(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """A share in percent, one decimal; None of nothing."""
    if not whole:
        return None
    return (Decimal(100) * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _converted(amount: Decimal | None, unit: str, into: str) -> Decimal | None:
    return amount if amount is None or unit == into else Money(amount, unit).to(into).amount
