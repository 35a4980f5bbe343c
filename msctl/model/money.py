"""Money as decimals with a unit, never binary floats.

Amounts in records are plain decimals in the ledger's unit; ``0`` and absent differ.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from msctl.model.errors import BadNumber, UnknownMoneyUnit

UNITS = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
"""The units offices count in, in yuan."""

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount and the unit it is counted in."""

    amount: Decimal
    unit: str = "万元"

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise UnknownMoneyUnit(value=self.unit)

    def to(self, unit: str) -> "Money":
        """The same money in another unit. Raises UnknownMoneyUnit."""
        if unit not in UNITS:
            raise UnknownMoneyUnit(value=unit)
        return Money(self.amount * UNITS[self.unit] / UNITS[unit], unit)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + other.to(self.unit).amount, self.unit)

    def __str__(self) -> str:
        return f"{plain(self.amount)}{self.unit}"


def parse_decimal(text: str) -> Decimal:
    """Read ``1200``, ``1,200.5``, ``－３``; full-width digits count. Raises BadNumber."""
    folded = text if text.isascii() else unicodedata.normalize("NFKC", text).replace("−", "-")
    folded = folded.strip()
    if not _NUMBER.fullmatch(folded):
        raise BadNumber(value=text)
    try:
        return Decimal(folded.replace(",", ""))
    except InvalidOperation:
        raise BadNumber(value=text) from None


def plain(number: Decimal) -> str:
    """A decimal without exponent and without idle zeros: ``60``, ``48.552``, ``0.5``."""
    written = f"{number:f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written
