"""The tables of ``compare``: of two periods a task a row, of two moments a changed field a row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from msctl.check.words import table_of
from msctl.export.table import Table, TableColumn, plain_table
from msctl.locale.catalogue import t
from msctl.locale.labels import field_label, period_label
from msctl.model.changes import Change
from msctl.model.money import plain
from msctl.model.values import Value, to_text
from msctl.report import columns
from msctl.report.compare import ComparedTask, Comparison, Figure
from msctl.report.revisions import Revision
from msctl.text.diff import number_delta

_TEXT = 24
"""cells of a column of wording, of which there are three side by side"""


def comparison_table(comparison: Comparison, tasks: Iterable[ComparedTask], of: str = "") -> Table:
    """Some of a comparison's tasks; the measures of a task stand in one cell, a line each. ``of``
    says what is compared, see :func:`msctl.export.summary.about`."""
    start, end = period_label(comparison.start), period_label(comparison.end)
    title = t("report.compare.title", start=start, end=end)
    table = plain_table(_columns(comparison), [_row(one) for one in tasks], title)
    return replace(table, above=(of,) if of else ())


def revision_table(revisions: Iterable[Revision], since: str) -> Table:
    """The changed fields of records since a moment, old beside new; the flags stand in the
    record's first row."""
    rows = [row for one in revisions for row in _revision_rows(one)]
    return plain_table(
        [
            TableColumn("id", columns.label("id"), whole=True),
            TableColumn("change", t("report.revision.change")),
            TableColumn("field", columns.label("path"), width=_TEXT),
            TableColumn("old", t("report.revision.old"), width=_TEXT),
            TableColumn("new", t("report.revision.new"), width=_TEXT),
            TableColumn("difference", t("report.compare.difference"), numeric=True),
            TableColumn("rate", t("report.compare.rate"), numeric=True),
            TableColumn("flags", t("report.compare.flags")),
        ],
        rows,
        t("report.revision.title", since=since),
    )


def revision_words(one: Revision) -> str:
    """The flags of a record in words."""
    return t("message.and").join(t(f"report.revision.flag.{flag}") for flag in one.flags)


def figure_of(change: Change) -> Figure | None:
    """The two numbers of a change; None where its values are no numbers."""
    if isinstance(change.old, Decimal) and isinstance(change.new, Decimal):
        return Figure(change.old, change.new, "")
    return None


def _revision_rows(one: Revision) -> Iterator[Sequence[Value | None]]:
    record = one.change
    kind, flags = t(f"report.revision.kind.{record.kind}"), revision_words(one)
    if not record.changes:
        yield (record.id, kind, None, None, None, None, None, flags)
    for number, change in enumerate(record.changes):
        label = field_label(change.path, table_of(record.id))
        old, new = to_text(change.old), to_text(change.new)
        figure = figure_of(change)
        difference, rate = (figure.difference, figure.rate) if figure else (None, None)
        yield (record.id, kind, label, old, new, difference, rate, "" if number else flags)


def measure_line(figure: Figure) -> str:
    """A measure in one line: ``床位（累计）：12 -> 27张  +15 (+125%)``."""
    return t(
        "report.compare.measure",
        name=figure.name,
        mode=columns.word("mode", figure.mode),
        figures=figures_text(figure) + (f"  {delta(figure)}" if delta(figure) else ""),
    )


def figures_text(figure: Figure) -> str:
    """``12 -> 27张``; a measure that stays is said once, what is not reported is ``-``."""
    unit = figure.unit if figure.name else ""
    old, new = ("-" if n is None else plain(n) for n in (figure.old, figure.new))
    return f"{old}{unit}" if figure.old == figure.new else f"{old} -> {new}{unit}"


def delta(figure: Figure) -> str:
    """``+15 (+125%)``; empty where nothing changed or one of the numbers is not there."""
    if not figure.difference or figure.old is None or figure.new is None:
        return ""
    return number_delta(figure.old, figure.new)


def flag_words(one: ComparedTask) -> str:
    """The flags of a task in words."""
    return t("message.and").join(t(f"report.compare.flag.{flag}") for flag in one.flags)


def _columns(comparison: Comparison) -> list[TableColumn]:
    start, end = period_label(comparison.start), period_label(comparison.end)
    status, progress = t("field.report.status"), t("field.report.progress")
    units = {one.invested.unit for one in comparison.tasks}
    money = columns.label("invested")
    if len(units) == 1:
        money = t("report.figure.in-unit", label=money, unit=units.pop())
    return [
        TableColumn("id", columns.label("id"), whole=True),
        TableColumn("name", columns.label("name"), width=_TEXT),
        TableColumn("task", t("report.compare.task"), width=_TEXT),
        TableColumn("plan", f"{end} {t('field.plan.text')}", width=_TEXT),
        TableColumn("status_old", f"{start} {status}"),
        TableColumn("status_new", f"{end} {status}"),
        TableColumn("progress_old", f"{start} {progress}", width=_TEXT),
        TableColumn("progress_new", f"{end} {progress}", width=_TEXT),
        TableColumn("invested_old", f"{start} {money}", numeric=True),
        TableColumn("invested_new", f"{end} {money}", numeric=True),
        TableColumn("difference", t("report.compare.difference"), numeric=True),
        TableColumn("rate", t("report.compare.rate"), numeric=True),
        TableColumn("measures", t("report.compare.measures"), width=_TEXT),
        TableColumn("flags", t("report.compare.flags")),
    ]


def _row(one: ComparedTask) -> Sequence[Value | None]:
    return (
        one.address,
        one.task.project.name,
        one.name or one.task.key,
        one.plan.text if one.plan else None,
        one.old.standing.status,
        one.new.standing.status,
        one.old.progress,
        one.new.progress,
        one.invested.old,
        one.invested.new,
        one.invested.difference,
        one.invested.rate,
        "\n".join(measure_line(figure) for figure in one.measures),
        flag_words(one),
    )
