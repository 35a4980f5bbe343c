"""Figures that the text of a report states of known measures.

A figure is a measure's by the measure's own name and unit. A number that could belong to two
measures, or a cumulative one for a series that is not, is none.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msctl.model.project import Measure
from msctl.text.alike import alike, same_unit
from msctl.text.figures import Figure, mentions

_SENTENCE = re.compile(r"[^。；;\n]*[。；;\n]?")
_PROMISE = re.compile(
    r"计划|計劃|预计|預計|拟|擬|力争|力爭|争取|爭取|将于|將於|将在|將在|下一步|下步|接下来|接下來"
)
"""what stands behind these in a sentence is still to be done"""
_SURE = Decimal("0.5")
"""the part of the shorter name's pairs of characters that a figure must share with its measure"""


def stated_figures(measures: Sequence[Measure], text: str) -> Iterator[tuple[Measure, Figure]]:
    """The figure that a text states of each measure, of those that it states one of."""
    return stated_of(measures, mentions(done_only(text)) if measures else ())


def stated_of(
    measures: Sequence[Measure], figures: Sequence[Figure]
) -> Iterator[tuple[Measure, Figure]]:
    """The figure of each measure among those of a text, of those that it states one of."""
    for measure in measures if figures else ():
        figure = _stated(measure, measures, figures)
        if figure is not None:
            yield measure, figure


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
