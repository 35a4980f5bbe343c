"""The money of a project by period: what each period's plan and report state."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from msctl.model.period import Period, is_period, parse_period, sort_periods
from msctl.model.project import Project


def planned_by_period(project: Project) -> Mapping[Period, Decimal]:
    """The money planned for each period that states one, in order; a cumulative series gives
    what each period adds."""
    record, year = project.record, project.id.year
    found: dict[Period, Decimal] = defaultdict(Decimal)
    for prefix in _owners(project):
        before = Decimal(0)
        for period, amount in _stated(project, (*prefix, "plan")):
            if record.text(*prefix, "plan", period.key, "mode") == "cumulative":
                found[period] += amount - before
                before = amount
            else:
                found[period] += amount
    return {period: found[period] for period in sort_periods(list(found), year)}


def invested_by_period(project: Project) -> Mapping[Period, Decimal]:
    """The money reported for each period that states one, in order."""
    found: dict[Period, Decimal] = defaultdict(Decimal)
    for prefix in _owners(project):
        for period, amount in _stated(project, (*prefix, "report")):
            found[period] += amount
    return {period: found[period] for period in sort_periods(list(found), project.id.year)}


def up_to(money: Mapping[Period, Decimal], limit: Period | None, year: int) -> Decimal | None:
    """The sum of what has ended when ``limit`` ends (None: of all); None when nothing is stated."""
    amounts = [amount for period, amount in money.items() if period.ended_by(limit, year)]
    return sum(amounts, Decimal(0)) if amounts else None


def _owners(project: Project) -> list[tuple[str, ...]]:
    """Where the project and its tasks hold values of their own."""
    return [(), *(tuple(task.prefix) for task in project.tasks if task.key is not None)]


def _stated(project: Project, group: tuple[str, ...]) -> list[tuple[Period, Decimal]]:
    record = project.record
    keys = [parse_period(key) for key in record.keys(group) if is_period(key)]
    amounts = [
        (period, record.decimal(*group, period.key, "investment"))
        for period in sort_periods(keys, project.id.year)
    ]
    return [(period, amount) for period, amount in amounts if amount is not None]
