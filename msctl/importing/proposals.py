"""Proposals: the numbers an importer would type beside the official wording; a person accepts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from msctl.importing.amounts import planned_amounts, reported_amount
from msctl.importing.measures import Proposal, propose_measures
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import Value

INVESTMENT = "investment"
MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Proposed:
    """One value proposed for one field, with the wording it comes from."""

    reason: str
    path: FieldPath
    value: Value
    quote: str


def propose(record: Record, money_unit: str) -> Iterator[Proposed]:
    """What the wording of a record says in numbers."""
    tasks = [FieldPath.of("task", key) for key in record.keys(("task",))]
    owners = tasks or [FieldPath()]
    plans = {owner: steps(record, owner) for owner in dict.fromkeys([FieldPath(), *tasks])}
    for owner, plan in plans.items():
        yield from _investments(record, owner, plan, money_unit)
    content = record.text("content")
    named = [{"name": record.text(*owner, "name")} | plans[owner] for owner in owners]
    shared = propose_measures(content, named)
    for owner, proposals in zip([*owners, FieldPath()], shared, strict=True):
        yield from _measures(owner, proposals)
    for owner in tasks:
        own = propose_measures(record.text(*owner, "content"), [plans[owner]])
        for proposals in own:
            yield from _measures(owner, proposals)


def steps(record: Record, owner: FieldPath) -> dict[str, str]:
    """The wording of each period of a plan."""
    keys = record.keys((*owner, "plan"))
    texts = {key: record.text(*owner, "plan", key, "text") for key in keys}
    return {key: text for key, text in texts.items() if text}


def _investments(
    record: Record, owner: FieldPath, plan: Mapping[str, str], money_unit: str
) -> Iterator[Proposed]:
    amounts = planned_amounts(plan, money_unit)
    for period, amount in amounts.by_period.items():
        path = FieldPath((*owner, "plan", period))
        yield Proposed(INVESTMENT, path / "investment", amount.amount, amount.quote)
        if amounts.cumulative:
            yield Proposed(INVESTMENT, path / "mode", "cumulative", amount.quote)
    for period in record.keys((*owner, "report")):
        report = FieldPath((*owner, "report", period))
        if stated := reported_amount(record.text(*report, "progress"), money_unit):
            yield Proposed(INVESTMENT, report / "investment", stated.amount, stated.quote)


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
