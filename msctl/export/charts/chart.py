"""A chart as every drawer takes it: bars of series over labels, with title, unit and notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from msctl.export.origin import Origin


@dataclass(frozen=True, slots=True)
class Style:
    """How a series looks: told apart by its pattern where there is no colour."""

    colour: str
    """``#rrggbb``"""
    pattern: str = "solid"
    """solid, rising, falling, cross, dots, lines, grid, empty"""


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of bar over all labels."""

    key: str
    label: str
    values: tuple[Decimal | None, ...]
    """a value a label; None where nothing is stated"""

    @property
    def style(self) -> Style:
        """The look of a series, the same in every chart."""
        return STYLES.get(self.key, Style("#7a8793", "dots"))


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, either lying and stacked (counts of a whole) or standing side by side (amounts)."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool
    unit: str = ""
    """what the numbers count, above the axis"""
    subtitle: str = ""
    notes: tuple[str, ...] = ()
    origin: Origin | None = None
    """where the figures come from"""

    def total(self, index: int) -> Decimal:
        """All series of one label together."""
        return sum((s.values[index] or Decimal(0) for s in self.series), Decimal(0))


STYLES: Mapping[str, Style] = {
    "completed": Style("#1b5e9b"),
    "on_track": Style("#2e8b57", "rising"),
    "in-progress": Style("#2e8b57", "rising"),
    "behind": Style("#c77700", "cross"),
    "stalled": Style("#b3261e", "cross"),
    "other": Style("#7a8793", "dots"),
    "preparing": Style("#4a7fb5", "falling"),
    "adjusted": Style("#7b5ea7", "lines"),
    "cancelled": Style("#5f6a72", "grid"),
    "unreported": Style("#5f6a72", "empty"),
    "not-started": Style("#5f6a72", "empty"),
    "planned": Style("#1b5e9b", "rising"),
    "invested": Style("#1b5e9b"),
}
"""Colours of even contrast on white; what is done is full, what is missing is empty."""
