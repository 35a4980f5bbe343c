"""Reported figures: the numbers that the text of a report states for fields beside it.

Only what is stated of a known measure is taken, by the measure's own name and unit, and only money
that the text calls 完成投资. A number that could belong to two measures, or a cumulative one for a
series that is not, is left to the reader. A person accepts each.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from msctl.importing.amounts import reported_amount
from msctl.importing.figures import Figure, mentions
from msctl.importing.measures import alike, same_unit
from msctl.importing.proposals import INVESTMENT, MEASURE, Proposed
from msctl.model.paths import FieldPath
from msctl.model.period import Period
from msctl.model.project import Measure, Task

_SENTENCE = re.compile(r"[^。；;\n]*[。；;\n]?")
_PROMISE = re.compile(
    r"计划|計劃|预计|預計|拟|擬|力争|力爭|争取|爭取|将于|將於|将在|將在|下一步|下步|接下来|接下來"
)
"""what stands behind these in a sentence is still to be done"""
_SURE = Decimal("0.5")
"""the part of the shorter name's pairs of characters that a figure must share with its measure"""


def reported_figures(task: Task, period: Period, text: str, money_unit: str) -> list[Proposed]:
    """What a text says in numbers about a task's period: figures of its measures, and money."""
    found = []
    measures = task.measures
    text = done_only(text)
    figures = mentions(text)
    for measure in measures:
        figure = _stated(measure, measures, figures)
        if figure is not None:
            path = measure_place(task, measure.name) + FieldPath.of("report", period.key)
            found.append(Proposed(MEASURE, path, figure.value, figure.quote))
    if amount := reported_amount(text, money_unit):
        path = task.prefix + FieldPath.of("report", period.key, "investment")
        found.append(Proposed(INVESTMENT, path, amount.amount, amount.quote))
    return found


def done_only(text: str) -> str:
    """A text without what its sentences only promise: 原计划改造180公里 tells of nothing done."""
    sentences = _SENTENCE.findall(text)
    return "".join(_PROMISE.split(sentence, maxsplit=1)[0] for sentence in sentences)


def _stated(
    measure: Measure, measures: Sequence[Measure], figures: Sequence[Figure]
) -> Figure | None:
    """The one figure that the text states of a measure; None where it may be another's."""
    others = [other for other in measures if other.name != measure.name]
    counted = [figure for figure in figures if same_unit(figure.unit, measure.unit)]
    # a second count of the same unit, as of what is checked beside what is built, makes both unsure
    own = [
        figure
        for figure in counted
        if not any(
            _likeness(figure, other) >= _SURE
            and _likeness(figure, other) > _likeness(figure, measure)
            for other in others
        )
    ]
    if len({figure.value for figure in own}) != 1:
        return None
    figure = max(own, key=lambda figure: _likeness(figure, measure))
    sure = _likeness(figure, measure) >= _SURE
    alone = not any(_likeness(figure, other) >= _likeness(figure, measure) for other in others)
    fits = measure.mode == "cumulative" or not figure.cumulative
    return figure if sure and alone and fits else None


def _likeness(figure: Figure, measure: Measure) -> Decimal:
    if not same_unit(figure.unit, measure.unit):
        return Decimal(0)
    return alike(figure.name, measure.name)


def measure_place(task: Task, name: str) -> FieldPath:
    """Where a measure of a task stands: in the task, else in its project."""
    own = task.prefix + FieldPath.of("measure", name)
    return own if any(task.project.record.under(own)) else FieldPath.of("measure", name)
