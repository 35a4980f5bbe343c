"""Pieces of a picture: text, bars, patterns and lines as SVG elements, measured in pixels.

Widths are reckoned in terminal cells, half the font's size each, which is what Chinese fonts draw.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from msctl.export.charts.chart import Series, Style
from msctl.text.safe import single_line
from msctl.text.width import cells
from msctl.text.wrap import wrap

WIDTH = 960
"""pixels: as wide as a page of A4 at 96 dots an inch lying, less its margins"""
NARROW = 360
"""pixels: a telephone held upright, less its page's margins"""
TEXT = 15
SMALL = 13
TITLE = 22
LINE = 1.35
"""the height of a line over the font's size"""
GAP = 12
INK = "#222222"
FAINT = "#d5d9dd"

_CELL = 0.58
"""The widest a cell may be over the font's size: digits are a little wider than half of it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The picture's width and what follows from it."""

    width: int
    prefix: str
    """what the ids of its patterns begin with"""

    @property
    def margin(self) -> int:
        """What stays free at each side."""
        return 24 if self.width > NARROW else 6

    @property
    def right(self) -> int:
        """Where the right margin begins."""
        return self.width - self.margin

    @property
    def label(self) -> int:
        """Cells of a label before it goes on in the next line."""
        return 30 if self.width > NARROW else 14

    def room(self, size: int, left: float = 0) -> int:
        """The cells of a size that fit between ``left``, or the margin, and the right margin."""
        return in_cells(self.right - max(left, self.margin), size)


def in_cells(pixels: float, size: int) -> int:
    """The cells of a size that fit into so many pixels."""
    return max(2, int(pixels / (size * _CELL)))


def breadth(text: str, size: int) -> float:
    """Pixels that a text takes at most."""
    return sum(_CELL if c.isascii() else cells(c) / 2 for c in text) * size


def lines(text: str, width: int) -> Sequence[str]:
    """The lines of a label, about equally long, so that no single character is left over."""
    whole = single_line(text)
    filled = wrap(whole, width)
    for narrower in range(-(-cells(whole) // len(filled)), width):
        even = wrap(whole, narrower)
        if len(even) == len(filled):
            return even
    return filled


def text(
    x: float, y: float, words: str, size: int, anchor: str = "start", weight: str = "normal"
) -> str:
    """One line of text."""
    more = f' text-anchor="{anchor}"' if anchor != "start" else ""
    more += f' font-weight="{weight}"' if weight != "normal" else ""
    return f'<text x="{n(x)}" y="{n(y)}" font-size="{size}"{more}>{escaped(words)}</text>'


def number_over(x: float, y: float, words: str) -> str:
    """A number that stands on a pattern: on a white ground of its own."""
    wide = breadth(words, SMALL) + 4
    return (
        f'<rect x="{n(x - wide / 2)}" y="{n(y - SMALL * 0.92)}" width="{n(wide)}" '
        f'height="{n(SMALL * 1.15)}" rx="2" fill="#ffffff"/>'
    ) + text(x, y, words, SMALL, "middle")


def bar(x: float, y: float, width: float, height: float, series: Series, frame: Frame) -> str:
    """A bar in the pattern of its series."""
    return (
        f'<rect x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}" '
        f'fill="url(#{frame.prefix}-{series.key})" stroke="{series.style.colour}"/>'
    )


def line(x: float, y: float, to_x: float, to_y: float, colour: str = FAINT) -> str:
    """A straight line."""
    return f'<path d="M{n(x)} {n(y)}L{n(to_x)} {n(to_y)}" stroke="{colour}"/>'


def patterns(series: Iterable[Series], frame: Frame) -> Iterator[str]:
    """The pattern of each series."""
    for one in series:
        yield (
            f'<pattern id="{frame.prefix}-{one.key}" width="8" height="8" '
            f'patternUnits="userSpaceOnUse">{_ground(one.style)}</pattern>'
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
        "grid": "M0 4H8M4 0V8",
    }.get(style.pattern, "")
    tile = '<rect width="8" height="8" fill="#ffffff"/>'
    if drawn:
        tile += f'<path d="{drawn}" stroke="{colour}" stroke-width="1.6" fill="none"/>'
    elif style.pattern == "dots":
        tile += f'<circle cx="2" cy="2" r="1.4" fill="{colour}"/>'
        tile += f'<circle cx="6" cy="6" r="1.4" fill="{colour}"/>'
    return tile


def n(number: float) -> str:
    """A coordinate: one decimal, none for a whole number."""
    return f"{number:.1f}".removesuffix(".0")


def escaped(words: str) -> str:
    """Wording as text of an element."""
    return escape(single_line(words))
