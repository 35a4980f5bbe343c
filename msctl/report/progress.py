"""The progress of a measure: one figure out of a series, and whether the target is reached."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from msctl.model.period import Period, sort_periods
from msctl.model.project import Measure, Project


def reported(measure: Measure, period: Period | None, year: int) -> Decimal | None:
    """What is reported by the end of ``period`` (None: in all), as one figure; None for nothing."""
    return total(measure.report, measure.mode, period, year)


def is_reached(measure: Measure, period: Period | None, year: int) -> bool | None:
    """Whether the target is reached; None where there is no target or no figure yet.

    More than was promised is reached too; an upper limit is kept by what does not exceed it.
    """
    figure = reported(measure, period, year)
    if figure is None or measure.target is None:
        return None
    if measure.relation == "at-most":
        return figure <= measure.target
    return figure >= measure.target


def measures_of(project: Project) -> Iterator[Measure]:
    """Every measure of a project and its tasks, each with the one that holds it."""
    if not project.has_measures:
        return
    owners = {task.key: task for task in (project.whole, *project.tasks)}
    for task in owners.values():
        own = set(project.record.keys((*task.prefix, "measure")))
        if own:
            yield from (measure for measure in task.measures if measure.name in own)


def total(
    series: Mapping[Period, Decimal], mode: str, limit: Period | None, year: int
) -> Decimal | None:
    """The figure of a series at the end of ``limit``: the last, or of per-period figures the sum.

    Where a half-year stands beside its quarters, what a longer period covers counts once.
    """
    periods = up_to(series, limit, year)
    if not periods:
        return None
    if mode != "per-period":
        return series[periods[-1]]
    counted: list[Period] = []
    for period in reversed(periods):
        if not any(period.overlaps(other, year) for other in counted):
            counted.append(period)
    return sum((series[period] for period in counted), Decimal(0))


def up_to(series: Mapping[Period, Decimal], limit: Period | None, year: int) -> list[Period]:
    """The periods of a series that have ended when ``limit`` ends, in order."""
    ordered = sort_periods(list(series), year)
    return [period for period in ordered if period.ended_by(limit, year)]
