"""Charts as SVG, written directly: the same chart gives the same bytes, and no text is cut.

A label that is too long goes on in the next line. Every series has a pattern of its own, so that
the chart can be read in black and white.
"""

from math import ceil
from xml.sax.saxutils import quoteattr

from msctl.export.charts import lying, standing
from msctl.export.charts.chart import Chart
from msctl.export.charts.drawing import (
    GAP,
    INK,
    LINE,
    SMALL,
    TEXT,
    TITLE,
    WIDTH,
    Frame,
    bar,
    breadth,
    escaped,
    lines,
    patterns,
    text,
)
from msctl.text.safe import single_line

FONTS = (
    "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', SimHei, sans-serif"
)


def write(chart: Chart, fonts: str = FONTS, width: int = WIDTH, prefix: str = "p") -> str:
    """The chart as an SVG document.

    Args:
        chart: what to draw.
        fonts: its text is set in the first of them that its reader has.
        width: pixels; the height follows.
        prefix: what the ids of its patterns begin with; charts in one page need different ones.
    """
    frame = Frame(width, prefix)
    top, head = _head(chart, frame)
    end, body = (lying.draw if chart.stacked else standing.draw)(chart, top, frame)
    foot, notes = _notes(chart, end + GAP, frame)
    height = ceil(foot + frame.margin)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" '
            f"aria-label={quoteattr(single_line(chart.title))} "
            f'font-family="{fonts}" font-size="{TEXT}" fill="{INK}">',
            f"<title>{escaped(chart.title)}</title>",
            *([f"<desc>{escaped(chart.origin.line())}</desc>"] if chart.origin else []),
            "<defs>",
            *patterns(chart.series, frame),
            "</defs>",
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            *head,
            *body,
            *notes,
            "</svg>\n",
        ]
    )


def _head(chart: Chart, frame: Frame) -> tuple[float, list[str]]:
    """Title, subtitle and legend, and where they end."""
    y = float(frame.margin)
    parts: list[str] = []
    for words, size, weight in ((chart.title, TITLE, "bold"), (chart.subtitle, TEXT, "normal")):
        for own in lines(words, frame.room(size)) if words else ():
            y += size * LINE
            parts.append(text(frame.width / 2, y - size * 0.3, own, size, "middle", weight))
    y += GAP
    x = float(frame.margin)
    for series in chart.series:
        wide = 28 + breadth(series.label, TEXT)
        if x + wide > frame.right and x > frame.margin:
            x, y = float(frame.margin), y + TEXT * LINE + 6
        parts.append(bar(x, y, 20, 16, series, frame))
        parts.append(text(x + 26, y + 13, series.label, TEXT))
        x += wide + 20
    return y + 16 + GAP, parts


def _notes(chart: Chart, top: float, frame: Frame) -> tuple[float, list[str]]:
    y, parts = top, []
    for note in chart.notes:
        for own in lines(note, frame.room(SMALL)):
            y += SMALL * LINE
            parts.append(text(frame.margin, y, own, SMALL))
    return y, parts
