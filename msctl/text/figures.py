"""Figures in official wording: which numbers state a target, of what, and in which measure word.

Careful on purpose: a wrong typed number is worse than an absent one, so a number counts only where
the words around it are understood (``figures.toml``). Dimensions (``长286米``), breakdowns (what
follows ``其中`` or stands in brackets), rates per head and rounded figures (``8万多名``) do not.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from msctl.model.money import plain
from msctl.text.subjects import (
    LONGEST,
    any_of,
    begins_with,
    has_digit,
    name_after,
    name_before,
    name_of_rate,
    opened,
    words,
)

_QUOTED = re.compile(r"“[^“”]*”")
_DIGIT = re.compile(r"\d")
_BLANKS = re.compile(r"[ \u3000\xa0]+")
_STOPS = re.compile(r"[。；;\n]")
_COMMAS = re.compile(r"[，,：:]")
_AND = re.compile(r"(?<!合)并")
_BRACKETS = re.compile(r"（[^（）()]*）|\([^（）()]*\)")
_HIDDEN = str.maketrans({"、": "\ue000", "，": "\ue001", "；": "\ue002"})
_SHOWN = {0xE000: "、", 0xE001: "，", 0xE002: "；"}
_ITEM = re.compile(r"^(?:（\d+）|\(\d+\)|\d+[、.．]|[①-⑳])")
_FOR_SCHOOLS = re.compile(r"[为為][^\d]{2,16}等\d+[所个個家](?:学校|學校|村|社区)(?=.*\d)")
_RATES = ("%", "‰")
_LOW, _HIGH, _ABOUT = "at-least", "at-most", "about"
_BEFORE = {
    **dict.fromkeys(("不少于", "不低于", "不少於", "不低於"), _LOW),
    **dict.fromkeys(("不高于", "不超过", "不高於", "不超過"), _HIGH),
    **dict.fromkeys(("约", "約"), _ABOUT),
    **dict.fromkeys(("达到", "達到", "达", "達"), ""),
}
_LONGEST_BEFORE = max(map(len, _BEFORE))
_AFTER = {"以上": _LOW, "以内": _HIGH, "以內": _HIGH, "左右": _ABOUT}


class Figure(NamedTuple):
    """A number with its measure word and what it is a number of."""

    name: str
    value: Decimal
    unit: str
    relation: str = ""
    """one of model.fields.RELATIONS; empty where the wording says no more than the number"""
    cumulative: bool = False
    """whether the wording says 累计"""
    rate: bool = False
    quote: str = ""


@cache
def _number() -> re.Pattern[str]:
    before, after = "|".join(_BEFORE), "|".join(_AFTER)
    return re.compile(
        rf"(?P<before>{before})?(?<![\d.,\-—~～至#第])(?P<number>\d+(?:\.\d+)?)(?P<many>[万萬])?"
        rf"(?P<unit>{any_of('units')}|%|‰)(?![级級/线線])(?P<after>{after})?"
    )


def _numbers(text: str) -> list[re.Match[str]]:
    """The numbers of a text that have a measure word; the search begins where a digit is near."""
    digit = _DIGIT.search(text)
    if digit is None:
        return []
    begin = digit.start() - _LONGEST_BEFORE
    return list(_number().finditer(text, begin if begin > 0 else 0))


def sentences(wording: str) -> Iterator[list[str]]:
    """The sentences of a wording, each as its clauses, without brackets and breakdowns."""
    text = wording if wording.isprintable() and " " not in wording else _BLANKS.sub("", wording)
    if "“" in text:
        text = _QUOTED.sub(lambda match: match.group().translate(_HIDDEN), text)
    while ("(" in text or "（" in text) and _BRACKETS.search(_without_item(text)):
        less = "\n".join(_BRACKETS.sub("", _without_item(line)) for line in text.split("\n"))
        # only brackets that a line break stands in are left
        text = less if less != text else _BRACKETS.sub("", text)
    for sentence in _STOPS.split(text):
        clauses = _COMMAS.split(_without_item(sentence).partition("其中")[0])
        if any(clauses):
            yield clauses


def _without_item(text: str) -> str:
    match = _ITEM.match(text)
    return text[match.end() :] if match else text


def targets(wording: str) -> list[list[Figure]]:
    """The targets a wording states, line by line, in order."""
    return [_line(line) for line in wording.split("\n")]


def _line(line: str) -> list[Figure]:
    found: list[Figure] = []
    if not _DIGIT.search(line):
        return found
    for clauses in sentences(line):
        context = False
        for clause in clauses:
            figures = _clause(clause, context) if _DIGIT.search(clause) else []
            context = bool(figures)
            found += figures
    return found


def _clause(clause: str, context: bool) -> list[Figure]:
    """The targets of one clause; ``context`` when the clause before it stated one."""
    clause = _without_adverbial(clause)
    pieces = [_first_part(piece) for piece in clause.split("、")]
    found: list[Figure] = []
    pending: list[str] = []
    listed = context
    for index, piece in enumerate(pieces):
        matches = _numbers(piece)
        if not matches and not has_digit(piece):
            pending.append(piece)
            continue
        figure = None
        if len(matches) == 1:
            figure = _figure(piece, matches[0], pending, pieces[index + 1 :], listed)
        if figure is not None:
            found.append(figure)
        listed = figure is not None
        pending = []
    return found


def _first_part(piece: str) -> str:
    """``完成2部增设`` of ``完成2部增设并取得2部证书``: what follows says more of the same."""
    if "并" not in piece:
        return piece
    first = _AND.split(piece)[0]
    return first if _number().search(first) else piece


def _figure(
    piece: str, match: re.Match[str], pending: list[str], following: list[str], listed: bool
) -> Figure | None:
    reach, number, many, unit, more = match.groups()
    after = piece[match.end() :]
    name = _name(
        piece[: match.start()], reach, unit, after, tuple(pending), tuple(following), listed
    )
    if not name:
        return None
    return Figure(
        name,
        _value(number, many),
        unit,
        _BEFORE.get(reach, "") or _AFTER.get(more, ""),
        _cumulative(piece),
        unit in _RATES,
        piece.translate(_SHOWN),
    )


@lru_cache(maxsize=4096)
def _name(
    before: str,
    reach: str | None,
    unit: str,
    after: str,
    pending: tuple[str, ...],
    following: tuple[str, ...],
    listed: bool,
) -> str:
    """What a number is a number of, by the words around it; empty where they are not understood.

    Kept, for the same words stand around other numbers in the next project.
    """
    if unit in _RATES:
        name = "" if after else name_of_rate(before)
    elif after.removesuffix("等"):
        if unit == "人" and after.startswith("员"):
            after = f"人{after}"
        name = name_after(before, after, pending, following, listed)
        if unit in words()["lengths"]:
            name = name.partition("及")[0]
    else:
        if pending and len("".join(pending)) > 3 and _starts_with_verb(before):
            pending = ()
        name = name_before("、".join([*pending, before]), listed, reach)
        if name in words()["verbs"] and unit not in words()["people"]:
            name = ""
    name = name.translate(_SHOWN)
    return name if 2 <= len(name) <= LONGEST and not has_digit(name) else ""


def _value(number: str, many: str | None) -> Decimal:
    """``1.9万`` -> 19000; never a trailing zero behind the point."""
    value = Decimal(number) * 10_000 if many else Decimal(number)
    return Decimal(plain(value)) if "." in number else value


def _cumulative(piece: str) -> bool:
    return "累计" in piece or "累計" in piece


def _starts_with_verb(text: str) -> bool:
    return begins_with("verbs", "fillers").match(opened(text)) is not None


def _without_adverbial(clause: str) -> str:
    """``为实验中学等31所学校购置饮水设备140台`` without the schools it is for."""
    match = _FOR_SCHOOLS.match(clause)
    return clause[match.end() :] if match else clause


def mentions(wording: str) -> list[Figure]:
    """Every figure of a wording that has a measure word, whatever it is a figure of.

    For the periods of a plan: what they mention is held against a known target, so that less has
    to be understood here.
    """
    if not _DIGIT.search(wording):
        return []
    return [
        figure
        for clauses in sentences(wording)
        for clause in clauses
        if _DIGIT.search(clause)
        for piece, numbers in _pieces(clause)
        if len(numbers) == 1 and numbers[0]["unit"] not in _RATES
        for figure in [_mention(piece, numbers[0])]
    ]


def _pieces(clause: str) -> list[tuple[str, list[re.Match[str]]]]:
    """A clause's parts with one figure each; the clause itself when it has one figure."""
    clause = _first_part(clause)
    numbers = _numbers(clause)
    if len(numbers) < 2:
        return [(clause, numbers)]
    return [(piece, _numbers(piece)) for piece in re.split(r"、|和(?=\d)", clause)]


def _mention(piece: str, match: re.Match[str]) -> Figure:
    _, number, many, unit, _ = match.groups()
    after = piece[match.end() :]
    people = "人" if unit == "人" and after.startswith("员") else ""
    return Figure(
        f"{piece[: match.start()]}{people}{after}",
        _value(number, many),
        unit,
        cumulative=_cumulative(piece),
        quote=piece.translate(_SHOWN),
    )
