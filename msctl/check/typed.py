"""Doubts about typed numbers: money, targets and figures that the wording beside them states
otherwise."""

import re
from collections.abc import Iterator
from decimal import Decimal

from msctl.check.case import Case, Doubt, Row
from msctl.model.money import plain
from msctl.model.paths import FieldPath
from msctl.model.project import Measure
from msctl.text.alike import alike, same_unit
from msctl.text.amounts import planned_amounts, reported_amount
from msctl.text.figures import Figure, targets
from msctl.text.stated import done_only


def typed_money(case: Case) -> Iterator[Doubt]:
    """The investment of a period is what its wording states."""
    for row in case.rows:
        for plan in row.plans:
            if plan.investment is None:
                continue
            amounts = planned_amounts({plan.period.key: plan.text}, case.ledger.money_unit)
            for amount in amounts.by_period.values():
                path = row.at("plan", plan.period.key, "investment")
                yield from _other(path, plan.investment, amount.amount, amount.quote)
        for report in row.reports:
            stated = reported_amount(done_only(report.progress), case.ledger.money_unit)
            if report.investment is not None and stated is not None:
                path = row.at("report", report.period.key, "investment")
                yield from _other(path, report.investment, stated.amount, stated.quote)


def typed_target(case: Case) -> Iterator[Doubt]:
    """A measure's target is what the content states of it."""
    for row in case.rows:
        content = row.task.text("content")
        # understanding the wording takes long, and is needed only of numbers that it does not hold
        absent = [m for m in row.measures if m.target is not None and not _holds(content, m.target)]
        if not absent or not content:
            continue
        figures = [figure for line in targets(content) for figure in line]
        for measure in absent:
            figure = _named(measure, figures)
            if figure is not None and measure.target is not None:
                path = row.at("measure", measure.name, "target")
                yield from _other(path, measure.target, figure.value, figure.quote)


def typed_figure(case: Case) -> Iterator[Doubt]:
    """A measure's figure of a period is what the wording of the period states."""
    for row in case.rows:
        if not any(measure.plan or measure.report for measure in row.measures):
            continue
        for plan in row.plans:
            yield from _figures(row, "plan", plan.period.key, plan.text)
        for report in row.reports:
            yield from _figures(row, "report", report.period.key, report.progress)


def _figures(row: Row, side: str, period: str, text: str) -> Iterator[Doubt]:
    for name, figure in row.stated(text).items():
        path = row.at("measure", name, side, period)
        typed = row.project.record.get(path)
        if isinstance(typed, Decimal):
            yield from _other(path, typed, figure.value, figure.quote)


def _other(path: FieldPath, typed: Decimal, stated: Decimal, quote: str) -> Iterator[Doubt]:
    if typed != stated:
        yield Doubt(path, quote, plain(stated), plain(typed))


def _holds(text: str, value: Decimal) -> bool:
    return re.search(rf"(?<![\d.]){re.escape(plain(value))}(?![\d.])", text) is not None


def _named(measure: Measure, figures: list[Figure]) -> Figure | None:
    """The one figure that is surely the measure's, by its name and unit."""
    own = [f for f in figures if same_unit(f.unit, measure.unit)]
    exact = [f for f in own if f.name == measure.name] or [
        f for f in own if alike(f.name, measure.name) == 1
    ]
    return exact[0] if len(exact) == 1 else None
