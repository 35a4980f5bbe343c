"""The table of ``keys``: where, which keys, what they do, and the name to give other keys by."""

from collections.abc import Iterable

from msctl.export.table import Table, TableColumn, plain_table
from msctl.locale.catalogue import t
from msctl.locale.key_table import KeyRow

_COLUMNS = ("place", "key", "command", "help", "id")


def keys_table(rows: Iterable[KeyRow]) -> Table:
    """A row a command and place."""
    columns = [TableColumn(name, t(f"keys.column.{name}")) for name in _COLUMNS]
    return plain_table(columns, (_cells(row) for row in rows))


def _cells(row: KeyRow) -> tuple[str, ...]:
    command = row.command
    return row.place_label, " ".join(row.keys), command.label, command.help, command.name
