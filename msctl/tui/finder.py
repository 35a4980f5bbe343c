"""Filter as you type: the projects of a ledger that a filter wants, found fast while it is typed.

Each project is folded and spelled once. A filter that only narrows the one before it looks among
what that one found.
"""

from collections.abc import Callable, Collection, Iterable, Sequence

from msctl.model.errors import MsctlError
from msctl.model.paths import ProjectId
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.report.filter_terms import Word
from msctl.report.filters import Filter, read_filter
from msctl.report.subject import Subject, Surroundings


class Finder:
    """Projects made ready for filters."""

    def __init__(self, projects: Iterable[Project], around: Surroundings | None = None) -> None:
        self.around = around or Surroundings(Snapshot({}, {}, {}))
        self._subjects = {project.id: Subject(project, self.around) for project in projects}
        self._last: tuple[Filter, Sequence[Subject]] | None = None
        self.is_ready = False
        """whether everything is folded and spelled"""
        self.troubles: Sequence[MsctlError] = ()
        """what is wrong with the filter asked for last"""

    def learn(self, is_cancelled: Callable[[], bool] = lambda: False) -> None:
        """Fold and spell everything and see how it stands; takes a moment, so call it from a
        worker thread."""
        for subject in list(self._subjects.values()):
            if is_cancelled():
                return
            _ = subject.text
            subject.spell()
            subject.standing(None)
        self._last = None
        self.is_ready = True

    def update(self, projects: Iterable[Project], snapshot: Snapshot) -> None:
        """Look at some projects again, among the records as they are now."""
        self.around.renew(snapshot)
        for project in projects:
            if project.id in self._subjects:
                subject = Subject(project, self.around)
                if self._subjects[project.id].pinyin:
                    subject.spell()
                self._subjects[project.id] = subject
        self._last = None

    def at_moment(
        self, changed: Collection[ProjectId] | None, unsaved: Collection[ProjectId]
    ) -> None:
        """What is not committed and what is not saved now."""
        if (changed, unsaved) != (self.around.changed, self.around.unsaved):
            self.around.changed, self.around.unsaved = changed, unsaved
            self._last = None

    def find(self, text: str) -> list[ProjectId]:
        """The projects that a filter wants, in their order; terms with a mistake are left out."""
        asked = read_filter(text)
        self.troubles = asked.troubles
        among: Iterable[Subject] = self._subjects.values()
        if self._last is not None and asked.narrows(self._last[0]):
            among = self._last[1]
        found = _wanted(among, asked)
        self._last = (asked, found)
        return [subject.project.id for subject in found]


def _wanted(among: Iterable[Subject], asked: Filter) -> list[Subject]:
    """The subjects that a filter wants, term by term: words first, which cost least and leave
    fewest."""
    left = list(among)
    for word in asked.words:
        text = word.text
        if word.is_latin:
            left = [own for own in left if text in own.text or text in own.pinyin]
        else:
            left = [own for own in left if text in own.text]
    others = [term for term in asked.terms if not isinstance(term, Word)]
    if not others:
        return left
    return [own for own in left if all(term.holds(own, asked.period) for term in others)]
