"""Proposals: the numbers an importer would type beside the official wording; a person accepts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
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


def propose(record: Record, money_unit: str) -> list[Proposed]:
    """What the wording of a record says in numbers."""
    found: list[Proposed] = []
    wordings = _wordings(record)
    tasks = [owner for owner in wordings if owner]
    owners = tasks or [_PROJECT]
    for owner, wording in wordings.items():
        _propose_investments(found, owner, wording, money_unit)
    content = wordings[_PROJECT].content
    if content:
        named = [{"name": wordings[owner].name} | wordings[owner].steps for owner in owners]
        shared = propose_measures(content, named)
        for owner, proposals in zip([*owners, _PROJECT], shared, strict=True):
            _propose_measures(found, owner, proposals)
    for owner in tasks:
        own = propose_measures(wordings[owner].content, [wordings[owner].steps])
        for proposals in own:
            _propose_measures(found, owner, proposals)
    return found


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
        wording = project
        owner, own, period = _place(path)
        if owner:
            wording = found.setdefault(owner, _Wording())
        if not own or not isinstance(value, str) or not value:
            continue
        if own == "name":
            wording.name = value
        elif own == "content":
            wording.content = value
        elif own == "plan":
            wording.steps[period] = value
        else:
            wording.progress[period] = value
    return found


@lru_cache(maxsize=4096)
def _place(path: FieldPath) -> tuple[FieldPath, str, str]:
    """The task that a field belongs to, which of the texts that state numbers it is, and of which
    period; empty where it is none."""
    owner, own = _PROJECT, path
    if path[0] == "task":
        owner, own = FieldPath(path[:2]), FieldPath(path[2:])
    match own:
        case ("name" | "content",):
            return owner, own[0], ""
        case ("plan", period, "text") | ("report", period, "progress"):
            return owner, own[0], period
    return owner, "", ""


def _propose_investments(
    found: list[Proposed], owner: FieldPath, wording: _Wording, money_unit: str
) -> None:
    amounts = planned_amounts(wording.steps, money_unit)
    for period, amount in amounts.by_period.items():
        path = FieldPath((*owner, "plan", period, "investment"))
        found.append(Proposed(INVESTMENT, path, amount.amount, amount.quote))
        if amounts.cumulative:
            mode = FieldPath((*owner, "plan", period, "mode"))
            found.append(Proposed(INVESTMENT, mode, "cumulative", amount.quote))
    for period, text in wording.progress.items():
        if stated := reported_amount(text, money_unit):
            path = FieldPath((*owner, "report", period, "investment"))
            found.append(Proposed(INVESTMENT, path, stated.amount, stated.quote))


def _propose_measures(
    found: list[Proposed], owner: FieldPath, proposals: Iterable[Proposal]
) -> None:
    for proposal in proposals:
        path, target, unit = _measure_paths(owner, proposal.name)
        figure = proposal.figure
        quote = figure.quote
        found += (
            Proposed(MEASURE, target, figure.value, quote),
            Proposed(MEASURE, unit, figure.unit, quote),
        )
        if figure.relation:
            found.append(Proposed(MEASURE, path / "relation", figure.relation, quote))
        if proposal.mode:
            found.append(Proposed(MEASURE, path / "mode", proposal.mode, quote))
        for period, step in proposal.plan.items():
            place = FieldPath((*path, "plan", period))
            found.append(Proposed(MEASURE, place, step.value, step.quote))


@lru_cache(maxsize=4096)
def _measure_paths(owner: FieldPath, name: str) -> tuple[FieldPath, FieldPath, FieldPath]:
    """Where a measure stands, and its target and unit."""
    path = FieldPath((*owner, "measure", name))
    return path, path / "target", path / "unit"
