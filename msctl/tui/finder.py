"""Filter as you type: projects by words over all their fields, and by pinyin initials.

A filter is words in any order; each must occur somewhere in the project, in full or half width,
upper or lower case, or as the initials of its name (``jzdt`` finds 加装电梯).
"""

import contextlib
from collections.abc import Iterable, Sequence

from msctl.model.paths import ProjectId
from msctl.model.project import Project
from msctl.model.values import to_text
from msctl.text.fold import fold, matches


class Finder:
    """Projects made ready for search."""

    def __init__(self, projects: Iterable[Project]) -> None:
        self._listed = [(project, fold(haystack(project))) for project in projects]
        self._initials: dict[ProjectId, str] = {}

    def learn_initials(self) -> None:
        """Spell the names; takes a moment the first time, so call it from a worker thread."""
        from msctl.text.pinyin import initials

        found = {}
        for project, _ in self._listed:
            with contextlib.suppress(LookupError):
                units = (*project.units("lead"), *project.units("responsible"))
                found[project.id] = " ".join(initials(text) for text in (project.name, *units))
        self._initials = found

    def find(self, query: str) -> Sequence[ProjectId]:
        """The projects that hold every word of a query, in their order."""
        words = query.split()
        return [
            project.id
            for project, hay in self._listed
            if all(
                matches([word], hay) or fold(word) in self._initials.get(project.id, "")
                for word in words
            )
        ]


def haystack(project: Project) -> str:
    """All that can be searched in a project."""
    values = (to_text(value) for _, value in project.record.leaves())
    return "\n".join((project.id.slug, *values))
