"""Charts as SVG, written directly: the same chart gives the same bytes, and no text is cut.

Widths are reckoned in terminal cells, half the font's size each, which is what Chinese fonts draw;
a label that is too long goes on in the next line. Every series has a pattern of its own, so that
the chart can be read in black and white.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from xml.sax.saxutils import escape, quoteattr

from msctl.export.charts.chart import Chart, Series, Style
from msctl.export.charts.scale import ticks
from msctl.model.money import plain
from msctl.text.safe import single_line
from msctl.text.width import cells
from msctl.text.wrap import wrap

FONTS = (
    "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', SimHei, sans-serif"
)
WIDTH = 960
"""pixels: as wide as a page of A4 at 96 dots an inch lying, less its margins"""
MARGIN = 24
TEXT = 15
SMALL = 13
TITLE = 22
LINE = 1.35
"""the height of a line over the font's size"""
NARROW = 360
"""pixels: a telephone held upright, less its page's margins"""
BAR = 24
GAP = 12
PLOT = 320
"""pixels of the height of standing bars"""
_CELL = 0.58
"""The widest a cell may be over the font's size: digits are a little wider than half of it."""
INK = "#222222"
FAINT = "#d5d9dd"


@dataclass(frozen=True, slots=True)
class Frame:
    """The picture's width and what follows from it, in pixels."""

    width: int

    @property
    def margin(self) -> int:
        """What stays free at each side."""
        return MARGIN if self.width > NARROW else 6

    @property
    def label(self) -> int:
        """Cells of a label before it goes on in the next line."""
        return 30 if self.width > NARROW else 14


def write(chart: Chart, fonts: str = FONTS, width: int = WIDTH, prefix: str = "p") -> str:
    """The chart as an SVG document.

    Args:
        chart: what to draw.
        fonts: its text is set in the first of them that its reader has.
        width: pixels; the height follows.
        prefix: what the ids of its patterns begin with; charts in one page need different ones.
    """
    frame = Frame(width)
    top, head = _head(chart, frame, prefix)
    plot, body = (_lying if chart.stacked else _standing)(chart, top, frame, prefix)
    foot, notes = _notes(chart, plot + GAP, frame)
    height = ceil(foot + frame.margin)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {frame.width} {height}" '
            f'width="{frame.width}" height="{height}" role="img" '
            f"aria-label={quoteattr(single_line(chart.title))} "
            f'font-family="{fonts}" font-size="{TEXT}" fill="{INK}">',
            f"<title>{_escaped(chart.title)}</title>",
            *([f"<desc>{_escaped(chart.origin.line())}</desc>"] if chart.origin else []),
            "<defs>",
            *_patterns(chart.series, prefix),
            "</defs>",
            f'<rect width="{frame.width}" height="{height}" fill="#ffffff"/>',
            *head,
            *body,
            *notes,
            "</svg>\n",
        ]
    )


def _head(chart: Chart, frame: Frame, prefix: str) -> tuple[float, list[str]]:
    """Title, subtitle and legend, and where they end."""
    y = float(frame.margin)
    parts: list[str] = []
    for text, size, weight in ((chart.title, TITLE, "bold"), (chart.subtitle, TEXT, "normal")):
        for line in _lines(text, _room(size, frame)) if text else ():
            y += size * LINE
            parts.append(_text(frame.width / 2, y - size * 0.3, line, size, "middle", weight))
    y += GAP
    x = float(frame.margin)
    for series in chart.series:
        wide = 28 + breadth(series.label, TEXT)
        if x + wide > frame.width - frame.margin and x > frame.margin:
            x, y = float(frame.margin), y + TEXT * LINE + 6
        parts.append(_rect(x, y, 20, 16, series, prefix))
        parts.append(_text(x + 26, y + 13, series.label, TEXT))
        x += wide + 20
    return y + 16 + GAP, parts


