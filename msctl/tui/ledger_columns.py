"""The columns a ledger's grid can show: by what its records hold, and which field a cell edits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msctl.locale.catalogue import t
from msctl.locale.labels import field_label, period_label
from msctl.model.fields import FUNDING, ROLES
from msctl.model.paths import FieldPath
from msctl.model.period import Period, is_period, parse_period, sort_periods
from msctl.model.project import Project
from msctl.text.width import Align, cells
from msctl.tui.period_columns import columns_of

PERIOD = "period."
SHARE = "share"

_NAME = (14, 44)
_UNIT = (8, 22)


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """One column: its key, its title, and between which widths it may be."""

    key: str
    """``number``, ``units``, ``period.Q2``, ``planned``, ... or a field path"""
    title: str
    least: int
    most: int
    align: Align = "left"
    periods: tuple[Period, ...] = ()
    """what a column of periods gathers"""
    path: FieldPath | None = None
    """the field that stands in it; None for what is put together from several"""
    label: str = field(default="", compare=False)
    """what it is called where there is room; empty for the title"""

    @property
    def name(self) -> str:
        """What it is called where there is room."""
        return self.label or self.title

    @property
    def is_period(self) -> bool:
        """Whether it shows one word for a period or a quarter."""
        return self.key.startswith(PERIOD)

    def covers(self, path: FieldPath) -> bool:
        """Whether an edit of a field shows in this column."""
        own = path[2:] if path[0] == "task" else path
        if self.is_period:
            keys = {period.key for period in self.periods}
            return len(own) > 1 and own[0] in ("plan", "report") and own[1] in keys
        if self.path is not None:
            return own == self.path
        if self.key == "units":
            return own[0] == "units"
        if self.key in ("planned", SHARE):
            return own[0] == "funding" or own[-1] == "investment"
        return self.key == "status" and own[-1] == "status"


def used_paths(projects: Iterable[Project]) -> set[FieldPath]:
    """The fields that any of the projects or their tasks hold, without the task's key."""
    found: set[FieldPath] = set()
    for project in projects:
        found.update(project.record.fields)
    return {FieldPath(path[2:]) if path[0] == "task" else path for path in found}


def number_width(projects: Iterable[Project]) -> int:
    """The cells of the widest printed number, at least those of the title."""
    return max([4, *(cells(project.number) for project in projects)])


def columns_for(used: set[FieldPath], number: int, year: int) -> list[LedgerColumn]:
    """All columns that projects with these fields can fill, in the order of the chooser.

    Args:
        used: The fields that any of them holds.
        number: The cells of the widest printed number.
        year: The ledger's.
    """
    found = [
        _of_path("number", number, number),
        _of_path("name", *_NAME),
        LedgerColumn("units", t("tui.column.units"), *_UNIT, label=t("grid.units")),
    ]
    found += [_of_path(key, 6, 18) for key in _HEAD if FieldPath.parse(key) in used]
    found += [_of_path(f"units.{r}", 8, 20) for r in ROLES if FieldPath.of("units", r) in used]
    if any(path[-1] == "status" for path in used):
        found.append(LedgerColumn("status", field_label(FieldPath.of("report", "status")), 8, 14))
    found += _period_columns(used, year)
    found += _money(used)
    found += [
        _of_path(str(path), 10, 40)
        for path in sorted(used, key=str)
        if path[:1] in (("content",), ("note",), ("extra",))
    ]
    return found + [
        _of_path(f"report.{period.key}.progress", 10, 40)
        for period in _periods(used, year)
        if FieldPath.of("report", period.key, "progress") in used
    ]


_HEAD = ("category", "kind", "marks")


def default_keys(columns: Sequence[LedgerColumn]) -> list[str]:
    """What is shown as long as nobody has chosen, behind number and name."""
    return [
        column.key
        for column in columns
        if column.is_period or column.key in ("units", "planned", SHARE)
    ]


def _of_path(key: str, least: int, most: int, align: Align = "left") -> LedgerColumn:
    path = FieldPath.parse(key)
    title = field_label(path)
    return LedgerColumn(key, title, least, max(least, most), align, path=path)


def _periods(used: Iterable[FieldPath], year: int) -> list[Period]:
    keys = {path[1] for path in used if len(path) > 2 and path[0] in ("plan", "report")}
    return sort_periods([parse_period(key) for key in keys if is_period(key)], year)


def _period_columns(used: Iterable[FieldPath], year: int) -> list[LedgerColumn]:
    found = []
    for column in columns_of(_periods(used, year), year):
        width = max(2, cells(column.title))
        found.append(
            LedgerColumn(
                f"{PERIOD}{column.key}",
                column.title,
                width,
                width,
                periods=column.periods,
                label=t("grid.period", period=period_label(parse_period(column.key))),
            )
        )
    return found


def _money(used: set[FieldPath]) -> list[LedgerColumn]:
    found = []
    invested = any(path[0] == "report" and path[-1] == "investment" for path in used)
    stated = any(FieldPath.of("funding", key) in used for key in ("this_year", "total"))
    if stated or any(path[0] == "plan" and path[-1] == "investment" for path in used):
        found.append(LedgerColumn("planned", t("tui.column.planned"), 9, 9, "right"))
        if invested:
            found.append(LedgerColumn(SHARE, t("grid.share"), 10, 15))
    if invested:
        found.append(LedgerColumn("invested", t("report.column.invested"), 9, 9, "right"))
    sources = sorted(
        (path for path in used if path[0] == "funding"),
        key=lambda path: FUNDING.index(path[1]) if path[1] in FUNDING else len(FUNDING),
    )
    return found + [_of_path(str(path), 10, 10, "right") for path in sources]
