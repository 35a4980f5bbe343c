"""The figures of ledgers: projects by state and light, money, and what is due; counted anew only
for ledgers whose records are others than before."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from msctl.model.ledger import Ledger, Region
from msctl.model.paths import LedgerId
from msctl.model.period import Period
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted over the projects of a ledger, each by its last report."""

    projects: int
    words: Mapping[str, int] = field(default_factory=dict)
    """projects by the word of their last report, see standing_cells.STYLES"""
    lights: Mapping[str, int] = field(default_factory=dict)
    planned: Decimal | None = None
    """in the ledger's unit; None when nothing is stated"""
    invested: Decimal | None = None
    period: Period | None = None
    """the one the ledger is reporting on"""
    due: int = 0
    """tasks that are not reported for it"""
    owing: tuple[tuple[str, int], ...] = ()
    """the units that owe them, who owes most first; a task may be owed by several"""
    is_counted: bool = True
    """False while only the number of projects is known"""


def count(snapshot: Snapshot, ledger_id: LedgerId) -> Figures:
    """Count the projects of a ledger."""
    # only now: the first frame is drawn before anything is counted
    from msctl.report.due import by_unit, unreported_of
    from msctl.report.listing import invested
    from msctl.report.reporting_periods import reporting_period
    from msctl.report.standing import is_reported, project_standing, standing_word

    ledger = snapshot.ledger(ledger_id)
    projects = snapshot.by_ledger.get(ledger_id, ())
    words: Counter[str] = Counter()
    lights: Counter[str] = Counter()
    planned: Decimal | None = None
    spent: Decimal | None = None
    for project in projects:
        standing = project_standing(ledger, project)
        words[standing_word(standing, is_reported(project))] += 1
        lights[standing.light] += 1
        planned = _add(planned, project.planned)
        spent = _add(spent, invested(project))
    period = reporting_period(projects, ledger_id.year)
    due = unreported_of(snapshot, projects, period)
    owing = tuple((unit, len(listed)) for unit, listed in by_unit(due).items() if unit)
    return Figures(len(projects), words, lights, planned, spent, period, due=len(due), owing=owing)


def _add(total: Decimal | None, amount: Decimal | None) -> Decimal | None:
    return total if amount is None else amount + (total or 0)


def together(ledgers: Sequence[Figures]) -> Figures:
    """The figures of several ledgers; without the money, whose units may differ, and what is due,
    whose periods may."""
    words: Counter[str] = Counter()
    lights: Counter[str] = Counter()
    for figures in ledgers:
        words.update(figures.words)
        lights.update(figures.lights)
    return Figures(
        sum(figures.projects for figures in ledgers),
        words,
        lights,
        is_counted=all(figures.is_counted for figures in ledgers),
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    ledger: Ledger
    region: Region
    projects: tuple[Project, ...]
    figures: Figures


class LedgerFigures:
    """Figures by ledger, kept as long as their records are the same."""

    def __init__(self) -> None:
        self._counted: dict[LedgerId, _Counted] = {}
        self._sizes: Mapping[LedgerId, int] = {}

    def expect(self, sizes: Mapping[LedgerId, int]) -> None:
        """Take how many projects ledgers have, before they are read."""
        self._sizes = sizes

    def __getitem__(self, ledger: LedgerId) -> Figures:
        """The figures as they were last counted; of a ledger not counted yet, its size alone."""
        if (counted := self._counted.get(ledger)) is not None:
            return counted.figures
        return Figures(self._sizes.get(ledger, 0), is_counted=False)

    def stale(self, snapshot: Snapshot) -> list[LedgerId]:
        """The ledgers whose records are others than those that were counted."""
        for gone in self._counted.keys() - snapshot.by_ledger.keys():
            del self._counted[gone]
        return [
            ledger
            for ledger, projects in snapshot.by_ledger.items()
            if (counted := self._counted.get(ledger)) is None
            or counted.ledger is not snapshot.ledger(ledger)
            or counted.region is not snapshot.region(ledger.region)
            or not _same(counted.projects, projects)
        ]

    def count(
        self, snapshot: Snapshot, ledgers: Sequence[LedgerId], is_wanted: Callable[[], bool]
    ) -> Iterator[LedgerId]:
        """Count ledgers one after the other, as long as it is wanted; each that is counted."""
        for ledger in ledgers:
            if not is_wanted():
                return
            found = _Counted(
                snapshot.ledger(ledger),
                snapshot.region(ledger.region),
                snapshot.by_ledger[ledger],
                count(snapshot, ledger),
            )
            self._counted[ledger] = found
            yield ledger


def _same(old: Sequence[Project], new: Sequence[Project]) -> bool:
    """Whether they are the very same objects: a record that is read anew is another one."""
    return len(old) == len(new) and all(map(_is, old, new))


def _is(one: Project, other: Project) -> bool:
    return one is other
