"""What is due as tables: a row a task, or a row a unit."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msctl.export.table import Table, TableColumn, plain_table
from msctl.locale.catalogue import t
from msctl.locale.labels import period_label
from msctl.report import columns
from msctl.report.due import Due


def due_table(found: Sequence[Due], today: dt.date) -> Table:
    """A row a task that is not reported."""
    shown = [
        TableColumn("id", columns.label("id"), whole=True),
        TableColumn("name", columns.label("name"), width=30),
        TableColumn("unit", columns.label("unit"), width=20),
        TableColumn("period", t("report.column.period")),
        TableColumn("due", t("report.due.date"), whole=True),
        TableColumn("overdue", t("report.due.overdue")),
        TableColumn("planned", t("report.due.planned"), width=40),
        TableColumn("status", t("report.due.status")),
        TableColumn("light", columns.label("light")),
    ]
    rows = [
        (
            f"{due.project.id.ledger}/{due.project.number}",
            due.name,
            "、".join(due.units),
            period_label(due.period),
            due.date.isoformat(),
            _days(due, today),
            due.planned,
            due.standing.status,
            columns.word("light", due.standing.light),
        )
        for due in found
    ]
    return plain_table(shown, rows, _title(found))


def units_table(grouped: Mapping[str, Sequence[Due]], today: dt.date) -> Table:
    """A row a unit: how much it owes, since when, and which projects."""
    shown = [
        TableColumn("unit", columns.label("unit"), width=24),
        TableColumn("count", t("report.due.count"), numeric=True),
        TableColumn("overdue", t("report.due.overdue-count"), numeric=True),
        TableColumn("due", t("report.due.date"), whole=True),
        TableColumn("projects", t("report.due.projects"), width=60),
    ]
    rows = [
        (
            unit or t("report.figure.none"),
            Decimal(len(owed)),
            Decimal(sum(due.overdue(today) for due in owed)),
            min(due.date for due in owed).isoformat(),
            "\n".join(f"{due.project.number} {due.name}" for due in owed),
        )
        for unit, owed in grouped.items()
    ]
    return plain_table(shown, rows, _title(due for owed in grouped.values() for due in owed))


def units_json(grouped: Mapping[str, Sequence[Due]], today: dt.date) -> list[dict[str, object]]:
    """An object a unit, with what it owes."""
    return [
        {
            "unit": unit,
            "count": len(owed),
            "overdue": sum(due.overdue(today) for due in owed),
            "due": min(due.date for due in owed).isoformat(),
            "tasks": [due.to_json(today) for due in owed],
        }
        for unit, owed in grouped.items()
    ]


def _title(found: Iterable[Due]) -> str:
    """What the table tells of, with the periods that are due."""
    periods = dict.fromkeys(due.period for due in found)
    return t("report.due.title", periods=t("report.summary.and").join(map(period_label, periods)))


def _days(due: Due, today: dt.date) -> str:
    late = (today - due.date).days
    return t("report.due.days", days=late) if late > 0 else ""
