"""Measures: the targets of a project's content, each with what the periods of its plan promise.

The figures of a period are taken as a measure's series only when the series fits the target: its
sum is the target, or it rises and its last figure is. What does not fit stays in the wording.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from msctl.text.alike import alike, same_unit
from msctl.text.figures import Figure, mentions, targets

_ALIKE = Decimal("0.25")
"""The part of the shorter name's pairs of characters that a figure must share with a measure."""
_SURE = Decimal("0.6")
"""The same for a single figure, which a sum cannot confirm."""


@dataclass(slots=True)
class Proposal:
    """One measure as it is proposed."""

    figure: Figure
    mode: str = ""
    """one of model.fields.MODES; empty where nothing says it"""
    plan: dict[str, Figure] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The measure's name."""
        return self.figure.name


def propose_measures(content: str, plans: Sequence[Mapping[str, str]]) -> list[list[Proposal]]:
    """The measures of a content for each of the plans that carry it out, and, last, those that
    belong to none of them or, when there is one plan only, all.

    Args:
        content: the official wording of what is to be done.
        plans: for each task the wording of its periods by key, in order; the key ``name`` holds
            the task's name. One plan without a name is the project's own.
    """
    lines = [
        [Proposal(figure, "level" if figure.rate else "") for figure in line]
        for line in _once(targets(content))
    ]
    proposals = [proposal for line in lines for proposal in line]
    if not proposals:
        return [[] for _ in range(len(plans) + 1)]
    if len(plans) == 1:
        for proposal, series in _series(proposals, plans[0]):
            _adopt(proposal, series)
        return [[], proposals]
    owners: dict[str, int] = {}
    for index, plan in enumerate(plans):
        for proposal, series in _series(proposals, plan):
            if not proposal.plan:
                _adopt(proposal, series)
                if proposal.plan:
                    owners[proposal.name] = index
    for proposal in proposals:
        if (owner := _owner(proposal, plans)) is not None:
            owners.setdefault(proposal.name, owner)
    if len(lines) == len(plans):
        _share_lines(lines, owners)
    shares: list[list[Proposal]] = [[] for _ in range(len(plans) + 1)]
    for proposal in proposals:
        shares[owners.get(proposal.name, -1)].append(proposal)
    return shares


def _once(lines: Sequence[Sequence[Figure]]) -> Sequence[Sequence[Figure]]:
    """The figures without those whose name another one has: nobody could tell them apart."""
    names = [figure.name for line in lines for figure in line]
    if len(set(names)) == len(names):
        return lines
    return [[figure for figure in line if names.count(figure.name) == 1] for line in lines]


def _owner(proposal: Proposal, plans: Sequence[Mapping[str, str]]) -> int | None:
    """The one task whose name the measure's name is like."""
    likeness = [alike(proposal.name, plan.get("name", "")) for plan in plans]
    best = max(likeness)
    if best < _SURE or likeness.count(best) > 1:
        return None
    return likeness.index(best)


def _share_lines(lines: Sequence[Sequence[Proposal]], owners: dict[str, int]) -> None:
    """Where a content has a line for each task, what stands in a line belongs to one task."""
    for line in lines:
        known = {owners[proposal.name] for proposal in line if proposal.name in owners}
        if len(known) == 1:
            owners.update(dict.fromkeys((proposal.name for proposal in line), *known))


def _series(
    proposals: list[Proposal], plan: Mapping[str, str]
) -> Iterable[tuple[Proposal, dict[str, Figure]]]:
    """For each measure the figures of the periods that are most likely its own.

    A figure goes to the measure it is most like; where two measures are alike to it, or two
    figures of a period to one measure, nothing is taken.
    """
    taken: dict[int, dict[str, list[Figure]]] = {}
    for period, text in plan.items():
        if period == "name":
            continue
        for figure in mentions(text):
            ranked = sorted(
                (
                    (alike(figure.name, proposal.name), index)
                    for index, proposal in enumerate(proposals)
                    if same_unit(figure.unit, proposal.figure.unit)
                ),
                reverse=True,
            )
            if not ranked or ranked[0][0] < _ALIKE:
                continue
            if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
                continue
            taken.setdefault(ranked[0][1], {}).setdefault(period, []).append(figure)
    for index, periods in taken.items():
        if all(len(figures) == 1 for figures in periods.values()):
            yield proposals[index], {period: figures[0] for period, figures in periods.items()}


def _adopt(proposal: Proposal, series: dict[str, Figure]) -> None:
    """Takes a series that fits the target."""
    target = proposal.figure.value
    values = [figure.value for figure in series.values()]
    rising = values == sorted(values) and values[-1] == target
    if len(values) == 1:
        only = next(iter(series.values()))
        if values[0] == target and alike(only.name, proposal.name) >= _SURE:
            proposal.plan = series
    elif any(figure.cumulative for figure in series.values()):
        if rising:
            proposal.plan, proposal.mode = series, "cumulative"
    elif sum(values, Decimal(0)) == target:
        proposal.plan, proposal.mode = series, "per-period"
    elif rising:
        proposal.plan, proposal.mode = series, "cumulative"
