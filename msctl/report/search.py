"""Search: where in the records some words stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msctl.model.paths import FieldPath, ProjectId
from msctl.model.values import to_text
from msctl.report.filters import Filter, wanted
from msctl.report.subject import Subject
from msctl.text.fold import fold
from msctl.text.safe import single_line

AROUND = 24
"""Characters quoted on either side of a match: about one clause of official wording."""


_NAME = FieldPath.of("name")


@dataclass(frozen=True, slots=True)
class Hit:
    """One field that holds one of the words."""

    id: ProjectId
    path: FieldPath
    quote: str
    """one line around the first match"""

    def to_json(self) -> dict[str, object]:
        """The hit as scripts get it."""
        return {"id": str(self.id), "path": str(self.path), "quote": self.quote}


def search(subjects: Iterable[Subject], asked: Filter) -> Iterator[Hit]:
    """The fields that hold a word of a filter, of the projects it wants.

    A project that is wanted for something else (its status, its pinyin) is told by its name.
    """
    if not asked.terms:
        return
    wanted_words = [word.text for word in asked.words]
    for subject in wanted(subjects, asked):
        project = subject.project
        nothing = True
        for path, value in project.record.leaves():
            text = to_text(value)
            folded = fold(text)
            found = [word for word in wanted_words if word in folded]
            if found:
                nothing = False
                yield Hit(project.id, path, _quote(text, min(found, key=folded.index)))
        if nothing:
            yield Hit(project.id, _NAME, single_line(project.name))


def _quote(text: str, word: str) -> str:
    """The surroundings of a folded word's first match, in the text's own characters."""
    folded = ""
    places: list[int] = []
    for index, character in enumerate(text):
        own = fold(character)
        folded += own
        places += [index] * len(own)
    start = max(0, folded.find(word))
    first = places[start] if places else 0
    last = places[min(start + len(word), len(places)) - 1] + 1 if places else 0
    head, tail = max(0, first - AROUND), min(len(text), last + AROUND)
    quote = single_line(text[head:tail]).strip()
    return (".." if head else "") + quote + (".." if tail < len(text) else "")
