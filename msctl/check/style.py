"""How a ledger is written: the habits of its texts and rows that one that differs is held
against."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msctl.model.paths import FieldPath
from msctl.model.project import Project

_TEXTS = {
    "plan": ("lead_in", "text"),
    "report": ("progress", "difficulties", "next_steps"),
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a ledger writes, by most of its texts."""

    full_width: bool = False
    """commas are full width"""
    stopped: frozenset[tuple[str, str]] = frozenset()
    """the kinds of texts that end with a mark"""
    quarterly: bool = False
    """plans are by quarters"""
    units: bool = False
    """each project says who answers for it"""
    status: bool = False
    """each report has a status word"""
    plans: bool = False
    """each project has a plan"""
    money: bool = False
    """each project says what it costs"""


class _Habits:
    """What is counted in a ledger to tell how it is written."""

    def __init__(self) -> None:
        self.full = self.half = 0
        self.ends: dict[tuple[str, str], list[bool]] = {}
        self.has: dict[str, list[bool]] = {}

    def add(self, project: Project) -> None:
        """Count one project."""
        groups: set[str] = set()
        told: set[FieldPath] = set()
        for path, value in project.record.leaves():
            own = own_path(path)
            groups.add(own[0])
            if own[0] == "report" and own[-1] in ("progress", "status"):
                told.add(path)
            if isinstance(value, str) and is_wording(own):
                self._text(own, value)
        for path in told:
            if path[-1] == "progress":
                self._count("status", FieldPath((*path[:-1], "status")) in told)
        for group in ("units", "plan", "funding"):
            self._count(group, group in groups)

    def _text(self, own: tuple[str, ...], value: str) -> None:
        self.full += value.count("，")
        self.half += value.count(",")
        self.ends.setdefault((own[0], own[-1]), []).append(value.rstrip()[-1:] in STOPS)
        if own[0] == "plan" and len(own) == 3:
            self._count("quarters", own[1] in _QUARTERS)

    def _count(self, what: str, found: bool) -> None:
        self.has.setdefault(what, []).append(found)

    @property
    def style(self) -> Style:
        """The habits that nine of ten texts or projects keep, of ten or more."""
        return Style(
            self.full >= 10 and self.full >= 10 * self.half,
            frozenset(kind for kind, found in self.ends.items() if _usual(found)),
            *(
                _usual(self.has.get(what, ()))
                for what in ("quarters", "units", "status", "plan", "funding")
            ),
        )


def _usual(found: Sequence[bool]) -> bool:
    return len(found) >= 10 and sum(found) * 10 >= 9 * len(found)


def style_of(projects: Iterable[Project]) -> Style:
    """How a ledger is written."""
    habits = _Habits()
    for project in projects:
        habits.add(project)
    return habits.style


_QUARTERS = frozenset(("Q1", "Q2", "Q3", "Q4"))
STOPS = frozenset("。！？；.;!?")
"""What a text ends with"""


def own_path(path: FieldPath) -> tuple[str, ...]:
    """A path as the project or task itself has it."""
    return path[2:] if path[0] == "task" else path


def is_wording(own: tuple[str, ...]) -> bool:
    """Whether a path of a project or task holds official wording."""
    if not own:
        return False
    return own[0] in ("name", "content", "note", "extra") or own[-1] in _TEXTS.get(own[0], ())
