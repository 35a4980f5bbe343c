"""Summaries as tables and as text with bars, in the user's language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from msctl.export.table import BodyRow, Table, TableColumn, plain_table
from msctl.locale.catalogue import t
from msctl.locale.labels import period_label, state_label
from msctl.model.money import plain
from msctl.model.period import Period, parse_period
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value
from msctl.report import columns
from msctl.report.figures import SHARES, Figures
from msctl.report.pivot import Pivot
from msctl.report.summary import ALIASES, PERIOD, Summary
from msctl.text.bar import stacked
from msctl.text.joining import one_line
from msctl.text.safe import single_line
from msctl.text.width import cells, pad
from msctl.text.wrap import wrap

FIGURES = ("projects", "tasks", *SHARES, "completed_rate", "planned", "invested")
"""The figures a summary's table always shows, in order; the rate of the money follows where it can
be told, those of measures where there are measures, and the states that occur."""

MEASURES = ("measures", "measured", "reached")
MONEY = ("planned", "invested")

SIGNS = "#=!-."
"""A bar's signs for SHARES; each is told apart without colour."""

BAR = 20
"""cells of a bar: a share of 5 % is seen, and a table with money still fits into 100 columns"""

NAME = 36
"""cells of a group's name before it goes on in the next line: 18 characters, a long unit's name"""


def about(snapshot: Snapshot, projects: Iterable[Project], period: Period | None) -> str:
    """What a document's figures are of: the ledger's title, or the regions' names where there are
    several ledgers, and the period."""
    ledgers = list(dict.fromkeys(project.id.ledger for project in projects))
    if len(ledgers) == 1:
        names = [one_line(snapshot.ledger(ledgers[0]).title)]
    else:
        names = list(dict.fromkeys(snapshot.region(i.region).name for i in ledgers))
    told = t("chart.and").join(names)
    if period is None or not told:
        return told
    return t("chart.at", what=told, period=period_label(period))


def summary_table(summary: Summary, of: str = "") -> Table:
    """A row a group and the totals below; without a grouping the totals alone. ``of`` says what
    the figures are of, see :func:`about`."""
    keys = [TableColumn(name, group_label(name)) for name in summary.by]
    shown = [
        *FIGURES,
        *(["invested_rate"] if summary.totals.invested_rate is not None else []),
        *(MEASURES if summary.totals.measures else ()),
    ]
    figures = [TableColumn(n, figure_label(n, summary.money_unit), numeric=True) for n in shown]
    states = [
        name for name, count in summary.totals.states.items() if count and name != "completed"
    ]
    figures += [TableColumn(name, state_label(name), numeric=True) for name in states]
    groups = [
        [*group_words(summary.by, group.keys, summary.regions), *_row(group.figures, shown, states)]
        for group in summary.groups
    ]
    table = plain_table([*keys, *figures], groups, _title(summary.by))
    table = replace(table, above=_said(of), below=tuple(summary_notes(summary)))
    return _with_totals(table, len(keys), list(_row(summary.totals, shown, states)))


def pivot_table(pivot: Pivot, of: str = "") -> Table:
    """A row a value of the first grouping, a column a value of the second, totals at both ends."""
    first, second = pivot.by
    shown = [TableColumn(first, group_label(first))]
    shown += [
        TableColumn(key or "-", group_word(second, key, pivot.regions), numeric=True)
        for key in pivot.columns
    ]
    shown.append(TableColumn("total", t("report.figure.total"), numeric=True))
    body: list[list[Value | None]] = [
        [
            group_word(first, row, pivot.regions),
            *(pivot.cells.get((row, column)) for column in pivot.columns),
            pivot.row_totals[row],
        ]
        for row in pivot.rows
    ]
    title = t(
        "report.summary.figure", title=_title(pivot.by), figure=figure_label(pivot.figure, "")
    )
    table = plain_table(shown, body, title)
    money = pivot.figure in MONEY
    table = replace(
        table,
        above=_said(of),
        unit_line=t("report.summary.unit", unit=pivot.money_unit) if money else "",
        below=tuple(summary_notes(pivot)),
    )
    totals = [*(pivot.column_totals[column] for column in pivot.columns), pivot.total]
    return _with_totals(table, 1, totals)


def _said(of: str) -> tuple[str, ...]:
    return (of,) if of else ()


