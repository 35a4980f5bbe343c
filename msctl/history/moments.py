"""Dates as users write them, to the moments at which they begin and end."""

import datetime as dt
import re

from msctl.model.errors import BadDate

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def is_date(text: str) -> bool:
    """Whether a text has the form of a day, a month or a year: ``2024-06-30``, ``2024-06``,
    ``2024``."""
    return _DATE.fullmatch(text) is not None


def span(text: str) -> tuple[int, int]:
    """The first and the last second of a day, a month or a year in local time, as seconds since
    1970 and never below zero, which git cannot take. Raises BadDate."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise BadDate(value=text)
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = dt.date(year or 1, month or 1, day or 1)
        if day is not None:
            end = first + dt.timedelta(days=1)
        elif month is not None:
            end = (first + dt.timedelta(days=31)).replace(day=1)
        else:
            end = first.replace(year=first.year + 1)
        return _seconds(first), max(0, _seconds(end) - 1)
    except (ValueError, OverflowError):
        raise BadDate(value=text) from None


def _seconds(day: dt.date) -> int:
    return max(0, int(dt.datetime(day.year, day.month, day.day).astimezone().timestamp()))
