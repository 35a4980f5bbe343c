"""The list of projects: one row of plain values each."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property

from msctl.model import values
from msctl.model.ledger import Region
from msctl.model.paths import ProjectId
from msctl.model.period import Period
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.report.money_by_period import invested_by_period, up_to
from msctl.report.standing import StandingAt, project_standing


class Row:
    """One project as a list shows it; each value is found when it is first asked for."""

    def __init__(self, snapshot: Snapshot, project: Project, period: Period | None = None) -> None:
        """A row of a snapshot's project as it stands at a period; None asks for its last report."""
        self._snapshot = snapshot
        self._period = period
        self.project = project

    @property
    def home(self) -> Region:
        """The region of the project."""
        return self._snapshot.region(self.project.id.region)

    @property
    def id(self) -> ProjectId:
        """The project's id."""
        return self.project.id

    @property
    def region(self) -> str:
        """The key of its region."""
        return self.id.region

    @property
    def year(self) -> int:
        """The year of its ledger."""
        return self.id.year

    @property
    def ledger(self) -> str:
        """The name of its ledger within region and year."""
        return self.id.ledger.name

    @property
    def number(self) -> str:
        """The printed number."""
        return self.project.number

    @property
    def name(self) -> str:
        """The official name."""
        return self.project.name

    @property
    def category(self) -> str:
        """The category."""
        return self.project.record.text("category")

    @property
    def kind(self) -> str:
        """``new`` or ``continuing``."""
        return self.project.record.text("kind")

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of the project and its tasks."""
        return self.project.marks

    @cached_property
    def lead(self) -> tuple[str, ...]:
        """The lead units; the responsible ones where a ledger names no lead."""
        return self.project.units("lead") or self.responsible

    @cached_property
    def responsible(self) -> tuple[str, ...]:
        """The responsible units."""
        return self.project.units("responsible")

    @cached_property
    def standing(self) -> StandingAt:
        """Where the project stands."""
        return project_standing(self._snapshot.ledger(self.id.ledger), self.project, self._period)

    @property
    def status(self) -> str:
        """The office's own words."""
        return self.standing.status

    @property
    def state(self) -> str | None:
        """How far the work is; None when no word says it."""
        return self.standing.state

    @property
    def pace(self) -> str | None:
        """How it keeps to its plan; None when no word says it."""
        return self.standing.pace

    @property
    def light(self) -> str:
        """The light."""
        return self.standing.light

    @property
    def gap(self) -> Decimal | None:
        """Percentage points ahead of (negative: behind) schedule, where figures tell."""
        return self.standing.gap

    @property
    def tasks(self) -> int:
        """How many sub-rows it has; 0 when the project is its own only task."""
        return sum(task.key is not None for task in self.project.tasks)

    @cached_property
    def planned(self) -> Decimal | None:
        """The year's money in the ledger's unit."""
        return self.project.planned

    @cached_property
    def invested(self) -> Decimal | None:
        """The money reported, up to the period asked for."""
        return invested(self.project, self._period)

    @cached_property
    def plan_periods(self) -> tuple[str, ...]:
        """The periods that are planned, in order."""
        return _periods(self.project, "plan")

    @cached_property
    def report_periods(self) -> tuple[str, ...]:
        """The periods that are reported, in order."""
        return _periods(self.project, "report")

    def counting(
        self,
        planned: Decimal | None,
        invested: Decimal | None,
        standing: StandingAt | None = None,
    ) -> "Row":
        """The row with other money, and as it stands otherwise where that is given."""
        other = Row(self._snapshot, self.project, self._period)
        other.planned, other.invested = planned, invested
        other.standing = standing or self.standing
        return other

    def to_json(self) -> dict[str, object]:
        """The row as scripts get it: COLUMNS in their order."""
        found = {name: getattr(self, name) for name in COLUMNS}
        return {
            name: value if isinstance(value, int) else values.to_json(value)
            for name, value in found.items()
        }


COLUMNS = (
    *("id", "region", "year", "ledger", "number", "name", "category", "kind", "marks"),
    *("lead", "responsible", "status", "state", "pace", "light", "gap", "tasks"),
    *("planned", "invested", "plan_periods", "report_periods"),
)
"""The names of a row's values, in the order of the JSON contract."""


def rows(
    snapshot: Snapshot, projects: Iterable[Project], period: Period | None = None
) -> list[Row]:
    """The rows of projects, as they stand at ``period`` (None: at their last report)."""
    return [Row(snapshot, project, period) for project in projects]


def to_json(listed: Iterable[Row]) -> list[dict[str, object]]:
    """The rows as scripts get them."""
    return [row.to_json() for row in listed]


def invested(project: Project, period: Period | None = None) -> Decimal | None:
    """The money reported for all periods that end by ``period``; None when none is reported."""
    return up_to(invested_by_period(project), period, project.id.year)


def _periods(project: Project, group: str) -> tuple[str, ...]:
    found = {period for task in project.tasks for period in task.periods(group)}
    return tuple(p.key for p in sorted(found, key=lambda p: p.sort_key(project.id.year)))
