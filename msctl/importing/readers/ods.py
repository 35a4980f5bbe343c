"""OpenDocument spreadsheets: their cells worded like those of xlsx (ODF 1.3, part 3, 9)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from lxml import etree

from msctl.importing.errors import TooManyCells
from msctl.importing.readers.archive import Archive, pictures
from msctl.importing.readers.formats import as_shown, percentage
from msctl.importing.readers.looks import struck
from msctl.importing.readers.ods_looks import Styles
from msctl.importing.readers.page_numbers import page_words
from msctl.importing.readers.sheet_asides import hidden
from msctl.importing.readers.sheets import Sheet, Workbook, of_sheets, settle_sheet, worded
from msctl.importing.readers.source import Source
from msctl.importing.readers.xml import child, local, parse, value
from msctl.importing.tables import MOST_CELLS, Aside, Document, Place, Span

_CELLS = {"table-cell", "covered-table-cell"}
_GROUPS = {"table-row-group", "table-rows", "table-header-rows"}
_WIDEST = 16_384
_LAST = {"table-row": 1_048_576, "table-column": _WIDEST}
_PAGE = {"header", "footer", "header-left", "footer-left", "header-first", "footer-first"}
_CHINESE = re.compile("[\u4e00-\u9fff]")
_AROUND = re.compile(r"([^\d.,-]*)(-?[\d.,]+)([^\d.,]*)")
"""A number as it is shown, with what stands before and behind it."""
_LEFT_OUT = frozenset(("annotation",))
_FIELDS = frozenset(("page-number", "page-count", "sheet-name", "file-name", "date", "time"))
_BESIDE = {
    "annotation": "comment",
    "text-box": "text-box",
    "custom-shape": "text-box",
    "rect": "text-box",
}


def read_ods(source: Source) -> Document:
    """A spreadsheet. Raises what ods_sheets does."""
    return of_sheets("ods", *ods_sheets(source))


def ods_sheets(source: Source) -> Workbook:
    """The sheets of a spreadsheet. Raises Damaged, Encrypted, TooLarge, Overpacked, TooManyCells,
    DeclaresEntities."""
    archive = Archive(source)
    root = parse(source, archive, "content.xml")
    unseen, styles = _hidden_styles(root), Styles.of(root)
    styles.mark(root)
    body = child(root, "body")
    book = child(body, "spreadsheet") if body is not None else None
    tables = [item for item in (book if book is not None else ()) if local(item) == "table"]
    remarks = [Aside("macros", name) for name in archive.names if name.startswith("Basic/")][:1]
    remarks += pictures(archive)
    sheets = []
    for table in tables:
        hidden = value(table, "style-name") in unseen
        sheet, told = _settled(_sheet(table, styles, hidden, source.name), styles)
        sheets.append(sheet)
        remarks += (*_hidden_places(table), *told, *_failed(table))
    if sheets and "styles.xml" in archive.names:
        page = tuple(dict.fromkeys(_page(parse(source, archive, "styles.xml"))))
        sheets[0] = replace(sheets[0], asides=(*sheets[0].asides, *page))
    return sheets, remarks


def _hidden_places(table: etree._Element) -> list[Aside]:
    """Remarks on the hidden rows and columns of a sheet."""
    ranges: dict[str, list[tuple[int, int]]] = {"table-row": [], "table-column": []}
    last = dict.fromkeys(ranges, 0)
    for item in table.iter():
        name = local(item)
        if name in ranges:
            first = last[name] + 1
            last[name] += _number(item, f"number-{name[6:]}s-repeated")
            # to the sheet's end: what lies beyond the table is not hidden from anybody
            if value(item, "visibility") in ("collapse", "filter") and last[name] < _LAST[name]:
                ranges[name].append((first, last[name]))
    return hidden(value(table, "name"), ranges["table-row"], ranges["table-column"])


def _failed(table: etree._Element) -> Iterator[Aside]:
    """Remarks on the formulas of a sheet whose value is an error."""
    for cell in table.iter("{*}table-cell"):
        if _is_failed(cell):
            words = "".join(_text(line) for line in cell if local(line) == "p")
            yield Aside("error-value", f"{value(table, 'name')}!{words}")


def _is_failed(cell: etree._Element) -> bool:
    """LibreOffice says so in a namespace of its own, beside an empty text or a zero."""
    kinds = (text for key, text in cell.attrib.items() if str(key).endswith("}value-type"))
    return any(text == "error" for text in kinds)


def _page(root: etree._Element) -> Iterator[Aside]:
    """Page headers and footers."""
    for item in root.iter():
        kind = local(item).partition("-")[0]
        if local(item) in _PAGE and value(item, "display") != "false":
            texts = (_text(line, _FIELDS) for line in item.iter() if local(line) == "p")
            if words := page_words(" ".join(texts)):
                yield Aside(kind, words)


def _asides(table: etree._Element) -> Iterator[Aside]:
    """Comments, and text boxes on the sheet or in its cells."""
    for item in table.iter():
        name = local(item)
        if name in _BESIDE:
            lines = [_text(line) for line in item.iter() if local(line) == "p"]
            if text := "\n".join(lines).strip():
                yield Aside(_BESIDE[name], text)


def _hidden_styles(root: etree._Element) -> set[str]:
    styles = child(root, "automatic-styles")
    return {
        value(style, "name")
        for style in (styles if styles is not None else ())
        for item in style
        if local(item) == "table-properties" and value(item, "display") == "false"
    }


def _settled(sheet: Sheet, styles: Styles) -> tuple[Sheet, list[Aside]]:
    """The sheet once its cells are whole, and remarks on those that are struck through."""
    if not styles.crossed:
        return sheet, []
    cells = ((row, one) for row, texts in enumerate(sheet.rows) for one in range(len(texts)))
    return settle_sheet(sheet, {(row, one): sheet.rows[row][one] for row, one in cells}, ())


def _sheet(table: etree._Element, styles: Styles, hidden: bool, file: str) -> Sheet:
    name = value(table, "name")
    rows: list[list[str]] = []
    spans: dict[Place, Span] = {}
    blank = cells = 0
    for row in _rows(table):
        times = _number(row, "number-rows-repeated")
        texts = list(_cells(row, styles, len(rows) + blank, spans, file))
        if not texts:
            blank += times
            continue
        cells += (blank + times) * len(texts)
        if cells > MOST_CELLS:
            raise TooManyCells(
                file=file, part=name, rows=len(rows) + blank + times, columns=len(texts)
            )
        rows += [[] for _ in range(blank)]
        rows += [texts] * times
        blank = 0
    return Sheet(name, rows, spans, hidden, tuple(_asides(table)))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for item in table:
        if local(item) == "table-row":
            yield item
        elif local(item) in _GROUPS:
            yield from _rows(item)


def _cells(
    row: etree._Element, styles: Styles, top: int, spans: dict[Place, Span], file: str
) -> Iterator[str]:
    """The wording of a row's cells up to its last filled one."""
    column = blank = 0
    for cell in row:
        if local(cell) not in _CELLS:
            continue
        times = _number(cell, "number-columns-repeated")
        span = (_number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned"))
        if span != (1, 1) and local(cell) == "table-cell":
            spans[top, column] = span
        column += times
        text = _worded(cell, "\n".join(_text(line) for line in cell if local(line) == "p"))
        text = struck(text) if value(cell, "style-name") in styles.crossed else text
        if not text.strip() and span == (1, 1):
            blank += times
            continue
        if column > _WIDEST:
            raise TooManyCells(file=file, part="row", rows=top + 1, columns=column)
        yield from [""] * blank
        yield from [text] * times
        blank = 0


def _worded(cell: etree._Element, shown: str) -> str:
    """A cell as xlsx has it: a number with all of its digits, where it is shown rounded, and with
    the words that its format prints beside it; a date that is worded in Chinese as it is shown."""
    if _is_failed(cell):
        return ""
    kind = value(cell, "value-type")
    if kind == "date" and not _CHINESE.search(shown):
        moment = value(cell, "date-value").replace("T", " ")
        return moment[:16].removesuffix(" 00:00") or shown
    if kind not in ("float", "currency", "percentage"):
        return shown
    try:
        number = float(value(cell, "value"))
    except ValueError:
        return shown
    if kind == "percentage":
        decimals = shown.partition(".")[2].rstrip("%")
        return percentage(number, f"0.{'0' * len(decimals)}%")
    match = _AROUND.fullmatch(shown.strip())
    before, digits, after = match.groups() if match else ("", shown, "")
    text = as_shown(Decimal(number), digits) or worded(number)
    return f"{before}{text}{after}" if _CHINESE.search(shown) else text


def _text(paragraph: etree._Element, left_out: frozenset[str] = _LEFT_OUT) -> str:
    text = paragraph.text or ""
    for item in paragraph:
        if local(item) == "s":
            text += " " * min(_number(item, "c"), 1_000)
        elif local(item) == "line-break":
            text += "\n"
        elif local(item) == "tab":
            text += " "
        elif local(item) not in left_out:
            text += _text(item, left_out)
        text += item.tail or ""
    return text


def _number(element: etree._Element, name: str) -> int:
    written = value(element, name)
    return max(1, int(written[:9])) if written.isascii() and written.isdecimal() else 1
