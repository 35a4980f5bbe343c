"""The rules asked of a snapshot, and asked anew only of what has changed."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple, TypeVar

from msctl.check.case import Case, Doubt, LedgerCase, YearCase
from msctl.check.rules import LEDGER_RULES, PROJECT_RULES, YEAR_RULES, Rule
from msctl.check.style import style_of
from msctl.model.finding import Finding
from msctl.model.ledger import Ledger
from msctl.model.paths import LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.store.reading import file_of

T = TypeVar("T")

Findings = tuple[Finding, ...]
Step = Callable[[], object]


def _no_step() -> None:
    """Nobody waits for what is done."""


class _Ledger(NamedTuple):
    """A ledger that was asked about, as it was."""

    projects: tuple[Project, ...]
    case: LedgerCase
    own: dict[ProjectId, Findings]
    """what was found in each project that can be counted with"""
    found: Findings
    """that, and what was found in the ledger as a whole"""


class Questions:
    """Asks the rules of one snapshot after another."""

    def __init__(self) -> None:
        self._asked: dict[LedgerId, _Ledger] = {}
        self._years: dict[tuple[str, int], tuple[YearCase, Findings]] = {}

    def ask(self, snapshot: Snapshot, step: Step = _no_step) -> list[Finding]:
        """Everything that the rules ask about a snapshot, without lines; ``step`` is called for
        each project that is asked about, and what it raises ends the asking."""
        asked: dict[LedgerId, _Ledger] = {}
        years: dict[tuple[str, int], list[LedgerCase]] = {}
        for ledger_id, projects in snapshot.by_ledger.items():
            known = self._asked.get(ledger_id)
            one = _asked_of(snapshot.ledger(ledger_id), projects, known, step)
            asked[ledger_id] = one
            years.setdefault((ledger_id.region, ledger_id.year), []).append(one.case)
        told = {}
        for year, ledgers in years.items():
            case = YearCase(snapshot.region(year[0]), tuple(ledgers))
            told[year] = _year(case, self._years.get(year))
        # at the end: another thread may ask meanwhile
        self._asked, self._years = asked, told
        own = [finding for one in asked.values() for finding in one.found]
        return own + [finding for _, found in told.values() for finding in found]


def questions(snapshot: Snapshot) -> list[Finding]:
    """Everything that the rules ask about a snapshot, once."""
    return Questions().ask(snapshot)


def _asked_of(
    ledger: Ledger, projects: tuple[Project, ...], before: _Ledger | None, step: Step
) -> _Ledger:
    if before and before.projects is projects and before.case.ledger is ledger:
        return before
    sound = [project for project in projects if _is_sound(project)]
    style = style_of(sound)
    known = {case.project.id: case for case in before.case.cases} if before else {}
    cases: list[Case] = []
    own: dict[ProjectId, Findings] = {}
    for project in sound:
        case = known.get(project.id)
        same = case and case.project is project and case.ledger is ledger and case.style == style
        if before and case and same:
            own[project.id] = before.own[project.id]
        else:
            step()
            case = Case(ledger, project, style)
            own[project.id] = tuple(_told(PROJECT_RULES, case, project.id))
        cases.append(case)
    whole = LedgerCase(ledger, tuple(cases))
    found = [finding for findings in own.values() for finding in findings]
    return _Ledger(projects, whole, own, (*found, *_told(LEDGER_RULES, whole, ledger.id)))


def _year(case: YearCase, before: tuple[YearCase, Findings] | None) -> tuple[YearCase, Findings]:
    if before and before[0].region is case.region and _are_same(before[0].ledgers, case.ledgers):
        return before
    return case, tuple(_told(YEAR_RULES, case, case.region.id))


def _are_same(one: tuple[LedgerCase, ...], other: tuple[LedgerCase, ...]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def _is_sound(project: Project) -> bool:
    """Whether all its numbers can be counted with; one that cannot is told as an error."""
    values = project.record.fields.values()
    return not any(isinstance(value, Decimal) and not value.is_finite() for value in values)


def _told(rules: Iterable[Rule[T]], case: T, own: str) -> Iterator[Finding]:
    for rule in rules:
        for doubt in _each_once(rule.look(case)):
            yield _finding(rule, doubt, str(doubt.project or own))


def _each_once(doubts: Iterable[Doubt]) -> Iterable[Doubt]:
    """Doubts without those that ask the same of the same place, as of what tasks share."""
    return {(one.project, one.path, one.quote, one.found): one for one in doubts}.values()


def _finding(rule: Rule[T], doubt: Doubt, own: str) -> Finding:
    told = {
        "path": doubt.path,
        "quote": doubt.quote,
        "expected": doubt.expected,
        "found": doubt.found,
    }
    return Finding(
        rule.id,
        rule.severity,
        own,
        doubt.path,
        doubt.quote,
        doubt.expected,
        doubt.found,
        file=file_of(LedgerId(own)),
        details=told | dict(doubt.details),
    )
