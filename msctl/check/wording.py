"""Doubts about the wording itself: misspelt and lost words, residue, brackets, marks, blanks."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from msctl.check.case import Case, Doubt, Wording
from msctl.check.style import STOPS, Style
from msctl.model.paths import FieldPath

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_ROOM = 8
"""characters of a text told around what is meant"""
_CLAUSE = r"(?:^|(?<=[，。；：、,;:\n]))"
_LOST_COUNT = re.compile(
    r"[的约共达计](名)(?:学生|教师|群众|干部|职工|人员|患者|老人|儿童|居民|党员|残疾人|妇女|村民|农民)"
)
_LOST_VERB = re.compile(
    rf"(?:^|(?<=[，。；,;\n]))为\d[\d.万]*[名人户][{_HAN}]*?[{_HAN}][癌病](?P<noun>检查|筛查|检测)"
    rf"(?=[。；，,;]|$)"
)
"""a disease stands before what is done about it, so that this is no verb"""
_VERBS = re.compile(
    r"完成|开展|进行|实施|提供|免费|组织|落实|给予|发放|实行|举办|做好|办理|安排|接受|参加|新增"
)
RESIDUE = re.compile(
    r"\[bookmark:[^\]]*\]|</?(?:ol|ul|li|p|div|span|table|tr|td|th|br|font|b|i|a|o:p)\b[^<>]*>"
    r"|&(?:nbsp|lt|gt|amp|quot|#\d+);|\{\s*(?:HYPERLINK|PAGEREF|TOC|REF)\b[^}]*\}"
    r"|_x000[0-9A-F]_|\ufffd|#(?:REF|NAME|VALUE|DIV/0)[!?]?"
)
_PAIRS = dict(zip("）)】］]》〉”’」』", "（(【［[《〈“‘「『", strict=True))
_LIKE = {"(": "（", "[": "［"}
BRACKET = re.compile("[（(）)【】［］\\[\\]《》〈〉“”「」『』]")
_NUMBERED = re.compile(r"(?:^|[\s，。；：、,;:])[0-9A-Za-z一二三四五六七八九十]{1,3}$")
HALF = re.compile(rf"(?<=[{_HAN}）”])[,;:](?=[{_HAN}“（]|$|\n)")
BLANK = re.compile(
    rf"(?<=[{_HAN}0-9A-Za-z）”])[ \u3000\xa0]+(?=[，。；：、）])"
    rf"|(?<=[，、；])[ \u3000\xa0]+(?=[{_HAN}])"
)
TWICE = re.compile(rf"(?P<word>[{_HAN}]{{2,6}})(?P=word)")
_TRULY_TWICE = frozenset(("研究", "讨论", "考虑", "学习", "休息", "交流", "商量", "打扫"))


class _Openings(NamedTuple):
    whole: str
    true: frozenset[str]


@cache
def _misspelt() -> tuple[dict[str, str], re.Pattern[str]]:
    words: dict[str, str] = _lists()["words"]
    return words, re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def may_be_misspelt(text: str) -> bool:
    """Whether a text has one of the words."""
    return _misspelt()[1].search(text) is not None


def may_lack_a_word(text: str) -> bool:
    """Whether a text has a clause that a word may be lost of."""
    patterns = (_openings()[1], _LOST_COUNT, _LOST_VERB)
    return any(pattern.search(text) for pattern in patterns)


@cache
def _openings() -> tuple[dict[str, _Openings], re.Pattern[str]]:
    found = {
        part: _Openings(whole, frozenset(true.split()))
        for part, (whole, true) in _lists()["openings"].items()
    }
    return found, re.compile(f"{_CLAUSE}[{''.join(found)}][{_HAN}]")


def _lists() -> dict[str, dict[str, Any]]:
    text = files("msctl.check").joinpath("misspelt.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def misspelt(wording: Wording, _style: Style) -> Iterator[Doubt]:
    """A word that is wrong wherever it stands."""
    words, pattern = _misspelt()
    for match in pattern.finditer(wording.plain):
        yield _doubt(wording, match.start(), match.end(), expected=words[match.group()])


def lost_word(wording: Wording, _style: Style) -> Iterator[Doubt]:
    """A clause that begins with the half of a word, a count without its number, an act without its
    verb."""
    text = wording.plain
    openings, pattern = _openings()
    if wording.kind[1] != "name":
        for match in pattern.finditer(text):
            found = openings[match.group()[0]]
            if match.group() not in found.true:
                yield _doubt(wording, match.start(), match.end() + 4, expected=found.whole)
    for match in _LOST_COUNT.finditer(text):
        yield _doubt(wording, max(0, match.start() - 4), match.end(), expected="若干名")
    for match in _LOST_VERB.finditer(text):
        if not _VERBS.search(match.group()):
            yield _doubt(wording, match.start(), match.end(), expected=f"进行{match['noun']}")


def residue(wording: Wording, _style: Style) -> Iterator[Doubt]:
    """What Word, a spreadsheet or a web page left."""
    for match in RESIDUE.finditer(wording.text):
        yield _doubt(wording, match.start(), match.end())


def unclosed_bracket(wording: Wording, _style: Style) -> Iterator[Doubt]:
    """A bracket or quotation mark without its other half, or with one of another width."""
    text = wording.text
    if not BRACKET.search(text):
        return
    open_: list[int] = []
    for match in BRACKET.finditer(text):
        mark, at = match.group(), match.start()
        if mark not in _PAIRS:
            open_.append(at)
            continue
        if open_ and text[open_[-1]] == _PAIRS[mark]:
            open_.pop()
        elif open_ and _wide(text[open_[-1]]) == _wide(_PAIRS[mark]):
            yield _doubt(wording, open_.pop(), at + 1)
        elif not (mark in "）)" and _NUMBERED.search(text[:at])):
            yield _doubt(wording, max(0, at - _ROOM), at + 1)
    for at in open_:
        yield _doubt(wording, at, at + _ROOM)


def _wide(mark: str) -> str:
    return _LIKE.get(mark, mark)


def half_width(wording: Wording, style: Style) -> Iterator[Doubt]:
    """A half-width mark between Chinese characters, in a ledger that writes full-width ones."""
    if style.full_width:
        for match in HALF.finditer(wording.text):
            full = {",": "，", ";": "；", ":": "："}[match.group()]
            yield _doubt(wording, match.start() - 4, match.end() + 4, expected=full)


def stray_blank(wording: Wording, _style: Style) -> Iterator[Doubt]:
    """A blank before or after a mark."""
    for match in BLANK.finditer(wording.text):
        yield _doubt(wording, match.start() - 4, match.end() + 4)


def broken_name(case: Case) -> Iterator[Doubt]:
    """A name stands on one line."""
    for row in (case.project.whole, *case.project.tasks):
        path = FieldPath((*row.prefix, "name"))
        name = case.project.record.text(*path).strip()
        if "\n" in name:
            yield Doubt(path, " ".join(name.split()), "".join(name.split()), name)


def said_twice(wording: Wording, _style: Style) -> Iterator[Doubt]:
    """A word that stands twice running."""
    for match in TWICE.finditer(wording.text):
        word = match["word"]
        if word not in _TRULY_TWICE and len(set(word)) > 1:
            yield _doubt(wording, match.start(), match.end(), expected=word)


def unfinished(wording: Wording, style: Style) -> Iterator[Doubt]:
    """A text that ends without a mark where the ledger's texts of its kind end with one."""
    text = wording.text.rstrip()
    if wording.kind in style.stopped and len(text) >= 20 and text[-1] not in STOPS | set("）)”"):
        yield _doubt(wording, len(text) - 12, len(text))


def _doubt(wording: Wording, start: int, end: int, expected: str = "") -> Doubt:
    quote = wording.text[max(0, start) : end].replace("\n", " ").strip()
    return Doubt(wording.path, quote, expected, quote)
