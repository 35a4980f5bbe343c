"""The one table of fields: what may stand where, and of which type.

Validation, forms, labels, canonical order and differences all read this table; there is no second
list. A pattern is a field path in which ``PERIOD``, ``DATE``, ``NAME`` and ``TASK`` stand for keys
that the record chooses.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from msctl.model.errors import (
    BadChoice,
    BadDate,
    BadValue,
    EmptyValue,
    MsctlError,
    UnknownField,
    UnknownPeriod,
)
from msctl.model.money import UNITS, parse_decimal
from msctl.model.paths import FieldPath
from msctl.model.period import is_period, parse_period
from msctl.model.values import Value

_WILD = {"PERIOD", "DATE", "NAME", "TASK"}


class Kind(Enum):
    """The type of a field's value."""

    TEXT = "text"
    BLOCK = "block"
    """official wording: several lines, kept verbatim"""
    NAMES = "names"
    """a list of names"""
    MONEY = "money"
    """a decimal in the ledger's money unit"""
    NUMBER = "number"
    DATE = "date"
    STATUS = "status"
    """one of the ledger's own status words"""
    CHOICE = "choice"
    """one of the field's fixed words"""


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the table."""

    pattern: tuple[str, ...]
    kind: Kind
    choices: tuple[str, ...] = ()

    @property
    def label_key(self) -> str:
        """The name of its label in the catalogue: ``plan.text``, ``units.lead``."""
        return ".".join(key for key in self.pattern if key not in _WILD)


MODES = ("per-period", "cumulative", "level")
RELATIONS = ("exactly", "at-least", "at-most", "about")
ROLES = ("lead", "responsible", "assisting", "certifying", "owner", "leader")
FUNDING = ("total", "this_year", "superior", "county", "social", "own")

_COMMON = [
    ("name", Kind.TEXT),
    ("content", Kind.BLOCK),
    ("note", Kind.BLOCK),
    ("marks", Kind.NAMES),
    *((f"units.{role}", Kind.NAMES) for role in ROLES),
    ("plan.lead_in", Kind.BLOCK),
    ("plan.PERIOD.text", Kind.BLOCK),
    ("plan.PERIOD.investment", Kind.MONEY),
    ("plan.PERIOD.mode", Kind.CHOICE, MODES),
    ("report.PERIOD.progress", Kind.BLOCK),
    ("report.PERIOD.status", Kind.STATUS),
    ("report.PERIOD.difficulties", Kind.BLOCK),
    ("report.PERIOD.next_steps", Kind.BLOCK),
    ("report.PERIOD.investment", Kind.MONEY),
    ("report.PERIOD.as_of", Kind.DATE),
    ("measure.NAME.target", Kind.NUMBER),
    ("measure.NAME.unit", Kind.TEXT),
    ("measure.NAME.relation", Kind.CHOICE, RELATIONS),
    ("measure.NAME.mode", Kind.CHOICE, MODES),
    ("measure.NAME.plan.PERIOD", Kind.NUMBER),
    ("measure.NAME.report.PERIOD", Kind.NUMBER),
    ("extra.NAME", Kind.BLOCK),
]
_PROJECT_HEAD = [
    ("number", Kind.TEXT),
    ("category", Kind.TEXT),
    ("kind", Kind.CHOICE, ("new", "continuing")),
]
_PROJECT_TAIL = [
    *((f"funding.{source}", Kind.MONEY) for source in (*FUNDING, "NAME")),
    *((f"adjustment.DATE.{key}", Kind.TEXT) for key in ("field", "old", "new")),
    *((f"adjustment.DATE.{key}", Kind.TEXT) for key in ("reason", "approved_by", "document")),
    *((f"waive.NAME.{key}", Kind.TEXT) for key in ("reason", "by")),
    ("waive.NAME.date", Kind.DATE),
    ("link.NAME", Kind.TEXT),
]
_PROJECT_ORDER = (
    *("number", "name", "category", "kind", "content", "note", "marks", "units", "funding"),
    *("plan", "report", "measure", "adjustment", "waive", "link", "extra", "task"),
)

STATES = (
    "not-started",
    "preparing",
    "in-progress",
    "completed",
    "stalled",
    "adjusted",
    "cancelled",
)
PACES = ("ahead", "on-track", "behind")

_LEDGER = [
    ("title", Kind.TEXT),
    ("heading", Kind.TEXT),
    ("issuer", Kind.TEXT),
    ("document_number", Kind.TEXT),
    ("date", Kind.DATE),
    ("money_unit", Kind.CHOICE, tuple(UNITS)),
    ("note", Kind.BLOCK),
    ("marks.NAME", Kind.TEXT),
    ("status.NAME.state", Kind.CHOICE, STATES),
    ("status.NAME.pace", Kind.CHOICE, PACES),
    ("light.schedule", Kind.CHOICE, ("plan", "time")),
    ("light.yellow", Kind.NUMBER),
    ("light.red", Kind.NUMBER),
    ("due.day", Kind.NUMBER),
    ("due.month", Kind.CHOICE, ("last", "next")),
    ("due.PERIOD", Kind.DATE),
    ("notice.title", Kind.BLOCK),
    ("notice.text", Kind.BLOCK),
    ("notice.addressees", Kind.TEXT),
    *((f"waive.NAME.{key}", Kind.TEXT) for key in ("reason", "by")),
    ("waive.NAME.date", Kind.DATE),
    ("layout.NAME.title", Kind.TEXT),
    (
        "layout.NAME.tasks",
        Kind.CHOICE,
        ("rows", "paragraphs", "measures", "units", "categories"),
    ),
    ("layout.NAME.period", Kind.TEXT),
    ("layout.NAME.totals.label", Kind.TEXT),
    ("layout.NAME.totals.place", Kind.CHOICE, ("first", "last")),
    ("layout.NAME.totals.span", Kind.NUMBER),
    ("layout.NAME.column.NAME.header", Kind.NAMES),
    ("layout.NAME.column.NAME.fields", Kind.NAMES),
    ("layout.NAME.column.NAME.merge", Kind.CHOICE, ("project", "same", "category", "unit")),
    ("layout.NAME.column.NAME.show", Kind.CHOICE, ("always", "used")),
    ("layout.NAME.column.NAME.width", Kind.NUMBER),
    ("layout.NAME.column.NAME.separator", Kind.TEXT),
    ("layout.NAME.column.NAME.empty", Kind.TEXT),
    ("layout.NAME.column.NAME.task_name", Kind.TEXT),
    ("layout.NAME.column.NAME.words.NAME", Kind.TEXT),
    ("layout.NAME.column.NAME.lead_words.NAME", Kind.TEXT),
]
_REGION = [
    ("name", Kind.TEXT),
    ("code", Kind.TEXT),
    ("level", Kind.CHOICE, ("county", "district", "city")),
    ("unit.NAME.aliases", Kind.NAMES),
    ("unit.NAME.kind", Kind.CHOICE, ("unit", "group", "company")),
]
_SETTINGS = [("format", Kind.NUMBER), ("name", Kind.TEXT)]


class FieldTable:
    """The fields of one kind of file; finds the field of a path."""

    def __init__(self, rows: list[Field]) -> None:
        self.rows = tuple(rows)
        self._tree: dict[str, object] = {}
        for row in rows:
            node = self._tree
            for key in row.pattern[:-1]:
                node = node.setdefault(key, {})  # type: ignore[assignment]
            node[row.pattern[-1]] = row
        self.find = lru_cache(maxsize=8192)(self._find)
        self.rank = lru_cache(maxsize=8192)(self._rank)

    def _find(self, path: FieldPath) -> Field | None:
        """The field of a path; None when the table does not know it (a free key of the file).

        Raises UnknownPeriod or BadDate when a key stands where a period or date must.
        """
        node: object = self._tree
        for key in path:
            if not isinstance(node, dict):
                return None
            node = node.get(key) if key not in _WILD and key in node else _wild(node, key)
        return node if isinstance(node, Field) else None

    def is_group(self, path: FieldPath) -> bool:
        """Whether a path names a group of fields (``plan.Q1``), not a value."""
        node: object = self._tree
        for key in path:
            if not isinstance(node, dict):
                return False
            try:
                node = node.get(key) if key not in _WILD and key in node else _wild(node, key)
            except MsctlError:
                return False
        return isinstance(node, dict)

    def require(self, path: FieldPath) -> Field:
        """The field of a path. Raises UnknownField, UnknownPeriod, BadDate."""
        found = self.find(path)
        if found is None:
            raise UnknownField(path=path, near=self._near(path))
        return found

    def _rank(self, key: tuple[str, ...]) -> int:
        """The canonical place of a group or field among its siblings; unknown keys come last."""
        known = list(self._children(key[:-1]))
        return known.index(key[-1]) if key[-1] in known else len(known)

    def _children(self, path: tuple[str, ...]) -> Iterator[str]:
        node: object = self._tree
        for key in path:
            if not isinstance(node, dict):
                return
            node = node.get(key, next((v for k, v in node.items() if k in _WILD), None))
        if isinstance(node, dict):
            yield from node

    def _near(self, path: FieldPath) -> tuple[str, ...]:
        from difflib import get_close_matches

        names = [".".join(row.pattern) for row in self.rows]
        return tuple(get_close_matches(str(path), names, n=3, cutoff=0.5))


def _wild(node: dict[str, object], key: str) -> object:
    for wild in _WILD & node.keys():
        if wild == "PERIOD":
            parse_period(key)
        elif wild == "DATE":
            parse_date(key)
        elif wild == "TASK" and not key.isdecimal():
            raise UnknownField(path=f"task.{key}", near="task.1")
        return node[wild]
    return None


def parse_date(text: str) -> dt.date:
    """Read ``2024-06-30``. Raises BadDate."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise BadDate(value=text) from None


