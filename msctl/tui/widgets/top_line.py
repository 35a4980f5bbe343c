"""The top line: where we are, how the projects stand, the money, and what is not yet safe."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from msctl.text.safe import single_line
from msctl.text.width import cells, cut

Piece = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TopText:
    """What the top line says, in its parts."""

    place: str = ""
    counts: tuple[Piece, ...] = ()
    money: str = ""
    safety: tuple[Piece, ...] = ()
    """unsaved, uncommitted, unreadable: always in sight"""
    links: Mapping[str, str] = field(default_factory=dict)
    """where the pieces lead that can be clicked, by their texts"""


def fit_top(top: TopText, width: int) -> Content:
    """The line in a width."""
    return Content.assemble(*_fitted(top, width))


def link_at(top: TopText, width: int, x: int) -> str:
    """Where the piece at a cell of the line leads; empty where there is none to click."""
    start = 0
    for text, _ in _fitted(top, width):
        if start <= x < start + cells(text):
            return top.links.get(text, "")
        start += cells(text)
    return ""


def _fitted(top: TopText, width: int) -> list[Piece]:
    """The pieces that the line has room for: the money goes first, then the counts of what goes
    well, which stand before those of what is late, then the place is cut; what is unsafe stays."""
    right = _joined(top.safety)
    room = width - cells(_plain(right)) - (2 if right else 0)
    money = [(top.money, "$foreground-muted")] if top.money else []
    counts = list(top.counts)
    while True:
        left = [(top.place, "bold"), *counts, *money]
        if cells(_plain(_joined(left))) <= room or not (counts or money):
            break
        if money:
            money = []
        else:
            counts.pop(1 if len(counts) > 1 else 0)  # how many there are in all goes last
    if cells(_plain(_joined(left))) > room:
        left = [(cut(top.place, max(2, room)), "bold")]
    pieces = _joined(left)
    gap = " " * max(0, width - cells(_plain(pieces)) - cells(_plain(right)))
    return [*pieces, (gap, ""), *right]


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for text, style in pieces:
        if found:
            found.append((" | ", "$foreground-muted"))
        found.append((single_line(text), style))
    return found


def _plain(pieces: Sequence[Piece]) -> str:
    return "".join(text for text, _ in pieces)


class TopLine(Widget, can_focus=False):
    """Shows a TopText in one line."""

    DEFAULT_CSS = """
    TopLine { height: 1; background: $panel-darken-1; padding: 0 1; }
    """

    class Followed(Message):
        """A piece that leads somewhere was clicked."""

        def __init__(self, link: str) -> None:
            super().__init__()
            self.link = link

    top: reactive[TopText] = reactive(TopText())

    def render(self) -> Content:
        """The line."""
        return fit_top(self.top, self.size.width)

    def on_click(self, event: events.Click) -> None:
        """A click on a piece that leads somewhere follows it."""
        offset = event.get_content_offset(self)
        if offset is not None and (link := link_at(self.top, self.size.width, offset.x)):
            self.post_message(self.Followed(link))
