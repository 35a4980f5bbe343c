"""What an xlsx sheet says outside of its cells: comments, text boxes, page headers and footers, and
which of its rows and columns are hidden.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from posixpath import basename, dirname, join, normpath

from lxml import etree

from msctl.importing.readers.archive import Archive
from msctl.importing.readers.page_numbers import page_words
from msctl.importing.readers.source import Source
from msctl.importing.readers.xml import local, parse, value
from msctl.importing.tables import Aside

HIDDEN = "hidden-cells"
_PAGE = re.compile(
    rb"<(?:\w+:)?(?:odd|even|first)(Header|Footer)[^>]*>(.*?)</(?:\w+:)?(?:odd|even|first)\1>",
    re.DOTALL,
)
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f+-]{6}|\d{1,3}|[A-Z])')
"""Fonts, sizes, colours and fields in a page header (ECMA-376 part 1, 18.3.1.46)."""
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d{1,7})"')
_HIDDEN_COLUMN = re.compile(
    rb'<(?:\w+:)?col\s(?=[^>]*\bhidden="(?:1|true)")(?=[^>]*\bmin="(\d{1,5})")'
    rb'[^>]*\bmax="(\d{1,5})"'
)


def asides_of(archive: Archive, source: Source, part: str, xml: bytes) -> tuple[Aside, ...]:
    """The comments, text boxes, page headers and footers of the sheet that is this part."""
    found = [*_linked(archive, source, part), *_page(xml)]
    return tuple(dict.fromkeys(found))


def hidden_of(name: str, xml: bytes) -> list[Aside]:
    """The hidden rows and columns of a sheet, as remarks; they are read like all others."""
    if b'hidden="' not in xml:
        return []
    rows = ((int(row), int(row)) for row in _HIDDEN_ROW.findall(xml))
    columns = ((int(first), int(last)) for first, last in _HIDDEN_COLUMN.findall(xml))
    return hidden(name, rows, columns)


def hidden(
    sheet: str, rows: Iterable[tuple[int, int]], columns: Iterable[tuple[int, int]]
) -> list[Aside]:
    """Remarks on hidden rows and columns, each given by the first and the last one, from 1."""
    told = [f"{first}:{last}" for first, last in _together(rows)]
    told += [f"{_letters(first)}:{_letters(last)}" for first, last in _together(columns)]
    return [Aside(HIDDEN, f"{sheet}!{place}") for place in told]


def _together(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges that follow one another as one."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def cell_name(row: int, column: int) -> str:
    """A cell's name by its row and column, from 0: A1."""
    return f"{_letters(column + 1)}{row + 1}"


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def _page(xml: bytes) -> Iterator[Aside]:
    for kind, written in _PAGE.findall(xml):
        text = unescape(written.decode("utf-8", "replace")).replace("&&", "\0")
        words = page_words(_CODE.sub(" ", text).replace("\0", "&"))
        if words:
            yield Aside(kind.decode().lower(), words)


def _linked(archive: Archive, source: Source, part: str) -> Iterator[Aside]:
    """The parts that belong to a sheet."""
    relations = join(dirname(part), "_rels", f"{basename(part)}.rels")
    if relations not in archive.names:
        return
    for item in parse(source, archive, relations):
        target = value(item, "Target")
        whole = target[1:] if target.startswith("/") else normpath(join(dirname(part), target))
        kind = value(item, "Type").rpartition("/")[2]
        if whole in archive.names and kind in _READ:
            place, block, text = _READ[kind]
            for found in parse(source, archive, whole).iter():
                if local(found) == block:
                    words = "\n".join(_lines(found, text)).strip()
                    if words:
                        yield Aside(place, words)


_READ = {
    "comments": ("comment", "comment", "t"),
    "threadedComment": ("comment", "threadedComment", "text"),
    "drawing": ("text-box", "txBody", "t"),
}
"""For the type of a relation: what is read there, the element of one, that of its words."""


def _lines(block: etree._Element, text: str) -> Iterator[str]:
    """The words of a block; paragraphs of a drawing are lines."""
    paragraphs = [item for item in block if local(item) == "p"] or [block]
    for paragraph in paragraphs:
        yield "".join(item.text or "" for item in paragraph.iter() if local(item) == text)
