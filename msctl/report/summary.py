"""Summaries: the figures of projects by group.

A project with several units or marks is counted in each of their groups, and by period in each
period; the totals count it once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from msctl.model.fields import PACES, STATES
from msctl.model.period import Period, parse_period, sort_periods
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.model.values import to_text
from msctl.report import columns
from msctl.report.figures import Figures, figures_of
from msctl.report.light import LIGHTS
from msctl.report.listing import Row, rows
from msctl.report.money_by_period import invested_by_period, planned_by_period, up_to
from msctl.report.standing import project_standing

COMMON_UNIT = "万元"
"""What amounts are converted to when the ledgers count in different units."""

PERIOD = "period"
"""The grouping by period, which is no column of a project: each has several."""

ALIASES = {"mark": "marks", "units": columns.UNIT}
"""Other names of columns to group by."""

_ANY_YEAR = 2000
"""Periods of different ledgers stand in one list: only those with a year of their own differ."""

_FIXED_ORDER: Mapping[str, tuple[str, ...]] = {"state": STATES, "pace": PACES, "light": LIGHTS}


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

    @property
    def repeated(self) -> bool:
        """Whether projects count in several groups, so that these add up to more than all."""
        return sum(group.figures.projects for group in self.groups) > self.totals.projects

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
    *,
    by_period: bool = False,
) -> Summary:
    """Count projects by columns, as they stand at ``period`` (None: at their last report).

    Money is in the ledgers' common unit, else converted to COMMON_UNIT. Grouped by period, and
    with ``by_period``, it is what the periods' plans and reports state, so that the periods add up
    to the totals. Raises what :func:`msctl.report.columns.check_column` raises.
    """
    names = tuple(check_grouping(name) for name in by)
    by_period = by_period or PERIOD in names
    listed = rows(snapshot, projects, period)
    units = {snapshot.ledger(row.id.ledger).money_unit for row in listed}
    money_unit = units.pop() if len(units) == 1 else COMMON_UNIT
    totals = Figures()
    groups: dict[tuple[str, ...], Figures] = {}
    for row in listed:
        own_unit = snapshot.ledger(row.id.ledger).money_unit
        whole = _money_up_to(row, period) if by_period else row
        own = figures_of(whole, period, own_unit, money_unit)
        totals.add(own)
        for key, at, shown in _shares(snapshot, whole, names, period):
            if shown is not whole:
                own = figures_of(shown, at, own_unit, money_unit)
            groups.setdefault(key, Figures()).add(own)
    order = _GroupOrder(names, list(groups), _words(snapshot, listed))
    ordered = sorted(groups, key=order) if names else []
    return Summary(
        by=tuple(by),
        groups=tuple(Group(key, groups[key]) for key in ordered),
        totals=totals,
        money_unit=money_unit,
        regions={row.region: row.home.name for row in listed},
    )


def check_grouping(name: str) -> str:
    """The column that a grouping stands for. Raises what check_column raises."""
    return name if name == PERIOD else columns.check_column(ALIASES.get(name, name))


def _shares(
    snapshot: Snapshot, row: Row, names: Sequence[str], period: Period | None
) -> Iterator[tuple[tuple[str, ...], Period | None, Row]]:
    """The groups that a project counts in: their keys, the period, and how it stands there."""
    if PERIOD not in names:
        yield from ((key, period, row) for key in _keys(row, names, ""))
        return
    used = dict.fromkeys(map(parse_period, (*row.plan_periods, *row.report_periods)))
    periods = [at for at in used if at.ended_by(period, row.year)]
    if not periods:
        yield from ((key, period, row) for key in _keys(row, names, ""))
    planned, invested = planned_by_period(row.project), invested_by_period(row.project)
    ledger = snapshot.ledger(row.id.ledger)
    for at in periods:
        standing = project_standing(ledger, row.project, at)
        shown = row.counting(planned.get(at), invested.get(at), standing)
        yield from ((key, at, shown) for key in _keys(shown, names, at.key))


def _money_up_to(row: Row, period: Period | None) -> Row:
    return row.counting(
        up_to(planned_by_period(row.project), period, row.year),
        up_to(invested_by_period(row.project), period, row.year),
    )


def _keys(row: Row, names: Sequence[str], period: str) -> Iterator[tuple[str, ...]]:
    found = [
        (period,) if name == PERIOD else tuple(dict.fromkeys(_texts(row, name))) or ("",)
        for name in names
    ]
    return product(*found)


def _texts(row: Row, name: str) -> Iterator[str]:
    return (to_text(value) for value in columns.values(row, name))


def _words(snapshot: Snapshot, listed: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    """The ledgers' own words in the order in which they stand there."""
    ledgers = [snapshot.ledger(ledger) for ledger in dict.fromkeys(row.id.ledger for row in listed)]
    return {
        "status": tuple(dict.fromkeys(word for ledger in ledgers for word in ledger.status)),
        "marks": tuple(dict.fromkeys(mark for ledger in ledgers for mark in ledger.marks)),
    }


class _GroupOrder:
    """Sorts groups: states, paces and lights in their own order, status words and marks in the
    ledgers', periods by their end, all else as first met, empty last."""

    def __init__(
        self,
        names: Sequence[str],
        keys: Sequence[tuple[str, ...]],
        words: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._ranks = []
        for place, name in enumerate(names):
            met = list(dict.fromkeys(key[place] for key in keys))
            fixed = _FIXED_ORDER.get(name) or words.get(name, ())
            if name == PERIOD:
                periods = [parse_period(key) for key in met if key]
                fixed = tuple(period.key for period in sort_periods(periods, _ANY_YEAR))
            ordered = [*fixed, *(value for value in met if value and value not in fixed), ""]
            self._ranks.append({value: rank for rank, value in enumerate(ordered)})

    def __call__(self, key: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(rank[value] for rank, value in zip(self._ranks, key, strict=True))
