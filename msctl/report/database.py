"""A database of one query: the tables it names, built in memory and sealed, then asked.

Nothing is written anywhere and nothing but these tables can be reached. The query is compiled once
against empty tables, which tells the tables it reads; only those are filled.
"""

import contextlib
import datetime as dt
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Self

from msctl.model.errors import MsctlError
from msctl.model.project import natural
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value, to_text
from msctl.report.relations import NATURAL, RELATIONS, TABLES, Row, change_rows
from msctl.text.fold import fold

if TYPE_CHECKING:
    from msctl.history.log import Commit

DECIMALS = 6
"""Numbers are binary in SQLite: rounded to these decimals, 0.1 + 0.2 is 0.3 again, and a yuan
counted in 亿元 still has two more."""

MOST_ROWS = 1_000_000
"""A result is held in memory; this many rows of a few values take about 1 GB."""

_LONGEST = 64_000_000
"""bytes of one value: no single function call takes long, which no time limit could stop"""

_STEPS = 10_000
"""instructions of SQLite between two looks at the clock: below a millisecond"""

_READING = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
_FORBIDDEN_FUNCTIONS = {"load_extension", "fts3_tokenizer"}

_TABLE_NAMES = tuple(TABLES)


class BadQuery(MsctlError):
    """SQL that SQLite refuses. Details: reason, tables."""


class QueryWrites(MsctlError):
    """A statement that is no query of these tables, or none at all. Details: tables."""


class QueryTooLong(MsctlError):
    """A query that ran out of its time. Details: seconds."""


class TooManyRows(MsctlError):
    """A result of more than MOST_ROWS. Details: rows."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found; no two columns have one name."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...]


class Database:
    """The tables one query reads, and nothing else."""

    def __init__(self, query: str, connection: sqlite3.Connection) -> None:
        self._query = query
        self._connection = connection
        self.named = self._compile()
        """the tables the query reads"""

    @classmethod
    @contextlib.contextmanager
    def opened(
        cls, query: str, snapshot: Snapshot, commits: Callable[[], Iterable["Commit"]]
    ) -> Iterator[Self]:
        """The tables that the query names, built, and given up with the block.

        Args:
            query: one SELECT (also as VALUES, WITH or EXPLAIN).
            snapshot: the records.
            commits: reads the log; called only when the query names ``changes``.

        Raises:
            BadQuery, QueryWrites, and what reading the log raises.
        """
        with contextlib.closing(_empty_tables()) as connection:
            database = cls(query, connection)
            database._fill(snapshot, commits)
            # each of the two is enough: what one overlooked, the other would refuse
            connection.execute("PRAGMA query_only=ON")
            connection.set_authorizer(_Guard())
            yield database

    def answer(self, timeout: float, stopped: Callable[[], object] = lambda: False) -> Answer:
        """Run the query for at most ``timeout`` seconds, or until ``stopped`` says so.

        Raises BadQuery, QueryTooLong (also when it was stopped), TooManyRows.
        """
        deadline = time.monotonic() + timeout
        self._connection.set_progress_handler(
            lambda: bool(stopped()) or time.monotonic() > deadline, _STEPS
        )
        try:
            cursor = self._connection.execute(self._query)
            found = cursor.fetchmany(MOST_ROWS + 1)
        except sqlite3.Error as error:
            if _was_interrupted(error):
                raise QueryTooLong(seconds=f"{timeout:g}") from None
            raise _bad(error) from None
        if len(found) > MOST_ROWS:
            raise TooManyRows(rows=MOST_ROWS)
        names = _distinct(column[0] for column in cursor.description)
        return Answer(names, tuple(tuple(map(_value, row)) for row in found))

    def _compile(self) -> frozenset[str]:
        guard = _Guard()
        self._connection.set_authorizer(guard)
        # SQLite stops at its first instructions: all that counts here is known by then
        self._connection.set_progress_handler(lambda: True, 1)
        try:
            self._connection.execute(self._query)
        except (sqlite3.Error, sqlite3.Warning, UnicodeEncodeError) as error:
            if guard.refused:
                raise QueryWrites(tables=_TABLE_NAMES) from None
            if not _was_interrupted(error):
                raise _bad(error) from None
        finally:
            self._connection.set_progress_handler(None, 0)
            self._connection.set_authorizer(None)
        if not guard.selects:
            # comments alone, or VACUUM, which asks for no permission before it runs
            raise QueryWrites(tables=_TABLE_NAMES)
        return frozenset(guard.read)

    def _fill(self, snapshot: Snapshot, commits: Callable[[], Iterable["Commit"]]) -> None:
        self._connection.execute("BEGIN")
        for name, relation in RELATIONS.items():
            if name in self.named:
                self._insert(name, relation.rows(snapshot))
        if "changes" in self.named:
            self._insert("changes", change_rows(commits()))
        self._connection.execute("COMMIT")

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        kinds = tuple(TABLES[table].values())
        self._connection.executemany(
            f"INSERT INTO {table} VALUES ({', '.join('?' * len(kinds))})",
            (tuple(map(_stored, row, kinds)) for row in rows),
        )


class _Guard:
    """Lets SQLite read tables and call functions, refuses all else, and remembers both."""

    def __init__(self) -> None:
        self.read: set[str] = set()
        self.selects = False
        self.refused = False

    def __call__(self, action: int, one: str | None, two: str | None, *_: str | None) -> int:
        if action not in _READING or (
            action == sqlite3.SQLITE_FUNCTION and two in _FORBIDDEN_FUNCTIONS
        ):
            self.refused = True
            return sqlite3.SQLITE_DENY
        self.selects |= action == sqlite3.SQLITE_SELECT
        if action == sqlite3.SQLITE_READ and one in TABLES:
            self.read.add(one)
        return sqlite3.SQLITE_OK


def _empty_tables() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    # a large sort would else go to a file
    connection.execute("PRAGMA temp_store=MEMORY")
    connection.create_collation(NATURAL, _naturally)
    connection.create_function("fold", 1, _fold, deterministic=True)
    for table, columns in TABLES.items():
        told = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        connection.execute(f"CREATE TABLE {table} ({told})")
    return connection


def _naturally(one: str, other: str) -> int:
    # the texts themselves decide last, so that only equal ones are equal
    left, right = (natural(one), one), (natural(other), other)
    return (left > right) - (left < right)


def _fold(value: object) -> str | None:
    return None if value is None else fold(str(value))


def _was_interrupted(error: Exception) -> bool:
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT


def _bad(error: Exception) -> BadQuery:
    return BadQuery(reason=str(error).rstrip("."), tables=_TABLE_NAMES)


def _stored(value: object, kind: str) -> object:
    """A value as SQLite holds it: no text is NULL, but where it is told as recorded."""
    if isinstance(value, Decimal):
        return float(value)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if isinstance(value, bool | str | tuple | dt.date | dt.time):
        return to_text(value) or (None if kind else "")
    raise TypeError(type(value).__name__)


def _value(found: object) -> Value | None:
    """A value of the result as msctl prints it."""
    if isinstance(found, float):
        return Decimal(repr(round(found, DECIMALS))) if isfinite(found) else str(found)
    if isinstance(found, bytes):
        return f"x'{found.hex()}'"
    if isinstance(found, int):
        return Decimal(found)
    return None if found is None else str(found)


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Names as given; of those given again, ``id``, ``id_2``, ``id_3``."""
    found: dict[str, None] = {}
    for name in names:
        free = name
        count = 1
        while free in found:
            count += 1
            free = f"{name}_{count}"
        found[free] = None
    return tuple(found)
