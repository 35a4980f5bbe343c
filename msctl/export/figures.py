"""A summary as a table: the grouping columns, counts, the states that occur, money, totals."""

from collections.abc import Iterator

from msctl.export.table import Table, TableColumn, plain_table
from msctl.locale.catalogue import t
from msctl.locale.labels import state_label
from msctl.model.fields import STATES
from msctl.model.values import Value
from msctl.report import columns
from msctl.report.summary import Figures, Summary

COUNTS = ("projects", "tasks", "on_track", "behind", "unreported")
"""The counts beside the states; ``completed`` stands among the states."""


def summary_table(summary: Summary) -> Table:
    """A row a group, then the totals, in which each project counts once."""
    states = [state for state in STATES if summary.totals.states[state]]
    shown = [TableColumn(name, columns.label(name)) for name in summary.by]
    shown += [TableColumn(n, t(f"report.figure.{n}"), numeric=True) for n in COUNTS]
    shown += [TableColumn(state, state_label(state), numeric=True) for state in states]
    shown += [
        TableColumn(n, f"{t(f'report.figure.{n}')}（{summary.money_unit}）", numeric=True)
        for n in ("planned", "invested")
    ]
    body: list[list[Value | None]] = [
        [*(key or t("report.figure.none") for key in group.keys), *_figures(group.figures, states)]
        for group in summary.groups
    ]
    label = [t("report.figure.total"), *[""] * (len(summary.by) - 1)] if summary.by else []
    body.append([*label, *_figures(summary.totals, states)])
    return plain_table(shown, body)


def _figures(figures: Figures, states: list[str]) -> Iterator[Value | None]:
    from decimal import Decimal

    for name in COUNTS:
        yield Decimal(getattr(figures, name))
    for state in states:
        yield Decimal(figures.states[state])
    yield figures.planned
    yield figures.invested
