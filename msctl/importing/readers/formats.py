"""Number formats that say more than a cell's value: percentages, and Chinese words beside a number
or in a date.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from msctl.importing.quantities import number_of
from msctl.model.money import plain

EPOCH = dt.date(1899, 12, 30)
"""Day 0 of Excel's calendar for every date from March 1900 on."""
EPOCH_1904 = dt.date(1904, 1, 1)
_YEAR_MONTH, _MONTH_DAY = "yyyy年m月", "m月d日"
BUILT_IN: Mapping[int, str] = {
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((27, 36, 50, 52, 57), _YEAR_MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_DAY),
    31: "yyyy年m月d日",
}
"""The formats that a Chinese Excel names by number alone (ECMA-376 part 1, 18.8.30)."""

_TELLING = re.compile("[%\u4e00-\u9fff]")
_DATED = re.compile("[ymdhs]", re.IGNORECASE)
_BESIDE = re.compile(
    r"([^0-9#?,.!]*?)(?:[0#?](?:[0#?,]*[0#?])?(?:\.[0#?]+|!\.([0#?]+))?(,*)|General)([^0-9#?,.!]*)"
)
"""Digits, with words around them that are no part of the number. Each comma behind the digits
leaves three of them out, and the full stop behind an exclamation mark is only drawn: 0!.0, prints
18000 as 1.8."""
_SCALED = re.compile(r"[0#?],+(?![0#?])|!\.")
_SIZES = (0, 3, 4, 6, 7, 8)
"""The powers of ten by which formats print numbers smaller: thousands, 万, millions, 亿."""


@dataclass(frozen=True)
class Formats:
    """The number formats of a workbook that say more than python-calamine does."""

    by_style: Mapping[int, str]
    epoch: dt.date = EPOCH

    def worded(self, cell: object, code: str) -> str:
        """A number or date as the format prints it; empty where the format says no more than the
        value does."""
        if isinstance(cell, bool):
            return ""
        if isinstance(cell, int | float) and not _DATED.search(code):
            return percentage(float(cell), code) if "%" in code else _unit(cell, code)
        if isinstance(cell, int | float) and 0 < cell < 100_000:
            cell = self.epoch + dt.timedelta(days=int(cell))
        return _date(cell, code) if isinstance(cell, dt.date) else ""


def percentage(cell: float, code: str) -> str:
    """0.15 as 15%; a share that does not end has the decimals of its format."""
    text = f"{cell * 100:.12g}"
    if len(text.partition(".")[2]) > 4:
        places = len(re.sub(r"[^0#?]", "", code.partition(".")[2].partition("%")[0]))
        text = f"{cell * 100:.{places}f}"
    return f"{text}%"


def telling(code: str) -> str:
    """A format's first section without quotes, gaps, colours and locales, where it says more than a
    value does; else empty."""
    code = re.sub(r"\[[^\]]*\]", "", code)
    code = re.sub(r'\\\.|"\."', "!.", code.partition(";")[0])
    bare = re.sub(r'[_*].|["\\@]', "", code)
    return bare if _TELLING.search(bare) or _SCALED.search(bare) else ""


def _unit(cell: float, code: str) -> str:
    """A number in the size that its format prints, between the format's words, with all of its
    digits: 1.8亿元."""
    match = _BESIDE.fullmatch(code)
    if match is None:
        return ""
    number = Decimal(f"{cell:.15g}").scaleb(-3 * len(match[3] or "") - len(match[2] or ""))
    return f"{match[1]}{plain(number)}{match[4]}".strip()


def as_shown(value: Decimal, shown: str) -> str:
    """A number with all of its digits in the size that it is shown in: 18000 shown as 1.8 is 1.8,
    18.26 shown as 18.3 is 18.26. Empty for anything else."""
    number = number_of(shown)
    if number is None or not value.is_finite():
        return ""
    value = Decimal(f"{float(value):.15g}")
    half = Decimal(5).scaleb(-len(shown.strip().partition(".")[2]) - 1)
    sizes = (value.scaleb(-size) for size in _SIZES)
    return next((plain(one) for one in sizes if abs(one - number) <= half), "")


def _date(date: dt.date, code: str) -> str:
    parts = (
        (r"y+", f"{date.year}"),
        (r"(?<![a-z])mm(?![a-z])", f"{date.month:02}"),
        (r"(?<![a-z])m(?![a-z])", f"{date.month}"),
        (r"dd", f"{date.day:02}"),
        (r"d", f"{date.day}"),
    )
    text = code.lower()
    for pattern, word in parts:
        text = re.sub(pattern, word, text)
    return "" if re.search(r"[a-z]", text) else text
