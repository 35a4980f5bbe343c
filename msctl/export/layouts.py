"""Layouts by name: the ledger's own, then those every ledger has (``built_in/*.toml``)."""

import tomllib
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from importlib.resources import files

from msctl.locale.catalogue import t
from msctl.model.errors import UnknownLayout
from msctl.model.layout import Layout, names_period, read_layout
from msctl.model.ledger import Ledger
from msctl.model.period import Period
from msctl.model.project import Project
from msctl.model.record import Record, as_names
from msctl.model.values import Value
from msctl.report.reporting_periods import reporting_period
from msctl.text.script import traditional

BUILT_IN = ("plan", "progress", "completion", "indicators", "money", "units")
"""The layouts that need nothing in the ledger's file."""


def layout_names(ledger: Ledger) -> tuple[str, ...]:
    """Every layout a ledger can be printed by, its own first."""
    own = ledger.layout_names
    return (*own, *(name for name in BUILT_IN if name not in own))


def layout_title(ledger: Ledger, name: str) -> str:
    """What a layout is called: a built-in one by the catalogue, the ledger's own by its title."""
    if name in BUILT_IN and name not in ledger.layout_names:
        return t(f"export.layout.{name}")
    return ledger.record.text("layout", name, "title") or ledger.title


def layout_record(ledger: Ledger, name: str) -> Record:
    """A layout as a file has it, its paths without ``layout.NAME``. Raises UnknownLayout."""
    if name in ledger.layout_names:
        return ledger.layout_record(name)
    if name in BUILT_IN:
        return _built_in(name)
    raise UnknownLayout(ledger=ledger.id, layout=name, layouts=tuple(layout_names(ledger)))


def takes_period(ledger: Ledger, name: str) -> bool:
    """Whether a layout's table depends on the period that is asked for. Raises UnknownLayout."""
    return names_period(layout_record(ledger, name))


def find_layout(
    ledger: Ledger,
    name: str,
    period: Period | None,
    projects: Iterable[Project],
    *,
    in_traditional: bool = False,
) -> Layout:
    """A layout, read for a period.

    Without one a layout that names no period of its own is read for the one the projects are
    reported for last. ``in_traditional``: in which script a built-in one has its titles. Raises
    UnknownLayout, BadLayout.
    """
    record = layout_record(ledger, name)
    if in_traditional and name not in ledger.layout_names:
        record = Record({path: _worded(value) for path, value in record.fields.items()})
    if period is None and names_period(record) and not record.text("period"):
        period = reporting_period(projects, ledger.id.year)
    return read_layout(ledger.id, name, record, period)


def _worded(value: Value) -> Value:
    """A value of a built-in layout in traditional characters; what is no wording is ASCII."""
    if isinstance(value, str):
        return traditional(value)
    names = as_names(value)
    return tuple(map(traditional, names)) if names else value


@cache
def _built_in(name: str) -> Record:
    text = files("msctl.export").joinpath("built_in", f"{name}.toml").read_text(encoding="utf-8")
    return Record.from_tree(tomllib.loads(text, parse_float=Decimal))
