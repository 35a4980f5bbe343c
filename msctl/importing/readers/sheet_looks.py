"""What the looks of an xlsx workbook's words say: parts of a cell struck through or raised, and
cells struck through as a whole. python-calamine gives the words alone.

Most workbooks have neither, and are not searched.
"""

import re
from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from msctl.importing.readers.archive import Archive
from msctl.importing.readers.looks import raised, struck
from msctl.importing.readers.sheet_xml import SheetXml, place_of
from msctl.importing.readers.source import Source
from msctl.importing.readers.xml import child, is_on, local, parse, value
from msctl.importing.tables import Place

_SHARED = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
_TELLING = re.compile(rb"<(?:\w+:)?(?:strike|vertAlign)\b")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class _Part(NamedTuple):
    """A part of a text, with the looks that it does not take from its cell."""

    text: str
    crossed: bool | None
    """None where its cell decides"""

    def worded(self, crossed: bool) -> str:
        """Its words in a cell that is struck through or not."""
        own = crossed if self.crossed is None else self.crossed
        return struck(self.text) if own else self.text


class Looks:
    """The looks of a workbook's words."""

    def __init__(self, archive: Archive, source: Source) -> None:
        self._archive, self._source = archive, source
        self._shared: Mapping[int, list[_Part]] = {}
        """the texts that have parts, by their number"""
        self._styles: frozenset[int] = frozenset()
        """the styles of cells that are struck through"""
        if _STYLES in archive.names and b"strike" in archive.read_xml(_STYLES):
            self._styles = frozenset(_crossed(parse(source, archive, _STYLES)))
        if _SHARED in archive.names and self._may_tell(archive.read_xml(_SHARED)):
            texts = enumerate(_items(parse(source, archive, _SHARED), "si"))
            self._shared = {number: parts for number, one in texts if (parts := _parts(one))}

    def _may_tell(self, xml: bytes) -> bool:
        return bool(self._styles) or _TELLING.search(xml) is not None

    def crossed(self, sheet: SheetXml) -> frozenset[Place]:
        """The cells of a sheet that are struck through by their style."""
        return frozenset(sheet.of_styles(self._styles)) if self._styles else frozenset()

    def worded(self, part: str, sheet: SheetXml, crossed: Container[Place]) -> dict[Place, str]:
        """The cells of a sheet whose text has parts, the struck ones marked."""
        found: dict[Place, list[_Part]] = {}
        if self._shared:
            texts = sheet.shared_texts
            found = {place: self._shared[own] for place, own in texts if own in self._shared}
        if sheet.has_parts:
            found |= _inline(parse(self._source, self._archive, part))
        return {
            place: "".join(own.worded(place in crossed) for own in parts)
            for place, parts in found.items()
        }


def _inline(sheet: etree._Element) -> dict[Place, list[_Part]]:
    """The cells of a sheet that hold a text with parts themselves."""
    found = {}
    for item in sheet.iter("{*}is"):
        cell = item.getparent()
        place = place_of(value(cell, "r")) if cell is not None else None
        if place is not None and (parts := _parts(item)):
            found[place] = parts
    return found


def _parts(text: etree._Element) -> list[_Part]:
    return list(map(_part, _items(text, "r")))


def _part(run: etree._Element) -> _Part:
    text = "".join(item.text or "" for item in _items(run, "t"))
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    looks = child(run, "rPr")
    if looks is None:
        return _Part(text, None)
    height = child(looks, "vertAlign")
    high = height is not None and value(height, "val") == "superscript"
    return _Part(raised(text) if high else text, is_on(looks, "strike"))


def _crossed(root: etree._Element) -> Iterator[int]:
    fonts = [
        is_on(font, "strike") for group in _items(root, "fonts") for font in _items(group, "font")
    ]
    for group in _items(root, "cellXfs"):
        for number, style in enumerate(group):
            font = value(style, "fontId")
            if font.isdecimal() and int(font) < len(fonts) and fonts[int(font)]:
                yield number


def _items(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (item for item in element if local(item) == name)