def _rows(*lists: list[tuple[object, ...]]) -> list[Field]:
    return [
        Field(
            tuple(str(row[0]).split(".")),
            row[1],  # type: ignore[arg-type]
            row[2] if len(row) > 2 else (),  # type: ignore[arg-type]
        )
        for rows in lists
        for row in rows
    ]


def _project_table() -> FieldTable:
    common = _rows(_COMMON)  # type: ignore[arg-type]
    own = _rows(_PROJECT_HEAD, _PROJECT_TAIL)  # type: ignore[arg-type]
    tasks = [Field(("task", "TASK", *row.pattern), row.kind, row.choices) for row in common]
    ordered = sorted([*common, *own], key=lambda row: _PROJECT_ORDER.index(row.pattern[0]))
    return FieldTable([*ordered, *tasks])


PROJECT = _project_table()
LEDGER = FieldTable(_rows(_LEDGER))  # type: ignore[arg-type]
REGION = FieldTable(_rows(_REGION))  # type: ignore[arg-type]
SETTINGS = FieldTable(_rows(_SETTINGS))  # type: ignore[arg-type]


def check_type(field: Field, path: FieldPath, value: Value) -> None:
    """Hold a value against its field's type. Raises BadValue, BadChoice, EmptyValue."""
    expected: type | tuple[type, ...]
    if field.kind is Kind.NAMES:
        if not isinstance(value, tuple) or not all(isinstance(v, str) for v in value):
            raise BadValue(path=path, expected="names", found=_type_name(value))
        return
    if field.kind in (Kind.MONEY, Kind.NUMBER):
        expected = Decimal
    elif field.kind is Kind.DATE:
        expected = dt.date
    else:
        expected = str
    if not isinstance(value, expected) or isinstance(value, dt.datetime):
        raise BadValue(path=path, expected=field.kind.value, found=_type_name(value))
    if isinstance(value, Decimal) and not value.is_finite():
        raise BadValue(path=path, expected=field.kind.value, found=str(value))
    if field.kind is Kind.CHOICE and value not in field.choices:
        raise BadChoice(path=path, value=value, choices=field.choices)
    if path in (("number",), ("name",)) and not str(value).strip():
        raise EmptyValue(path=path)


