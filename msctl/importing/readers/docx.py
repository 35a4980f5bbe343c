"""Word documents: their tables with merged cells, and the text around them.

Tracked changes are read as accepted; what they delete is told. Paragraphs of a cell are its lines,
and so are tables inside of it. Names of elements stand without their namespace, for there are two
of them (ECMA-376, transitional and strict).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from msctl.importing.dumps import read_text
from msctl.importing.headers import is_header
from msctl.importing.pages import Flow, gather
from msctl.importing.readers.archive import Archive, pictures
from msctl.importing.readers.docx_paragraphs import DELETED, DROPPED, Boxes, Paragraphs
from msctl.importing.readers.looks import wording
from msctl.importing.readers.numbering import Numbering
from msctl.importing.readers.page_numbers import page_words
from msctl.importing.readers.source import Source
from msctl.importing.readers.xml import child, local, parse, value
from msctl.importing.tables import Aside, Document, Place, Row, SourceTable, Span, lines_of

_HEADERS = (("header", "word/header"), ("footer", "word/footer"))
_NOTES = (("footnote", "word/footnotes.xml"), ("endnote", "word/endnotes.xml"))


def read_docx(source: Source) -> Document:
    """A Word document. Raises Damaged, Encrypted, TooLarge, Overpacked, DeclaresEntities."""
    archive = Archive(source)
    reader = _Reader(Paragraphs(Numbering.of(archive, source)))
    body = child(parse(source, archive, "word/document.xml"), "body")
    flow, below = _tabbed(reader.block(body)) if body is not None else ([], [])
    gathered = gather(flow)
    notes: list[str] = []
    for kind, part in _NOTES:
        if part in archive.names:
            for note in parse(source, archive, part):
                if local(note) == kind and value(note, "type") not in _SEPARATORS:
                    words = reader.paragraphs.noted.get((kind, value(note, "id")), "")
                    notes += _tied(words, filter(str.strip, reader.texts(note)))
    asides = list(_asides(source, archive, reader))
    remarks = [Aside("macros", part) for part in archive.names if part.endswith("vbaProject.bin")]
    remarks += (*pictures(archive), *reader.remarks)
    return Document(
        "docx",
        gathered.tables,
        (*gathered.after, *below),
        tuple(notes),
        (*gathered.asides, *asides, *reader.paragraphs.asides, *reader.asides),
        tuple(remarks),
    )


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

    paragraphs: Paragraphs
    asides: list[Aside] = field(default_factory=list)
    remarks: list[Aside] = field(default_factory=list)

    def block(self, element: etree._Element) -> list[Flow]:
        """Paragraphs and tables of the body in order; those of a text box come before the
        paragraph that it is anchored in."""
        flow: list[Flow] = []
        for item in element:
            name = local(item)
            if name == "p":
                boxes: Boxes = []
                text = self._settle(self.paragraphs.worded(item, boxes))
                for box in boxes:
                    flow += self.block(box)
                flow += text.split("\n")
            elif name == "tbl" and _frames(item):
                for cell in (cell for row in _rows(item) for cell in _cells(row)):
                    flow += self.block(cell)
            elif name == "tbl":
                rows, spans = self.table(item)
                flow.append(SourceTable((), rows, spans, exact=True))
            elif name in DELETED:
                self.paragraphs.delete(item)
            elif name not in DROPPED:
                flow += self.block(item)
        return flow

    def texts(self, element: etree._Element) -> list[str]:
        """The lines of a note, a comment, a page header or a text box in a cell."""
        boxes: Boxes = []
        lines = [self._settle(line) for line in self._lines(element, boxes)]
        return [line for box in boxes for line in self.texts(box)] + lines

    def _lines(self, element: etree._Element, boxes: Boxes) -> list[str]:
        """The lines of what holds paragraphs and tables."""
        lines: list[str] = []
        for item in element:
            name = local(item)
            if name == "p":
                lines += self.paragraphs.worded(item, boxes).replace("\t", " ").split("\n")
            elif name == "tbl":
                lines += lines_of(self.table(item)[0])
            elif name in DELETED:
                self.paragraphs.delete(item)
            elif name not in DROPPED:
                lines += self._lines(item, boxes)
        return lines

    def _settle(self, text: str) -> str:
        return wording(text, self.asides, self.remarks)

    def _cell(self, cell: etree._Element) -> str:
        """The wording of a cell; a text box that lies on it is none of it, unless it is all."""
        boxes: Boxes = []
        text = self._settle("\n".join(self._lines(cell, boxes)).strip("\n"))
        beside = "\n".join(line for box in boxes for line in self.texts(box)).strip("\n")
        if beside.strip() and text.strip():
            self.asides.append(Aside("text-box", beside))
        return text if text.strip() else beside

    def table(self, table: etree._Element) -> tuple[tuple[Row, ...], dict[Place, Span]]:
        """The rows of a table, as wide as the table, and its merged cells."""
        rows: list[list[str]] = []
        merges = _Merges()
        for row in _rows(table):
            properties = child(row, "trPr")
            if properties is not None and child(properties, "del") is not None:
                self.paragraphs.delete(row)
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
            self.paragraphs.numbering.alone = not goes_on
            text = self._cell(cell)
            self.paragraphs.numbering.alone = True
            if own is not None and child(own, "cellDel") is not None:
                self.paragraphs.asides.append(Aside("deleted", text))
                text = ""
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


def _frames(table: etree._Element) -> bool:
    """Whether a table only frames others: one inside of it has several rows and columns, and it
    has no titles itself."""
    inner = [item for item in table.iter("{*}tbl") if item is not table]
    if not any(_is_data(item) for item in inner):
        return False
    return not any(is_header([_own_text(cell) for cell in _cells(row)]) for row in _rows(table))


def _is_data(table: etree._Element) -> bool:
    rows = [list(_cells(row)) for row in _rows(table)]
    return len(rows) > 1 and any(len(cells) > 1 for cells in rows)


def _own_text(element: etree._Element) -> str:
    """The words of a cell without those of tables inside of it."""
    return "".join(
        (item.text or "") if local(item) == "t" else _own_text(item)
        for item in element
        if local(item) not in ("tbl", *DROPPED, *DELETED)
    )


def _tabbed(flow: list[Flow]) -> tuple[list[Flow], list[str]]:
    """A document without tables whose columns are parted by tabs, and its lines below them."""
    lines = [line for line in flow if isinstance(line, str)]
    if len(lines) < len(flow) or not any(is_header(line.split("\t")) for line in lines):
        return [line.replace("\t", " ") if isinstance(line, str) else line for line in flow], []
    read = read_text("\n".join(lines))
    tables: list[Flow] = []
    for table in read.tables:
        tables += [*table.before, replace(table, before=())]
    return tables, list(read.after)
