"""What the list of all commands holds and how it is searched: commands, ledgers and projects.

Found by words in any order: of a command its Chinese and English names, its explanation and its
pinyin, of a ledger or project its name, number and pinyin.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from msctl.locale.catalogue import in_every_language, t
from msctl.locale.commands import Command
from msctl.model.paths import LedgerId, ProjectId
from msctl.model.snapshot import Snapshot
from msctl.text.fold import fold
from msctl.text.safe import single_line

COMMAND, LEDGER, PROJECT = "command", "ledger", "project"

MOST_PROJECTS = 100
"""Projects shown at most: a longer list is for the filter of a grid."""

AT_ONCE = 1000
"""projects that are taken in while the screen waits, in some 10 ms"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list."""

    kind: str
    name: str
    """the command's name, or the id of the place"""
    label: str
    keys: str
    help: str
    words: str
    """further words it is found by, folded"""

    @property
    def key(self) -> str:
        """Tells it from all others."""
        return f"{self.kind}:{self.name}"


def command_entries(commands: Iterable[Command], recent: Sequence[str]) -> list[Entry]:
    """Commands, those used last first."""
    found = [
        Entry(
            COMMAND,
            command.name,
            command.label,
            command.shown_key,
            command.help,
            fold(" ".join([command.name, *in_every_language(f"tui.command.{command.name}")])),
        )
        for command in commands
    ]
    place = {name: number for number, name in enumerate(recent)}
    return sorted(found, key=lambda entry: place.get(entry.name, len(place)))


def ledger_entries(snapshot: Snapshot) -> Iterator[Entry]:
    """Every ledger, to go to."""
    for ledger in snapshot.by_ledger:
        title = single_line(snapshot.ledger(ledger).title)
        region = snapshot.region(ledger.region).name
        label = t("keys.palette.ledger", title=title)
        yield Entry(LEDGER, ledger, label, "", f"{region} {ledger.year}", fold(region + ledger))


def project_entries(snapshot: Snapshot) -> Iterator[Entry]:
    """Every project, to go to."""
    for ledger, projects in snapshot.by_ledger.items():
        where = f"{snapshot.region(ledger.region).name} {ledger.year}"
        for project in projects:
            name = single_line(project.name)
            label = t("keys.palette.project", number=project.number, name=name)
            yield Entry(PROJECT, project.id, label, "", where, fold(where + project.id.slug))


class PaletteIndex:
    """Entries made ready for search."""

    def __init__(self, shown: Iterable[Entry], projects: Iterable[Entry] = ()) -> None:
        """What is shown with nothing typed, and the projects, which :meth:`read` takes in."""
        self._entries = list(shown)
        self._labels = _labels(self._entries)
        self._spelled: dict[str, str] = {}
        self._projects = projects

    def read(self) -> None:
        """Take the projects in; many take a moment, so call it from a worker thread."""
        projects = list(self._projects)
        self._labels = self._labels | _labels(projects)
        self._entries = [*self._entries, *projects]
        self._projects = ()

    def learn(self, is_cancelled: Callable[[], bool] = lambda: False) -> None:
        """Spell all names; takes a moment, so call it from a worker thread."""
        from msctl.text.pinyin import spellings

        for entry in self._entries:
            if is_cancelled():
                return
            self._spelled[entry.key] = spellings(entry.label)

    def find(self, typed: str) -> list[Entry]:
        """What fits, the best first; with nothing typed the commands and ledgers."""
        words = [fold(word) for word in typed.split()]
        if not words:
            return [entry for entry in self._entries if entry.kind != PROJECT]
        ranked = [(self._rank(entry, words), entry) for entry in self._entries]
        found = sorted((pair for pair in ranked if pair[0] < _NOT), key=lambda pair: pair[0])
        projects = 0
        shown = []
        for _, entry in found:
            projects += entry.kind == PROJECT
            if entry.kind != PROJECT or projects <= MOST_PROJECTS:
                shown.append(entry)
        return shown

    def _rank(self, entry: Entry, words: Sequence[str]) -> int:
        """How far a fit is from the name: 0 in the name itself, then its pinyin and other names,
        then the explanation; places come after commands."""
        worst = max(self._rank_of(entry, word) for word in words)
        return worst if worst >= _NOT else worst + 10 * _ORDER.index(entry.kind)

    def _rank_of(self, entry: Entry, word: str) -> int:
        label = self._labels[entry.key]
        if word in label:
            return 0 if label.startswith(word) else 1
        if word in entry.words or (word.isascii() and word in self._spelled.get(entry.key, "")):
            return 2
        return 3 if word in fold(entry.help) else _NOT


def _labels(entries: Iterable[Entry]) -> dict[str, str]:
    return {entry.key: fold(entry.label) for entry in entries}


_ORDER = (COMMAND, LEDGER, PROJECT)
_NOT = 100
"""Beyond every rank: it does not fit."""


def ledger_of(entry: Entry) -> LedgerId:
    """Where an entry for a place leads."""
    return LedgerId(entry.name) if entry.kind == LEDGER else ProjectId(entry.name).ledger
