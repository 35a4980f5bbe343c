"""Periods: what a plan promises and a report covers.

Forms: ``Q1``-``Q4``, ``H1``, ``H2``, ``Y``, ``M01``-``M12``, ranges of one kind (``Q2-Q3``,
``M01-M09``), any of them with another year in front (``2025-M03``), and ``ongoing`` (常态化).
A period without a year means the ledger's year. Periods sort by their end, the shorter first.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from msctl.model.errors import UnknownPeriod

ONGOING = "ongoing"

_MONTHS = {
    **{f"Q{q}": (3 * q - 2, 3 * q) for q in range(1, 5)},
    "H1": (1, 6),
    "H2": (7, 12),
    "Y": (1, 12),
    **{f"M{m:02}": (m, m) for m in range(1, 13)},
}
_UNIT = r"Q[1-4]|H[12]|Y|M0[1-9]|M1[0-2]"
_FORM = re.compile(rf"(?:([12][0-9]{{3}})-)?({_UNIT})(?:-({_UNIT}))?")


@dataclass(frozen=True, slots=True)
class Period:
    """Months ``start`` to ``end`` (1-12) of ``year`` (None: the ledger's), or ongoing (start 0)."""

    key: str
    year: int | None
    start: int
    end: int

    def __str__(self) -> str:
        return self.key

    @property
    def ongoing(self) -> bool:
        """Whether the promise has no end in time (常态化)."""
        return self.start == 0

    @property
    def units(self) -> tuple[str, ...]:
        """The first and, of a range, the last unit: ``("Q2", "Q3")``; none when ongoing."""
        if self.ongoing:
            return ()
        return tuple(part for part in self.key.split("-") if part in _MONTHS)

    def sort_key(self, year: int) -> tuple[int, int, int]:
        """Order by end, then the shorter first; ``year`` is the ledger's."""
        if self.ongoing:
            return (9999, 13, 0)
        return (self.year or year, self.end, -self.start)

    def ended_by(self, limit: "Period | None", year: int) -> bool:
        """Whether it has ended when ``limit`` ends; None is no limit."""
        return limit is None or self.sort_key(year)[:2] <= limit.sort_key(year)[:2]

    def overlaps(self, other: "Period", year: int) -> bool:
        """Whether the two share a month; what is ongoing overlaps everything."""
        if self.ongoing or other.ongoing:
            return True
        return (
            (self.year or year) == (other.year or year)
            and self.start <= other.end
            and other.start <= self.end
        )

    def last_day(self, year: int) -> dt.date:
        """The last day of the period; of what is ongoing, the year's last."""
        own = self.year or year
        month = self.end if not self.ongoing else 12
        following = dt.date(own + month // 12, month % 12 + 1, 1)
        return following - dt.timedelta(days=1)


@lru_cache(maxsize=1024)
def parse_period(text: str) -> Period:
    """Read a period key. Raises UnknownPeriod."""
    if text == ONGOING:
        return Period(text, None, 0, 0)
    match = _FORM.fullmatch(text)
    if match is None:
        raise UnknownPeriod(value=text)
    year, first, last = match.groups()
    start, end = _MONTHS[first]
    if last is not None:
        last_start, last_end = _MONTHS[last]
        if last[0] != first[0] or last_start <= start:
            raise UnknownPeriod(value=text)
        end = last_end
    return Period(text, int(year) if year else None, start, end)


def is_period(text: str) -> bool:
    """Whether the text is a period key."""
    try:
        parse_period(text)
    except UnknownPeriod:
        return False
    return True


def sort_periods(periods: "list[Period]", year: int) -> "list[Period]":
    """The periods of one ledger year in their order."""
    return sorted(periods, key=lambda period: period.sort_key(year))
