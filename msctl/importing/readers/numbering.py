"""Numbers that Word counts itself: the ``序号`` of a column that is numbered automatically."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from msctl.importing.readers.archive import Archive
from msctl.importing.readers.source import Source
from msctl.importing.readers.xml import child, is_on, local, parse, value

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
    digits: bool = False
    """whether the numbers of the levels above stand in digits too"""


@dataclass(frozen=True)
class _List:
    levels: list[_Level]
    abstract: str
    """the list that it is one use of: all of these count on together"""
    again: Mapping[int, int]
    """levels that begin anew with this use, and the number they begin with"""


@dataclass
class Numbering:
    """The document's lists and how far each has counted."""

    lists: Mapping[str, _List]
    """by the number of the list"""
    styles: Mapping[str, tuple[str, int]]
    """the list and level of a paragraph style"""
    alone: bool = True
    """whether a paragraph without text of its own is counted"""
    _counts: dict[str, list[int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, archive: Archive, source: Source) -> "Numbering":
        """The lists of a Word document."""
        lists: dict[str, _List] = {}
        if "word/numbering.xml" in archive.names:
            lists = _lists(parse(source, archive, "word/numbering.xml"))
        styles: dict[str, tuple[str, int]] = {}
        if lists and "word/styles.xml" in archive.names:
            styles = _styles(parse(source, archive, "word/styles.xml"))
        return cls(lists, styles)

    def label(self, paragraph: etree._Element) -> str:
        """The number in front of a paragraph; it counts on."""
        if not self.lists:
            return ""
        found = _numbered(paragraph)
        properties = child(paragraph, "pPr")
        style = child(properties, "pStyle") if properties is not None else None
        if found is None and style is not None:
            found = self.styles.get(value(style, "val"))
        if found is None or found[0] not in self.lists:
            return ""
        levels = self.lists[found[0]].levels
        depth = min(found[1], len(levels) - 1)
        counts = self._counted(found[0], depth)
        own = levels[depth]
        text = own.text
        for place, level in enumerate(levels):
            form = "decimal" if own.digits else level.form
            text = text.replace(f"%{place + 1}", _worded(max(1, counts[place]), form))
        return "" if own.form in ("bullet", "none") else text

    def _counted(self, number: str, depth: int) -> list[int]:
        """How far each level of a list has counted, with one more on this level."""
        used = self.lists[number]
        first = [level.start - 1 for level in used.levels]
        counts = self._counts.setdefault(used.abstract, list(first))
        counts += first[len(counts) :]
        if number not in self._begun:
            self._begun.add(number)
            for level, start in used.again.items():
                counts[level:] = [start - 1, *first[level + 1 :]]
        counts[depth] += 1
        counts[depth + 1 :] = first[depth + 1 :]
        return counts


def _styles(root: etree._Element) -> dict[str, tuple[str, int]]:
    """The list and level of each paragraph style, its own or that of the style it is based on."""
    own: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    for style in root:
        if local(style) == "style":
            name, upper = value(style, "styleId"), child(style, "basedOn")
            if found := _numbered(style):
                own[name] = found
            elif upper is not None:
                based[name] = value(upper, "val")
    for name in based:
        upper_name, steps = based[name], len(based)
        while upper_name in based and steps:
            upper_name, steps = based[upper_name], steps - 1
        if upper_name in own:
            own[name] = own[upper_name]
    return own


def _lists(root: etree._Element) -> dict[str, _List]:
    abstract = {
        value(item, "abstractNumId"): _levels(item) for item in root if local(item) == "abstractNum"
    }
    found = {}
    for item in root:
        link = child(item, "abstractNumId") if local(item) == "num" else None
        if link is None or not abstract.get(value(link, "val")):
            continue
        levels = list(abstract[value(link, "val")])
        again: dict[int, int] = {}
        for change in item:
            depth = value(change, "ilvl")
            if local(change) != "lvlOverride" or not depth.isdecimal() or int(depth) >= len(levels):
                continue
            start = child(change, "startOverride")
            if instead := _levels(change):
                levels[int(depth)] = instead[0]
                again[int(depth)] = instead[0].start
            if start is not None and value(start, "val").isdecimal():
                again[int(depth)] = int(value(start, "val"))
        found[value(item, "numId")] = _List(levels, value(link, "val"), again)
    return found


def _levels(abstract: Iterable[etree._Element]) -> list[_Level]:
    levels = []
    for item in abstract:
        if local(item) != "lvl":
            continue
        level = _Level(digits=is_on(item, "isLgl"))
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
