"""Columns: what may be shown, filtered, sorted and grouped by, by name or by field path.

A column is the name of a row's value (``lead``, ``planned``), ``unit`` (the units that answer for
a project, under their names in the register) or a field path (``plan.Q2.text``,
``funding.total``), globs allowed (``plan.*.text``). A field path finds the project's own values
and those of its tasks; a path of a group finds every value in it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fnmatch import fnmatchcase

from msctl.locale.catalogue import has, t
from msctl.locale.labels import field_label
from msctl.model.errors import UnknownField
from msctl.model.fields import PROJECT, Kind
from msctl.model.paths import FieldPath
from msctl.model.period import is_period
from msctl.model.project import natural
from msctl.model.values import Value, to_text
from msctl.report.listing import COLUMNS, Row

NUMERIC = frozenset({"year", "gap", "tasks", "planned", "invested"})
UNIT = "unit"
_GLOB = "*?["
_CHOSEN = {"DATE", "NAME", "TASK"}
"""The keys of a field's pattern that a record chooses."""


def check_column(name: str) -> str:
    """The name, when a column has it. Raises UnknownField, UnknownPeriod, BadFieldPath, BadDate."""
    if name in COLUMNS or name == UNIT:
        return name
    path = FieldPath.parse(name)
    if any(sign in name for sign in _GLOB):
        if not any(_fits(path, row.pattern) for row in PROJECT.rows):
            raise UnknownField(path=name, near="")
    elif not PROJECT.is_group(path):
        _require(path)
    return name


def is_numeric(name: str) -> bool:
    """Whether a column holds numbers."""
    if name in COLUMNS or name == UNIT:
        return name in NUMERIC
    path = FieldPath.parse(name)
    kinds = {row.kind for row in PROJECT.rows if _fits(path, row.pattern)}
    return bool(kinds) and kinds <= {Kind.MONEY, Kind.NUMBER}


def label(name: str) -> str:
    """What a column is called."""
    if has(f"report.column.{name}"):
        return t(f"report.column.{name}")
    return field_label(FieldPath.parse(name))


def values(row: Row, name: str) -> Iterator[Value]:
    """Every value a project has in a column; names come one by one."""
    if name == UNIT:
        yield from units(row)
    elif name in COLUMNS:
        yield from _each(getattr(row, name))
    else:
        for value in recorded(row, FieldPath.parse(name)):
            yield from _each(value)


def units(row: Row) -> tuple[str, ...]:
    """The units that answer for a project, each once, by the register's name where it has one."""
    return tuple(dict.fromkeys(row.home.unit_of(name) or name for name in row.lead))


def cell(row: Row, name: str) -> Value | None:
    """What a list shows in a column: the one value, or the different ones on a line each."""
    if name == UNIT:
        return units(row)
    if name in COLUMNS:
        value = getattr(row, name)
        if isinstance(value, int):
            return Decimal(value)
        return None if value in ("", ()) else value
    found = list(dict.fromkeys(recorded(row, FieldPath.parse(name))))
    if len(found) > 1:
        return "\n".join(to_text(value) for value in found)
    return found[0] if found else None


def recorded(row: Row, pattern: FieldPath) -> Iterator[Value]:
    """The values a project and its tasks hold at the paths that fit a pattern."""
    for path, value in row.project.record.leaves():
        if path.matches(pattern) or (path[0] == "task" and FieldPath(path[2:]).matches(pattern)):
            yield value


def words(row: Row, name: str, value: Value) -> tuple[str, ...]:
    """The texts that stand for a value: as recorded, and as it is called on the screen."""
    text = to_text(value)
    if name == "region":
        return (text, row.home.name)
    if name in ("lead", "responsible", "units") or name.startswith("units."):
        return (text, row.home.unit_of(text) or text)
    return (text, word(name, text))


def word(name: str, text: str) -> str:
    """What a column's fixed word is called on the screen; any other text stays as it is."""
    key = name.rpartition(".")[2]
    group = "choice" if key in ("kind", "mode", "relation") else key
    if group in ("state", "pace", "light", "choice") and has(f"field.{group}.{text}"):
        return t(f"field.{group}.{text}")
    return text


def order(name: str, value: Value | None) -> tuple[object, ...]:
    """Sorts the values of a column: numbers by size, printed numbers naturally, absent last."""
    if value is None or value in ("", ()):
        return (9,)
    if isinstance(value, Decimal):
        return (0, value)
    if isinstance(value, dt.date):
        return (1, value.isoformat())
    text = to_text(value)
    return (2, *natural(text)) if name == "number" else (3, text)


def sort(listed: Iterable[Row], names: Sequence[str]) -> list[Row]:
    """The rows by columns, the first one first; a name with ``-`` in front sorts downwards.

    Rows without a value come last either way. Raises what :func:`check_column` raises.
    """
    ordered = list(listed)
    for name in reversed(names):
        column = check_column(name.removeprefix("-"))
        present = [row for row in ordered if cell(row, column) is not None]
        absent = [row for row in ordered if cell(row, column) is None]
        present.sort(key=lambda row, c=column: order(c, cell(row, c)), reverse=name[:1] == "-")  # type: ignore[misc]
        ordered = present + absent
    return ordered


def _each(value: object) -> Iterator[Value]:
    if isinstance(value, tuple):
        yield from value
    elif isinstance(value, bool | str | Decimal | dt.date | dt.time):
        yield value
    elif isinstance(value, int):
        yield Decimal(value)


def _fits(path: FieldPath, pattern: tuple[str, ...]) -> bool:
    return len(path) <= len(pattern) and all(
        _fits_key(glob, key) for glob, key in zip(path, pattern, strict=False)
    )


def _fits_key(glob: str, key: str) -> bool:
    if key == "PERIOD":
        return any(sign in glob for sign in _GLOB) or is_period(glob)
    return key in _CHOSEN or fnmatchcase(key, glob)


def _require(path: FieldPath) -> None:
    from difflib import get_close_matches

    try:
        PROJECT.require(path)
    except UnknownField as error:
        near = get_close_matches(str(path), COLUMNS, n=2, cutoff=0.5)
        known = error.details["near"]
        near += known if isinstance(known, tuple) else ()
        raise UnknownField(path=path, near=tuple(dict.fromkeys(near))) from None
