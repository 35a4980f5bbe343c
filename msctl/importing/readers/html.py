"""Web pages: their tables with merged cells, and the text around them.

Excel and office systems save web pages under the name of xls too. A table that holds tables of
data is a frame around them; any other table inside a cell is lines of the cell.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from msctl.importing.errors import Damaged
from msctl.importing.headers import is_header
from msctl.importing.pages import Flow, gather
from msctl.importing.quantities import number_of
from msctl.importing.readers.encoding import decode
from msctl.importing.readers.formats import as_shown
from msctl.importing.readers.looks import raised, struck, wording
from msctl.importing.readers.source import Source
from msctl.importing.tables import Aside, Document, SourceCell, SourceTable, lay_out

_DROPPED = {"script", "style", "head", "template", "noscript", "select", "iframe", "object", "svg"}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl"),
    *("dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
    *("hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr"),
    *("ul", "tbody", "thead", "tfoot"),
}
_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_STRUCK = {"s", "strike", "del"}
_CROSSED = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_CROSSED_CLASS = re.compile(r"\.([\w-]+)\s*\{[^{}]*text-decoration[^;{}]*line-through")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_GAP = re.compile(r"[^\S\n]*\n[^\S\n]*")
MOST_COLUMNS, MOST_ROWS = 1_000, 65_534
"""The largest spans of the HTML standard."""


def read_html(source: Source) -> Document:
    """A web page. Raises Damaged, NotText."""
    # libxml2 reads no further than the page's end, and some systems write on behind it
    text = _END.sub("", decode(source.data))
    # what the page says of its encoding has been followed already
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Damaged(file=source.name, part="html") from error
    _cross_classes(root)
    page = _Page(source.name)
    gathered = gather(list(page.flow(root)))
    return Document(
        *("html", gathered.tables, gathered.after, ()),
        (*gathered.asides, *page.asides),
        tuple(page.remarks),
        properties=_properties(root),
    )


def _properties(root: etree._Element) -> dict[str, str]:
    """The ``meta`` elements of a page that have a name."""
    found = ((item.get("name"), item.get("content")) for item in root.iter("meta"))
    return {name: content or "" for name, content in found if name}


@dataclass
class _Page:
    """A page while it is read."""

    name: str
    asides: list[Aside] = field(default_factory=list)
    remarks: list[Aside] = field(default_factory=list)

    def flow(self, root: etree._Element) -> Iterator[Flow]:
        """Lines and tables in their order."""
        text = ""
        for piece in _pieces(root):
            if isinstance(piece, str):
                text += piece
                continue
            yield from self._settle(_tidy(text)).split("\n")
            text = ""
            rows, spans = lay_out(list(self._rows(piece)), self.name)
            yield SourceTable((), rows, spans, exact=True)
        yield from self._settle(_tidy(text)).split("\n")

    def _rows(self, table: etree._Element) -> Iterator[list[SourceCell]]:
        for row in _own(table):
            cells = [self._cell(cell) for cell in row if cell.tag in ("td", "th")]
            words = " ".join(text for text, _, _ in cells if text)
            if words and _HIDDEN.search(row.get("style") or ""):
                self.remarks.append(Aside("hidden-cells", words))
            yield cells

    def _cell(self, cell: etree._Element) -> SourceCell:
        lines = struck(_lines(cell)) if _is_crossed(cell) else _lines(cell)
        text = _whole(cell, self._settle(lines))
        return text, _span(cell, "rowspan", MOST_ROWS), _span(cell, "colspan", MOST_COLUMNS)

    def _settle(self, text: str) -> str:
        return wording(text, self.asides, self.remarks)


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
        elif name in _STRUCK or _is_crossed(item):
            yield struck(_words(item, inside=True))
        elif name == "sup":
            yield raised(_words(item, inside=True))
        elif name not in _DROPPED:
            edge = "\n" if name in _BLOCKS else ""
            yield edge
            yield from _pieces(item, inside=inside)
            yield edge
        yield _SPACE.sub(" ", item.tail or "")


def _frames(table: etree._Element) -> bool:
    """Whether a table only frames others: one inside of it has several rows and columns, and it
    has no titles itself."""
    inner = table.iterfind(".//table")
    if not any(len(rows := list(_own(one))) > 1 and max(map(len, rows)) > 1 for one in inner):
        return False
    return not any(
        is_header([_lines(cell) for cell in row if _is_flat(cell)]) for row in _own(table)
    )


def _own(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table without those of tables inside of it."""
    for item in table:
        if item.tag == "tr":
            yield item
        elif item.tag in ("thead", "tbody", "tfoot"):
            yield from _own(item)


def _is_flat(cell: etree._Element) -> bool:
    return cell.find(".//table") is None


def _span(cell: etree._Element, name: str, most: int) -> int:
    written = (cell.get(name) or "").strip()
    if not (written.isascii() and written.isdecimal()):
        return 1
    number = int(written[:9])
    return most if name == "rowspan" and number == 0 else max(1, min(number, most))


def _lines(element: etree._Element) -> str:
    return _tidy(_words(element, inside=True))


def _words(element: etree._Element, *, inside: bool) -> str:
    return "".join(piece for piece in _pieces(element, inside=inside) if isinstance(piece, str))


def _whole(cell: etree._Element, shown: str) -> str:
    """A number or rate with all of its digits, which Excel and LibreOffice keep beside what is
    shown."""
    kept = number_of(cell.get("x:num") or cell.get("sdval") or "")
    if kept is None:
        return shown
    if shown.endswith("%"):
        rate = as_shown(kept * 100, shown[:-1])
        return f"{rate}%" if rate else shown
    return as_shown(kept, shown) or shown


def _is_crossed(element: etree._Element) -> bool:
    return _CROSSED.search(element.get("style") or "") is not None


def _cross_classes(root: etree._Element) -> None:
    """Writes into the elements what the page's style sheet strikes through, as Excel does it."""
    rules = "".join(style.text or "" for style in root.iter("style"))
    crossed = set(_CROSSED_CLASS.findall(rules))
    if crossed:
        for element in root.iter(etree.Element):
            if crossed.intersection((element.get("class") or "").split()):
                element.set("style", "text-decoration:line-through")


def _tidy(text: str) -> str:
    """Lines without blank edges, and no blank lines at the ends."""
    return re.sub(r"\n{2,}", "\n", _GAP.sub("\n", text)).strip()
