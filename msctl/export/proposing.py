"""A layout proposed by the titles of somebody's table: an office's own form as data."""

from msctl.importing.account import Tally
from msctl.importing.errors import NoTable, UnknownTable
from msctl.importing.finding import find_layout
from msctl.importing.preamble import read_preamble
from msctl.importing.sorting import tell_apart
from msctl.importing.tables import Document
from msctl.model.paths import FieldPath
from msctl.model.record import Record

_FOUND = ("layout", "official")
"""where the importer puts a layout that it finds"""


def propose_layout(document: Document, table: int) -> Record:
    """A layout after one of a document's tables, its paths without ``layout.NAME``.

    Its columns read the fields that their titles name; a title that names none is kept as an
    ``extra`` field. Raises NoTable, UnknownTable.
    """
    if not document.tables:
        raise NoTable
    if table > len(document.tables):
        raise UnknownTable(table=table, tables=len(document.tables))
    source = document.tables[table - 1]
    found = find_layout(tell_apart(source, Tally()), read_preamble(source.before)).record
    return Record({FieldPath(path[2:]): value for path, value in found.under(_FOUND)})
