"""Changes by field: the one structure that diff, log, edit, review and merge speak.

A change has the id of what it changes, a field path, an old and a new value, None where there is
none. Changes of a record invert and compose; a record is added or removed as the changes of all
its fields.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from msctl.model.errors import NotRecorded
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import Value


@dataclass(frozen=True, slots=True)
class Change:
    """One value set (old None), changed, or removed (new None)."""

    id: str
    path: FieldPath
    old: Value | None
    new: Value | None

    def invert(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.id, self.path, self.new, self.old)

    @property
    def delta(self) -> Decimal | None:
        """New minus old where both are numbers."""
        if isinstance(self.old, Decimal) and isinstance(self.new, Decimal):
            return self.new - self.old
        return None


def same(one: Value | None, other: Value | None) -> bool:
    """Whether two values are equal and of one type; Python holds 0 and false for equal."""
    return one is other or (type(one) is type(other) and one == other)


def compare(record_id: str, old: Record | None, new: Record | None) -> tuple[Change, ...]:
    """The changes that lead from one record to another; None stands for no record."""
    before = old.fields if old is not None else {}
    after = new.fields if new is not None else {}
    return tuple(_compare(record_id, before, after))


def _compare(
    record_id: str, before: dict[FieldPath, Value], after: dict[FieldPath, Value]
) -> Iterator[Change]:
    for path, value in after.items():
        old = before.get(path)
        if not same(old, value):
            yield Change(record_id, path, old, value)
    for path, value in before.items():
        if path not in after:
            yield Change(record_id, path, value, None)


def apply(record: Record, changes: Iterable[Change]) -> Record:
    """The record with the changes made. Raises NotRecorded where an old value does not fit."""
    fields = dict(record.fields)
    for change in changes:
        found = fields.get(change.path)
        if not same(found, change.old):
            raise NotRecorded(id=change.id, path=change.path, expected=change.old, found=found)
        if change.new is None:
            fields.pop(change.path, None)
        else:
            fields[change.path] = change.new
    return Record(fields)


def compose(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes made one after the other as one step: first old, last new, none that cancel out."""
    steps: dict[tuple[str, FieldPath], Change] = {}
    for change in changes:
        key = (change.id, change.path)
        first = steps.get(key)
        steps[key] = change if first is None else Change(*key, first.old, change.new)
    return tuple(step for step in steps.values() if not same(step.old, step.new))
