"""What is compared with what: two periods of a ledger, or two moments of the records."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msctl.locale.catalogue import t
from msctl.locale.labels import period_label
from msctl.model.paths import LedgerId, ProjectId
from msctl.model.period import Period, sort_periods
from msctl.report.compare import compare
from msctl.report.reporting_periods import last_two
from msctl.report.standing import ended_by
from msctl.store.reading import file_of
from msctl.tui.compare_view import Entry, moment_entries, period_entries

if TYPE_CHECKING:
    from msctl.tui.archive import Archive
    from msctl.tui.session import Session

LAST_SYNC = "last-sync"
"""stands for the commit that was last synced with"""


@dataclass(frozen=True, slots=True)
class Periods:
    """Two periods, the earlier one first."""

    start: Period
    end: Period

    @property
    def titles(self) -> tuple[str, str]:
        """What the sides are called."""
        return period_label(self.start), period_label(self.end)

    def is_in_order(self, year: int) -> bool:
        """Whether the first ends before the second."""
        return not ended_by(self.end, self.start, year)


@dataclass(frozen=True, slots=True)
class Moments:
    """Two moments: a commit, tag, branch or date each, or LAST_SYNC."""

    old: str | None = None
    """None is the last commit"""
    new: str | None = None
    """None is what the files hold now"""

    @property
    def titles(self) -> tuple[str, str]:
        """What the sides are called."""
        return _moment_word(self.old, "last-commit"), _moment_word(self.new, "now")


Sides = Periods | Moments


def reported_periods(session: "Session", ledger: LedgerId) -> list[Period]:
    """The periods that a ledger has a report for, in their order."""
    tasks = [task for project in session.projects(ledger) for task in project.tasks]
    found = {p for task in tasks for p in task.periods("report") if not p.ongoing}
    return sort_periods(list(found), ledger.year)


def first_sides(session: "Session", ledger: LedgerId) -> Sides:
    """What is compared before somebody chooses: the last two periods reported on; where there are
    no two, what changed since the last commit."""
    found = last_two(session.snapshot, session.projects(ledger), None, None)
    return Periods(*found) if found else Moments()


def seen_from(moment: str, sides: Sides) -> Sides:
    """The sides as they are meant while a moment of the past is shown: where nothing is named,
    what changed since then; else the moment is the end, not what the files hold by now."""
    if isinstance(sides, Periods) or sides.new is not None or sides.old == moment:
        return sides
    return Moments(moment) if sides.old is None else Moments(sides.old, moment)


def compared(
    session: "Session",
    archive: "Archive",
    ledger: LedgerId,
    project: ProjectId | None,
    sides: Sides,
) -> list[Entry]:
    """The entries of a ledger, or of one project. Raises as the engines do."""
    if isinstance(sides, Periods):
        chosen = [p for p in session.projects(ledger) if project in (None, p.id)]
        return period_entries(compare(session.snapshot, chosen, sides.start, sides.end))
    scope = file_of(project) if project is not None else str(ledger)
    old = archive.last_synced() if sides.old == LAST_SYNC else sides.old
    found = archive.revisions(session.snapshot, old, sides.new, [scope])
    return moment_entries(session.snapshot, found, of_ledger=True)


def _moment_word(moment: str | None, none: str) -> str:
    if moment is None:
        return t(f"compare.moment.{none}")
    return t("compare.moment.last-sync") if moment == LAST_SYNC else moment
