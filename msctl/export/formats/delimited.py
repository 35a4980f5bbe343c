"""Tables as CSV (RFC 4180 quoting) or TSV, for spreadsheets and scripts.

Lines end with LF, as everywhere in msctl: RFC 4180 says CRLF, but every reader takes LF, and
version control and text tools want it. A TSV cell with a tab or line break is quoted as in CSV, so
nothing is lost. The title and the note are left out: a reader takes the first lines for column
titles and every other line for a row.
"""

import csv
import io
import re

from msctl.export.options import Options
from msctl.export.table import Table
from msctl.text.safe import printable

_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")
"""What a spreadsheet may take for the beginning of a formula (OWASP, "CSV Injection")."""

_NEGATIVE = re.compile(r"-\d+(\.\d+)?")


def write(table: Table, options: Options) -> str:
    """Comma-separated values."""
    return _written(table, options, ",")


def write_tsv(table: Table, options: Options) -> str:
    """Tab-separated values."""
    return _written(table, options, "\t")


def guarded(text: str) -> str:
    """The text as a spreadsheet shows it: with ``'`` in front where it would calculate it."""
    text = printable(text)
    if _FORMULA.match(text) and not _NEGATIVE.fullmatch(text):
        return "'" + text
    return text


def _written(table: Table, options: Options, delimiter: str) -> str:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\n")
    rows = [*table.header_texts(fill=options.fill), *table.body_texts(fill=options.fill)]
    writer.writerows([guarded(text) for text in row] for row in rows)
    if options.stamp and options.origin is not None:
        writer.writerow([guarded(options.origin.line())])
    return written.getvalue()
