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
from msctl.model.record import Record
from msctl.report.reporting_periods import reporting_period

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
    raise UnknownLayout(ledger=ledger.id, layout=name, layouts="、".join(layout_names(ledger)))


def takes_period(ledger: Ledger, name: str) -> bool:
    """Whether a layout's table depends on the period that is asked for. Raises UnknownLayout."""
    return names_period(layout_record(ledger, name))


def find_layout(
    ledger: Ledger, name: str, period: Period | None, projects: Iterable[Project]
) -> Layout:
    """A layout, read for a period.

    Without one a layout that names no period of its own is read for the one the projects are
    reported for last. Raises UnknownLayout, BadLayout.
    """
    record = layout_record(ledger, name)
    if period is None and names_period(record) and not record.text("period"):
        period = reporting_period(projects, ledger.id.year)
    return read_layout(ledger.id, name, record, period)


@cache
def _built_in(name: str) -> Record:
    text = files("msctl.export").joinpath("built_in", f"{name}.toml").read_text(encoding="utf-8")
    return Record.from_tree(tomllib.loads(text, parse_float=Decimal))
