"""The periods that ledgers report on: the last two, and the one nearest to what is asked for."""

from collections import Counter
from collections.abc import Iterable, Sequence

from msctl.model.period import Period, is_period, parse_period, sort_periods
from msctl.model.project import Project, Report, Task
from msctl.model.snapshot import Snapshot
from msctl.report.standing import ended_by

_RARE = 4
"""a planned period is a rarity when another is planned more than so many times as often"""


def last_two(
    snapshot: Snapshot, projects: Iterable[Project], start: Period | None, end: Period | None
) -> tuple[Period, Period] | None:
    """The periods to compare where one is not given: the last that the projects' ledger reports
    on, and the one that ended before it.

    None where there are no two, or ledgers have different ones.
    """
    found = set()
    for ledger in dict.fromkeys(project.id.ledger for project in projects):
        (used,) = counted_periods(snapshot.by_ledger[ledger], ("report",))
        reported = sort_periods([period for period in used if not period.ongoing], ledger.year)
        last = end or (reported[-1] if reported else None)
        if last is None:
            continue
        before = [p for p in reported if not ended_by(last, p, ledger.year)]
        first = start or (before[-1] if before else None)
        if first is not None:
            found.add((first, last))
    return found.pop() if len(found) == 1 else None


def nearest(periods: Iterable[Period], wanted: Period, year: int) -> Period | None:
    """The period itself, else the longest with the same end."""
    ordered = sort_periods(list(periods), year)
    if wanted in ordered:
        return wanted
    same = [p for p in ordered if ended_by(p, wanted, year) and ended_by(wanted, p, year)]
    return same[-1] if same else None


def report_for(task: Task, period: Period) -> Report | None:
    """What a task tells of its work for a period, else for the longest with the same end; None
    where it tells nothing, or only what the work cost."""
    told = {report.period: report for report in task.reports if report.progress or report.status}
    found = nearest(told, period, task.project.id.year)
    return told[found] if found else None


class KeptPeriod:
    """The period that a ledger is reporting on, kept for the ledger that was asked for last: a
    screen asks at each step of its cursor, and ten thousand projects take a tenth of a second."""

    def __init__(self) -> None:
        self._projects: Sequence[Project] | None = None
        self._period = parse_period("Q1")

    def of(self, projects: Sequence[Project], year: int) -> Period:
        """As :func:`reporting_period`; the very same sequence is not looked through again."""
        if projects is not self._projects:
            self._period = reporting_period(projects, year)
            self._projects = projects
        return self._period


def counted_periods(projects: Iterable[Project], groups: Sequence[str]) -> list[Counter[Period]]:
    """How many tasks plan and report for each period: a count for each of ``groups``, which are
    ``plan`` and ``report``.

    Projects without tasks whose paths begin alike are looked at once, for ledgers have thousands of
    them and few shapes.
    """
    keys = {group: Counter[str]() for group in groups}
    shapes: Counter[frozenset[tuple[str, ...]]] = Counter()
    for project in projects:
        shape = frozenset([path[:2] for path in project.record.fields])
        if shape not in shapes and any(head[0] == "task" for head in shape):
            for task in project.tasks:
                for group in groups:
                    keys[group].update(period.key for period in task.periods(group))
        else:
            shapes[shape] += 1
    for shape, count in shapes.items():
        for head in shape:
            if len(head) == 2 and head[0] in keys:
                keys[head[0]][head[1]] += count
    return [
        Counter({parse_period(key): count for key, count in found.items() if is_period(key)})
        for found in keys.values()
    ]


def reporting_period(projects: Iterable[Project], year: int) -> Period:
    """The period a ledger of these projects is reporting on: the last one that is reported; before
    the first report the first one planned in its year that is not a rarity; else the first
    quarter."""
    reported, planned = (
        Counter({p: n for p, n in counts.items() if not p.ongoing and p.year in (None, year)})
        for counts in counted_periods(projects, ("report", "plan"))
    )
    if reported:
        return sort_periods(list(reported), year)[-1]
    # one project with monthly steps does not make a ledger of quarters a monthly one
    most = max(planned.values(), default=0)
    usual = [period for period, count in planned.items() if count * _RARE >= most]
    return sort_periods(usual, year)[0] if usual else parse_period("Q1")
