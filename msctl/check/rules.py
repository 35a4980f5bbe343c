"""The rules that ask about what stands in the records: the one table of them, and their run.

A rule's name and sentence are in the catalogue ``rule``, by its id. What a rule finds is a
question, never an error: nothing is refused for it, and each can be waived in the record.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Generic, TypeVar

from msctl.check import (
    arithmetic,
    completeness,
    consistency,
    notice,
    standing,
    timing,
    two_ledgers,
    typed,
    wording,
)
from msctl.check.case import (
    Case,
    Doubt,
    LedgerCase,
    Wording,
    YearCase,
    each_once,
)
from msctl.check.style import Style, style_of
from msctl.model.finding import Finding, Severity
from msctl.model.ledger import Ledger
from msctl.model.paths import LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.store.reading import file_of

T = TypeVar("T")


class Group(Enum):
    """What kind of question a rule asks."""

    ARITHMETIC = "arithmetic"
    TIME = "time"
    STATUS = "status"
    COMPLETENESS = "completeness"
    CONSISTENCY = "consistency"
    TEXT = "text"


@dataclass(frozen=True)
class Named:
    """What a rule is called, what it asks about, and how much its findings weigh."""

    id: str
    group: Group
    severity: Severity


@dataclass(frozen=True)
class Rule(Named, Generic[T]):
    """One rule, and what it looks at."""

    look: Callable[[T], Iterable[Doubt]]


_A, _B, _C = Group.ARITHMETIC, Group.TIME, Group.STATUS
_D, _E, _F = Group.COMPLETENESS, Group.CONSISTENCY, Group.TEXT
_ASK, _TELL = Severity.WARNING, Severity.INFO


def _texts(
    find: Callable[[Wording, Style], Iterator[Doubt]], case: Case | LedgerCase
) -> Iterator[Doubt]:
    style = case.style if isinstance(case, Case) else Style()
    for one in case.wordings:
        yield from find(one, style)


def _parts(case: Case) -> Iterator[Doubt]:
    for one in case.wordings:
        yield from arithmetic.parts_sum(one)


def _lists(case: Case) -> Iterator[Doubt]:
    for one in case.wordings:
        yield from arithmetic.list_count(one)


_TEXT_RULES = (
    ("misspelt", _ASK, wording.misspelt),
    ("lost-word", _ASK, wording.lost_word),
    ("residue", _ASK, wording.residue),
    ("unclosed-bracket", _ASK, wording.unclosed_bracket),
    ("half-width", _TELL, wording.half_width),
    ("stray-blank", _TELL, wording.stray_blank),
    ("said-twice", _TELL, wording.said_twice),
    ("unfinished", _TELL, wording.unfinished),
)

PROJECT_RULES: tuple[Rule[Case], ...] = (
    Rule("funding-sum", _A, _ASK, arithmetic.funding_sum),
    Rule("funding-year", _A, _ASK, arithmetic.funding_year),
    Rule("plan-money", _A, _ASK, arithmetic.plan_money),
    Rule("series-target", _A, _ASK, arithmetic.series_target),
    Rule("parts-sum", _A, _ASK, _parts),
    Rule("list-count", _A, _ASK, _lists),
    Rule("share-of-total", _A, _ASK, arithmetic.share_of_total),
    Rule("stated-rate", _A, _ASK, arithmetic.stated_rate),
    Rule("stated-share", _A, _ASK, arithmetic.stated_share),
    Rule("typed-money", _A, _ASK, typed.typed_money),
    Rule("typed-target", _A, _ASK, typed.typed_target),
    Rule("typed-figure", _A, _ASK, typed.typed_figure),
    Rule("figure-falls", _B, _ASK, timing.figure_falls),
    Rule("missing-quarter", _B, _TELL, timing.missing_quarter),
    Rule("odd-period", _B, _TELL, timing.odd_period),
    Rule("past-term", _B, _ASK, timing.past_term),
    Rule("beyond-year", _B, _ASK, timing.beyond_year),
    Rule("same-node", _B, _TELL, timing.same_node),
    Rule("start-before-tender", _B, _ASK, timing.start_before_tender),
    Rule("late-use", _B, _ASK, timing.late_use),
    Rule("done-doubtful", _C, _ASK, standing.done_doubtful),
    Rule("done-partly", _C, _ASK, standing.done_partly),
    Rule("done-below-target", _C, _ASK, standing.done_below_target),
    Rule("far-above", _C, _TELL, standing.far_above),
    Rule("mixed-count", _C, _ASK, standing.mixed_count),
    Rule("stage-share", _C, _ASK, standing.stage_share),
    Rule("deadline-passed", _C, _ASK, standing.deadline_passed),
    Rule("no-number", _D, _TELL, completeness.no_number),
    Rule("share-of-nothing", _D, _TELL, completeness.share_of_nothing),
    Rule("no-figure", _D, _TELL, completeness.no_figure),
    Rule("no-unit", _D, _ASK, completeness.no_unit),
    Rule("shared-units", _D, _TELL, completeness.shared_units),
    Rule("no-status", _D, _TELL, completeness.no_status),
    Rule("no-plan", _D, _TELL, completeness.no_plan),
    Rule("no-money", _D, _TELL, completeness.no_money),
    Rule("changed-item", _E, _ASK, consistency.changed_item),
    Rule("changed-size", _E, _ASK, consistency.changed_size),
    Rule("measure-word", _E, _ASK, consistency.measure_word),
    Rule("task-name", _E, _ASK, consistency.task_name),
    Rule("kind-year", _E, _TELL, consistency.kind_year),
    *(Rule(rule, _F, severity, partial(_texts, find)) for rule, severity, find in _TEXT_RULES),
)
"""The rules that look at one project, with what its ledger has in common."""

LEDGER_RULES: tuple[Rule[LedgerCase], ...] = (
    Rule("all-the-same", _C, _TELL, standing.all_the_same),
    Rule("two-standards", _C, _TELL, standing.two_standards),
    Rule("notice-counts", _E, _ASK, notice.notice_counts),
    Rule("notice-names", _E, _ASK, notice.notice_names),
    Rule("notice-title", _E, _ASK, notice.notice_title),
    Rule("notice-schedule", _E, _ASK, notice.notice_schedule),
    *(Rule(rule, _F, severity, partial(_texts, find)) for rule, severity, find in _TEXT_RULES),
)
"""The rules that look at a ledger as a whole."""

YEAR_RULES: tuple[Rule[YearCase], ...] = (
    Rule("two-targets", _E, _ASK, two_ledgers.two_targets),
    Rule("unit-names", _E, _TELL, consistency.unit_names),
)
"""The rules that look at a region's ledgers of a year together."""

