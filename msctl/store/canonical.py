"""The canonical text of a record: how a new file is written and a value is rendered.

Values come before sub-tables, keys in the order of the field table, one value a line, text of
several lines as a block that keeps its line breaks, LF, a final newline.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from msctl.model.fields import PROJECT, FieldTable, child_order
from msctl.model.money import plain
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import InlineTable, Value


def to_text(record: Record, year: int, table: FieldTable = PROJECT) -> str:
    """The whole file of a record; ``year`` is the ledger's and orders its periods."""
    fields = record.fields
    order = _record_in_order(tuple(fields), year, table)
    lines = [
        # most values are texts of one line, written at once
        f'{before}"{value}"'
        if type(value := fields[path]) is str and _is_bare(value)
        else before + value_text(value)
        for before, path in order
    ]
    return "\n".join(lines).lstrip("\n") + "\n"


_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN = re.compile(r'[^"\\\x00-\x1f\x7f-\x9f\ud800-\udfff]*')
"""Text without anything that TOML escapes; to ask tomlkit for it takes a hundred times as long."""


@lru_cache(maxsize=256)
def _record_in_order(
    paths: tuple[FieldPath, ...], year: int, table: FieldTable
) -> Sequence[tuple[str, FieldPath]]:
    """The paths of a record as they are written, each with what stands before its value."""
    values = tuple([path for path in paths if len(path) == 1])
    groups: dict[str, list[FieldPath]] = {}
    for path in paths:
        if len(path) > 1:
            groups.setdefault(path[0], []).append(path)
    found = [*_group_in_order(values, year, table)]
    for own in _ordered(tuple(groups), FieldPath(), table, year):
        found += _part_in_order(tuple(groups[own]), year, table)
    return found


@lru_cache(maxsize=1024)
def _part_in_order(
    paths: tuple[FieldPath, ...], year: int, table: FieldTable
) -> Sequence[tuple[str, FieldPath]]:
    """As :func:`_record_in_order`, for the values of one group."""
    parts: dict[str | None, list[FieldPath]] = {}
    for path in paths:
        parts.setdefault(path[1] if len(path) > 2 else None, []).append(path)
    names = tuple([name for name in parts if name is not None])
    inner_order = _ordered(names, FieldPath(paths[0][:1]), table, year)
    found: list[tuple[str, FieldPath]] = []
    for key in (None, *inner_order) if None in parts else inner_order:
        found += _group_in_order(tuple(parts[key]), year, table)
    return found


@lru_cache(maxsize=1024)
def _group_in_order(
    paths: tuple[FieldPath, ...], year: int, table: FieldTable
) -> Sequence[tuple[str, FieldPath]]:
    """As :func:`_record_in_order`, for the values that stand in no group or in one group inside
    another.

    All three are kept, for the records of a ledger have the same few sets of fields: those of a
    whole record where the names of measures are the same, else those of its parts.
    """
    tree: dict[str, object] = {}
    for path in paths:
        node = tree
        for key in path[:-1]:
            node = node.setdefault(key, {})  # type: ignore[assignment]
        node[path[-1]] = path
    found: list[tuple[str, FieldPath]] = []
    _lay_out(found, tree, FieldPath(), table, year)
    return found


def _lay_out(
    found: list[tuple[str, FieldPath]],
    tree: Mapping[str, object],
    path: FieldPath,
    table: FieldTable,
    year: int,
) -> None:
    values = [key for key, node in tree.items() if not isinstance(node, dict)]
    groups = [key for key, node in tree.items() if isinstance(node, dict)]
    header = "\n[" + ".".join(map(key_text, path)) + "]\n" if path else ""
    for key in _ordered(tuple(values), path, table, year):
        found.append((f"{header}{key_text(key)} = ", path / key))
        header = ""
    for key in _ordered(tuple(groups), path, table, year):
        _lay_out(found, tree[key], path / key, table, year)  # type: ignore[arg-type]


@lru_cache(maxsize=1024)
def _ordered(
    keys: tuple[str, ...], path: FieldPath, table: FieldTable, year: int
) -> tuple[str, ...]:
    if len(keys) < 2:
        return keys
    return tuple(sorted(keys, key=lambda key: child_order(table, path / key, year)))


@lru_cache(maxsize=4096)
def key_text(key: str) -> str:
    """A key as TOML writes it: bare where it may be, else in double quotes."""
    if _BARE.fullmatch(key):
        return key
    return value_text(key.replace("\n", " "))


def value_text(value: Value) -> str:
    """A value as TOML writes it on one line, or as a block when it has several."""
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        written = str(value)
        if written.isdigit():
            return written
        return plain(value) if value.is_finite() else str(value).lower().replace("infinity", "inf")
    if isinstance(value, InlineTable):
        inner = ", ".join(f"{key_text(k)} = {value_text(v)}" for k, v in value)
        return "{ " + inner + " }" if inner else "{}"
    if isinstance(value, tuple):
        return "[" + ", ".join(_inline(item) for item in value) + "]"
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _inline(value: Value) -> str:
    return _quoted(value) if isinstance(value, str) else value_text(value)


def _is_bare(text: str) -> bool:
    """Whether a text stands between double quotes as it is."""
    return text.isprintable() and '"' not in text and "\\" not in text


def _string(text: str) -> str:
    if _is_bare(text):
        return f'"{text}"'
    # a carriage return would be lost in a block, where line breaks are normalised
    return _block(text) if "\n" in text and "\r" not in text else _quoted(text)


def _quoted(text: str) -> str:
    if _is_bare(text) or _PLAIN.fullmatch(text):
        return f'"{text}"'
    import tomlkit

    return tomlkit.string(text).as_string()


def _block(text: str) -> str:
    if _PLAIN.fullmatch(text.replace("\n", "")):
        return f'"""\n{text}"""'
    import tomlkit

    # behind another character a line break at the beginning is not doubled, as tomlkit does for
    # blocks that open without one
    return '"""\n' + tomlkit.string(f"-{text}", multiline=True).as_string()[4:]