def _lying(chart: Chart, top: float, frame: Frame, prefix: str) -> tuple[float, list[str]]:
    """Stacked bars, one a label, its number in each part and the total behind the bar."""
    labels = [_lines(label, frame.label) for label in chart.labels]
    widest = max(breadth(line, TEXT) for lines in labels for line in lines)
    left = frame.margin + max(widest, breadth(chart.unit, SMALL)) + 10
    totals = [chart.total(index) for index in range(len(chart.labels))]
    marks = ticks(max(totals), whole=True)
    scale = _scale(chart, frame.width - frame.margin - left, totals, marks[-1])
    y = top + TEXT * LINE + 6
    rows: list[str] = []
    for index, lines in enumerate(labels):
        height = max(float(BAR), len(lines) * TEXT * LINE)
        first = y + height / 2 - (len(lines) - 1) * TEXT * LINE / 2 + TEXT * 0.36
        for place, line in enumerate(lines):
            rows.append(_text(left - 10, first + place * TEXT * LINE, line, TEXT, "end"))
        rows += _parts(chart, index, left, y + (height - BAR) / 2, scale, prefix)
        end = left + float(totals[index]) * scale
        tail = _tail(chart, index, scale)
        rows.append(_text(end + 8, y + height / 2 + TEXT * 0.36, tail, TEXT))
        y += height + GAP
    grid = []
    for mark in marks:
        x = left + float(mark) * scale
        grid.append(_line(x, top + TEXT * LINE - 4, x, y - GAP / 2))
        grid.append(_text(x, top + TEXT, plain(mark), SMALL, "middle"))
    grid.append(_text(left - 10, top + TEXT, chart.unit, SMALL, "end"))
    return y, [*grid, *rows]


def _scale(chart: Chart, room: float, totals: Sequence[Decimal], last: Decimal) -> float:
    """Pixels of one in a lying bar, so that what stands behind each bar ends inside the picture.

    A smaller scale leaves out more numbers of parts, which then stand behind the bar too.
    """
    scale = (room - breadth(plain(last), SMALL) / 2) / float(last)
    while True:
        rooms = [
            (room - 8 - breadth(_tail(chart, index, scale), TEXT)) / float(total)
            for index, total in enumerate(totals)
            if total
        ]
        narrowest = min([scale, *rooms])
        if narrowest == scale:
            return scale
        scale = narrowest


def _parts(
    chart: Chart, index: int, left: float, y: float, scale: float, prefix: str
) -> Iterator[str]:
    """The parts of one bar, each with its number where it has the room."""
    x = left
    for series in chart.series:
        value = series.values[index]
        if not value:
            continue
        wide = float(value) * scale
        yield _rect(x, y, wide, BAR, series, prefix)
        if _fits(value, wide):
            yield _over(x + wide / 2, y + BAR / 2 + SMALL * 0.36, plain(value))
        x += wide


def _tail(chart: Chart, index: int, scale: float) -> str:
    """The total behind a bar, and the parts whose number had no room in it."""
    total = plain(chart.total(index))
    left_out = [
        f"{series.label} {plain(value)}"
        for series in chart.series
        if (value := series.values[index]) and scale and not _fits(value, float(value) * scale)
    ]
    return total + (f" ({', '.join(left_out)})" if left_out else "")


def _fits(value: Decimal, wide: float) -> bool:
    return wide >= breadth(plain(value), SMALL) + 6


def _standing(chart: Chart, top: float, frame: Frame, prefix: str) -> tuple[float, list[str]]:
    """Bars side by side over each label, the amount above each."""
    values = [value for series in chart.series for value in series.values if value is not None]
    marks = ticks(max([*values, Decimal(0)]))
    left = frame.margin + max(breadth(plain(mark), SMALL) for mark in marks) + 8
    upper, base = top + 2 * TEXT * LINE, top + 2 * TEXT * LINE + PLOT
    scale = PLOT / float(marks[-1])
    slot = (frame.width - frame.margin - left) / len(chart.labels)
    wide = min(72.0, slot * 0.8 / len(chart.series))
    parts = [_text(frame.margin, top + TEXT, chart.unit, SMALL)]
    for mark in marks:
        y = base - float(mark) * scale
        parts.append(_line(left, y, frame.width - frame.margin, y))
        parts.append(_text(left - 8, y + SMALL * 0.36, plain(mark), SMALL, "end"))
    lowest = base
    for index, label in enumerate(chart.labels):
        middle = left + slot * (index + 0.5)
        x = middle - wide * len(chart.series) / 2
        for series in chart.series:
            value = series.values[index]
            if value is not None:
                height = float(max(value, Decimal(0))) * scale
                parts.append(_rect(x, base - height, wide, height, series, prefix))
                parts.append(_amount(x + wide / 2, base - height - 6, value, wide))
            x += wide
        for place, line in enumerate(_lines(label, max(4, int(slot / (TEXT * _CELL)) - 1))):
            y = base + (place + 1) * TEXT * LINE
            parts.append(_text(middle, y, line, TEXT, "middle"))
            lowest = max(lowest, y)
    parts.append(_line(left, base, frame.width - frame.margin, base, INK))
    return max(lowest, upper) + 4, parts


