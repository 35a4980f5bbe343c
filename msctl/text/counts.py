"""Counts in wording as they stand there: every number with its measure word, money with what it is
for, shares. What a number is a target of, :mod:`msctl.text.figures` tells."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from msctl.model.money import Money
from msctl.text.fold import simplified
from msctl.text.subjects import any_of

_OTHER_UNITS = (
    "平方公里|平方千米|立方米|平方米|万元|亿元|元|份|眼|亩|公顷|吨|项|村|册|箱|盆|株|棵|块|门|床|站"
)
_FACTORS = {"万": Decimal(10_000), "亿": Decimal(100_000_000), None: Decimal(1)}
_MONEY = re.compile(
    r"(?P<about>约)?(?<![\d.])(?P<number>\d+(?:\.\d+)?)(?P<unit>亿元|万元|元)(?P<after>左右|以上|以内)?"
)
_MARKS = re.compile("[，。；、：,;:\n]")
_LEADS = re.compile("^(?:累计|完成|发放|拨付|预计|计划|使用|投入|支出|已|共|将|约)+")
_SHARE = re.compile(r"(?P<about>约)?(?P<number>\d+(?:\.\d+)?)%")


class Quantity(NamedTuple):
    """A number with its measure word, and where it stands."""

    value: Decimal
    unit: str
    start: int
    end: int


@cache
def _quantity() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\d.,\-—~～至#第A-Za-z])(?P<number>\d+(?:\.\d+)?)[ ]?(?P<many>[万亿](?!元))?"
        rf"(?P<unit>{_OTHER_UNITS}|{any_of('units')})(?![级线])"
    )


def quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Every number with a measure word of a text in simplified characters."""
    for match in _quantity().finditer(text, start, len(text) if end is None else end):
        value = Decimal(match["number"]) * _FACTORS[match["many"]]
        yield Quantity(value, match["unit"], match.start(), match.end())


class Sum(NamedTuple):
    """Money that one period's plan names, cumulative or not."""

    name: str
    value: Decimal
    """in the ledger's unit"""
    exact: bool
    cumulative: bool
    quote: str


def sums(text: str, money_unit: str) -> Iterator[Sum]:
    """The money a text names, each with what it is for."""
    plain = simplified(text)
    for match in _MONEY.finditer(plain):
        before = _MARKS.split(plain[: match.start()])[-1]
        name = _LEADS.sub("", before)
        if len(name) < 4 or any(character.isdigit() for character in name):
            continue
        sentence = re.split("[。；;\n]", plain[: match.start()])[-1]
        yield Sum(
            name,
            Money(Decimal(match["number"]), match["unit"]).to(money_unit).amount,
            not (match["about"] or match["after"]),
            "累计" in sentence,
            text[match.start() - len(before) : match.end()],
        )


def share_of(text: str) -> Decimal | None:
    """The one exact percentage of a text; None where it states none, or several."""
    found = list(_SHARE.finditer(text))
    if len(found) != 1 or found[0]["about"]:
        return None
    return Decimal(found[0]["number"])
