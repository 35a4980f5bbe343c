"""The list of projects: one row of plain values each."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from decimal import Decimal

from msctl.model import values
from msctl.model.ledger import Region
from msctl.model.paths import ProjectId
from msctl.model.period import Period
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.report.money_by_period import invested_by_period, up_to
from msctl.report.standing import project_standing


@dataclass(frozen=True, slots=True)
class Row:
    """One project as a list shows it."""

    id: ProjectId
    region: str
    year: int
    ledger: str
    number: str
    name: str
    category: str
    kind: str
    marks: tuple[str, ...]
    lead: tuple[str, ...]
    """the lead units; the responsible ones where a ledger names no lead"""
    responsible: tuple[str, ...]
    status: str
    state: str | None
    pace: str | None
    light: str
    gap: Decimal | None
    """percentage points ahead of (negative: behind) schedule, where figures tell"""
    tasks: int
    """how many sub-rows it has; 0 when the project is its own only task"""
    planned: Decimal | None
    """the year's money in the ledger's unit"""
    invested: Decimal | None
    """the money reported, up to the period asked for"""
    plan_periods: tuple[str, ...]
    report_periods: tuple[str, ...]
    project: Project = field(repr=False, compare=False)
    home: Region = field(repr=False, compare=False)

    def to_json(self) -> dict[str, object]:
        """The row as scripts get it: COLUMNS in their order."""
        found = {name: getattr(self, name) for name in COLUMNS}
        return {
            name: value if isinstance(value, int) else values.to_json(value)
            for name, value in found.items()
        }


COLUMNS = tuple(f.name for f in fields(Row) if f.name not in ("project", "home"))
"""The names of a row's values, in the order of the JSON contract."""


def rows(
    snapshot: Snapshot, projects: Iterable[Project], period: Period | None = None
) -> list[Row]:
    """The rows of projects, as they stand at ``period`` (None: at their last report)."""
    return [_row(snapshot, project, period) for project in projects]


def to_json(listed: Iterable[Row]) -> list[dict[str, object]]:
    """The rows as scripts get them."""
    return [row.to_json() for row in listed]


def _row(snapshot: Snapshot, project: Project, period: Period | None) -> Row:
    ledger_id = project.id.ledger
    standing = project_standing(snapshot.ledger(ledger_id), project, period)
    responsible = project.units("responsible")
    record = project.record
    return Row(
        id=project.id,
        region=ledger_id.region,
        year=ledger_id.year,
        ledger=ledger_id.name,
        number=project.number,
        name=project.name,
        category=record.text("category"),
        kind=record.text("kind"),
        marks=project.marks,
        lead=project.units("lead") or responsible,
        responsible=responsible,
        status=standing.status,
        state=standing.state,
        pace=standing.pace,
        light=standing.light,
        gap=standing.gap,
        tasks=sum(task.key is not None for task in project.tasks),
        planned=project.planned,
        invested=invested(project, period),
        plan_periods=_periods(project, "plan"),
        report_periods=_periods(project, "report"),
        project=project,
        home=snapshot.region(ledger_id.region),
    )


def invested(project: Project, period: Period | None = None) -> Decimal | None:
    """The money reported for all periods that end by ``period``; None when none is reported."""
    return up_to(invested_by_period(project), period, project.id.year)


def _periods(project: Project, group: str) -> tuple[str, ...]:
    found = {period for task in project.tasks for period in task.periods(group)}
    return tuple(p.key for p in sorted(found, key=lambda p: p.sort_key(project.id.year)))
