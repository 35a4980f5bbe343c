"""What a notice tells: the projects of a region by the office's own status words, and the slow
ones with their units and reasons.

Every project is counted exactly once, so that the counts of a notice always add up to its table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msctl.model.period import Period
from msctl.model.project import Project, Task
from msctl.model.snapshot import Snapshot
from msctl.report.due import task_units
from msctl.report.figures import Figures
from msctl.report.reporting_periods import report_for
from msctl.report.standing import StandingAt, project_standing, task_reported, task_standing
from msctl.report.summary import summarise

UNTOLD = ("reported", "unreported")
"""What stands for a status word where there is none: progress without a word, and no report."""


@dataclass(frozen=True, slots=True)
class Told:
    """One project as a notice tells of it, at the period."""

    project: Project
    standing: StandingAt
    units: tuple[str, ...]
    """who answers for it, by the register's names"""
    slow: tuple[Task, ...]
    """its tasks that are behind or stand still by the office's word"""
    unreported: bool
    """not finished, and no task is reported for the period"""
    late: bool
    """not slow by any word, but behind by its figures"""
    difficulties: str
    next_steps: str
    progress: str


@dataclass(frozen=True, slots=True)
class StatusGroup:
    """The projects of one status word, in printed order."""

    word: str
    """the office's word; for those without one, an entry of UNTOLD"""
    state: str | None
    pace: str | None
    projects: tuple[Told, ...]

    @property
    def slow(self) -> bool:
        """Whether the word says that the work is behind or stands still."""
        return self.pace == "behind" or self.state == "stalled"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice has to tell."""

    period: Period
    projects: tuple[Told, ...]
    """in printed order"""
    groups: tuple[StatusGroup, ...]
    """every project in one of them: the ledger's words in its order, then those without"""
    totals: Figures
    money_unit: str

    @property
    def slow(self) -> tuple[Told, ...]:
        """The projects that are slow by the office's word."""
        return tuple(told for told in self.projects if told.slow)

    @property
    def late(self) -> tuple[Told, ...]:
        """The projects that no word calls slow and whose figures are behind."""
        return tuple(told for told in self.projects if told.late)

    @property
    def unreported(self) -> tuple[Told, ...]:
        """The projects that nobody has reported for the period."""
        return tuple(told for told in self.projects if told.unreported)


def notice(snapshot: Snapshot, projects: Sequence[Project], period: Period) -> Notice:
    """What there is to tell of projects, in their order, at a period."""
    told = tuple(_told(snapshot, project, period) for project in projects)
    words = [
        word
        for ledger_id in dict.fromkeys(project.id.ledger for project in projects)
        for word in snapshot.ledger(ledger_id).status
    ]
    grouped: dict[str, list[Told]] = {word: [] for word in words}
    for one in told:
        grouped.setdefault(_word(snapshot, one), []).append(one)
    order = sorted(grouped, key=lambda word: word in UNTOLD and 1 + UNTOLD.index(word))
    totals = summarise(snapshot, projects, (), period)
    return Notice(
        period=period,
        projects=told,
        groups=tuple(_group(word, grouped[word]) for word in order if grouped[word]),
        totals=totals.totals,
        money_unit=totals.money_unit,
    )


def _group(word: str, listed: Sequence[Told]) -> StatusGroup:
    first = listed[0].standing if word not in UNTOLD else StandingAt()
    return StatusGroup(word, first.state, first.pace, tuple(listed))


def _told(snapshot: Snapshot, project: Project, period: Period) -> Told:
    ledger = snapshot.ledger(project.id.ledger)
    region = snapshot.region(project.id.region)
    standing = project_standing(ledger, project, period)
    finished = standing.state in ("completed", "cancelled")
    unreported = not finished and not any(task_reported(task, period) for task in project.tasks)
    slow = tuple(
        task
        for task in project.tasks
        if not unreported and _is_slow(task_standing(ledger, task, period))
    )
    meant = slow or project.tasks
    reports = [report for task in meant if (report := report_for(task, period))]
    return Told(
        project=project,
        standing=standing,
        units=tuple(dict.fromkeys(u for task in meant for u in task_units(region, task))),
        slow=slow,
        unreported=unreported,
        late=not slow and not unreported and standing.light in ("yellow", "red"),
        difficulties=_different(report.difficulties for report in reports),
        next_steps=_different(report.next_steps for report in reports),
        progress=_different(report.progress for report in reports),
    )


def _is_slow(standing: StandingAt) -> bool:
    return standing.pace == "behind" or standing.state == "stalled"


def _word(snapshot: Snapshot, told: Told) -> str:
    """The word a project is counted under: its own; of several tasks with different words the
    word that means what they mean together, else all of them."""
    standing, project = told.standing, told.project
    if told.unreported:
        # what was said of an earlier period says nothing of this one
        return UNTOLD[1]
    if not standing.status:
        return UNTOLD[0]
    status = snapshot.ledger(project.id.ledger).status
    if standing.status in status:
        return standing.status
    meant = (standing.state, standing.pace)
    words = (word for word, own in status.items() if meant == (own.state, own.pace) != (None, None))
    return next(words, standing.status)


def _different(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))
