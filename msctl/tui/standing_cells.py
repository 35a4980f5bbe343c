"""The one word a grid shows for a project in a period: 完 按 慢 停 未 -, with its colour.

Each word is readable without its colour, and stands for the least fortunate of a project's tasks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msctl.locale.catalogue import t
from msctl.model.ledger import Ledger, Standing
from msctl.model.period import Period, is_period, parse_period
from msctl.model.project import Project
from msctl.model.values import Value
from msctl.report.standing import is_reported, project_standing, standing_word, word_of

STYLES = {
    "stalled": "bold $error",
    "behind": "$warning",
    "unreported": "$foreground-muted",
    "not-started": "$foreground-muted",
    "preparing": "$foreground",
    "in-progress": "$foreground",
    "on-track": "$foreground",
    "ahead": "$success",
    "adjusted": "$foreground",
    "reported": "$foreground",
    "completed": "$success",
    "cancelled": "$foreground-muted",
    "none": "$foreground-muted",
}
"""The words by their keys, what needs attention first; a project shows its tasks' first word."""

COUNTED = (
    *("completed", "ahead", "on-track", "in-progress", "behind", "stalled"),
    *("preparing", "not-started", "adjusted", "cancelled", "reported", "unreported"),
)
"""The words in the order in which they are counted for a ledger."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A word by its key in the catalogue."""

    key: str

    @property
    def text(self) -> str:
        """The word."""
        return t(f"tui.cell.{self.key}")

    @property
    def style(self) -> str:
        """Its colour."""
        return STYLES[self.key]


def last_word(ledger: Ledger, project: Project) -> str:
    """The key of the word for a project by its last report."""
    return standing_word(project_standing(ledger, project), is_reported(project))


def period_cells(
    ledger: Ledger, project: Project, columns: Sequence[frozenset[Period]]
) -> list[Cell]:
    """The words of a project for all its columns of periods, from one look at its record."""
    year = project.id.year
    found: list[set[str]] = [set() for _ in columns]
    for series in _series(project):
        for words, wanted in zip(found, columns, strict=True):
            words.add(_task_word(ledger, series, wanted, year))
    return [Cell(_project_word(words)) for words in found]


def _project_word(words: set[str]) -> str:
    if words == {"none", "completed"}:
        return "completed"
    return next(key for key in STYLES if key in words)


_Series = Mapping[tuple[str, Period], Mapping[str, Value]]
"""What a task plans and reports: the values of each group and period, in the order of periods."""


def _series(project: Project) -> list[_Series]:
    """The plans and reports of each task; what a task leaves out it takes from its project."""
    found: dict[str | None, dict[tuple[str, Period], dict[str, Value]]] = {}
    for path, value in project.record.leaves():
        key, own = (path[1], path[2:]) if path[0] == "task" and len(path) > 2 else (None, path)
        if len(own) == 3 and own[0] in ("plan", "report") and is_period(own[1]):
            place = (own[0], parse_period(own[1]))
            found.setdefault(key, {}).setdefault(place, {})[own[2]] = value
    whole = found.get(None, {})
    year = project.id.year
    series: list[_Series] = []
    for task in project.tasks:
        own_series = found.get(task.key, {}) if task.key is not None else {}
        merged = {p: {**whole.get(p, {}), **own_series.get(p, {})} for p in {**whole, **own_series}}
        series.append(dict(sorted(merged.items(), key=lambda item: item[0][1].sort_key(year))))
    return series


def _task_word(ledger: Ledger, series: _Series, wanted: frozenset[Period], year: int) -> str:
    # where nothing is planned by periods, each of them is due
    word = "none" if any(group == "plan" for group, _ in series) else "unreported"
    planned_ends = set()
    for (group, period), values in series.items():
        if group == "plan" and period in wanted and (values.get("text") or "investment" in values):
            word = "unreported"
            planned_ends.add(period.sort_key(year)[:2])
    for (group, period), values in series.items():
        # what is planned for the half-year is told by the second quarter's report
        if group == "report" and (period in wanted or period.sort_key(year)[:2] in planned_ends):
            if status := values.get("status"):
                word = word_of(ledger.status.get(str(status)) or Standing())
            elif values.get("progress"):
                word = "reported"
    return word


def status_style(ledger: Ledger, status: str) -> str:
    """The colour of an office's status word."""
    return STYLES[word_of(ledger.status.get(status) or Standing())]
