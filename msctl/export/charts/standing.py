"""Standing bars side by side over each label: amounts."""

from decimal import Decimal

from msctl.export.charts.chart import Chart
from msctl.export.charts.drawing import (
    INK,
    LINE,
    SMALL,
    TEXT,
    Frame,
    bar,
    breadth,
    escaped,
    in_cells,
    line,
    lines,
    n,
    number_over,
    text,
)
from msctl.export.charts.scale import ticks
from msctl.model.money import plain

HEIGHT = 320
"""pixels from the axis to its last mark"""
WIDEST = 72.0
"""pixels of a bar"""


def draw(chart: Chart, top: float, frame: Frame) -> tuple[float, list[str]]:
    """Where the labels end, and the elements: axis, bars with their amounts, labels."""
    values = [value for series in chart.series for value in series.values if value is not None]
    marks = ticks(max([*values, Decimal(0)]))
    left = frame.margin + max(breadth(plain(mark), SMALL) for mark in marks) + 8
    slot = (frame.right - left) / len(chart.labels)
    wide = min(WIDEST, slot * 0.8 / len(chart.series))
    turned = [plain(value) for value in values if not _fits(value, wide)]
    above = max((breadth(amount, SMALL) for amount in turned), default=0.0)
    base = top + TEXT * LINE + max(TEXT * LINE, above + 12) + HEIGHT
    scale = HEIGHT / float(marks[-1])
    parts = [text(frame.margin, top + TEXT, chart.unit, SMALL)]
    for mark in marks:
        y = base - float(mark) * scale
        parts.append(line(left, y, frame.right, y))
        parts.append(text(left - 8, y + SMALL * 0.36, plain(mark), SMALL, "end"))
    lowest = base
    for index, label in enumerate(chart.labels):
        middle = left + slot * (index + 0.5)
        x = middle - wide * len(chart.series) / 2
        for series in chart.series:
            value = series.values[index]
            if value is not None:
                height = float(max(value, Decimal(0))) * scale
                parts.append(bar(x, base - height, wide, height, series, frame))
                parts.append(_amount(x + wide / 2, base - height - 6, value, wide))
            x += wide
        for place, own in enumerate(lines(label, in_cells(slot - 6, TEXT))):
            y = base + (place + 1) * TEXT * LINE
            parts.append(text(middle, y, own, TEXT, "middle"))
            lowest = max(lowest, y)
    parts.append(line(left, base, frame.right, base, INK))
    return lowest + 4, parts


def _fits(value: Decimal, wide: float) -> bool:
    return breadth(plain(value), SMALL) <= wide + 4


def _amount(x: float, y: float, value: Decimal, wide: float) -> str:
    """An amount above its bar, turned upwards where the bar is narrower than the amount."""
    if _fits(value, wide):
        return number_over(x, y, plain(value))
    return (
        f'<text transform="translate({n(x + SMALL * 0.36)} {n(y)}) rotate(-90)" '
        f'font-size="{SMALL}">{escaped(plain(value))}</text>'
    )
