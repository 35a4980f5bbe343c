"""The table of a task's periods: plan and report of each in one column, side by side."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content

from msctl.locale.catalogue import t
from msctl.locale.labels import period_label
from msctl.model.ledger import Ledger
from msctl.model.paths import FieldPath
from msctl.model.period import Period, sort_periods
from msctl.model.project import Task
from msctl.model.values import to_text
from msctl.report.standing import task_reported
from msctl.text.width import cells, cut
from msctl.tui.sheet import LABEL_STYLE, Sheet, block
from msctl.tui.standing_cells import status_style
from msctl.tui.wording import own_label

_NARROWEST = 20
"""cells of a period's column: below that a wording becomes a tower"""

BAND = (
    ("plan", "text"),
    ("report", "progress"),
    ("report", "status"),
    ("report", "difficulties"),
    ("report", "next_steps"),
    ("plan", "investment"),
    ("report", "investment"),
    ("report", "as_of"),
)
"""The rows of the table of periods."""


@dataclass(frozen=True, slots=True)
class PeriodTable:
    """The periods of one task."""

    task: Task
    ledger: Ledger
    unsaved: Collection[FieldPath]
    now: Period | None
    """the one that the ledger reports on; it is marked"""

    @property
    def periods(self) -> list[Period]:
        """The periods that the task itself plans or reports, in order."""
        found = {*_periods(self.task, "plan"), *_periods(self.task, "report")}
        return sort_periods(list(found), self.task.project.id.year)

    def show(self, sheet: Sheet) -> None:
        """As many periods beside one another as there is room for, the others below."""
        periods = self.periods
        room = room_for(sheet, [_band_label(group, key) for group, key in BAND])
        together = max(1, (sheet.width - room) // (_NARROWEST + 1))
        for start in range(0, len(periods), together):
            self._band(sheet, periods[start : start + together], room)

    def _band(self, sheet: Sheet, periods: Sequence[Period], room: int) -> None:
        width = (sheet.width - room - len(periods) + 1) // len(periods)
        widths = [room - 1, *[width for _ in periods]]
        titles = [[self._title(period, width)] for period in periods]
        sheet.beside([[("", "")], *titles], widths)
        for group, key in BAND:
            columns = [self._cell(period, group, key, width) for period in periods]
            if any(columns):
                label = cut(_band_label(group, key), room - 1)
                columns = [column or [Content.styled("-", LABEL_STYLE)] for column in columns]
                sheet.beside([[(label, LABEL_STYLE)], *columns], widths)
        sheet.blank()

    def _title(self, period: Period, width: int) -> Content:
        """A period's name; the one that the ledger reports on is marked."""
        is_now = period == self.now
        name = f"{'> ' if is_now else ''}{period_label(period)}"
        return Content.styled(cut(name, width), "bold reverse" if is_now else "bold underline")

    def _cell(self, period: Period, group: str, key: str, width: int) -> list[Content]:
        path = self.task.prefix + FieldPath.of(group, period.key, key)
        value = self.task.project.record.get(path)
        text = to_text(value)
        if not text and path not in self.unsaved:
            return self._missing(period, group, key)
        style = status_style(self.ledger, text) if key == "status" else ""
        if key == "investment":
            text = f"{text} {self.ledger.money_unit}"
        return block(f"{'*' if path in self.unsaved else ''}{text}", width, style)

    def _missing(self, period: Period, group: str, key: str) -> list[Content]:
        """That a report is due is said where it would stand."""
        is_due = (
            (group, key) == ("report", "progress")
            and period == self.now
            and not task_reported(self.task, period)
        )
        return [Content.styled(t("edit.project.due"), "bold $text-warning")] if is_due else []


def _periods(task: Task, group: str) -> Iterator[Period]:
    """The periods of a group that the task holds itself."""
    yield from (
        period
        for period in task.periods(group)
        if task.project.record.keys((*task.prefix, group, period.key))
    )


def _band_label(group: str, key: str) -> str:
    return own_label(FieldPath.of(group, "Q1", key))


def room_for(sheet: Sheet, labels: Sequence[str]) -> int:
    """The cells of the labels' column: as wide as the labels, at most a third of the sheet."""
    widest = max((cells(label) for label in labels), default=0)
    return min(widest + 2, max(10, sheet.width // 3))
