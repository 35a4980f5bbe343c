"""A summary as a table: the grouping columns, counts, the states that occur, money, totals."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msctl.export.table import Table, TableColumn, plain_table
from msctl.locale.catalogue import t
from msctl.locale.labels import state_label
from msctl.model.fields import STATES
from msctl.model.values import Value
from msctl.report import columns
from msctl.report.summary import Figures, Summary

COUNTS = ("projects", "tasks", "on_track", "behind", "unreported")
"""The counts beside the states; ``completed`` stands among the states."""


def summary_table(summary: Summary, regions: Mapping[str, str]) -> Table:
    """A row a group, then the totals, in which each project counts once.

    ``regions`` are the regions' official names by id.
    """
    states = [state for state in STATES if summary.totals.states[state]]
    shown = [TableColumn(name, columns.label(name)) for name in summary.by]
    shown += [TableColumn(n, t(f"report.figure.{n}"), numeric=True) for n in COUNTS]
    shown += [TableColumn(state, state_label(state), numeric=True) for state in states]
    shown += [
        TableColumn(n, f"{t(f'report.figure.{n}')}（{summary.money_unit}）", numeric=True)
        for n in ("planned", "invested")
    ]
    body: list[list[Value | None]] = [
        [*_named(summary.by, group.keys, regions), *_figures(group.figures, states)]
        for group in summary.groups
    ]
    label = [t("report.figure.total"), *[""] * (len(summary.by) - 1)] if summary.by else []
    body.append([*label, *_figures(summary.totals, states)])
    return plain_table(shown, body)


def _named(
    by: Sequence[str], keys: Sequence[str], regions: Mapping[str, str]
) -> Iterator[Value | None]:
    for name, key in zip(by, keys, strict=True):
        if not key:
            yield t("report.figure.none")
        elif name == "region":
            yield regions.get(key, key)
        elif name in ("state", "pace", "light"):
            yield t(f"field.{name}.{key}")
        elif name == "kind":
            yield t(f"field.choice.{key}")
        else:
            yield key


def _figures(figures: Figures, states: list[str]) -> Iterator[Value | None]:
    for name in COUNTS:
        yield Decimal(getattr(figures, name))
    for state in states:
        yield Decimal(figures.states[state])
    yield figures.planned
    yield figures.invested