def _amount(x: float, y: float, value: Decimal, wide: float) -> str:
    """An amount above its bar, turned upwards where the bar is narrower than the amount."""
    text = plain(value)
    if breadth(text, SMALL) <= wide + 4:
        return _over(x, y, text)
    return (
        f'<text transform="translate({_n(x + SMALL * 0.36)} {_n(y)}) rotate(-90)" '
        f'font-size="{SMALL}">{_escaped(text)}</text>'
    )


def _notes(chart: Chart, top: float, frame: Frame) -> tuple[float, list[str]]:
    y, parts = top, []
    for note in chart.notes:
        for line in _lines(note, _room(SMALL, frame)):
            y += SMALL * LINE
            parts.append(_text(frame.margin, y, line, SMALL))
    return y, parts


def _patterns(series: Iterable[Series], prefix: str) -> Iterator[str]:
    for one in series:
        style = one.style
        yield (
            f'<pattern id="{prefix}-{one.key}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f"{_ground(style)}</pattern>"
        )


def _ground(style: Style) -> str:
    """One tile of a pattern: solid ones are filled, the others drawn on white."""
    colour = style.colour
    if style.pattern == "solid":
        return f'<rect width="8" height="8" fill="{colour}"/>'
    rising = "M-2 2L2-2M0 8L8 0M6 10L10 6"
    falling = "M-2 6L2 10M0 0L8 8M6-2L10 2"
    drawn = {
        "rising": rising,
        "falling": falling,
        "cross": f"{rising}{falling}",
        "lines": "M0 2H8M0 6H8",
        "dots": "",
        "empty": "",
    }[style.pattern]
    tile = '<rect width="8" height="8" fill="#ffffff"/>'
    if drawn:
        tile += f'<path d="{drawn}" stroke="{colour}" stroke-width="1.6" fill="none"/>'
    elif style.pattern == "dots":
        tile += f'<circle cx="2" cy="2" r="1.4" fill="{colour}"/>'
        tile += f'<circle cx="6" cy="6" r="1.4" fill="{colour}"/>'
    return tile


def _rect(x: float, y: float, width: float, height: float, series: Series, prefix: str) -> str:
    return (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" '
        f'fill="url(#{prefix}-{series.key})" stroke="{series.style.colour}"/>'
    )


def _line(x: float, y: float, to_x: float, to_y: float, colour: str = FAINT) -> str:
    return f'<path d="M{_n(x)} {_n(y)}L{_n(to_x)} {_n(to_y)}" stroke="{colour}"/>'


def _text(
    x: float, y: float, text: str, size: int, anchor: str = "start", weight: str = "normal"
) -> str:
    more = f' text-anchor="{anchor}"' if anchor != "start" else ""
    more += f' font-weight="{weight}"' if weight != "normal" else ""
    return f'<text x="{_n(x)}" y="{_n(y)}" font-size="{size}"{more}>{_escaped(text)}</text>'


def _over(x: float, y: float, text: str) -> str:
    """A number that stands on a pattern: on a white ground of its own."""
    wide = breadth(text, SMALL) + 4
    return (
        f'<rect x="{_n(x - wide / 2)}" y="{_n(y - SMALL * 0.92)}" width="{_n(wide)}" '
        f'height="{_n(SMALL * 1.15)}" rx="2" fill="#ffffff"/>' + _text(x, y, text, SMALL, "middle")
    )


def _lines(text: str, width: int) -> Sequence[str]:
    return wrap(single_line(text), width)


def _room(size: int, frame: Frame) -> int:
    """The cells of a size that fit between the margins."""
    return int((frame.width - 2 * frame.margin) / (size * _CELL))


def breadth(text: str, size: int) -> float:
    """Pixels that a text takes at most."""
    return sum(_CELL if c.isascii() else cells(c) / 2 for c in text) * size


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _escaped(text: str) -> str:
    return escape(single_line(text))
