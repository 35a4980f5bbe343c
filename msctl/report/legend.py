"""The marks of a ledger's legend, and where projects and tasks carry them."""

from collections import Counter
from collections.abc import Iterable, Iterator

from msctl.model.paths import FieldPath
from msctl.model.project import Project
from msctl.model.record import as_names
from msctl.report.status_words import Use


def is_marks(path: FieldPath) -> bool:
    """Whether a field of a project holds marks."""
    own = path[2:] if path[:1] == ("task",) else path
    return own == ("marks",)


def uses_of_mark(projects: Iterable[Project], mark: str) -> list[Use]:
    """Every project and task with a mark, in the order of the projects."""
    return [use for use, found in _uses(projects) if found == mark]


def mark_counts(projects: Iterable[Project]) -> Counter[str]:
    """How many projects and tasks carry each mark."""
    return Counter(mark for _, mark in _uses(projects))


def _uses(projects: Iterable[Project]) -> Iterator[tuple[Use, str]]:
    for project in projects:
        for path, value in project.record.leaves():
            # looked at first: most paths end otherwise
            if path[-1] == "marks" and is_marks(path):
                yield from ((Use(project.id, path), mark) for mark in as_names(value))
