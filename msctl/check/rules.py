"""The rules that ask about what stands in the records: the one table of them.

A rule's sentence is in the catalogue ``rule`` and its name in ``findings``, by its id. What a rule
finds is a question, never an error: nothing is refused for it, and each can be waived where it
stands.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from msctl.check import (
    arithmetic,
    completeness,
    consistency,
    notice,
    rates,
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
)
from msctl.check.style import Style
from msctl.model.finding import Severity

T = TypeVar("T", contravariant=True)
Find = Callable[[Wording, Style], Iterator[Doubt]]


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


def _texts(case: Case | LedgerCase, find: Find, maybe: Callable[[str], object]) -> Iterator[Doubt]:
    """What is found in each text, where ``maybe`` says of all of them that there is something."""
    if not maybe(case.joined):
        return
    style = case.style if isinstance(case, Case) else Style()
    for one in case.wordings:
        yield from find(one, style)


def _in_texts(
    rule: str,
    group: Group,
    severity: Severity,
    find: Find,
    maybe: Callable[[str], object],
) -> "Rule[Case | LedgerCase]":
    return Rule(rule, group, severity, lambda case: _texts(case, find, maybe))


_TEXT_RULES = (
    _in_texts("misspelt", _F, _ASK, wording.misspelt, wording.may_be_misspelt),
    _in_texts("lost-word", _F, _ASK, wording.lost_word, wording.may_lack_a_word),
    _in_texts("residue", _F, _ASK, wording.residue, wording.RESIDUE.search),
    _in_texts("unclosed-bracket", _F, _ASK, wording.unclosed_bracket, wording.BRACKET.search),
    _in_texts("half-width", _F, _TELL, wording.half_width, wording.HALF.search),
    _in_texts("stray-blank", _F, _TELL, wording.stray_blank, wording.BLANK.search),
    _in_texts("said-twice", _F, _TELL, wording.said_twice, wording.TWICE.search),
    _in_texts("unfinished", _F, _TELL, wording.unfinished, bool),
)

PROJECT_RULES: tuple[Rule[Case], ...] = (
    Rule("funding-sum", _A, _ASK, arithmetic.funding_sum),
    Rule("funding-year", _A, _ASK, arithmetic.funding_year),
    Rule("plan-money", _A, _ASK, arithmetic.plan_money),
    Rule("series-target", _A, _ASK, arithmetic.series_target),
    _in_texts("parts-sum", _A, _ASK, arithmetic.parts_sum, arithmetic.OF_WHICH.search),
    _in_texts("list-count", _A, _ASK, arithmetic.list_count, arithmetic.may_list),
    Rule("share-of-total", _A, _ASK, rates.share_of_total),
    Rule("stated-rate", _A, _ASK, rates.stated_rate),
    Rule("stated-share", _A, _ASK, rates.stated_share),
    Rule("typed-money", _A, _ASK, typed.typed_money),
    Rule("typed-target", _A, _ASK, typed.typed_target),
    Rule("typed-figure", _A, _ASK, typed.typed_figure),
    Rule("figure-falls", _B, _ASK, timing.figure_falls),
    Rule("missing-quarter", _B, _TELL, timing.missing_quarter),
    Rule("odd-period", _B, _TELL, timing.odd_period),
    Rule("past-term", _B, _ASK, timing.past_term),
    Rule("beyond-year", _B, _TELL, timing.beyond_year),
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
    Rule("broken-name", _F, _TELL, wording.broken_name),
    *_TEXT_RULES,
)
"""The rules that look at one project, with what its ledger has in common."""

LEDGER_RULES: tuple[Rule[LedgerCase], ...] = (
    Rule("all-the-same", _C, _TELL, standing.all_the_same),
    Rule("two-standards", _C, _TELL, standing.two_standards),
    Rule("notice-counts", _E, _ASK, notice.notice_counts),
    Rule("notice-names", _E, _ASK, notice.notice_names),
    Rule("notice-title", _E, _ASK, notice.notice_title),
    Rule("notice-schedule", _E, _ASK, notice.notice_schedule),
    *_TEXT_RULES,
)
"""The rules that look at a ledger as a whole."""

YEAR_RULES: tuple[Rule[YearCase], ...] = (
    Rule("two-targets", _E, _ASK, two_ledgers.two_targets),
    Rule("unit-names", _E, _TELL, consistency.unit_names),
)
"""The rules that look at a region's ledgers of a year together."""

ALL_RULES: tuple[Named, ...] = (*PROJECT_RULES, *LEDGER_RULES, *YEAR_RULES)
"""Every rule; those about wording stand twice, for projects and for ledgers."""
