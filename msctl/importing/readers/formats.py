"""Number formats that say more than a cell's value: percentages, and Chinese words beside a number
or in a date.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

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
    r"([^0-9#?,.!]*?)(?:[0#?](?:[0#?,]*[0#?])?(?:\.[0#?]+)?|General)([^0-9#?,.!]*)"
)
"""Digits, with words around them that are no part of the number; a comma behind the digits would
print thousands, and the exclamation mark of 0!.0,万 a full stop that is none."""


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
    bare = re.sub(r'[_*].|["\\@]', "", code.partition(";")[0])
    return bare if _TELLING.search(bare) else ""


def _unit(cell: float, code: str) -> str:
    """A number between the words of its format, with all of its digits: 1.8亿元."""
    match = _BESIDE.fullmatch(code)
    return f"{match[1]}{plain(Decimal(f'{cell:.15g}'))}{match[2]}".strip() if match else ""


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
