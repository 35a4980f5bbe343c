"""The table of ``list``: plain columns, their titles in the user's language."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from msctl.export.table import Table, TableColumn, plain_table
from msctl.locale.catalogue import t
from msctl.model.values import Value
from msctl.report import columns
from msctl.report.listing import Row

LIST_COLUMNS = ("id", "name", "lead", "status", "pace", "planned")
"""What ``list`` shows unless told."""


def list_table(listed: Iterable[Row], names: Sequence[str] = LIST_COLUMNS, of: str = "") -> Table:
    """A row a project. ``of`` says whose they are, see :func:`msctl.export.summary.about`.

    Raises what :func:`msctl.report.columns.check_column` raises.
    """
    shown = [columns.check_column(name) for name in names]
    titles = [
        TableColumn(name, columns.label(name), columns.is_numeric(name), whole=name == "id")
        for name in shown
    ]
    rows = ([_shown(row, name) for name in shown] for row in listed)
    table = plain_table(titles, rows, t("report.list.title"))
    return replace(table, above=(of,) if of else ())


def _shown(row: Row, name: str) -> Value | None:
    """A value as it is called on the screen; of an id, what a person types to name the project."""
    if name == "id" and row.number:
        return f"{row.id.ledger}/{row.number}"
    value = columns.cell(row, name)
    return columns.words(row, name, value)[-1] if isinstance(value, str) else value
