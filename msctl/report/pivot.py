"""Pivots: one figure of projects by two groupings, as rows and columns with totals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from msctl.model.period import Period
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.model.values import to_json
from msctl.report.figures import Figures
from msctl.report.summary import PERIOD, summarise

PIVOTED = (
    *("projects", "tasks", "completed", "on_track", "behind", "unreported", "other"),
    *("planned", "invested", "measures", "measured", "reached"),
)
"""The figures that add up and so can stand in a pivot."""


@dataclass(frozen=True, slots=True)
class Pivot:
    """One figure by two groupings."""

    by: tuple[str, str]
    figure: str
    """one of PIVOTED"""
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Decimal | None]
    """by row and column; None, as where there is no project, for money that nobody states"""
    row_totals: Mapping[str, Decimal | None]
    column_totals: Mapping[str, Decimal | None]
    total: Decimal | None
    money_unit: str
    repeated: bool
    """whether projects count in several rows or columns; every total counts each once"""
    regions: Mapping[str, str]

    def to_json(self) -> list[dict[str, object]]:
        """An object a row: its value, its figure by column, and its total."""
        return [
            {
                self.by[0]: row,
                "figure": self.figure,
                "columns": {c: to_json(self.cells.get((row, c))) for c in self.columns},
                "total": to_json(self.row_totals[row]),
            }
            for row in self.rows
        ]


def pivot(
    snapshot: Snapshot,
    projects: Iterable[Project],
    by: tuple[str, str],
    figure: str,
    period: Period | None = None,
) -> Pivot:
    """A figure by two groupings; see :func:`msctl.report.summary.summarise`."""
    listed = list(projects)
    by_period = PERIOD in by

    def summed(names: Sequence[str]) -> Mapping[tuple[str, ...], Decimal | None]:
        found = summarise(snapshot, listed, names, period, by_period=by_period)
        return {group.keys: _value(group.figures, figure) for group in found.groups}

    both = summarise(snapshot, listed, by, period)
    rows, columns = summed(by[:1]), summed(by[1:])
    return Pivot(
        by=by,
        figure=figure,
        rows=tuple(key for (key,) in rows),
        columns=tuple(key for (key,) in columns),
        cells={(g.keys[0], g.keys[1]): _value(g.figures, figure) for g in both.groups},
        row_totals={key: value for (key,), value in rows.items()},
        column_totals={key: value for (key,), value in columns.items()},
        total=_value(both.totals, figure),
        money_unit=both.money_unit,
        repeated=both.repeated,
        regions=both.regions,
    )


def _value(figures: Figures, name: str) -> Decimal | None:
    value = getattr(figures, name)
    return None if value is None else Decimal(value)
