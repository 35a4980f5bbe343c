"""Which table of a document: what there is to choose from, and which one is read unasked."""

from collections.abc import Iterator
from dataclasses import dataclass

from msctl.importing.account import Tally
from msctl.importing.documents import fitting_layout
from msctl.importing.errors import NoTable, UnknownTable
from msctl.importing.headers import is_header, lowest, titles_in
from msctl.importing.preamble import read_preamble
from msctl.importing.sorting import tell_apart
from msctl.importing.tables import Document, SourceTable
from msctl.model.ledger import Ledger

ALL = "all"


@dataclass(frozen=True, slots=True)
class TableAbout:
    """One table of a document in a few words."""

    number: int
    place: str
    """the sheet it stands on"""
    hidden: bool
    rows: int
    """rows with data"""
    columns: int
    title: str
    titles: tuple[str, ...]
    """the lowest titles of its columns"""
    layout: str
    """the ledger's layout whose titles it has; empty for none"""
    known: int
    """how many of its titles name a field"""


def describe(document: Document, ledger: Ledger) -> Iterator[TableAbout]:
    """The tables of a document in their order."""
    for number, table in enumerate(document.tables, start=1):
        told = tell_apart(table, Tally())
        layout = fitting_layout(ledger, table)
        titles = tuple(map(lowest, told.titles))
        yield TableAbout(
            number,
            table.place,
            table.hidden,
            len(told.data),
            len(titles),
            read_preamble((*table.before, *told.above)).text("title"),
            titles,
            layout.name if layout is not None else "",
            titles_in(titles),
        )


def choose(document: Document, ledger: Ledger, asked: str | None) -> tuple[int, ...]:
    """The numbers of the tables to read: the one asked for, all whose columns fit, or, unasked,
    the first that fits the ledger or has titles that name fields.

    Raises NoTable, UnknownTable.
    """
    tables = document.tables
    if not tables:
        raise NoTable
    if asked is not None and asked != ALL:
        number = int(asked) if asked.isascii() and asked.isdecimal() else 0
        if not 1 <= number <= len(tables):
            raise UnknownTable(table=asked, tables=len(tables))
        return (number,)
    fitting = [
        number
        for number, table in enumerate(tables, start=1)
        if not table.hidden and fitting_layout(ledger, table)
    ]
    found = fitting or _alike(tables)
    return tuple(found if asked == ALL else found[:1])


def _alike(tables: tuple[SourceTable, ...]) -> list[int]:
    """The tables that have the titles of the first one that has titles; the first table where
    none has any."""
    titled = [
        number
        for number, table in enumerate(tables, start=1)
        if not table.hidden and any(map(is_header, table.rows[:4]))
    ]
    if not titled:
        return [1]
    first = [lowest(t) for t in tell_apart(tables[titled[0] - 1], Tally()).titles]
    return [
        number
        for number in titled
        if [lowest(t) for t in tell_apart(tables[number - 1], Tally()).titles] == first
    ]
