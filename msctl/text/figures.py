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
    begins_with,
    has_digit,
    name_after,
    name_before,
    name_of_rate,
    opened,
    words,
)

_QUOTED = re.compile(r"“[^“”]*”")
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
_REACHES = tuple(_BEFORE)
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
def _units() -> str:
    """A pattern of all measure words; those of one character, last, are asked for together."""
    longer = [re.escape(unit) for unit in words()["units"] if len(unit) > 1]
    single = [unit for unit in words()["units"] if len(unit) == 1]
    return "|".join((*longer, f"[{''.join((*single, *_RATES))}]"))


@cache
def _number() -> re.Pattern[str]:
    # a digit first, so that what is no digit is passed over at once
    return re.compile(
        rf"(\d(?<![\d.,\-—~～至#第].)\d*(?:\.\d+)?)([万萬])?({_units()})(?![级級/线線])"
        rf"({'|'.join(_AFTER)})?"
    )


@cache
def _countable() -> re.Pattern[str]:
    """What every wording has that states a figure: a digit and a measure word together, or what
    is taken out first and may stand between them."""
    return re.compile(rf"[\d（( \u3000\xa0“](?:(?<=[（( \u3000\xa0“])|[万萬]?(?:{_units()}))")


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
    if not _countable().search(line):
        return found
    for clauses in sentences(line):
        context = False
        for clause in clauses:
            figures = _clause(clause, context) if _countable().search(clause) else []
            context = bool(figures)
            found += figures
    return found


def _clause(clause: str, context: bool) -> list[Figure]:
    """The targets of one clause; ``context`` when the clause before it stated one."""
    clause = _without_adverbial(clause)
    if "、" not in clause:
        piece = _first_part(clause)
        only = list(_number().finditer(piece))
        figure = _figure(piece, only[0], (), (), context) if len(only) == 1 else None
        return [figure] if figure is not None else []
    pieces = [_first_part(piece) for piece in clause.split("、")]
    found: list[Figure] = []
    pending: list[str] = []
    listed = context
    for index, piece in enumerate(pieces):
        matches = list(_number().finditer(piece))
        if not matches and not has_digit(piece):
            pending.append(piece)
            continue
        figure = None
        if len(matches) == 1:
            following = tuple(pieces[index + 1 :])
            figure = _figure(piece, matches[0], tuple(pending), following, listed)
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
    piece: str,
    match: re.Match[str],
    pending: tuple[str, ...],
    following: tuple[str, ...],
    listed: bool,
) -> Figure | None:
    number, many, unit, more = match.groups()
    before = piece[: match.start()]
    reach = _reach(before)
    if reach:
        before = before.removesuffix(reach)
    name = _name(before, reach, unit, piece[match.end() :], pending, following, listed)
    if not name:
        return None
    relation = _BEFORE.get(reach, "") or _AFTER.get(more, "")
    rate = unit in _RATES
    return Figure(
        name, _value(number, many), unit, relation, _cumulative(piece), rate, _quote(piece)
    )


def _reach(before: str) -> str:
    """What the words before a number end with that says how its target is meant."""
    if not before.endswith(_REACHES):
        return ""
    return next(word for word in _REACHES if before.endswith(word))


def _quote(piece: str) -> str:
    """A piece as it is worded."""
    # what is hidden cannot be printed
    return piece if piece.isprintable() else piece.translate(_SHOWN)


@lru_cache(maxsize=4096)
def _name(
    before: str,
    reach: str,
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
    if not clause.startswith(("为", "為")):
        return clause
    match = _FOR_SCHOOLS.match(clause)
    return clause[match.end() :] if match else clause


def mentions(wording: str) -> list[Figure]:
    """Every figure of a wording that has a measure word, whatever it is a figure of.

    For the periods of a plan: what they mention is held against a known target, so that less has
    to be understood here.
    """
    if not _countable().search(wording):
        return []
    return [
        _mention(piece, numbers[0])
        for clauses in sentences(wording)
        for clause in clauses
        if _countable().search(clause)
        for piece, numbers in _pieces(clause)
        if len(numbers) == 1 and numbers[0][3] not in _RATES
    ]


def _pieces(clause: str) -> list[tuple[str, list[re.Match[str]]]]:
    """A clause's parts with one figure each; the clause itself when it has one figure."""
    clause = _first_part(clause)
    numbers = list(_number().finditer(clause))
    if len(numbers) < 2:
        return [(clause, numbers)]
    pieces = re.split(r"、|和(?=\d)", clause)
    return [(piece, list(_number().finditer(piece))) for piece in pieces]


def _mention(piece: str, match: re.Match[str]) -> Figure:
    number, many, unit, _ = match.groups()
    before, after = piece[: match.start()], piece[match.end() :]
    before = before.removesuffix(_reach(before))
    people = "人" if unit == "人" and after.startswith("员") else ""
    return Figure(
        f"{before}{people}{after}",
        _value(number, many),
        unit,
        cumulative=_cumulative(piece),
        quote=_quote(piece),
    )
