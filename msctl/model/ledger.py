"""Regions with their units, ledgers with their marks, status words and layouts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from msctl.model.errors import UnknownLayout
from msctl.model.paths import FieldPath, LedgerId
from msctl.model.period import Period
from msctl.model.record import Record

if TYPE_CHECKING:
    from msctl.model.layout import Layout


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the register: a bureau, a street office, a company, or a group of them."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "unit"


@dataclass(frozen=True)
class Region:
    """A county, district or city with its register of units."""

    id: str
    record: Record

    @property
    def name(self) -> str:
        """Its official name; the folder's name when the file gives none."""
        return self.record.text("name") or self.id

    @property
    def code(self) -> str:
        """The GB/T 2260 code."""
        return self.record.text("code")

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """The register, by name."""
        names = self.record.keys(("unit",))
        return {
            name: Unit(
                name,
                self.record.names("unit", name, "aliases"),
                self.record.text("unit", name, "kind") or "unit",
            )
            for name in names
        }

    @cached_property
    def _by_wording(self) -> Mapping[str, str]:
        wording = {alias: unit.name for unit in self.units.values() for alias in unit.aliases}
        return wording | {name: name for name in self.units}

    def unit_of(self, wording: str) -> str | None:
        """The register's name for a unit as a table words it; None when it is not known."""
        return self._by_wording.get(wording)

    @property
    def wordings(self) -> tuple[str, ...]:
        """Every name and alias a table may use."""
        return tuple(self._by_wording)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a status word means on the two axes that offices mix into one column."""

    state: str | None = None
    """one of model.fields.STATES"""
    pace: str | None = None
    """one of model.fields.PACES"""


@dataclass(frozen=True, slots=True)
class LightRule:
    """When a light changes. The default thresholds are those most offices publish."""

    schedule: str = "plan"
    """"plan": what has planned figures or a word on its pace is held against these, the rest
    against the calendar; "time": measures are held against the calendar even where a word says
    that they are in time"""
    yellow: Decimal = Decimal(10)
    """percentage points behind schedule from which it is yellow"""
    red: Decimal = Decimal(30)
    """percentage points behind schedule beyond which it is red"""


@dataclass(frozen=True, slots=True)
class DueRule:
    """When reports are due."""

    day: int | None = None
    """the day of the month; None: the month's last"""
    month: str = "last"
    """"last" of the period, or the "next" one after it"""
    dates: Mapping[str, dt.date] = field(default_factory=dict)
    """days named for single periods, by period key; they go before the rule"""

    def date(self, period: Period, year: int) -> dt.date:
        """The day a period's report is due; beyond a month's end, the month's last day."""
        if period.key in self.dates:
            return self.dates[period.key]
        last = period.last_day(year)
        if self.month == "next":
            last = dt.date(last.year + last.month // 12, last.month % 12 + 1, 1)
            last = (last + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        return last if self.day is None else last.replace(day=max(1, min(self.day, last.day)))


@dataclass(frozen=True)
class Ledger:
    """One official list of one year."""

    id: LedgerId
    record: Record

    @property
    def title(self) -> str:
        """The table's title as issued; the id when the file gives none."""
        return self.record.text("title") or str(self.id)

    @property
    def money_unit(self) -> str:
        """The unit of every amount in the ledger."""
        return self.record.text("money_unit") or "万元"

    @property
    def date(self) -> dt.date | None:
        """The date of issue, where the document states one."""
        return self.record.date("date")

    @cached_property
    def marks(self) -> Mapping[str, str]:
        """Each mark's name and its printed sign, in the legend's order."""
        return {name: self.record.text("marks", name) for name in self.record.keys(("marks",))}

    @cached_property
    def status(self) -> Mapping[str, Standing]:
        """Each status word of the office and what it means."""
        return {
            word: Standing(
                self.record.text("status", word, "state") or None,
                self.record.text("status", word, "pace") or None,
            )
            for word in self.record.keys(("status",))
        }

    @cached_property
    def light_rule(self) -> LightRule:
        """The office's rule for lights; what the file leaves out is as LightRule says."""
        usual = LightRule()
        return LightRule(
            self.record.text("light", "schedule") or usual.schedule,
            _or(self.record.decimal("light", "yellow"), usual.yellow),
            _or(self.record.decimal("light", "red"), usual.red),
        )

    @cached_property
    def due_rule(self) -> DueRule:
        """When the office wants reports; the end of the period where the file says nothing."""
        day = self.record.decimal("due", "day")
        dates = {key: self.record.date("due", key) for key in self.record.keys(("due",))}
        return DueRule(
            None if day is None else int(day),
            self.record.text("due", "month") or "last",
            {key: date for key, date in dates.items() if date is not None},
        )

    @property
    def layout_names(self) -> tuple[str, ...]:
        """The layouts the ledger holds."""
        return tuple(self.record.keys(("layout",)))

    def layout(self, name: str) -> "Layout":
        """A layout of the ledger. Raises UnknownLayout, BadLayout."""
        if name not in self.layout_names:
            raise UnknownLayout(ledger=self.id, layout=name, layouts=self.layout_names or "-")
        return self._layouts[name]

    def layout_record(self, name: str) -> Record:
        """A layout as the ledger's file has it, its paths without ``layout.NAME``."""
        prefix = ("layout", name)
        return Record({FieldPath(p[2:]): v for p, v in self.record.under(prefix)})

    @cached_property
    def _layouts(self) -> "_LayoutCache":
        return _LayoutCache(self)


def _or(found: Decimal | None, usual: Decimal) -> Decimal:
    return usual if found is None else found


class _LayoutCache(dict[str, "Layout"]):
    """Reads a layout when it is first asked for."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self._ledger = ledger

    def __missing__(self, name: str) -> "Layout":
        from msctl.model.layout import read_layout

        sub = self._ledger.layout_record(name)
        layout = self[name] = read_layout(str(self._ledger.id), name, sub)
        return layout
