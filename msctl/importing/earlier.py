"""What imports wrote before: the common ground of a document that comes again and the records.

A commit that an import made says so in the last lines of its message. The value that the last such
commit gave a field is what the document said then: the base of the merge by field.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msctl.model.changes import Change
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.record import Record
from msctl.model.values import Value
from msctl.store.canonical import value_text
from msctl.store.syntax import parse

if TYPE_CHECKING:
    from msctl.history.log import Commit
    from msctl.history.repository import Repository

_NOTE = re.compile(r"^Msctl-Imports: (\S+)$", re.MULTILINE)
_SAID = re.compile(r"^Msctl-Said: (\[.*\])$", re.MULTILINE)
_VALUE = FieldPath.of("v")
_TAKEN_BACK = re.compile(r"^Msctl-(?:Undoes|Redoes): ([0-9a-f]{40,64})$", re.MULTILINE)


def import_note(ledger: LedgerId, document: str, digest: str, said: Iterable[Change] = ()) -> str:
    """The last lines of an import's commit message, which tell the next import where to look.

    ``said`` are the fields where a person decided against the document: the commit holds what was
    decided, so the note holds what the document said (the change's new value).
    """
    name = " ".join(document.split())
    lines = [f"Msctl-Imports: {ledger}", f"Msctl-Document: {name}", f"Msctl-Digest: {digest}"]
    for change in said:
        value = None if change.new is None else value_text(change.new)
        lines.append(f"Msctl-Said: {json.dumps([change.id, change.path, value])}")
    return "\n".join(lines)


def _said(body: str) -> Iterator[tuple[ProjectId, FieldPath, Value | None]]:
    for found in _SAID.finditer(body):
        project, path, text = json.loads(found[1])
        held = None if text is None else Record.from_tree(parse(f"v = {text}")).get(_VALUE)
        yield ProjectId(project), FieldPath(path), held


@dataclass(frozen=True)
class Earlier:
    """Field values as imports wrote them, the last one each; a field that no import wrote is not
    among them, one that an import took away is there with None."""

    values: Mapping[ProjectId, Mapping[FieldPath, Value | None]]

    def knows(self, project: ProjectId, path: FieldPath) -> bool:
        """Whether an import ever wrote the field."""
        return path in self.values.get(project, {})

    def value(self, project: ProjectId, path: FieldPath) -> Value | None:
        """What the last import that wrote the field made of it."""
        return self.values.get(project, {}).get(path)

    def text(self, project: ProjectId, key: str) -> str:
        """A text field such as ``number`` as the last import wrote it."""
        found = self.value(project, FieldPath.of(key))
        return found if isinstance(found, str) else ""


NOTHING = Earlier({})
"""No import is known: a new ledger, records without a repository, commits made by hand."""


def earlier_imports(repository: "Repository", ledger: LedgerId) -> Earlier:
    """What the imports into a ledger wrote, those that were undone left out. Raises GitFailed."""
    from msctl.history.log import log

    if repository.head() is None:
        return NOTHING
    values: dict[ProjectId, dict[FieldPath, Value | None]] = {}
    for commit in _in_force(log(repository, [ledger], layout=False)):
        note = _NOTE.search(commit.body)
        if note is None or note[1] != ledger:
            continue
        for project, path, said in _said(commit.body):
            values.setdefault(project, {}).setdefault(path, said)
        for change in commit.changes:
            if change.id.count("/") == 3:
                known = values.setdefault(ProjectId(change.id), {})
                known.setdefault(change.path, change.new)
    return Earlier(values)


def _in_force(commits: "Iterator[Commit]") -> "Iterator[Commit]":
    """The commits, newest first, without those that a later undo took back."""
    taken_back: set[str] = set()
    for commit in commits:
        if commit.commit in taken_back:
            continue
        found = _TAKEN_BACK.search(commit.body)
        if found is not None:
            taken_back.add(found[1])
        yield commit
