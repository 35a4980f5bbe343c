"""Charts as PNG: the picture of the SVG, set by typst (the extra ``pdf``)."""

from msctl.export import paper
from msctl.export.charts import svg
from msctl.export.charts.chart import Chart
from msctl.export.fonts import fonts
from msctl.export.formats.pdf import typeset

DENSITY = 144
"""dots an inch; the SVG counts 96, so 1,440 dots across: sharp on a page and on most screens"""

_TEMPLATE = b"""\
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(json(bytes(sys.inputs.data)).svg), format: "svg", width: auto)
"""


def write(chart: Chart) -> bytes:
    """The chart as a PNG file. Raises MissingExtra, NoFont, NotTypeset."""
    found = fonts("png")
    names = ", ".join(f"'{name}'" for name in found.of(paper.HEAD))
    picture = svg.write(chart, names)
    return typeset(_TEMPLATE, {"svg": picture}, found, "png", DENSITY)
