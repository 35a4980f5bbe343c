"""The charts that ``summary`` draws: progress, money by quarter, states, in the user's language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from msctl.export.charts.chart import Chart, Series
from msctl.export.errors import NothingToDraw
from msctl.export.summary import about, group_label, group_words
from msctl.locale.catalogue import t
from msctl.locale.labels import period_label, state_label
from msctl.model.fields import STATES
from msctl.model.money import Money
from msctl.model.period import Period, parse_period
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.report.figures import SHARES
from msctl.report.money_by_period import invested_by_period, planned_by_period
from msctl.report.summary import COMMON_UNIT, Summary, summarise

MONTHS_OF_A_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be drawn."""

    snapshot: Snapshot
    projects: Sequence[Project]
    by: tuple[str, ...] = ()
    """the grouping; () takes the chart's usual one"""
    period: Period | None = None


def draw(kind: str, request: Request) -> Chart:
    """A chart of one of KINDS. Raises NothingToDraw."""
    return _DRAWN[kind](request)


def _progress(request: Request) -> Chart:
    """How many projects of each unit are completed, on plan, behind, untold."""
    by = request.by or ("unit",)
    summary = summarise(request.snapshot, request.projects, by, request.period)
    series = [
        Series(
            name,
            t(f"report.figure.{name}"),
            tuple(Decimal(getattr(group.figures, name)) for group in summary.groups),
        )
        for name in SHARES
    ]
    return _counts(request, summary, series, t("chart.progress", group=_groups(by)))


def _states(request: Request) -> Chart:
    """How many projects of each category are in each state."""
    by = request.by or ("category",)
    summary = summarise(request.snapshot, request.projects, by, request.period)
    series = [
        Series(
            state,
            state_label(state),
            tuple(Decimal(group.figures.states[state]) for group in summary.groups),
        )
        for state in STATES
    ]
    untold = tuple(
        Decimal(group.figures.projects - sum(group.figures.states.values()))
        for group in summary.groups
    )
    series.append(Series("other", t("chart.untold"), untold))
    return _counts(request, summary, series, t("chart.states", group=_groups(by)))


def _counts(request: Request, summary: Summary, series: Sequence[Series], title: str) -> Chart:
    if not summary.groups:
        raise NothingToDraw
    notes = [t("report.summary.repeated")] if summary.repeated else []
    return Chart(
        title=title,
        labels=tuple(
            " ".join(group_words(summary.by, group.keys, summary.regions))
            for group in summary.groups
        ),
        series=tuple(one for one in series if any(one.values)),
        stacked=True,
        unit=t("chart.projects"),
        subtitle=about(request.snapshot, request.projects, request.period),
        notes=tuple(notes),
    )


def _money(request: Request) -> Chart:
    """The money planned for each quarter beside the money reported for it."""
    units = {request.snapshot.ledger(p.id.ledger).money_unit for p in request.projects}
    into = units.pop() if len(units) == 1 else COMMON_UNIT
    planned = _by_quarter(request, planned_by_period, into)
    invested = _by_quarter(request, invested_by_period, into)
    quarters = sorted({key for key in (*planned, *invested) if key is not None})
    if not quarters:
        raise NothingToDraw
    years = {year for year, _ in quarters}
    labels = [
        period_label(parse_period(f"Q{quarter}" if len(years) == 1 else f"{year}-Q{quarter}"))
        for year, quarter in quarters
    ]
    notes = [t("chart.by-end")]
    shown = []
    for name, money in (("planned", planned), ("invested", invested)):
        what = t(f"report.figure.{name}")
        if None in money:
            notes.append(t("chart.ongoing", what=what, amount=Money(money[None], into)))
        if money:
            shown.append(Series(name, what, tuple(money.get(quarter) for quarter in quarters)))
        else:
            notes.append(t("chart.nothing", what=what))
    return Chart(
        title=t("chart.money"),
        labels=tuple(labels),
        series=tuple(shown),
        stacked=False,
        unit=t("chart.unit", unit=into),
        subtitle=about(request.snapshot, request.projects, request.period),
        notes=tuple(notes),
    )


def _by_quarter(
    request: Request, money: Callable[[Project], Mapping[Period, Decimal]], into: str
) -> dict[tuple[int, int] | None, Decimal]:
    """Amounts by year and quarter; None holds what has no end in time."""
    found: dict[tuple[int, int] | None, Decimal] = {}
    for project in request.projects:
        unit = request.snapshot.ledger(project.id.ledger).money_unit
        for period, amount in money(project).items():
            if not period.ended_by(request.period, project.id.year):
                continue
            key = None
            if not period.ongoing:
                quarter = -(-period.end // MONTHS_OF_A_QUARTER)
                key = (period.year or project.id.year, quarter)
            found[key] = found.get(key, Decimal(0)) + Money(amount, unit).to(into).amount
    return found


def _groups(by: Sequence[str]) -> str:
    return t("chart.and").join(map(group_label, by))


_DRAWN: Mapping[str, Callable[[Request], Chart]] = {
    "progress": _progress,
    "money": _money,
    "states": _states,
}
KINDS = tuple(_DRAWN)
