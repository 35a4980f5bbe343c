"""Quantities as cells word them: ``3,200``, ``１５``, ``1.8亿元``, ``15%``, ``45413``."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from msctl.model.errors import BadNumber
from msctl.model.money import Money, parse_decimal, plain

_AMOUNT = re.compile(
    r"(?P<number>[-+−]?[\d,，.．]+)\s*(?P<unit>亿元|億元|万元|萬元|元|亿|億|万|萬)"
)
_UNITS = {"億元": "亿元", "萬元": "万元", "亿": "亿元", "億": "亿元", "万": "万元", "萬": "万元"}
_STATED = re.compile(r"(亿元|億元|万元|萬元|元)")
_BRACKETS = re.compile(r"[（(]([^（()）]*)[）)]")
_RATE = re.compile(r"(?P<number>[-+−]?[\d,，.．]+)\s*(?P<unit>%|‰)")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_EPOCH = dt.date(1899, 12, 30)
_SERIALS = range(36526, 73051)
"""Excel's numbers of the days of 2000 to 2099."""


def number_of(text: str) -> Decimal | None:
    """A plain number; None for anything else."""
    text = text.strip()
    if not text or len(text) > 40:
        return None
    try:
        return parse_decimal(text)
    except BadNumber:
        return None


class Amount(NamedTuple):
    """Money as a cell states it."""

    value: Decimal
    """in the ledger's unit"""
    converted: bool
    """whether the cell words it otherwise"""


def amount_of(text: str, column_unit: str, ledger_unit: str) -> Amount | None:
    """Money in the ledger's unit: a number in the column's unit, or one with a unit of its own."""
    unit = column_unit
    found = written = number_of(text)
    if found is None:
        match = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", text.strip()))
        found = number_of(match["number"]) if match else None
        if match is None or found is None:
            return None
        unit = _UNITS.get(match["unit"], match["unit"])
    value = (
        Decimal(plain(Money(found, unit).to(ledger_unit).amount)) if unit != ledger_unit else found
    )
    return Amount(value, value != written)


def rate_of(text: str) -> tuple[Decimal, str] | None:
    """A rate and its sign: ``15%``."""
    match = _RATE.fullmatch(unicodedata.normalize("NFKC", text.strip()).replace("％", "%"))
    number = number_of(match["number"]) if match else None
    return (number, match["unit"]) if match is not None and number is not None else None


def date_of(text: str) -> dt.date | None:
    """A date: ``2024-06-30``, ``2024年6月30日``, ``2024/6/30``, or the number Excel has for it."""
    folded = unicodedata.normalize("NFKC", text.strip())
    if match := _DATE.fullmatch(folded):
        try:
            return dt.date(*map(int, match.groups()))
        except ValueError:
            return None
    if folded.isdecimal() and int(folded) in _SERIALS:
        return _EPOCH + dt.timedelta(days=int(folded))
    return None


def unit_in(title: str) -> str:
    """The money unit that a title states, in brackets or after its words; empty for none."""
    for words in (*_BRACKETS.findall(title), title):
        if match := _STATED.search(words):
            return _UNITS.get(match[1], match[1])
    return ""
