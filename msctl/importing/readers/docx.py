"""Word documents: their tables with merged cells, and the text around them.

Tracked changes are read as accepted; what they delete is told. Paragraphs of a cell are its lines,
and so are tables inside of it. Names of elements stand without their namespace, for there are two
of them (ECMA-376, transitional and strict).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from msctl.importing.pages import Flow, gather
from msctl.importing.readers.archive import Archive, pictures
from msctl.importing.readers.numbering import Numbering
from msctl.importing.readers.page_numbers import page_words
from msctl.importing.readers.source import Source
from msctl.importing.readers.xml import child, local, parse, value
from msctl.importing.tables import Aside, Document, Place, Row, SourceTable, Span, lines_of

_DROPPED = {
    "instrText",
    "delInstrText",
    "pPr",
    "rPr",
    "Fallback",
    "sectPr",
    "tblPr",
    "tcPr",
    "trPr",
}
_DELETED = {"del", "moveFrom"}
_BREAKS = {"br", "cr"}
_HEADERS = (("header", "word/header"), ("footer", "word/footer"))
_NOTES = (("footnote", "word/footnotes.xml"), ("endnote", "word/endnotes.xml"))


def read_docx(source: Source) -> Document:
    """A Word document. Raises Damaged, Encrypted, TooLarge, Overpacked, DeclaresEntities."""
    archive = Archive(source)
    reader = _Reader(Numbering.of(archive, source))
    body = child(parse(source, archive, "word/document.xml"), "body")
    if body is not None:
        reader.block(body)
    gathered = gather(reader.flow)
    notes: list[str] = []
    for kind, part in _NOTES:
        if part in archive.names:
            for note in parse(source, archive, part):
                if local(note) == kind and value(note, "type") not in _SEPARATORS:
                    words = reader.noted.get((kind, value(note, "id")), "")
                    notes += _tied(words, filter(str.strip, reader.texts(note)))
    asides = list(_asides(source, archive, reader))
    remarks = [Aside("macros", part) for part in archive.names if part.endswith("vbaProject.bin")]
    remarks += pictures(archive)
    return Document(
        "docx",
        gathered.tables,
        gathered.after,
        tuple(notes),
        (
            *gathered.asides,
            *asides,
            *(Aside("deleted", text) for text in reader.deleted),
            *reader.asides,
        ),
        tuple(remarks),
    )


class _Reference(str):
    """No wording: the place in a paragraph that a note belongs to."""

    note: tuple[str, str] = ("", "")
    """whether it is a footnote or an endnote, and its number"""


_REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_CLAUSE = re.compile(r"[^。；;，,：:！!？?\s]+")
_MOST_WORDS = 20


def _tied(words: str, lines: Iterable[str]) -> Iterator[str]:
    """A note's lines with the words it belongs to, for its number is not printed with them."""
    clause = next(reversed(_CLAUSE.findall(words)), "")[-_MOST_WORDS:]
    for place, line in enumerate(lines):
        yield f"“{clause}”：{line.strip()}" if clause and place == 0 else line


_SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}


def _asides(source: Source, archive: Archive, reader: "_Reader") -> Iterator[Aside]:
    """Page headers and footers, each wording once, and comments."""
    for place, prefix in _HEADERS:
        for part in sorted(name for name in archive.names if name.startswith(prefix)):
            if part.endswith(".xml"):
                for text in filter(page_words, reader.texts(parse(source, archive, part))):
                    yield Aside(place, text)
    if "word/comments.xml" in archive.names:
        for comment in parse(source, archive, "word/comments.xml"):
            for text in filter(str.strip, reader.texts(comment)):
                yield Aside("comment", text)


