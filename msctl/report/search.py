"""Search: where in the records some words stand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msctl.model.paths import FieldPath, ProjectId
from msctl.model.project import Project
from msctl.model.values import to_text
from msctl.text.fold import fold
from msctl.text.safe import single_line

AROUND = 24
"""Characters quoted on either side of a match: about one clause of official wording."""


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


def search(projects: Iterable[Project], words: Sequence[str]) -> Iterator[Hit]:
    """The fields that hold a word, of the projects that hold all words (in any of their fields).

    Full and half width, upper and lower case and white space count alike.
    """
    wanted = [folded for word in words if (folded := fold(word))]
    if not wanted:
        return
    for project in projects:
        texts = [(path, to_text(value)) for path, value in project.record.leaves()]
        everything = fold("\0".join(text for _, text in texts))
        if not all(word in everything for word in wanted):
            continue
        for path, text in texts:
            folded = fold(text)
            found = [word for word in wanted if word in folded]
            if found:
                yield Hit(project.id, path, _quote(text, min(found, key=folded.index)))


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
