"""Web pages: their tables with merged cells, and the text around them.

Excel and office systems save web pages under the name of xls too. A table that holds tables of
data is a frame around them; any other table inside a cell is lines of the cell.
"""

import re
from collections.abc import Iterator

from lxml import etree, html

from msctl.importing.errors import Damaged
from msctl.importing.pages import Flow, gather
from msctl.importing.readers.encoding import decode
from msctl.importing.readers.source import Source
from msctl.importing.tables import Document, SourceCell, SourceTable, lay_out

_DROPPED = {"script", "style", "head", "template", "noscript", "select", "iframe", "object", "svg"}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl"),
    *("dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
    *("hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr"),
    *("ul", "tbody", "thead", "tfoot"),
}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_GAP = re.compile(r"[^\S\n]*\n[^\S\n]*")
MOST_COLUMNS, MOST_ROWS = 1_000, 65_534
"""The largest spans of the HTML standard."""


def read_html(source: Source) -> Document:
    """A web page. Raises Damaged, NotText."""
    text = decode(source.data)
    # what the page says of its encoding has been followed already
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Damaged(file=source.name, part="html") from error
    gathered = gather(list(_flow(root, source.name)))
    return Document("html", gathered.tables, gathered.after, (), gathered.asides)


def _flow(root: etree._Element, name: str) -> Iterator[Flow]:
    """Lines and tables in their order."""
    text = ""
    for piece in _pieces(root):
        if isinstance(piece, str):
            text += piece
            continue
        yield from _tidy(text).split("\n")
        text = ""
        rows, spans = lay_out(list(_rows(piece)), name)
        yield SourceTable((), rows, spans, exact=True)
    yield from _tidy(text).split("\n")


def _pieces(element: etree._Element, *, inside: bool = False) -> Iterator[str | etree._Element]:
    """The text of an element, with a line break where a block or ``br`` parts it, and its tables;
    ``inside`` a cell these are text too."""
    yield _SPACE.sub(" ", element.text or "")
    for item in element:
        name = str(item.tag).lower()
        if name == "br":
            yield "\n"
        elif name == "table" and not inside and not _frames(item):
            caption = item.find("caption")
            if caption is not None:
                yield f"\n{_lines(caption)}\n"
            yield item
        elif name not in _DROPPED:
            edge = "\n" if name in _BLOCKS else ""
            yield edge
            yield from _pieces(item, inside=inside)
            yield edge
        yield _SPACE.sub(" ", item.tail or "")


def _frames(table: etree._Element) -> bool:
    """Whether a table only frames others: one inside of it has several rows and columns."""
    return any(
        len(inner.findall(".//tr")) > 1 and any(len(row) > 1 for row in inner.iter("tr"))
        for inner in table.iterfind(".//table")
    )


def _rows(table: etree._Element) -> Iterator[list[SourceCell]]:
    for item in table:
        if item.tag == "tr":
            yield [
                (
                    _lines(cell),
                    _span(cell, "rowspan", MOST_ROWS),
                    _span(cell, "colspan", MOST_COLUMNS),
                )
                for cell in item
                if cell.tag in ("td", "th")
            ]
        elif item.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(item)


def _span(cell: etree._Element, name: str, most: int) -> int:
    written = (cell.get(name) or "").strip()
    if not (written.isascii() and written.isdecimal()):
        return 1
    number = int(written[:9])
    return most if name == "rowspan" and number == 0 else max(1, min(number, most))


def _lines(element: etree._Element) -> str:
    return _tidy(
        "".join(piece for piece in _pieces(element, inside=True) if isinstance(piece, str))
    )


def _tidy(text: str) -> str:
    """Lines without blank edges, and no blank lines at the ends."""
    return re.sub(r"\n{2,}", "\n", _GAP.sub("\n", text)).strip()
