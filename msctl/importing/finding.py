"""The layout of a table whose ledger has none that fits, with what else its titles say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from msctl.importing.columns import find_columns
from msctl.importing.quantities import unit_in
from msctl.importing.residue import clean, compact
from msctl.importing.rows import Rows
from msctl.importing.sums import totals_of
from msctl.importing.titles import measured_in
from msctl.model.fields import PROJECT, Field, Kind
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import Value

_CATEGORY_TITLE = "类别"
_CATEGORY = ("category",)
_COLUMN = ("layout", "official", "column")


@dataclass(frozen=True)
class Found:
    """What a table's titles and cells say."""

    record: Record
    """``layout.official``, marks, status words and the money unit, as fields of the ledger"""
    money_units: Mapping[str, str]
    """the money unit that a column's titles state, by its key"""
    measured: dict[str, str] = field(default_factory=dict)
    """the unit of each indicator that a title names"""
    unstated: tuple[str, ...] = ()
    """the titles of money columns whose unit stands nowhere"""


def find_layout(told: Rows, own: Record) -> Found:
    """The layout that the titles speak of.

    Args:
        told: the table's rows.
        own: what stands around the table; its title may name the period, and it may state the
            money unit.
    """
    rows = [[clean(cell, _untold) for cell in row.cells] for row in told.data]
    record = find_columns(told.titles, own.text("title"), rows)
    fields = dict(record.fields)
    stated = _money_columns(record)
    unit = own.text("money_unit")
    unstated = () if unit else _without_unit(record, stated)
    if not unit and len(units := set(stated.values())) == 1:
        [unit] = units
        fields[FieldPath.of("money_unit")] = unit
    others = {key: own for key, own in stated.items() if own != (unit or "万元")}
    for key, other in others.items():
        path = FieldPath((*_COLUMN, key, "header"))
        titles = record.names(*path)
        # the records hold the ledger's unit, so that is what the column prints from now on
        fields[path] = tuple(title.replace(other, unit or "万元") for title in titles)
    if any(_is_number(_field_of(record, key)) for key in record.keys(_COLUMN)):
        # without a column of numbers there is nothing to add up when the table is printed
        for name, value in totals_of(told, len(told.titles)).items():
            fields[FieldPath.of("layout", "official", "totals", name)] = value
    printed = any(
        record.names(*_COLUMN, key, "fields") == _CATEGORY for key in record.keys(_COLUMN)
    )
    if told.categorised and not printed:
        fields = _with_category(fields)
    measured = {
        title.partition("（")[0].partition("(")[0]: unit
        for titles in told.titles
        for title in map(compact, titles)
        if (unit := measured_in(title))
    }
    return Found(Record(fields), stated, measured, unstated)


def _untold(kind: str, quote: str) -> None:
    """What is taken out is told when the cell is read."""


def _money_columns(record: Record) -> dict[str, str]:
    """The unit that the titles of a money column state, by the column's key."""
    found = {}
    for key in record.keys(_COLUMN):
        own = _field_of(record, key)
        unit = unit_in(" ".join(record.names(*_COLUMN, key, "header")))
        if own is not None and own.kind is Kind.MONEY and unit:
            found[key] = unit
    return found


def _without_unit(record: Record, stated: Mapping[str, str]) -> tuple[str, ...]:
    """The titles of the money columns that state no unit."""
    keys = (key for key in record.keys(_COLUMN) if key not in stated)
    found = ((key, _field_of(record, key)) for key in keys)
    return tuple(
        record.names(*_COLUMN, key, "header")[-1]
        for key, own in found
        if own is not None and own.kind is Kind.MONEY
    )


def _field_of(record: Record, key: str) -> Field | None:
    """The field that a column reads first; None for a whole plan."""
    path = record.names(*_COLUMN, key, "fields")[0]
    return None if path == "plan" else PROJECT.find(FieldPath.parse(path))


def _is_number(own: Field | None) -> bool:
    return own is not None and own.kind in (Kind.MONEY, Kind.NUMBER)


def _with_category(fields: dict[FieldPath, Value]) -> dict[FieldPath, Value]:
    """The layout with a column of categories in front: they print there from now on."""
    key = (*_COLUMN, "category")
    first: dict[FieldPath, Value] = {
        FieldPath((*key, "header")): (_CATEGORY_TITLE,),
        FieldPath((*key, "fields")): _CATEGORY,
        FieldPath((*key, "merge")): "category",
    }
    return first | {path: value for path, value in fields.items() if path not in first}
