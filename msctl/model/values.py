"""The values a field can hold and their written form."""

import datetime as dt
import sys
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from msctl.model.money import plain


class InlineTable(tuple[tuple[str, "Value"], ...]):
    """A table that stands inside an array: its keys and values in order."""

    __slots__ = ()


Value: TypeAlias = str | Decimal | bool | dt.date | dt.time | tuple["Value", ...] | InlineTable
"""One value of a record. TOML integers and floats are both exact decimals here, arrays are tuples,
a table inside an array (only in keys that msctl does not know) is an InlineTable."""


_NAN = Decimal("nan")
"""The one not-a-number, so that two readings of a file that holds one are equal."""

_WORD = 16
"""characters up to which a text is probably a word of the office, such as a status or a unit's
name, which thousands of records repeat: it is kept once"""


@lru_cache(maxsize=4096)
def _whole(number: int) -> Decimal:
    """A decimal of a whole number, the same object for those that come often."""
    return Decimal(number)


def from_toml(raw: object) -> Value:
    """A value as a TOML reader gives it, made exact and immutable."""
    if isinstance(raw, Decimal):
        return _NAN if raw.is_nan() else raw
    if type(raw) is str:
        return sys.intern(raw) if len(raw) <= _WORD else raw
    if isinstance(raw, bool | str | dt.date | dt.time):
        return raw
    if isinstance(raw, int):
        return _whole(raw)
    if isinstance(raw, float):
        return Decimal(repr(raw))
    if isinstance(raw, list | tuple):
        return tuple(from_toml(item) for item in raw)
    if isinstance(raw, Mapping):
        return InlineTable((str(k), from_toml(v)) for k, v in raw.items())
    raise TypeError(type(raw).__name__)


def to_text(value: Value | None) -> str:
    """The value as a person types it: names joined by ``、``, numbers plain, absent empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, InlineTable):
        return "{" + ", ".join(f"{k} = {to_text(v)}" for k, v in value) + "}"
    if isinstance(value, tuple):
        return "、".join(to_text(item) for item in value)
    return value.isoformat()


def as_text(detail: object) -> str:
    """A detail of an error as data, in whatever language its sentence is: a list of names as
    :func:`to_text`."""
    return to_text(detail) if isinstance(detail, tuple) else str(detail)


def to_json(value: Value | None) -> object:
    """The value for JSON: decimals as numbers that print as they are, dates in ISO form."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Decimal):
        whole = value.to_integral_value() if value.is_finite() else value
        return int(whole) if whole == value else float(value)
    if isinstance(value, InlineTable):
        return {k: to_json(v) for k, v in value}
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    return value.isoformat()
