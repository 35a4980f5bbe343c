"""The overview as text: what stands on the card of each ledger, without a screen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from msctl.locale.catalogue import t
from msctl.model.ledger import Standing
from msctl.model.money import plain
from msctl.model.paths import LedgerId
from msctl.model.snapshot import Snapshot
from msctl.report.listing import invested
from msctl.report.standing import is_reported, project_standing
from msctl.text.safe import single_line
from msctl.text.width import cells, cut
from msctl.tui.standing_cells import COUNTED, STYLES, word_of

Piece = tuple[str, str]
"""a text and its style"""
Line = tuple[Piece, ...]

MUTED = "$foreground-muted"
_BAR = 40
"""cells of the widest bar"""
_LIGHT_STYLES = {
    "red": "bold $error",
    "yellow": "$warning",
    "green": "$success",
    "done": "$success",
    "none": MUTED,
    "grey": MUTED,
}
"""the lights by what needs attention first"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted over some projects, each by its last report."""

    projects: int = 0
    words: Mapping[str, int] | None = None
    """projects by the word of their last report, see standing_cells.STYLES; None while unread"""
    lights: Mapping[str, int] | None = None
    planned: Decimal | None = None
    invested: Decimal | None = None

    def share(self, *words: str) -> int:
        """How many projects stand by one of some words."""
        return sum((self.words or {}).get(word, 0) for word in words)


@dataclass(frozen=True, slots=True)
class LedgerFigures:
    """One ledger and its figures."""

    id: LedgerId
    region: str
    title: str
    money_unit: str
    figures: Figures


def ledger_figures(snapshot: Snapshot, ledger_id: LedgerId) -> LedgerFigures:
    """Count the projects of a ledger."""
    ledger = snapshot.ledger(ledger_id)
    words: Counter[str] = Counter()
    lights: Counter[str] = Counter()
    planned: Decimal | None = None
    spent: Decimal | None = None
    projects = snapshot.by_ledger.get(ledger_id, ())
    for project in projects:
        standing = project_standing(ledger, project)
        if standing.status:
            words[word_of(Standing(standing.state, standing.pace))] += 1
        else:
            words["reported" if is_reported(project) else "unreported"] += 1
        lights[standing.light] += 1
        planned = _add(planned, project.planned)
        spent = _add(spent, invested(project))
    return LedgerFigures(
        ledger_id,
        snapshot.region(ledger_id.region).name,
        ledger.title,
        ledger.money_unit,
        Figures(len(projects), words, lights, planned, spent),
    )


def _add(total: Decimal | None, amount: Decimal | None) -> Decimal | None:
    return total if amount is None else amount + (total or 0)


def card(ledger: LedgerFigures, width: int) -> list[Line]:
    """The lines of a ledger's card: its name, its bar with the counts, its lights and money."""
    figures = ledger.figures
    count = t("tui.projects", count=figures.projects)
    name = single_line(f"{ledger.region} {ledger.id.year}  {ledger.title}")
    name = cut(name, width - cells(count) - 2)
    gap = " " * (width - cells(name) - cells(count))
    return [
        ((name, "bold"), (gap, ""), (count, "")),
        _first_that_fits(_counts(figures), width - _BAR // 2, bar(figures, _BAR // 2)),
        _first_that_fits([*_lights(figures), *_money(ledger)], width, ()),
        (),
    ]


def bar(figures: Figures, width: int) -> Line:
    """Which share is completed ``#``, on plan ``=``, behind ``!`` and untold ``.``, in brackets
    and a space; every share that is not nothing has a cell."""
    parts = (
        ("#", STYLES["completed"], figures.share("completed")),
        ("=", "$foreground", figures.share("ahead", "on-track", "in-progress")),
        ("!", STYLES["behind"], figures.share("behind", "stalled")),
    )
    room = width - 3
    told = [(sign, style, count) for sign, style, count in parts if count]
    sizes = [max(1, room * count // max(1, figures.projects)) for _, _, count in told]
    rest = max(0, room - sum(sizes))
    if told and sum(count for *_, count in told) == figures.projects:
        sizes[-1] += rest
        rest = 0
    pieces = [(sign * size, style) for (sign, style, _), size in zip(told, sizes, strict=True)]
    return (("[", MUTED), *pieces, ("." * rest, MUTED), ("] ", MUTED))


def _counts(figures: Figures) -> list[Piece]:
    words = figures.words or {}
    return [(f"{t(f'tui.count.{k}')} {words[k]}", STYLES[k]) for k in COUNTED if words.get(k)]


def _lights(figures: Figures) -> list[Piece]:
    lights = figures.lights or {}
    return [
        (f"{t(f'field.light.{light}')} {lights[light]}", style)
        for light, style in _LIGHT_STYLES.items()
        if lights.get(light)
    ]


def _money(ledger: LedgerFigures) -> list[Piece]:
    found: list[Piece] = []
    figures, unit = ledger.figures, ledger.money_unit
    if figures.planned is not None:
        found.append((t("tui.top.planned", amount=plain(figures.planned), unit=unit), ""))
    if figures.invested is not None:
        found.append((t("tui.overview.invested", amount=plain(figures.invested), unit=unit), ""))
    return found


def _first_that_fits(pieces: Sequence[Piece], width: int, before: Line) -> Line:
    """As many whole pieces as fit, two cells apart, after what stands before them."""
    found: list[Piece] = list(before)
    taken = 0
    for text, style in pieces:
        gap = "  " if taken else ""
        taken += cells(gap + text)
        if taken > width:
            break
        found += [(gap, ""), (text, style)]
    return tuple(found)


def total_figures(ledgers: Sequence[LedgerFigures]) -> Figures:
    """The figures of all ledgers together, the money left out: its units may differ."""
    words: Counter[str] = Counter()
    lights: Counter[str] = Counter()
    for ledger in ledgers:
        words.update(ledger.figures.words or {})
        lights.update(ledger.figures.lights or {})
    return Figures(sum(ledger.figures.projects for ledger in ledgers), words, lights)