def summary_text(summary: Summary) -> str:
    """A line a group with its counts, its money and a bar of its five shares, and a legend.

    Counts and money that nothing is told of are left out.
    """
    totals = summary.totals
    every = [totals, *(group.figures for group in summary.groups)]
    shares = [name for name in SHARES if any(getattr(figures, name) for figures in every)]
    shown = ["projects", *shares, "completed_rate"]
    shown += [name for name in MONEY if getattr(totals, name) is not None]
    shown += ["invested_rate"] if totals.invested_rate is not None else []
    shown += MEASURES if totals.measures else ()
    titles = [*map(group_label, summary.by), *(figure_label(n, summary.money_unit) for n in shown)]
    rows = [titles]
    bars = [""]
    for keys, figures in (
        *((group.keys, group.figures) for group in summary.groups),
        (None, totals),
    ):
        total = [t("report.figure.total"), *[""] * len(summary.by)][: len(summary.by)]
        words = group_words(summary.by, keys, summary.regions) if keys is not None else total
        rows.append([*map(single_line, words), *(_number(figures, name) for name in shown)])
        bars.append(bar(figures))
    lines = _aligned(rows, bars, len(summary.by))
    legend = "  ".join(
        f"{sign} {t(f'report.figure.{n}')}" for sign, n in zip(SIGNS, SHARES, strict=True)
    )
    return "\n".join([*lines, "", legend, *summary_notes(summary)]) + "\n"


def bar(figures: Figures, width: int = BAR) -> str:
    """The five shares of a group's projects in brackets."""
    return "[" + stacked([getattr(figures, name) for name in SHARES], SIGNS, width) + "]"


def summary_notes(summary: Summary | Pivot) -> list[str]:
    """What a reader must know who adds the rows up."""
    return [t("report.summary.repeated")] if summary.repeated else []


def group_label(name: str) -> str:
    """What a grouping is called."""
    return t("report.column.period") if name == PERIOD else columns.label(name)


def group_words(by: Sequence[str], keys: Sequence[str], regions: Mapping[str, str]) -> list[str]:
    """A group's values as they are called on the screen."""
    return [group_word(name, key, regions) for name, key in zip(by, keys, strict=True)]


def group_word(name: str, key: str, regions: Mapping[str, str]) -> str:
    """One value of a grouping as it is called on the screen."""
    if not key:
        return t("report.figure.none")
    if name == PERIOD:
        return period_label(parse_period(key))
    if name == "region":
        return regions.get(key, key)
    return columns.word(ALIASES.get(name, name), key)


def figure_label(name: str, money_unit: str) -> str:
    """What a figure is called, with its unit; of money if one is given."""
    label = t(f"report.figure.{name}")
    unit = money_unit if name in MONEY else "%" if name.endswith("_rate") else ""
    if unit:
        return t("report.figure.in-unit", label=label, unit=unit)
    return label


def _title(by: Sequence[str]) -> str:
    if not by:
        return t("report.summary.all")
    return t("report.summary.title", groups=t("report.summary.and").join(map(group_label, by)))


def _with_totals(table: Table, keys: int, totals: Sequence[Value | None]) -> Table:
    label = [t("report.figure.total"), *[""] * keys][:keys]
    last = plain_table(table.columns, [[*label, *totals]]).body[0]
    return replace(table, body=(*table.body, BodyRow(last.cells, totals=True)))


def _row(figures: Figures, names: Sequence[str], states: Sequence[str]) -> Iterator[Value | None]:
    for name in names:
        value = getattr(figures, name)
        yield Decimal(value) if isinstance(value, int) else value
    for state in states:
        yield Decimal(figures.states[state])


def _number(figures: Figures, name: str) -> str:
    value = getattr(figures, name)
    if value is None:
        return ""
    return plain(Decimal(value))


def _aligned(rows: Sequence[Sequence[str]], bars: Sequence[str], keys: int) -> list[str]:
    """Columns padded to their widest, names on the left, numbers on the right, then the bar."""
    widths = [
        min(max(cells(row[i]) for row in rows), NAME)
        if i < keys
        else max(cells(r[i]) for r in rows)
        for i in range(len(rows[0]))
    ]
    lines = []
    for row, drawn in zip(rows, bars, strict=True):
        names = [wrap(text, width) for text, width in zip(row[:keys], widths, strict=False)]
        for place in range(max([1, *map(len, names)])):
            parts = [
                pad(name[place] if place < len(name) else "", width)
                for name, width in zip(names, widths, strict=False)
            ]
            if place == 0:
                parts += [pad(row[i], widths[i], "right") for i in range(keys, len(row))]
                parts.append(drawn)
            lines.append("  ".join(parts).rstrip())
    return lines
