"""What of a document is not read as rows: titles, notes, other tables; each is accounted for."""

from collections.abc import Iterable

from msctl.importing.account import Tally
from msctl.importing.residue import compact
from msctl.importing.rows import Rows
from msctl.importing.tables import Document, SourceTable, count
from msctl.model.layout import Layout

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


def account_outside(document: Document, table: int, told: Rows, tally: Tally) -> None:
    """Lines around the table are the ledger's own fields; other tables and asides are residue."""
    source = document.tables[table - 1]
    _map((*source.before, *told.above, *told.notes, *document.notes), tally)
    for text in told.category_rows:
        tally.mapped(text)
    for text in told.outside:
        tally.tell(OUTSIDE, text)
    for number, other in enumerate(document.tables, start=1):
        if number != table:
            tally.tell_of(OTHER_TABLE, _name(number, other), other.characters + count(other.before))
    if table == len(document.tables):
        _map(document.after, tally)
    else:
        for line in filter(str.strip, document.after):
            tally.tell(OUTSIDE, line)
    for aside in document.asides:
        tally.tell(aside.place, aside.text)


def _map(lines: Iterable[str], tally: Tally) -> None:
    for line in lines:
        tally.mapped(line)


def _name(number: int, table: SourceTable) -> str:
    """How a table is called: its number, its sheet or the last line before it."""
    title = next((line.strip() for line in reversed(table.before) if line.strip()), "")
    return " ".join(filter(None, [str(number), table.place, title]))
