"""Web pages in one file (MHTML, RFC 2557), as Word, Excel and WPS save them, often named doc or
xls: the page that holds the tables, and the words of the pages that belong to it.

Excel keeps each sheet in a page of its own and begins with a frame around them.
"""

import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.parser import BytesParser

from msctl.importing.errors import Damaged
from msctl.importing.readers.html import read_html
from msctl.importing.readers.page_numbers import page_words
from msctl.importing.readers.source import Source
from msctl.importing.tables import Aside, Document, SourceTable, lines_of


def read_mhtml(source: Source) -> Document:
    """Web pages in one file. Raises Damaged, NotText, TooManyCells."""
    try:
        pages = [read_html(page) for page in _pages(source)]
    except (RecursionError, LookupError, ValueError) as error:
        # what the parser of messages raises for parts within parts without end and odd headers
        raise Damaged(file=source.name, part="mhtml") from error
    if not pages:
        raise Damaged(file=source.name, part="mhtml")
    sheets = [pages[0]] if pages[0].tables else [page for page in pages if page.tables]
    sheets = sheets or [pages[0]]
    others = [page for page in pages if all(page is not sheet for sheet in sheets)]
    return Document(
        "html",
        tuple(table for sheet in sheets for table in _with_after(sheet, sheet is sheets[-1])),
        sheets[-1].after,
        (),
        (
            *(aside for page in pages for aside in page.asides),
            *(Aside("beside", words) for page in others for words in _words(page)),
        ),
        tuple(remark for page in pages for remark in page.remarks),
        properties=sheets[0].properties,
    )


def _with_after(page: Document, last: bool) -> Iterator[SourceTable]:
    """The tables of a page; where others follow, the lines below them belong to the last one."""
    for table in page.tables:
        below = page.after if table is page.tables[-1] and not last else ()
        yield replace(table, after=(*table.after, *below))


def _pages(source: Source) -> Iterator[Source]:
    message = BytesParser(EmailMessage, policy=email.policy.default).parsebytes(source.data)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            data = part.get_payload(decode=True)
            if isinstance(data, bytes) and data.strip():
                yield Source(source.name, data)


def _words(page: Document) -> Iterator[str]:
    """The words of a page that is none of the tables: page headers and footers, a frame."""
    lines = [line for table in page.tables for line in (*table.before, *lines_of(table.rows))]
    return filter(None, map(page_words, (*lines, *page.after)))
