"""Tables as CSV (RFC 4180 quoting) or TSV, for spreadsheets and scripts.

Lines end with LF, as everywhere in msctl: RFC 4180 says CRLF, but every reader takes LF, and
version control and text tools want it. A TSV cell with a tab or line break is quoted as in CSV, so
nothing is lost. The title and the note are left out: a reader takes the first lines for column
titles and every other line for a row.
"""

import csv
import io

from msctl.export.options import Options
from msctl.export.table import Table
from msctl.text.formula import guarded
from msctl.text.safe import printable


def write(table: Table, options: Options) -> str:
    """Comma-separated values."""
    return _written(table, options, ",")


def write_tsv(table: Table, options: Options) -> str:
    """Tab-separated values."""
    return _written(table, options, "\t")


def _written(table: Table, options: Options, delimiter: str) -> str:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\n")
    rows = [*table.header_texts(fill=options.fill), *table.body_texts(fill=options.fill)]
    writer.writerows([guarded(printable(text)) for text in row] for row in rows)
    if options.stamp and options.origin is not None:
        writer.writerow([guarded(printable(options.origin.line()))])
    return written.getvalue()
