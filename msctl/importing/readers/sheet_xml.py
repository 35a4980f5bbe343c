"""What python-calamine does not tell of an xlsx sheet: how far its cells lie apart, which formats
make a number a percentage or a Chinese date, and which formulas have no saved value.

The XML is searched with patterns, for to parse it would take longer than to read the workbook.
"""

import re
from collections.abc import Container, Iterator
from functools import cached_property
from posixpath import join, normpath

from msctl.importing.readers.archive import Archive
from msctl.importing.readers.formats import BUILT_IN, EPOCH, EPOCH_1904, Formats, telling
from msctl.importing.readers.source import Source
from msctl.importing.readers.xml import child, local, parse, value
from msctl.importing.tables import Place

_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_PLACE = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>/]*>(?!</)')
_LETTERS = re.compile(rb'r="([A-Z]{1,3})\d')
_NUMBERS = re.compile(rb'r="[A-Z]{1,3}(\d{1,7})"')
_ROWS = re.compile(rb"<(?:\w+:)?row[\s>]")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_PLAIN = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_STYLE = re.compile(rb'\bs="(\d+)"')
_SHARED = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*\bt="s")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>'
    rb"<(?:\w+:)?v>(\d+)</"
)
_PARTS = re.compile(rb"<(?:\w+:)?is>\s*<(?:\w+:)?r>")
_UNSAVED = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*>'
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v/>|<(?:\w+:)?v></(?:\w+:)?v>)?"
    rb"</(?:\w+:)?c>"
)
_FAILED = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*?\bt="e"')


def formats_of(archive: Archive, source: Source) -> Formats:
    """The formats of percentages and of dates that are worded in Chinese."""
    if "xl/styles.xml" not in archive.names:
        return Formats({})
    codes = dict(BUILT_IN)
    styles: dict[int, str] = {}
    for group in parse(source, archive, "xl/styles.xml"):
        if local(group) == "numFmts":
            codes |= {int(value(f, "numFmtId") or 0): value(f, "formatCode") for f in group}
        elif local(group) == "cellXfs":
            for index, style in enumerate(group):
                if code := telling(codes.get(int(value(style, "numFmtId") or 0), "")):
                    styles[index] = code
    book = parse(source, archive, "xl/workbook.xml")
    properties = child(book, "workbookPr")
    late = properties is not None and value(properties, "date1904") in ("1", "true")
    return Formats(styles, EPOCH_1904 if late else EPOCH)


class SheetXml:
    """The XML of one sheet."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @property
    def most_cells(self) -> int:
        """No fewer cells than :attr:`extent` has, found in half its time: whatever looks like a
        reference counts, in the wording of a cell too."""
        data = self._data
        last = max(map(int, {*_NUMBERS.findall(data)}), default=0)
        columns = max(map(_column, {*_LETTERS.findall(data)}), default=-1) + 1
        return max(last, data.count(b"<row") + data.count(b":row")) * columns

    @cached_property
    def extent(self) -> tuple[int, int]:
        """How many rows and columns lie between A1 and the last filled cell."""
        places = _PLACE.findall(self._data)
        last = max(map(int, {row for _, row in places}), default=0)
        columns = max(map(_column, {letters for letters, _ in places}), default=-1) + 1
        return max(last, len(_ROWS.findall(self._data))), columns

    def formatted(self, formats: Formats) -> dict[Place, str]:
        """The format of each cell that has one of these."""
        if not formats.by_style:
            return {}
        return {place: formats.by_style[style] for place, style in self._styled(formats.by_style)}

    @property
    def has_parts(self) -> bool:
        """Whether a cell holds a text itself whose parts have looks of their own."""
        return _PARTS.search(self._data) is not None

    @property
    def shared_texts(self) -> Iterator[tuple[Place, int]]:
        """Each cell that holds one of the texts that the workbook keeps together, by its number."""
        for letters, row, number in _SHARED.findall(self._data):
            yield (int(row) - 1, _column(letters)), int(number)

    def of_styles(self, styles: Container[int]) -> Iterator[Place]:
        """The cells that have one of these styles."""
        return (place for place, _ in self._styled(styles))

    def _styled(self, styles: Container[int]) -> Iterator[tuple[Place, int]]:
        for match in _CELL.finditer(self._data):
            style, place = _STYLE.search(match[1]), _REFERENCE.search(match[1])
            if style and place and int(style[1]) in styles:
                yield (int(place[2]) - 1, _column(place[1])), int(style[1])

    @property
    def remarks(self) -> Iterator[tuple[str, str]]:
        """Formulas without a saved value and with an error for one, by kind and cell."""
        if b"<f" in self._data or b":f" in self._data:
            yield from (("no-value", match[1].decode()) for match in _UNSAVED.finditer(self._data))
        if b't="e"' in self._data:
            failed = _FAILED.finditer(self._data)
            yield from (("error-value", match[1].decode()) for match in failed)


def place_of(reference: str) -> Place | None:
    """The place that a reference like B3 names."""
    match = _PLAIN.fullmatch(reference)
    return (int(match[2]) - 1, _column(match[1].encode())) if match else None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def sheet_parts(archive: Archive, source: Source) -> dict[str, str]:
    """The part of each sheet by the sheet's name."""
    relations = "xl/_rels/workbook.xml.rels"
    targets: dict[str, str] = {}
    if relations in archive.names:
        for item in parse(source, archive, relations):
            target = value(item, "Target")
            whole = target[1:] if target.startswith("/") else normpath(join("xl", target))
            targets[value(item, "Id")] = whole
    sheets = child(parse(source, archive, "xl/workbook.xml"), "sheets")
    found = {}
    for sheet in sheets if sheets is not None else ():
        link = next((str(v) for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")
        part = targets.get(link, "")
        if part in archive.names and part.endswith(".xml"):
            found[value(sheet, "name")] = part
    return found
