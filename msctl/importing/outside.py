"""What of a document is not read as rows: titles, notes, other tables; each is accounted for."""

from collections.abc import Iterable, Sequence

from msctl.importing.account import Tally
from msctl.importing.headers import lowest
from msctl.importing.residue import STAMP, compact, is_stamp
from msctl.importing.rows import Rows
from msctl.importing.sorting import tell_apart
from msctl.importing.tables import Aside, Document, SourceTable, count
from msctl.model.layout import Layout
from msctl.model.record import Record

TITLE = "title"
OUTSIDE = "outside"
OTHER_TABLE = "other-table"


def account_header(source: SourceTable, told: Rows, layout: Layout, tally: Tally) -> None:
    """The layout holds the titles; what it words otherwise is residue."""
    held = {compact(title) for column in layout.columns for title in column.header}
    for index, row in enumerate(told.header):
        for place, cell in enumerate(row):
            if not cell.strip() or (index, place) in source.made:
                continue
            if compact(cell) in held:
                tally.mapped(cell)
            else:
                tally.tell(TITLE, cell)


def account_rows(source: SourceTable, told: Rows, projects: Sequence[Record], tally: Tally) -> None:
    """Lines around a table are the ledger's own fields, and category rows its projects'."""
    _map((*source.before, *source.after, *told.above, *told.notes), tally)
    categories = {project.text("category") for project in projects}
    for text in told.category_rows:
        if any(text in category for category in categories):
            tally.mapped(text)
        else:
            tally.tell(OUTSIDE, text)
    for text in told.outside:
        tally.tell(OUTSIDE, text)


def account_outside(document: Document, tables: Sequence[int], tally: Tally) -> None:
    """What stands in no table that is read: notes and the last lines are the ledger's own fields;
    other tables and asides are residue."""
    _map(document.notes, tally)
    for number, other in enumerate(document.tables, start=1):
        if number not in tables:
            around = count((*other.before, *other.after))
            tally.tell_of(OTHER_TABLE, _name(number, other), other.characters + around)
    if len(document.tables) in tables:
        _map(document.after, tally)
    else:
        for line in filter(str.strip, document.after):
            tally.tell(OUTSIDE, line)
    for aside in document.asides:
        tally.tell(aside.place, aside.text)


def alike(document: Document, tables: Sequence[int]) -> tuple[Aside, ...]:
    """Remarks on tables that have the titles of those that are read, and are not read."""
    if len(document.tables) == len(tables):
        return ()
    own = {_titles(document.tables[number - 1]) for number in tables}
    left = (
        (number, table)
        for number, table in enumerate(document.tables, start=1)
        if number not in tables and not table.hidden and _titles(table) in own
    )
    return tuple(Aside("same-titles", _name(number, table)) for number, table in left)


def _titles(table: SourceTable) -> tuple[str, ...]:
    return tuple(map(lowest, tell_apart(table, Tally()).titles))


def _map(lines: Iterable[str], tally: Tally) -> None:
    for line in lines:
        if is_stamp(line):
            tally.tell(STAMP, line)
        else:
            tally.mapped(line)


def _name(number: int, table: SourceTable) -> str:
    """How a table is called: its number, its sheet or the last line before it."""
    title = next((line.strip() for line in reversed(table.before) if line.strip()), "")
    return " ".join(filter(None, [str(number), table.place, title]))