@dataclass
class _Reader:
    """Walks a document's elements."""

    numbering: Numbering
    flow: list[Flow] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    noted: dict[tuple[str, str], str] = field(default_factory=dict)
    """the words in front of the sign of each note"""

    def block(self, element: etree._Element) -> None:
        """Paragraphs and tables of the body, in order."""
        for item in element:
            name = local(item)
            if name == "p":
                self.flow += self.paragraph(item).split("\n")
            elif name == "tbl":
                rows, spans = self.table(item)
                self.flow.append(SourceTable((), rows, spans, exact=True))
            elif name in _DELETED:
                self.deleted.append(_all_text(item))
            elif name not in _DROPPED:
                self.block(item)

    def texts(self, element: etree._Element) -> list[str]:
        """The lines of what holds paragraphs and tables: a cell, a note, a page header."""
        lines: list[str] = []
        for item in element:
            name = local(item)
            if name == "p":
                lines += self.paragraph(item).split("\n")
            elif name == "tbl":
                lines += lines_of(self.table(item)[0])
            elif name in _DELETED:
                self.deleted.append(_all_text(item))
            elif name not in _DROPPED:
                lines += self.texts(item)
        return lines

    def paragraph(self, paragraph: etree._Element) -> str:
        """A paragraph's wording, with its number where Word counts it; text boxes come first."""
        boxes: list[str] = []
        pieces = list(self._inline(paragraph, boxes))
        text = "".join(pieces)
        for place, piece in enumerate(pieces):
            if isinstance(piece, _Reference):
                self.noted[piece.note] = "".join(pieces[:place])
        if text.strip() or self.numbering.alone:
            text = self.numbering.label(paragraph) + text
        return "\n".join([*boxes, text])

    def _inline(self, element: etree._Element, boxes: list[str]) -> Iterator[str]:
        for item in element:
            name = local(item)
            if name == "t":
                yield item.text or ""
            elif name == "tab":
                yield " "
            elif name in _BREAKS:
                yield "" if value(item, "type") == "page" else "\n"
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "sym":
                yield _symbol(value(item, "char"))
            elif name in _REFERENCES:
                sign = _Reference()
                sign.note = (_REFERENCES[name], value(item, "id"))
                yield sign
            elif name in _DELETED:
                self.deleted.append(_all_text(item))
            elif name == "txbxContent":
                boxes += self.texts(item)
            elif name not in _DROPPED:
                yield from self._inline(item, boxes)

    def table(self, table: etree._Element) -> tuple[tuple[Row, ...], dict[Place, Span]]:
        """The rows of a table, as wide as the table, and its merged cells."""
        rows: list[list[str]] = []
        merges = _Merges()
        for row in _rows(table):
            properties = child(row, "trPr")
            if properties is not None and child(properties, "del") is not None:
                self.deleted.append(_all_text(row))
                continue
            rows.append(self._row(row, properties, len(rows), merges))
        width = max(map(len, rows), default=0)
        whole = {place: span for place, span in merges.spans.items() if span != (1, 1)}
        return tuple(tuple(row + [""] * (width - len(row))) for row in rows), whole

    def _row(
        self, row: etree._Element, properties: etree._Element | None, top: int, merges: "_Merges"
    ) -> list[str]:
        texts = [""] * _count(properties, "gridBefore", 0)
        for cell in _cells(row):
            own = child(cell, "tcPr")
            columns = _count(own, "gridSpan", 1)
            merge = child(own, "vMerge") if own is not None else None
            left = len(texts)
            goes_on = merge is not None and value(merge, "val") != "restart"
            # Word prints and counts no number in a covered cell
            self.numbering.alone = not goes_on
            text = "\n".join(self.texts(cell)).strip("\n")
            self.numbering.alone = True
            if goes_on and merges.reach(left):
                if text.strip():
                    self.asides.append(Aside("covered", text))
                text = ""
            else:
                merges.begin((top, left), columns, open_below=merge is not None)
            texts += [text, *[""] * (columns - 1)]
        return texts


@dataclass
class _Merges:
    """The merged cells of a table while its rows are read."""

    spans: dict[Place, Span] = field(default_factory=dict)
    _open: dict[int, Place] = field(default_factory=dict)
    """for a column the merged cell that the next row may go on with"""

    def begin(self, place: Place, columns: int, *, open_below: bool) -> None:
        self.spans[place] = (1, columns)
        self._open.pop(place[1], None)
        if open_below:
            self._open[place[1]] = place

    def reach(self, column: int) -> bool:
        """Takes the merged cell above this column one row further; False when there is none."""
        above = self._open.get(column)
        if above is None:
            return False
        height, wide = self.spans[above]
        self.spans[above] = (height + 1, wide)
        return True


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for item in table:
        if local(item) == "tr":
            yield item
        elif local(item) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _rows(item)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for item in row:
        if local(item) == "tc":
            yield item
        elif local(item) in ("sdt", "sdtContent", "customXml"):
            yield from _cells(item)


def _count(properties: etree._Element | None, name: str, default: int) -> int:
    """A number of grid columns; Word has 63 at most."""
    item = child(properties, name) if properties is not None else None
    written = value(item, "val") if item is not None else ""
    return min(int(written), 64) if written.isdecimal() else default


def _symbol(code: str) -> str:
    """The character of a symbol font, where it is one of Unicode's own."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if number and not 0xD800 <= number <= 0xF8FF else "□"


def _all_text(element: etree._Element) -> str:
    return "".join(item.text or "" for item in element.iter() if local(item) in ("t", "delText"))
