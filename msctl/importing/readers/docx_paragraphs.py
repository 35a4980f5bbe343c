"""Paragraphs of a Word document: their wording as it is printed, numbers and ticks included.

Tracked changes are read as accepted. What they delete, hidden text and readings above characters
are no wording; they are told. Names of elements stand without their namespace, for there are two
of them (ECMA-376, transitional and strict).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from msctl.importing.readers.looks import drawn, raised, settled, struck
from msctl.importing.readers.numbering import Numbering
from msctl.importing.readers.xml import child, is_on, local, value
from msctl.importing.tables import Aside

DELETED = {"del", "moveFrom"}
DROPPED = {
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
_BREAKS = {"br", "cr"}
_REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_READING = "rt"
"""What stands above a character to say how it is read."""

Boxes = list[etree._Element]
"""The contents of text boxes that are anchored in a paragraph; whoever asks for it reads them."""


class _Reference(str):
    """No wording: the place in a paragraph that a note belongs to."""

    note: tuple[str, str] = ("", "")
    """whether it is a footnote or an endnote, and its number"""


@dataclass
class Paragraphs:
    """Words paragraphs, one after the other: lists count on from one to the next."""

    numbering: Numbering
    asides: list[Aside] = field(default_factory=list)
    """text that is no wording"""
    noted: dict[tuple[str, str], str] = field(default_factory=dict)
    """the words in front of the sign of each note"""

    def worded(self, paragraph: etree._Element, boxes: Boxes) -> str:
        """A paragraph's wording; a tab is one, and what is struck through is marked as such."""
        pieces = list(self._inline(paragraph, boxes))
        text = "".join(pieces)
        for place, piece in enumerate(pieces):
            if isinstance(piece, _Reference):
                self.noted[piece.note] = settled("".join(pieces[:place])).text
        if text.strip() or self.numbering.alone:
            label = self.numbering.label(paragraph)
            own = settled(text)
            text = struck(label + own.text) if own.whole else label + text
        return text

    def delete(self, element: etree._Element) -> None:
        """Tells text that a tracked change takes out."""
        self.asides.append(Aside("deleted", _all_text(element)))

    def _inline(self, element: etree._Element, boxes: Boxes, font: str = "") -> Iterator[str]:
        for item in element:
            name = local(item)
            if name == "t":
                yield _in_font(item.text or "", font)
            elif name == "r":
                yield from self._run(item, boxes)
            elif name in _BREAKS:
                yield "" if value(item, "type") == "page" else "\n"
            elif name in _REFERENCES:
                sign = _Reference()
                sign.note = (_REFERENCES[name], value(item, "id"))
                yield sign
            elif name in DELETED:
                self.delete(item)
            elif name == _READING:
                self.asides.append(Aside("reading", _all_text(item)))
            elif name == "txbxContent":
                boxes.append(item)
            elif name in _SIGNS:
                yield _SIGNS[name](item)
            elif name not in DROPPED:
                yield from self._inline(item, boxes, font)

    def _run(self, run: etree._Element, boxes: Boxes) -> Iterator[str]:
        """The words of a run as they look."""
        looks = child(run, "rPr")
        if looks is None:
            yield from self._inline(run, boxes)
            return
        fonts = child(looks, "rFonts")
        pieces = self._inline(run, boxes, value(fonts, "ascii") if fonts is not None else "")
        hidden = is_on(looks, "vanish")
        crossed = is_on(looks, "strike") or is_on(looks, "dstrike")
        height = child(looks, "vertAlign")
        above = height is not None and value(height, "val") == "superscript"
        for piece in pieces:
            if isinstance(piece, _Reference):
                yield piece
            elif hidden:
                self.asides.append(Aside("hidden-text", piece))
            else:
                text = raised(piece) if above else piece
                yield struck(text) if crossed else text


def _in_font(text: str, font: str) -> str:
    """Characters of the private area are signs of the run's symbol font."""
    if not any("\uf000" <= character <= "\uf0ff" for character in text):
        return text
    return "".join(drawn(font, ord(c)) if "\uf000" <= c <= "\uf0ff" else c for c in text)


def _symbol(symbol: etree._Element) -> str:
    try:
        return drawn(value(symbol, "font"), int(value(symbol, "char"), 16))
    except ValueError:
        return ""


def _tick(box: etree._Element) -> str:
    """A box of a form, which is drawn and not written."""
    return "☑" if is_on(box, "checked") else "□"


def _choice(choices: etree._Element) -> str:
    """What is chosen of a form's list, which is not written either."""
    entries = [value(item, "val") for item in choices if local(item) == "listEntry"]
    chosen = child(choices, "result")
    place = value(chosen, "val") if chosen is not None else "0"
    return entries[int(place)] if place.isdecimal() and int(place) < len(entries) else ""


_SIGNS: Mapping[str, Callable[[etree._Element], str]] = {
    "tab": lambda item: "\t",
    "noBreakHyphen": lambda item: "-",
    "sym": _symbol,
    "checkBox": _tick,
    "ddList": _choice,
    # mathematics: a power, and the bar of a fraction
    "sup": lambda item: raised(_all_text(item)),
    "den": lambda item: f"/{_all_text(item)}",
}
"""Elements that stand for characters."""


def _all_text(element: etree._Element) -> str:
    return "".join(item.text or "" for item in element.iter() if local(item) in ("t", "delText"))
