"""Filter as you type: the projects of a ledger that a filter wants, found fast while it is typed.

Each project is folded and spelled once. A filter that only narrows the one before it looks among
what that one found.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from msctl.model.errors import MsctlError
from msctl.model.paths import ProjectId
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.report.filter_terms import Word
from msctl.report.filters import Filter, read_filter
from msctl.report.subject import Subject, Surroundings

AT_ONCE = 500
"""projects that are looked into while the screen waits, a tenth of a millisecond each"""


class Finder:
    """Projects made ready for filters."""

    def __init__(self, projects: Iterable[Project], around: Surroundings | None = None) -> None:
        self.around = around or Surroundings(Snapshot({}, {}, {}))
        self._subjects = {project.id: Subject(project, self.around) for project in projects}
        self._last: tuple[Filter, Sequence[Subject]] | None = None
        self._version = 0
        self.is_ready = False
        """whether everything is folded and spelled"""

    def learn(self, is_cancelled: Callable[[], bool] = lambda: False) -> None:
        """Fold and spell everything and see how it stands; takes a moment, so call it from a
        worker thread."""
        for subject in list(self._subjects.values()):
            if is_cancelled():
                return
            _ = subject.text
            if not subject.pinyin:
                subject.spell()
            subject.standing(None)
        self._last = None
        self.is_ready = True

    def update(self, projects: Iterable[Project], snapshot: Snapshot) -> None:
        """Look at some projects again, among the records as they are now; :meth:`learn` spells
        many."""
        self.around.renew(snapshot)
        found = [project for project in projects if project.id in self._subjects]
        is_much = len(found) > AT_ONCE
        for project in found:
            subject = Subject(project, self.around)
            if self._subjects[project.id].pinyin and not is_much:
                subject.spell()
            self._subjects[project.id] = subject
        self.is_ready = self.is_ready and not is_much
        self._forget()

    def at_moment(
        self, changed: Collection[ProjectId] | None, unsaved: Collection[ProjectId]
    ) -> None:
        """What is not committed and what is not saved now."""
        if (changed, unsaved) != (self.around.changed, self.around.unsaved):
            self.around.changed, self.around.unsaved = changed, unsaved
            self._forget()

    def _forget(self) -> None:
        self._last = None
        self._version += 1

    def search(self, text: str) -> "Search":
        """What is to be looked through for a filter, and how."""
        asked = read_filter(text)
        among: Sequence[Subject] = list(self._subjects.values())
        if self._last is not None and asked.narrows(self._last[0]):
            among = self._last[1]
        return Search(asked, among, self._version)

    def keep(self, search: "Search", found: Sequence[Subject]) -> list[ProjectId]:
        """Take what a search found, for the next one to narrow; the projects."""
        if self.is_of_now(search):
            self._last = (search.asked, found)
        return [subject.project.id for subject in found]

    def is_of_now(self, search: "Search") -> bool:
        """Whether nothing has changed since a search was asked for."""
        return search.version == self._version

    def find(self, text: str) -> list[ProjectId]:
        """The projects that a filter wants, in their order; terms with a mistake are left out."""
        search = self.search(text)
        return self.keep(search, search.run())


@dataclass(frozen=True, slots=True)
class Search:
    """A filter and the projects it is asked of, to be run in any thread."""

    asked: Filter
    among: Sequence[Subject]
    version: int
    """of the finder's projects"""

    @property
    def troubles(self) -> Sequence[MsctlError]:
        """What is wrong with the filter."""
        return self.asked.troubles

    @property
    def is_quick(self) -> bool:
        """Whether it takes but a moment: words are looked for in texts that are ready."""
        return len(self.among) <= AT_ONCE or len(self.asked.words) == len(self.asked.terms)

    def run(self, step: Callable[[], object] = lambda: None) -> list[Subject]:
        """What is wanted: words first, which cost least and leave fewest. ``step`` is called for
        each project that is looked into further, and may raise."""
        left = list(self.among)
        for word in self.asked.words:
            text = word.text
            if word.is_latin:
                left = [own for own in left if text in own.text or own.sounds_like(text)]
            else:
                left = [own for own in left if text in own.text]
        others = [term for term in self.asked.terms if not isinstance(term, Word)]
        if not others:
            return left
        found = []
        for subject in left:
            step()
            if all(term.holds(subject, self.asked.period) for term in others):
                found.append(subject)
        return found
