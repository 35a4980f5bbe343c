"""Proposals: the numbers an importer would type beside the official wording; a person accepts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from msctl.importing.measures import Proposal, propose_measures
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import Value
from msctl.text.amounts import planned_amounts, reported_amount

INVESTMENT = "investment"
MEASURE = "measure"
_PROJECT = FieldPath()


class Proposed(NamedTuple):
    """One value proposed for one field, with the wording it comes from."""

    reason: str
    path: FieldPath
    value: Value
    quote: str


def propose(record: Record, money_unit: str) -> Iterator[Proposed]:
    """What the wording of a record says in numbers."""
    wordings = _wordings(record)
    tasks = [owner for owner in wordings if owner]
    owners = tasks or [_PROJECT]
    for owner, wording in wordings.items():
        yield from _investments(owner, wording, money_unit)
    content = wordings[_PROJECT].content
    named = [{"name": wordings[owner].name} | wordings[owner].steps for owner in owners]
    shared = propose_measures(content, named)
    for owner, proposals in zip([*owners, FieldPath()], shared, strict=True):
        yield from _measures(owner, proposals)
    for owner in tasks:
        own = propose_measures(wordings[owner].content, [wordings[owner].steps])
        for proposals in own:
            yield from _measures(owner, proposals)


@dataclass(slots=True)
class _Wording:
    """The texts of a project or task that state numbers."""

    name: str = ""
    content: str = ""
    steps: dict[str, str] = field(default_factory=dict)
    """the wording of each period of the plan"""
    progress: dict[str, str] = field(default_factory=dict)
    """what is reported of each period"""


def _wordings(record: Record) -> Mapping[FieldPath, _Wording]:
    """The wording of the project and, in order, of each task, in one pass over the fields."""
    project = _Wording()
    found = {_PROJECT: project}
    for path, value in record.leaves():
        wording, own = project, path
        if path[0] == "task":
            wording = found.setdefault(FieldPath(path[:2]), _Wording())
            own = FieldPath(path[2:])
        if not isinstance(value, str) or not value:
            continue
        match own:
            case ("name",):
                wording.name = value
            case ("content",):
                wording.content = value
            case ("plan", period, "text"):
                wording.steps[period] = value
            case ("report", period, "progress"):
                wording.progress[period] = value
    return found


def _investments(owner: FieldPath, wording: _Wording, money_unit: str) -> Iterator[Proposed]:
    amounts = planned_amounts(wording.steps, money_unit)
    for period, amount in amounts.by_period.items():
        path = FieldPath((*owner, "plan", period))
        yield Proposed(INVESTMENT, path / "investment", amount.amount, amount.quote)
        if amounts.cumulative:
            yield Proposed(INVESTMENT, path / "mode", "cumulative", amount.quote)
    for period, text in wording.progress.items():
        if stated := reported_amount(text, money_unit):
            path = FieldPath((*owner, "report", period, "investment"))
            yield Proposed(INVESTMENT, path, stated.amount, stated.quote)


def _measures(owner: FieldPath, proposals: list[Proposal]) -> Iterator[Proposed]:
    for proposal in proposals:
        path = FieldPath((*owner, "measure", proposal.name))
        figure = proposal.figure
        yield Proposed(MEASURE, path / "target", figure.value, figure.quote)
        yield Proposed(MEASURE, path / "unit", figure.unit, figure.quote)
        if figure.relation:
            yield Proposed(MEASURE, path / "relation", figure.relation, figure.quote)
        if proposal.mode:
            yield Proposed(MEASURE, path / "mode", proposal.mode, figure.quote)
        for period, step in proposal.plan.items():
            yield Proposed(MEASURE, FieldPath((*path, "plan", period)), step.value, step.quote)