ALL_RULES: tuple[Named, ...] = (*PROJECT_RULES, *LEDGER_RULES, *YEAR_RULES)
"""Every rule; those about wording stand twice, for projects and for ledgers."""


class Questions:
    """Asks the rules of one snapshot after another; what has not changed is not asked again."""

    def __init__(self) -> None:
        self._asked: dict[ProjectId, tuple[Case, tuple[Finding, ...]]] = {}

    def ask(self, snapshot: Snapshot) -> list[Finding]:
        """Everything that the rules ask about a snapshot, without lines."""
        found: list[Finding] = []
        years: dict[tuple[str, int], list[LedgerCase]] = {}
        before, asked = self._asked, dict[ProjectId, tuple[Case, tuple[Finding, ...]]]()
        for ledger_id, projects in snapshot.by_ledger.items():
            ledger = snapshot.ledger(ledger_id)
            sound = [project for project in projects if _is_sound(project)]
            style = style_of(sound)
            for project in sound:
                known = before.get(project.id)
                if known is None or not _is_same(known[0], ledger, project, style):
                    case = Case(ledger, project, style)
                    known = (case, tuple(_told(PROJECT_RULES, case, project.id)))
                asked[project.id] = known
                found += known[1]
            one = LedgerCase(ledger, tuple(asked[project.id][0] for project in sound))
            found += _told(LEDGER_RULES, one, ledger_id)
            years.setdefault((ledger_id.region, ledger_id.year), []).append(one)
        for (region, _), ledgers in years.items():
            found += _told(YEAR_RULES, YearCase(snapshot.region(region), tuple(ledgers)), region)
        # at the end: another thread may ask meanwhile
        self._asked = asked
        return found


def _is_sound(project: Project) -> bool:
    """Whether all its numbers can be counted with; one that cannot is told as an error."""
    values = project.record.fields.values()
    return not any(isinstance(value, Decimal) and not value.is_finite() for value in values)


def _is_same(case: Case, ledger: Ledger, project: Project, style: Style) -> bool:
    return case.ledger is ledger and case.project is project and case.style == style


def _told(rules: Iterable[Rule[T]], case: T, own: str) -> Iterator[Finding]:
    for rule in rules:
        for doubt in each_once(rule.look(case)):
            yield _finding(rule, doubt, str(doubt.project or own))


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


def questions(snapshot: Snapshot) -> list[Finding]:
    """Everything that the rules ask about a snapshot, once."""
    return Questions().ask(snapshot)
