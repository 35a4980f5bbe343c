"""Lying bars, one a label: counts of a whole, its parts one behind the other."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msctl.export.charts.chart import Chart
from msctl.export.charts.drawing import (
    GAP,
    LINE,
    SMALL,
    TEXT,
    Frame,
    bar,
    breadth,
    in_cells,
    line,
    lines,
    number_over,
    text,
)
from msctl.export.charts.scale import ticks
from msctl.locale.catalogue import t
from msctl.model.money import plain
from msctl.text.wrap import wrap

BAR = 24
"""pixels of a bar's height"""


def draw(chart: Chart, top: float, frame: Frame) -> tuple[float, list[str]]:
    """Where the bars end, and their elements: labels, parts with their numbers, and totals.

    A part that has no room for its number tells it below the bar.
    """
    labels = [lines(label, frame.label) for label in chart.labels]
    widest = max(breadth(own, TEXT) for label in labels for own in label)
    left = frame.margin + max(widest, breadth(chart.unit, SMALL)) + 10
    totals = [chart.total(index) for index in range(len(labels))]
    behind = max(breadth(plain(total), TEXT) for total in totals) + 8
    room = frame.right - left - behind
    marks = ticks(max(totals), whole=True, most=_most(max(totals), room))
    scale = room / float(marks[-1])
    y = top + TEXT * LINE + 6
    rows: list[str] = []
    for index, label in enumerate(labels):
        below = _left_out(chart, index, scale, in_cells(frame.right - left, SMALL))
        height = max(float(BAR), len(label) * TEXT * LINE)
        first = y + height / 2 - (len(label) - 1) * TEXT * LINE / 2 + TEXT * 0.36
        for place, own in enumerate(label):
            rows.append(text(left - 10, first + place * TEXT * LINE, own, TEXT, "end"))
        rows += _parts(chart, index, left, y + (height - BAR) / 2, scale, frame)
        end = left + float(totals[index]) * scale
        rows.append(text(end + 8, y + height / 2 + TEXT * 0.36, plain(totals[index]), TEXT))
        y += height
        for own in below:
            y += SMALL * LINE
            rows.append(text(left, y, own, SMALL))
        y += GAP
    grid = []
    for mark in marks:
        x = left + float(mark) * scale
        grid.append(line(x, top + TEXT * LINE - 4, x, y - GAP / 2))
        grid.append(text(x, top + TEXT, plain(mark), SMALL, "middle"))
    grid.append(text(left - 10, top + TEXT, chart.unit, SMALL, "end"))
    return y, [*grid, *rows]


def _most(largest: Decimal, room: float) -> int:
    """How many marks stand beside each other without touching."""
    return int(room / (breadth(plain(largest), SMALL) + 16))


def _parts(
    chart: Chart, index: int, left: float, y: float, scale: float, frame: Frame
) -> Iterator[str]:
    """The parts of one bar, each with its number where it has the room."""
    x = left
    for series in chart.series:
        value = series.values[index]
        if not value:
            continue
        wide = float(value) * scale
        yield bar(x, y, wide, BAR, series, frame)
        if _fits(value, wide):
            yield number_over(x + wide / 2, y + BAR / 2 + SMALL * 0.36, plain(value))
        x += wide


def _left_out(chart: Chart, index: int, scale: float, width: int) -> Sequence[str]:
    """The lines that tell the parts whose number has no room in the bar."""
    told = [
        f"{series.label} {plain(value)}"
        for series in chart.series
        if (value := series.values[index]) and not _fits(value, float(value) * scale)
    ]
    return wrap(t("chart.and").join(told), width) if told else ()


def _fits(value: Decimal, wide: float) -> bool:
    return wide >= breadth(plain(value), SMALL) + 6
