"""``sql``: read-only SQL over the records and their history."""

import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from msctl.cli.errors import MissingArgument
from msctl.cli.output import emit, list_options
from msctl.cli.session import Session
from msctl.export.table import Table, TableColumn, plain_table
from msctl.export.writing import write
from msctl.locale.catalogue import has, t
from msctl.model.errors import ExitCode
from msctl.report.database import Answer, BadQuery, Database
from msctl.report.relations import TABLES

if TYPE_CHECKING:
    from msctl.history.log import Commit

TIMEOUT = 30
"""seconds: a query over 100,000 records takes a few, one that takes longer is a mistake"""


@click.command("sql", help=t("cli.sql.help"))
@click.argument("query", metavar="QUERY", required=False)
@click.option("--schema", is_flag=True, help=t("cli.sql.schema"))
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=TIMEOUT,
    metavar="SECONDS",
    help=t("cli.sql.timeout"),
)
@list_options
@click.pass_obj
def sql_command(
    session: Session,
    query: str | None,
    schema: bool,
    timeout: float,
    form: str,
    output: str | None,
    force: bool,
    bom: bool,
) -> ExitCode:
    """Print what a query finds, or the tables it may name."""
    if schema:
        emit(write(_schema(), form, bom=bom), output, force=force, form=form)
        return ExitCode.DONE
    if query is None:
        raise MissingArgument(name="QUERY", command="msctl sql")

    def commits() -> Iterable["Commit"]:
        from msctl.history.log import log

        return log(session.repository, at=session.when, layout=False)

    typed = _typed() if query == "-" else query
    with Database.opened(typed, session.snapshot, commits) as database, _ctrl_c() as pressed:
        found = database.answer(timeout, lambda: pressed)
    emit(write(_table(found), form, bom=bom), output, force=force, form=form)
    return session.exit_code()


def _typed() -> str:
    try:
        return sys.stdin.read().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise BadQuery(reason=error, tables=tuple(TABLES)) from None


@contextmanager
def _ctrl_c() -> Iterator[list[bool]]:
    """Ctrl-C as a list that is no longer empty, and as itself at the end: SQLite swallows what is
    raised while it calls back."""
    pressed: list[bool] = []
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:
        yield pressed
        return
    signal.signal(signal.SIGINT, lambda *_: pressed.append(True))
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)
        if pressed:
            raise KeyboardInterrupt


def _table(found: Answer) -> Table:
    numeric = [
        any(row[place] is not None for row in found.rows)
        and not any(isinstance(row[place], str) for row in found.rows)
        for place in range(len(found.columns))
    ]
    columns = [
        TableColumn(name, name, numeric=number, whole=name == "id")
        for name, number in zip(found.columns, numeric, strict=True)
    ]
    return plain_table(columns, found.rows)


def _schema() -> Table:
    """A row a table and a row a column of it."""
    shown = [TableColumn(name, name) for name in ("table", "column", "type", "meaning")]
    rows: list[tuple[str, str | None, str, str]] = []
    for table, columns in TABLES.items():
        rows.append((table, None, "TABLE", t(f"cli.sql.table.{table}")))
        for column, kind in columns.items():
            rows.append((table, column, kind.split()[0] if kind else "ANY", _label(table, column)))
    return plain_table(shown, rows)


def _label(table: str, column: str) -> str:
    """What a column means, in the words of the field it is made of."""
    for key in (
        f"cli.sql.column.{table}.{column}",
        f"cli.sql.column.{column}",
        f"field.{table.removesuffix('s')}.{column}",
        f"report.column.{column}",
        f"field.{column}",
    ):
        if has(key):
            return t(key)
    return column