def parse_value(field: Field, text: str) -> Value:
    """Read what a person typed into a field; the caller checks it with :func:`check_type`.

    Names are parted by ``、``, ``,``, ``;`` or new lines. Raises BadNumber, BadDate.
    """
    if field.kind in (Kind.MONEY, Kind.NUMBER):
        return parse_decimal(text)
    if field.kind is Kind.DATE:
        return parse_date(text.strip())
    if field.kind is Kind.NAMES:
        for separator in ("\n", "，", ",", "；", ";"):
            text = text.replace(separator, "、")
        return tuple(name.strip() for name in text.split("、") if name.strip())
    if field.kind is Kind.BLOCK:
        return text.replace("\r\n", "\n").replace("\r", "\n")
    return " ".join(text.split())


@lru_cache(maxsize=16_384)
def child_order(table: FieldTable, path: FieldPath, year: int) -> tuple[object, ...]:
    """Sorts the keys of one table into canonical order; ``year`` resolves bare periods.

    Keys that the record chooses (names) are equal here: they keep the order they were given in.
    """
    return (table.rank(path), *_natural(path[-1], year))


def _natural(name: str, year: int) -> tuple[object, ...]:
    if name.isdecimal():
        return (0, int(name))
    try:
        return (1, *parse_period(name).sort_key(year)) if is_period(name) else (2,)
    except UnknownPeriod:
        return (2,)


def _type_name(value: Value) -> str:
    if isinstance(value, bool):
        return "true/false"
    if isinstance(value, Decimal):
        return "number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, tuple):
        return "list"
    return "date"
