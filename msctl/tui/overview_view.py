"""The overview as text: what stands on the card of each ledger, without a screen."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from msctl.locale.catalogue import t
from msctl.locale.labels import period_label
from msctl.model.ledger import Ledger, Region
from msctl.model.money import plain
from msctl.text.safe import single_line
from msctl.text.width import cells, cut
from msctl.tui.ledger_figures import Figures
from msctl.tui.standing_cells import COUNTED, STYLES

Piece = tuple[str, str]
"""a text and its style"""
Line = tuple[Piece, ...]

WIDE = 100
"""cells from which what is due and the last change stand side by side"""
_BAR = (20, 30)
"""cells of the bar, narrow and wide"""
_MUTED = "$foreground-muted"
_LIGHTS = {"red": "bold $error", "yellow": "$warning", "green": "$success"}
"""the lights, what needs attention first; what is done is counted by its state"""
_DUE_UNITS = 3
"""units that owe reports, as many as a line names"""


@dataclass(frozen=True, slots=True)
class Touch:
    """The last change of a ledger: when, by whom and what for."""

    time: dt.datetime
    author: str
    subject: str

    @property
    def line(self) -> str:
        """In one line, the day in local time."""
        day = f"{self.time.astimezone():%Y-%m-%d}"
        return t("overview.touch", day=day, author=self.author, subject=self.subject)


def height(width: int) -> int:
    """The lines of a card, a blank one at its end."""
    return 4 if width >= WIDE else 5


def card(
    region: Region, ledger: Ledger, figures: Figures, touch: Touch | None, width: int
) -> list[Line]:
    """The lines of a ledger's card: its name, its bar with the counts, its lights and money, what
    is due, who changed it last."""
    size = t("tui.projects", count=figures.projects)
    name = f"{region.name} {ledger.id.year}  {ledger.title}"
    head = _apart([(name, "bold")], [(size, "")], width)
    counts, money = [*_counts(figures), *_lights(figures)], _money(ledger, figures)
    due, last = _due(figures), [(touch.line, _MUTED)] if touch else []
    if width >= WIDE:
        first = _fitting([*counts, *money], width, bar(figures, _BAR[1]))
        lines = [head, first, _apart(due, last, width)]
    else:
        first = _fitting(counts, width, bar(figures, _BAR[0]))
        amounts = [("  ".join(text for text, _ in money), "")] if money else []
        lines = [head, first, _apart(due, amounts, width), _cut(last, width)]
    return [*lines, ()]


def totals(ledgers: int, figures: Figures, width: int) -> Line:
    """All ledgers together, in one line."""
    size = t("overview.totals", ledgers=ledgers, projects=figures.projects)
    pieces: list[Piece] = [(size, "bold"), *_counts(figures), *_lights(figures)]
    return _fitting(pieces, width, bar(figures, _BAR[width >= WIDE]))


def bar(figures: Figures, width: int) -> Line:
    """Which share is completed ``#``, on plan ``=``, behind ``!`` and neither ``.``, in brackets
    and a space after them; every share that is not nothing has a cell."""
    words = figures.words
    shares = (
        ("#", STYLES["completed"], ("completed",)),
        ("=", "", ("ahead", "on-track", "in-progress")),
        ("!", STYLES["behind"], ("behind", "stalled")),
    )
    room = width - 3
    counts = [(sign, style, sum(words.get(w, 0) for w in named)) for sign, style, named in shares]
    told = [piece for piece in counts if piece[2]]
    sizes = [max(1, room * count // max(1, figures.projects)) for *_, count in told]
    if told and sum(count for *_, count in told) == figures.projects:
        sizes[-1] += room - sum(sizes)
    pieces = [(sign * size, style) for (sign, style, _), size in zip(told, sizes, strict=True)]
    return (("[", _MUTED), *pieces, ("." * (room - sum(sizes)), _MUTED), ("] ", _MUTED))


def _counts(figures: Figures) -> list[Piece]:
    words = figures.words
    return [(f"{t(f'report.standing.{k}')} {words[k]}", STYLES[k]) for k in COUNTED if words.get(k)]


def _lights(figures: Figures) -> list[Piece]:
    return [
        (f"{t(f'field.light.{light}')} {figures.lights[light]}", style)
        for light, style in _LIGHTS.items()
        if figures.lights.get(light)
    ]


def _money(ledger: Ledger, figures: Figures) -> list[Piece]:
    unit = ledger.money_unit
    found: list[Piece] = []
    if figures.planned is not None:
        found.append((t("tui.top.planned", amount=plain(figures.planned), unit=unit), ""))
    if figures.invested is not None:
        found.append((t("overview.invested", amount=plain(figures.invested), unit=unit), ""))
    return found


def _due(figures: Figures) -> list[Piece]:
    if not figures.is_counted or figures.period is None:
        return []
    period = period_label(figures.period)
    if not figures.due:
        return [(t("overview.none-due", period=period), _MUTED)]
    units = t("message.and").join(f"{unit} {count}" for unit, count in figures.owing[:_DUE_UNITS])
    if len(figures.owing) > _DUE_UNITS:
        units = t("overview.more-units", units=units, count=len(figures.owing))
    if not units:
        return [(t("overview.due-nobody", period=period, count=figures.due), "$warning")]
    return [(t("overview.due", period=period, count=figures.due, units=units), "$warning")]


def _cut(pieces: Sequence[Piece], width: int) -> Line:
    return tuple((cut(single_line(text), width), style) for text, style in pieces[:1])


def _apart(left: Sequence[Piece], right: Sequence[Piece], width: int) -> Line:
    """One piece at the left end and one at the right; the right one takes half at most."""
    shown = _cut(right, width // 2)
    taken = sum(cells(text) for text, _ in shown)
    begin = _cut(left, width - taken - 2 if taken else width)
    gap = width - taken - sum(cells(text) for text, _ in begin)
    return (*begin, (" " * gap, ""), *shown) if shown else begin


def _fitting(pieces: Sequence[Piece], width: int, before: Line = ()) -> Line:
    """As many whole pieces as fit, two cells apart, after what stands before them."""
    found = list(before)
    taken = sum(cells(text) for text, _ in before)
    for number, (text, style) in enumerate(pieces):
        gap = "  " if number else ""
        text = single_line(text)
        taken += cells(gap + text)
        if taken > width:
            break
        found += [(gap, ""), (text, style)]
    return tuple(found)
