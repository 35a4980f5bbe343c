"""Differences of records as text for the index, and back, exactly: a number keeps its digits."""

import datetime as dt
import json
from decimal import Decimal
from typing import cast

from msctl.history.difference import Kind, RecordChange
from msctl.model.changes import Change
from msctl.model.paths import FieldPath
from msctl.model.values import InlineTable, Value


def pack(change: RecordChange) -> str:
    """A difference whose two sides can be read; its file and id are not repeated."""
    fields = [[list(c.path), _packed(c.old), _packed(c.new)] for c in change.changes]
    told = [change.kind, change.old_id, change.layout_only, fields]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def unpack(file: str, record_id: str, text: str) -> RecordChange:
    """The difference that was packed. Raises ValueError for a text that is none."""
    try:
        kind, old_id, layout_only, fields = json.loads(text)
        changes = tuple(
            Change(record_id, FieldPath(path), _value(old), _value(new))
            for path, old, new in fields
        )
    except (TypeError, ArithmeticError) as error:
        raise ValueError(text) from error
    return RecordChange(
        record_id, file, cast(Kind, kind), changes, layout_only=layout_only, old_id=old_id
    )


def paths(text: str) -> frozenset[tuple[str, ...]]:
    """Only the field paths of a packed difference."""
    return frozenset(tuple(field[0]) for field in json.loads(text)[3])


def _packed(value: Value | None) -> object:
    """Texts and booleans stand as they are, all else in a list behind a letter for its type."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, Decimal):
        return ["n", str(value)]
    if isinstance(value, InlineTable):
        return ["i", *([key, _packed(item)] for key, item in value)]
    if isinstance(value, tuple):
        return ["l", *(_packed(item) for item in value)]
    letter = "m" if isinstance(value, dt.datetime) else "d" if isinstance(value, dt.date) else "t"
    return [letter, value.isoformat()]


def _value(packed: object) -> Value | None:
    if packed is None or isinstance(packed, str | bool):
        return packed
    if not isinstance(packed, list):
        raise ValueError(packed)
    letter, *rest = packed
    if letter == "n":
        return Decimal(rest[0])
    if letter == "l":
        return tuple(_item(item) for item in rest)
    if letter == "i":
        return InlineTable((key, _item(item)) for key, item in rest)
    if letter == "m":
        return dt.datetime.fromisoformat(rest[0])
    return dt.date.fromisoformat(rest[0]) if letter == "d" else dt.time.fromisoformat(rest[0])


def _item(packed: object) -> Value:
    found = _value(packed)
    if found is None:
        raise ValueError(packed)
    return found
