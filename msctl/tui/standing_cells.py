"""The one word a grid shows for a project in a period: 完 按 慢 停 未 -, with its colour.

Each word is readable without its colour, and stands for the least fortunate of a project's tasks.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from msctl.locale.catalogue import t
from msctl.model.ledger import Ledger, Standing
from msctl.model.period import Period
from msctl.model.project import Project, Task

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


def word_of(standing: Standing) -> str:
    """The key of the word for a status: the work's end first, then its pace, then its state."""
    if standing.state in ("completed", "stalled", "cancelled", "adjusted"):
        return standing.state
    return standing.pace or standing.state or "reported"


def period_cell(ledger: Ledger, project: Project, periods: Iterable[Period]) -> Cell:
    """The word of a project for periods that stand in one column."""
    wanted = frozenset(periods)
    found = {_task_word(ledger, task, wanted) for task in project.tasks}
    if found == {"none", "completed"}:
        return Cell("completed")
    return Cell(next(key for key in STYLES if key in found))


def _task_word(ledger: Ledger, task: Task, wanted: frozenset[Period]) -> str:
    word = "none"
    year = task.project.id.year
    planned_ends = set()
    for plan in task.plans:
        if plan.period in wanted and (plan.text or plan.investment is not None):
            word = "unreported"
            planned_ends.add(plan.period.sort_key(year)[:2])
    for report in task.reports:
        # what is planned for the half-year is told by the second quarter's report
        if report.period in wanted or report.period.sort_key(year)[:2] in planned_ends:
            if report.status:
                word = word_of(ledger.status.get(report.status) or Standing())
            elif report.progress:
                word = "reported"
    return word


def status_style(ledger: Ledger, status: str) -> str:
    """The colour of an office's status word."""
    return STYLES[word_of(ledger.status.get(status) or Standing())]
