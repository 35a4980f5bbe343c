"""The steps of a session, to be undone and redone: what was typed into fields, what was written.

A step says of each field what stood in it typed before and after, and which values the files held
before and after. So taking a step back and doing it again leaves drafts and files as they were.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from msctl.model.changes import Change, compose
from msctl.model.paths import FieldPath, RecordId, known_record_id

LIMIT = 500
"""steps that can be taken back: more than a day's work"""

Place = tuple[RecordId, FieldPath]
"""One field of one project or ledger."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed into a field and not saved."""

    text: str
    base: str
    """what the field held, as text, when typing began; another value in the file is a question"""


TypedFields = Mapping[RecordId, Mapping[FieldPath, Typed]]
"""All that is typed and not saved, by record and field."""

Edit = tuple[Typed | None, Typed | None]
"""What was typed into a field before and after; None where nothing is."""


class Kind(Enum):
    """What a step did."""

    TYPED = "typed"
    BULK = "bulk"
    SAVED = "saved"
    RESTORED = "restored"
    DISCARDED = "discarded"
    RECOVERED = "recovered"
    ANSWERED = "answered"
    REWRITTEN = "rewritten"


@dataclass(frozen=True)
class Step:
    """One step: its edits of what is typed and its changes of the files."""

    kind: Kind
    edits: Mapping[Place, Edit]
    changes: tuple[Change, ...] = ()
    name: str = ""
    """the name that a step of many fields was given"""

    def invert(self) -> "Step":
        """The step that takes this one back."""
        edits = {place: (after, before) for place, (before, after) in self.edits.items()}
        changes = tuple(change.invert() for change in reversed(self.changes))
        return replace(self, edits=edits, changes=changes)

    def only(self, records: Collection[str]) -> "Step":
        """Its part in some records."""
        edits = {place: edit for place, edit in self.edits.items() if place[0] in records}
        changes = tuple(change for change in self.changes if change.id in records)
        return replace(self, edits=edits, changes=changes)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The fields that it touched."""
        written = [(known_record_id(change.id), change.path) for change in self.changes]
        return tuple(dict.fromkeys([*self.edits, *written]))


def merge(steps: Iterable[Step], kind: Kind, name: str = "") -> Step:
    """Steps done one after the other as one; what cancels out is left out."""
    edits: dict[Place, Edit] = {}
    changes: list[Change] = []
    for step in steps:
        for place, (before, after) in step.edits.items():
            edits[place] = (edits[place][0] if place in edits else before, after)
        changes += step.changes
    kept = {place: edit for place, edit in edits.items() if edit[0] != edit[1]}
    return Step(kind, kept, compose(changes), name)


class History:
    """The steps in their order, and how many of them are done."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._done = 0
        self._open: Place | None = None

    @property
    def done(self) -> tuple[Step, ...]:
        """The steps that can be undone, oldest first."""
        return tuple(self._steps[: self._done])

    @property
    def undone(self) -> tuple[Step, ...]:
        """The steps that can be redone, the next one first."""
        return tuple(self._steps[self._done :])

    def push(self, step: Step) -> None:
        """Add a step that was just done; what was undone before can no longer be redone."""
        self._open = None
        if step.edits or step.changes:
            self._steps = [*self._steps[: self._done], step][-LIMIT:]
            self._done = len(self._steps)

    def push_typed(self, place: Place, edit: Edit) -> None:
        """Add one key's work to the step of its field, as long as typing stays in that field."""
        step = Step(Kind.TYPED, {place: edit})
        if self._open == place and self._done == len(self._steps) > 0:
            step = merge([self._steps.pop(), step], Kind.TYPED)
            self._done -= 1
        self.push(step)
        self._open = place if step.edits else None

    def join(self, step: Step) -> None:
        """Add a step that becomes one with the last one done, if that is of many fields."""
        last = self._steps[self._done - 1] if self._done else step
        if last.kind is Kind.BULK:
            self._done -= 1
            step = merge([last, step], last.kind, last.name)
        self.push(step)

    def close(self) -> bool:
        """The field was left: what is typed next is a new step. Whether one was open."""
        was_open, self._open = self._open is not None, None
        return was_open

    def back(self) -> None:
        """The last step was undone."""
        self._done -= 1

    def forward(self) -> None:
        """The next step was done again."""
        self._done += 1

    def split(self, step: Step, done: Step, undone: Step) -> None:
        """One part of a step was undone or done again, the other part was not."""
        at = self._steps.index(step)
        self._steps[at : at + 1] = [done, undone]
        self._done = at + 1

    def forget(self, step: Step) -> None:
        """Leave out a step that can no longer be taken back or done again."""
        at = self._steps.index(step)
        del self._steps[at]
        if at < self._done:
            self._done -= 1
