"""The list of the site in parts: a short first page, the others, and what a search has to know.

A page for a phone holds only so many cards. Each further page is a page of its own for browsers
that run no scripts; for the others the same cards, and the words that a search looks in, stand in
small scripts, the one kind of file that a page opened from a disk may load.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from msctl.export.site.view import ProjectView

SIZE = 100
"""Projects on a page of the list: their cards take some 50 kB."""
FOLDER = "list"


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the list."""

    number: int
    """from 1"""
    views: Sequence[ProjectView]

    @property
    def file(self) -> str:
        """Its page below the folder of the site; the first one is the site's own."""
        return f"{FOLDER}/{self.number}.html"


def parts(views: Sequence[ProjectView]) -> list[Part]:
    """The pages of the list; one at least."""
    starts = range(0, max(1, len(views)), SIZE)
    return [Part(number, views[start : start + SIZE]) for number, start in enumerate(starts, 1)]


def data(views: Sequence[ProjectView], card: Callable[[ProjectView], str]) -> dict[str, str]:
    """The scripts beside the list, by their path below the site's folder.

    Args:
        views: all projects, in the list's order.
        card: the HTML that shows a project, with links from the site's first page.
    """
    found = {"places": _script("places", places(views))}
    for part in parts(views):
        words = f"words-{part.number}"
        found[words] = _script(words, [view.haystack for view in part.views])
        if part.number > 1:
            cards = f"cards-{part.number}"
            found[cards] = _script(cards, [card(view).strip() for view in part.views])
    return {f"{FOLDER}/{name}.js": text for name, text in found.items()}


def places(views: Sequence[ProjectView]) -> dict[str, dict[str, list[int]]]:
    """What the list can be filtered by: each unit, category and state with the places of its
    projects, from 0."""
    found: dict[str, dict[str, list[int]]] = {"unit": {}, "category": {}, "state": {}}
    for place, one in enumerate(views):
        for key, values in (
            ("unit", one.units),
            ("category", (one.category,) if one.category else ()),
            ("state", (one.state,)),
        ):
            for value in values:
                found[key].setdefault(value, []).append(place)
    return found


def embedded(value: object) -> str:
    """JSON that may stand in a script, also inside of a page."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _script(name: str, value: object) -> str:
    return f"msctl({embedded(name)},{embedded(value)});\n"
