"""The status words that a ledger offers, and where they are used.

An office's own words stay as it wrote them. A ledger that lists none is offered usual words, one
for each meaning, and goes on being offered them as long as it lists no others; the first use of one
lists it in the ledger.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from msctl.locale.catalogue import t
from msctl.model.ledger import Ledger, Standing
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.project import Project
from msctl.model.values import Value, to_text

_USUAL = (
    ("completed", Standing("completed")),
    ("on-track", Standing("in-progress", "on-track")),
    ("ahead", Standing("in-progress", "ahead")),
    ("behind", Standing("in-progress", "behind")),
    ("preparing", Standing("preparing")),
    ("not-started", Standing("not-started")),
    ("stalled", Standing("stalled")),
    ("adjusted", Standing("adjusted")),
    ("cancelled", Standing("cancelled")),
)


def usual_words() -> Mapping[str, Standing]:
    """A word for each meaning that a report may have."""
    return {t(f"ledger.word.{key}"): meaning for key, meaning in _USUAL}


def words_to_add(ledger: Ledger) -> Mapping[str, Standing]:
    """The usual words that a ledger does not list; none where it has words of its own."""
    usual = usual_words()
    if any(usual.get(word) != meaning for word, meaning in ledger.status.items()):
        return {}
    return {word: meaning for word, meaning in usual.items() if word not in ledger.status}


def offered_words(ledger: Ledger) -> tuple[str, ...]:
    """What a report of the ledger may choose from: its own words in its own order, or the usual
    ones in theirs."""
    to_add = words_to_add(ledger)
    if not to_add:
        return tuple(ledger.status)
    return tuple(word for word in usual_words() if word in to_add or word in ledger.status)


def word_fields(word: str, meaning: Standing) -> Mapping[FieldPath, Value]:
    """The fields of a ledger that list a word."""
    told = {"state": meaning.state, "pace": meaning.pace}
    return {FieldPath.of("status", word, key): value for key, value in told.items() if value}


def is_status(path: FieldPath) -> bool:
    """Whether a field of a project holds a status word."""
    own = path[2:] if path[:1] == ("task",) else path
    return len(own) == 3 and own[0] == "report" and own[2] == "status"


@dataclass(frozen=True, slots=True)
class Use:
    """A report that uses a word."""

    project: ProjectId
    path: FieldPath


def uses_of(projects: Iterable[Project], word: str) -> list[Use]:
    """Every report with a status word, in the order of the projects."""
    return [use for use, found in _uses(projects) if found == word]


def word_counts(projects: Iterable[Project]) -> Counter[str]:
    """How many reports use each word."""
    return Counter(word for _, word in _uses(projects))


def _uses(projects: Iterable[Project]) -> Iterator[tuple[Use, str]]:
    for project in projects:
        for path, value in project.record.leaves():
            # looked at first: most paths end otherwise
            if path[-1] == "status" and is_status(path):
                yield Use(project.id, path), to_text(value)
