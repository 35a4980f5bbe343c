"""Figures in official wording: which numbers state a target, of what, and in which measure word.

Careful on purpose: a wrong typed number is worse than an absent one, so a number counts only where
the words around it are understood (``figures.toml``). Dimensions (``长286米``), breakdowns (what
follows ``其中`` or stands in brackets), rates per head and rounded figures (``8万多名``) do not.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
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
_LOW, _HIGH, _ABOUT = "at-least", "at-most", "about"
_BEFORE = {
    **dict.fromkeys(("不少于", "不低于", "不少於", "不低於"), _LOW),
    **dict.fromkeys(("不高于", "不超过", "不高於", "不超過"), _HIGH),
    **dict.fromkeys(("约", "約"), _ABOUT),
    **dict.fromkeys(("达到", "達到", "达", "達"), ""),
}
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


def sentences(wording: str) -> Iterator[list[str]]:
    """The sentences of a wording, each as its clauses, without brackets and breakdowns."""
    text = _BLANKS.sub("", wording)
    if "“" in text:
        text = _QUOTED.sub(lambda match: match.group().translate(_HIDDEN), text)
    while ("(" in text or "（" in text) and _BRACKETS.search(_without_item(text)):
        text = "\n".join(_BRACKETS.sub("", _without_item(line)) for line in text.split("\n"))
    for sentence in _STOPS.split(text):
        clauses = _COMMAS.split(_without_item(sentence).partition("其中")[0])
        if any(clauses):
            yield clauses


def _without_item(text: str) -> str:
    return _ITEM.sub("", text)


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
            figures = _clause(clause, context)
            context = bool(figures)
            found.extend(figures)
    return found


def _clause(clause: str, context: bool) -> list[Figure]:
    """The targets of one clause; ``context`` when the clause before it stated one."""
    clause = _without_adverbial(clause)
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
    before, after = piece[: match.start()], piece[match.end() :]
    if match["unit"] in ("%", "‰"):
        if after:
            return None
        name = name_of_rate(before)
    elif after.removesuffix("等"):
        if match["unit"] == "人" and after.startswith("员"):
            after = f"人{after}"
        name = name_after(before, after, pending, following, listed)
        if match["unit"] in words()["lengths"]:
            name = name.partition("及")[0]
    else:
        if pending and len("".join(pending)) > 3 and _starts_with_verb(before):
            pending = []
        name = name_before("、".join([*pending, before]), listed, match["before"])
        if name in words()["verbs"] and match["unit"] not in words()["people"]:
            name = ""
    name = name.translate(_SHOWN)
    if not 2 <= len(name) <= LONGEST or has_digit(name):
        return None
    relation = _BEFORE.get(match["before"], "") or _AFTER.get(match["after"], "")
    return Figure(
        name,
        _value(match),
        match["unit"],
        relation,
        cumulative=_cumulative(piece),
        rate=match["unit"] in ("%", "‰"),
        quote=piece.translate(_SHOWN),
    )


def _value(match: re.Match[str]) -> Decimal:
    """``1.9万`` -> 19000; never a trailing zero behind the point."""
    number = match["number"]
    value = Decimal(number) * 10_000 if match["many"] else Decimal(number)
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
        for piece in _pieces(clause)
        if (figure := _mention(piece)) is not None
    ]


def _pieces(clause: str) -> list[str]:
    """A clause's parts with one figure each; the clause itself when it has one figure."""
    clause = _first_part(clause)
    if len(_number().findall(clause)) < 2:
        return [clause]
    return re.split(r"、|和(?=\d)", clause)


def _mention(piece: str) -> Figure | None:
    matches = list(_number().finditer(piece))
    if len(matches) != 1 or matches[0]["unit"] in ("%", "‰"):
        return None
    match = matches[0]
    after = piece[match.end() :]
    people = "人" if match["unit"] == "人" and after.startswith("员") else ""
    name = f"{piece[: match.start()]}{people}{after}"
    return Figure(
        name,
        _value(match),
        match["unit"],
        cumulative=_cumulative(piece),
        quote=piece.translate(_SHOWN),
    )
