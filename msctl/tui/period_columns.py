"""Which periods a ledger's grid shows, and which a report can be written for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msctl.locale.catalogue import has, t
from msctl.locale.labels import period_label
from msctl.model.period import Period, parse_period, sort_periods
from msctl.model.project import Project
from msctl.report.reporting_periods import counted_periods

MOST = 6
"""columns of periods before they are gathered by quarter: more leaves no room for the names"""

QUARTERS = tuple(parse_period(f"Q{number}") for number in range(1, 5))
YEAR = parse_period("Y")


@dataclass(frozen=True, slots=True)
class PeriodColumn:
    """One column and the periods that stand in it."""

    key: str
    title: str
    periods: tuple[Period, ...]


def used_periods(projects: Iterable[Project], year: int) -> list[Period]:
    """The periods of all plans and reports, in order."""
    plans, reports = counted_periods(projects, ("plan", "report"))
    return sort_periods(list({*plans, *reports}), year)


def period_columns(projects: Sequence[Project], year: int) -> list[PeriodColumn]:
    """A column a period; a ledger with many different ones has a column a quarter."""
    return columns_of(used_periods(projects, year), year)


def columns_of(used: Sequence[Period], year: int) -> list[PeriodColumn]:
    """The columns for the periods that are used, in their order; before the first plan and report
    the first quarter's, so that it can be seen and typed what is due."""
    used = used or QUARTERS[:1]
    if len(used) <= MOST:
        return [PeriodColumn(p.key, _short(p), (p,)) for p in used]
    return [
        PeriodColumn(
            quarter.key,
            _short(quarter),
            tuple(
                p
                for p in used
                if not p.ongoing
                and (p.year or year) == year
                and quarter.start <= p.end <= quarter.end
            ),
        )
        for quarter in QUARTERS
    ]


def report_periods(projects: Sequence[Project], year: int) -> list[Period]:
    """The periods a report can be chosen for: the quarters, the year, and all that are used."""
    return sort_periods(list({*QUARTERS, YEAR, *used_periods(projects, year)}), year)


def default_period(project: Project, others: Sequence[Project]) -> Period:
    """The period a report is most likely for: the last one that the ledger reports on, and before
    the first report the first one planned."""
    year = project.id.year
    reported = _periods(others, "report") or _periods([project], "report")
    if reported:
        return sort_periods(reported, year)[-1]
    planned = [p for p in _periods([project], "plan") if p.year in (None, year)]
    return sort_periods(planned, year)[0] if planned else QUARTERS[0]


def _periods(projects: Sequence[Project], group: str) -> list[Period]:
    return list(counted_periods(projects, (group,))[0])


def _short(period: Period) -> str:
    keys = [f"tui.period.{unit}" for unit in period.units or (period.key,)]
    if period.year is None and all(map(has, keys)):
        return "".join(map(t, keys))
    return period_label(period)
