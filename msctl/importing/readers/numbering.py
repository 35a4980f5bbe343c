"""Numbers that Word counts itself: the ``序号`` of a column that is numbered automatically."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from msctl.importing.readers.archive import Archive
from msctl.importing.readers.source import Source
from msctl.importing.readers.xml import child, local, parse, value

_DIGITS = "〇一二三四五六七八九"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
_ROMAN = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


@dataclass
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = "%1"


@dataclass
class Numbering:
    """The document's lists and how far each has counted."""

    levels: Mapping[str, list[_Level]]
    """by the number of the list"""
    styles: Mapping[str, tuple[str, int]]
    """the list and level of a paragraph style"""
    alone: bool = True
    """whether a paragraph without text of its own is counted"""
    _counts: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, archive: Archive, source: Source) -> "Numbering":
        """The lists of a Word document."""
        levels: dict[str, list[_Level]] = {}
        if "word/numbering.xml" in archive.names:
            levels = _lists(parse(source, archive, "word/numbering.xml"))
        styles: dict[str, tuple[str, int]] = {}
        if levels and "word/styles.xml" in archive.names:
            for style in parse(source, archive, "word/styles.xml"):
                if local(style) == "style" and (found := _numbered(style)):
                    styles[value(style, "styleId")] = found
        return cls(levels, styles)

    def label(self, paragraph: etree._Element) -> str:
        """The number in front of a paragraph; it counts on."""
        if not self.levels:
            return ""
        found = _numbered(paragraph)
        properties = child(paragraph, "pPr")
        style = child(properties, "pStyle") if properties is not None else None
        if found is None and style is not None:
            found = self.styles.get(value(style, "val"))
        if found is None or found[0] not in self.levels:
            return ""
        number, depth = found
        levels = self.levels[number]
        depth = min(depth, len(levels) - 1)
        counts = self._counts.setdefault(number, [level.start - 1 for level in levels])
        counts[depth] += 1
        for below in range(depth + 1, len(counts)):
            counts[below] = levels[below].start - 1
        text = levels[depth].text
        for place, level in enumerate(levels):
            text = text.replace(f"%{place + 1}", _worded(max(1, counts[place]), level.form))
        return "" if levels[depth].form in ("bullet", "none") else text


def _lists(root: etree._Element) -> dict[str, list[_Level]]:
    abstract = {
        value(item, "abstractNumId"): _levels(item) for item in root if local(item) == "abstractNum"
    }
    found = {}
    for item in root:
        link = child(item, "abstractNumId") if local(item) == "num" else None
        if link is not None and abstract.get(value(link, "val")):
            found[value(item, "numId")] = abstract[value(link, "val")]
    return found


def _levels(abstract: Iterable[etree._Element]) -> list[_Level]:
    levels = []
    for item in abstract:
        if local(item) != "lvl":
            continue
        level = _Level()
        for part in item:
            written = value(part, "val")
            if local(part) == "start" and written.isdecimal():
                level.start = int(written)
            elif local(part) == "numFmt":
                level.form = written
            elif local(part) == "lvlText":
                level.text = written
        levels.append(level)
    return levels


def _numbered(element: etree._Element) -> tuple[str, int] | None:
    """The list and level that a paragraph or style belongs to."""
    properties = child(element, "pPr")
    own = child(properties, "numPr") if properties is not None else None
    if own is None:
        return None
    number, level = child(own, "numId"), child(own, "ilvl")
    depth = value(level, "val") if level is not None else "0"
    return (
        (value(number, "val"), int(depth) if depth.isdecimal() else 0)
        if number is not None
        else None
    )


def _worded(number: int, form: str) -> str:
    if form in _CHINESE:
        return chinese(number)
    if form == "decimalZero":
        return f"{number:02}"
    if form.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman"):
        letters = ""
        for size, sign in _ROMAN:
            letters += sign * (number // size)
            number %= size
        return letters if form == "upperRoman" else letters.lower()
    return str(number)


def chinese(number: int) -> str:
    """A number below 100 in Chinese: 二十一; a larger one in digits."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    word = ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "")
    return word + (_DIGITS[ones] if ones or not tens else "")
