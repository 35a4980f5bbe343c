"""The tables of ``list`` and ``summary``: plain columns, their titles in the user's language."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from msctl.export.table import BodyRow, Table, TableColumn, plain_table
from msctl.locale.catalogue import t
from msctl.locale.labels import state_label
from msctl.model.values import Value
from msctl.report import columns
from msctl.report.listing import Row
from msctl.report.summary import ALIASES, Figures, Group, Summary

LIST_COLUMNS = ("id", "name", "lead", "status", "pace", "planned")
"""What ``list`` shows unless told."""

FIGURES = (
    "projects",
    "tasks",
    "completed",
    "completed_rate",
    "on_track",
    "behind",
    "unreported",
    "other",
    "planned",
    "invested",
)
"""The figures a summary's table shows, in order; the states that occur follow them."""

_MONEY = ("planned", "invested")


def list_table(listed: Iterable[Row], names: Sequence[str] = LIST_COLUMNS) -> Table:
    """A row a project. Raises what :func:`msctl.report.columns.check_column` raises."""
    shown = [columns.check_column(name) for name in names]
    titles = [
        TableColumn(name, columns.label(name), columns.is_numeric(name), whole=name == "id")
        for name in shown
    ]
    return plain_table(titles, ([_shown(row, name) for name in shown] for row in listed))


def summary_table(summary: Summary) -> Table:
    """A row a group and the totals below; without a grouping the totals alone."""
    keys = [TableColumn(name, columns.label(name)) for name in summary.by]
    figures = [TableColumn(name, _figure_label(name, summary), numeric=True) for name in FIGURES]
    states = [
        name for name, count in summary.totals.states.items() if count and name != "completed"
    ]
    figures += [TableColumn(name, state_label(name), numeric=True) for name in states]
    groups = [
        [*_group_words(summary, group), *_figures(group.figures, states)]
        for group in summary.groups
    ]
    table = plain_table([*keys, *figures], groups)
    label = [t("report.figure.total"), *[""] * len(keys)][: len(keys)]
    totals = [*label, *_figures(summary.totals, states)]
    last = plain_table(table.columns, [totals]).body[0]
    return replace(table, body=(*table.body, BodyRow(last.cells, totals=True)))


def _shown(row: Row, name: str) -> Value | None:
    """A value as it is called on the screen; of an id, what a person types to name the project."""
    if name == "id" and row.number:
        return f"{row.id.ledger}/{row.number}"
    value = columns.cell(row, name)
    return columns.words(row, name, value)[-1] if isinstance(value, str) else value


def _group_words(summary: Summary, group: Group) -> Iterator[str]:
    for name, key in zip(summary.by, group.keys, strict=True):
        if not key:
            yield t("report.figure.none")
        elif name == "region":
            yield summary.regions.get(key, key)
        else:
            yield columns.word(ALIASES.get(name, name), key)


def _figure_label(name: str, summary: Summary) -> str:
    label = t(f"report.figure.{name}")
    return (
        t("report.figure.in-unit", label=label, unit=summary.money_unit)
        if name in _MONEY
        else label
    )


def _figures(figures: Figures, states: Sequence[str]) -> Iterator[Value | None]:
    for name in FIGURES:
        value = getattr(figures, name)
        yield Decimal(value) if isinstance(value, int) else value
    for state in states:
        yield Decimal(figures.states[state])
