"""A record: the values of one file by field path, immutable and ordered as in the file."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal

from msctl.model.paths import FieldPath
from msctl.model.values import InlineTable, Value, from_toml, to_json


class Record:
    """The leaves of one file. Absent and empty differ; an empty table is absent."""

    __slots__ = ("fields",)

    def __init__(self, fields: Mapping[FieldPath, Value]) -> None:
        self.fields = dict(fields)

    @classmethod
    def from_tree(cls, tree: Mapping[str, object]) -> "Record":
        """From nested tables as a TOML reader gives them."""
        fields: dict[FieldPath, Value] = {}
        stack = [((), iter(tree.items()))]  # type: list[tuple[tuple[str, ...], Iterator[tuple[str, object]]]]
        while stack:
            prefix, items = stack[-1]
            for key, raw in items:
                if isinstance(raw, Mapping):
                    stack.append(((*prefix, key), iter(raw.items())))
                    break
                fields[_shared((*prefix, key))] = from_toml(raw)
            else:
                stack.pop()
        record = cls({})
        record.fields = fields
        return record

    def to_tree(self) -> dict[str, object]:
        """Nested tables of JSON values, in the record's order."""
        tree: dict[str, object] = {}
        for path, value in self.fields.items():
            node = tree
            for key in path[:-1]:
                node = node.setdefault(key, {})  # type: ignore[assignment]
            node[path[-1]] = to_json(value)
        return tree

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and self.fields == other.fields

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Record({len(self.fields)} fields)"

    def get(self, path: FieldPath) -> Value | None:
        """The value at a path, None when absent."""
        return self.fields.get(path)

    def leaves(self) -> Iterator[tuple[FieldPath, Value]]:
        """Every value with its path, in the file's order."""
        return iter(self.fields.items())

    def under(self, prefix: tuple[str, ...]) -> Iterator[tuple[FieldPath, Value]]:
        """Every value whose path begins with ``prefix``."""
        size = len(prefix)
        return ((p, v) for p, v in self.fields.items() if p[:size] == prefix)

    def keys(self, prefix: tuple[str, ...]) -> list[str]:
        """The keys that follow ``prefix``, each once, in the file's order."""
        size = len(prefix)
        begin = tuple(prefix)
        # most paths begin otherwise, and one key is compared faster than several
        near = [p for p in self.fields if p[0] == begin[0]] if begin else self.fields
        return list(dict.fromkeys([p[size] for p in near if len(p) > size and p[:size] == begin]))

    def set(self, path: FieldPath, value: Value | None) -> "Record":
        """A record with one value set, or removed when None."""
        fields = dict(self.fields)
        if value is None:
            fields.pop(path, None)
        else:
            fields[path] = value
        return Record(fields)

    def text(self, *keys: str) -> str:
        """The text at a path; empty when absent or not a text."""
        value = self.fields.get(FieldPath(keys))
        return value if isinstance(value, str) else ""

    def decimal(self, *keys: str) -> Decimal | None:
        """The number at a path; None when absent or not a number."""
        value = self.fields.get(FieldPath(keys))
        return value if isinstance(value, Decimal) else None

    def date(self, *keys: str) -> dt.date | None:
        """The date at a path; None when absent or not a date."""
        value = self.fields.get(FieldPath(keys))
        return value if isinstance(value, dt.date) else None

    def names(self, *keys: str) -> tuple[str, ...]:
        """The names at a path; empty when absent or not a list of names."""
        return as_names(self.fields.get(FieldPath(keys)))


_MOST_SHARED = 65_536
"""paths; a thousand times what the ledgers of a county use"""

_paths: dict[tuple[str, ...], FieldPath] = {}


def _shared(keys: tuple[str, ...]) -> FieldPath:
    """The path of some keys, the same object each time: ten thousand records have few hundred
    different paths, which would otherwise take a third of their memory."""
    path = _paths.get(keys)
    if path is None:
        if len(_paths) >= _MOST_SHARED:
            _paths.clear()
        path = _paths[keys] = FieldPath(keys)
    return path


def as_names(value: Value | None) -> tuple[str, ...]:
    """A list of names as one; anything else is no names."""
    if isinstance(value, tuple) and not isinstance(value, InlineTable):
        return tuple(item for item in value if isinstance(item, str))
    return ()
