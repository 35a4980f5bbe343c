"""Summaries: counts, rates and money of projects by group.

Every project of a group is counted once as completed, on track, behind, unreported or other. A
project with several units or marks is counted in each of their groups; the totals count it once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from msctl.model.fields import PACES, STATES
from msctl.model.money import Money
from msctl.model.period import Period
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.model.values import to_json, to_text
from msctl.report import columns
from msctl.report.light import LIGHTS
from msctl.report.listing import Row, rows
from msctl.report.standing import is_reported

COMMON_UNIT = "万元"
"""What amounts are converted to when the ledgers count in different units."""

ALIASES = {"mark": "marks", "units": columns.UNIT}
"""Other names of columns to group by."""

_FIXED_ORDER = {"state": STATES, "pace": PACES, "light": LIGHTS}


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
    """not completed, and without a report for the period (for no period: without any)"""
    planned: Decimal | None = None
    invested: Decimal | None = None
    states: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATES, 0))
    """projects by state, whatever the period's reports"""
    lights: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LIGHTS, 0))

    @property
    def other(self) -> int:
        """Reported, not completed, and no word says whether in time."""
        return self.projects - self.completed - self.on_track - self.behind - self.unreported

    @property
    def completed_rate(self) -> Decimal:
        """Completed projects in percent, one decimal."""
        if not self.projects:
            return Decimal(0)
        return (Decimal(100) * self.completed / self.projects).quantize(
            Decimal("0.1"), ROUND_HALF_UP
        )

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
            "states": {state.replace("-", "_"): count for state, count in self.states.items()},
            "lights": dict(self.lights),
        }


@dataclass(frozen=True, slots=True)
class Group:
    """One group: its value in each grouping column (empty: none) and its figures."""

    keys: tuple[str, ...]
    figures: Figures


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures by group, in the order of ``by``, and over all projects."""

    by: tuple[str, ...]
    groups: tuple[Group, ...]
    totals: Figures
    money_unit: str
    regions: Mapping[str, str] = field(default_factory=dict)
    """the names of the regions, by id"""

    def to_json(self) -> list[dict[str, object]]:
        """The groups as scripts get them; without a grouping, the totals alone."""
        groups = self.groups if self.by else (Group((), self.totals),)
        return [
            dict(zip(self.by, group.keys, strict=True))
            | group.figures.to_json()
            | {"money_unit": self.money_unit}
            for group in groups
        ]


def summarise(
    snapshot: Snapshot,
    projects: Iterable[Project],
    by: Sequence[str] = (),
    period: Period | None = None,
) -> Summary:
    """Count projects by columns, as they stand at ``period`` (None: at their last report).

    Money is in the ledgers' common unit, else converted to COMMON_UNIT. Raises what
    :func:`msctl.report.columns.check_column` raises.
    """
    names = tuple(columns.check_column(ALIASES.get(name, name)) for name in by)
    listed = rows(snapshot, projects, period)
    units = {snapshot.ledger(row.id.ledger).money_unit for row in listed}
    money_unit = units.pop() if len(units) == 1 else COMMON_UNIT
    totals = Figures()
    groups: dict[tuple[str, ...], Figures] = {}
    for row in listed:
        own_unit = snapshot.ledger(row.id.ledger).money_unit
        keys = list(_keys(row, names))
        for figures in (totals, *(groups.setdefault(key, Figures()) for key in keys)):
            _count(figures, row, period, own_unit, money_unit)
    ordered = sorted(groups, key=_GroupOrder(names, list(groups))) if names else []
    return Summary(
        by=tuple(by),
        groups=tuple(Group(key, groups[key]) for key in ordered),
        totals=totals,
        money_unit=money_unit,
        regions={row.region: row.home.name for row in listed},
    )


def _keys(row: Row, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    found = [
        tuple(dict.fromkeys(to_text(value) for value in columns.values(row, name))) or ("",)
        for name in names
    ]
    return product(*found)


def _count(
    figures: Figures, row: Row, period: Period | None, own_unit: str, money_unit: str
) -> None:
    figures.projects += 1
    figures.tasks += row.tasks or 1
    if row.state is not None:
        figures.states[row.state] = figures.states.get(row.state, 0) + 1
    figures.lights[row.light] += 1
    if row.state == "completed":
        figures.completed += 1
    elif not is_reported(row.project, period):
        figures.unreported += 1
    elif row.pace == "behind":
        figures.behind += 1
    elif row.pace in ("ahead", "on-track"):
        figures.on_track += 1
    figures.planned = _add(figures.planned, row.planned, own_unit, money_unit)
    figures.invested = _add(figures.invested, row.invested, own_unit, money_unit)


def _add(total: Decimal | None, amount: Decimal | None, unit: str, into: str) -> Decimal | None:
    if amount is None:
        return total
    return Money(amount, unit).to(into).amount + (total or 0)


class _GroupOrder:
    """Sorts groups: states, paces and lights in their own order, all else as first met, empty
    last."""

    def __init__(self, names: Sequence[str], keys: Sequence[tuple[str, ...]]) -> None:
        self._ranks = []
        for place, name in enumerate(names):
            met = list(dict.fromkeys(key[place] for key in keys))
            fixed = _FIXED_ORDER.get(name, ())
            ordered = [*fixed, *(value for value in met if value and value not in fixed), ""]
            self._ranks.append({value: rank for rank, value in enumerate(ordered)})

    def __call__(self, key: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(rank[value] for rank, value in zip(self._ranks, key, strict=True))
