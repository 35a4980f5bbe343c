"""What of the uncommitted changes goes into a commit: whole records, or single fields of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msctl.history.difference import RecordChange
from msctl.model.changes import Change
from msctl.store.reading import file_of
from msctl.tui.history_view import kind_of

_SEPARATOR = "\t"
"""between the file and the field path in a row's key; neither has one"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: a record, or a field of the record above it."""

    key: str
    record: RecordChange
    change: Change | None = None

    @property
    def is_field(self) -> bool:
        """Whether it is a field."""
        return self.change is not None


@dataclass(frozen=True, slots=True)
class Picked:
    """What a commit takes."""

    files: tuple[str, ...]
    """whole, below the records root; of a moved record also the old file"""
    fields: dict[str, tuple[Change, ...]]
    """by file, of records of which other fields stay out"""
    changes: tuple[Change, ...]
    """all of them, for the message"""


@dataclass
class Picking:
    """The uncommitted changes, and which of them are left out."""

    records: Sequence[RecordChange] = ()
    _out: set[str] = field(default_factory=set)
    _broken: frozenset[str] = frozenset()

    def take(self, records: Iterable[RecordChange]) -> None:
        """The changes were read anew; what was left out stays out, and so does a file that has
        become unreadable, until somebody ticks it."""
        self.records = list(records)
        broken = frozenset(record.file for record in self.records if is_broken(record))
        self._out |= broken - self._broken
        self._out -= self._broken - broken
        self._broken = broken
        self._out &= {row.key for row in self._all()}

    def rows(self, kind: str = "") -> list[Row]:
        """The lines to show: all, or the fields of one kind with their records."""
        found: list[Row] = []
        for record in self.records:
            fields = [row for row in _fields(record) if not kind or _is_kind(row, kind)]
            if fields or not kind:
                found += [Row(record.file, record), *fields]
        return found

    def mark(self, row: Row) -> str:
        """``[x]`` in the commit, ``[ ]`` not, ``[-]`` of a record some of whose fields are."""
        if row.is_field:
            return "[ ]" if row.key in self._out else "[x]"
        states = {one.key in self._out for one in _parts(row.record)}
        return "[-]" if len(states) == 2 else "[ ]" if True in states else "[x]"

    def toggle(self, row: Row) -> None:
        """Put a field in or out; a record with all of its fields."""
        if row.is_field:
            self._out ^= {row.key}
            return
        keys = {one.key for one in _parts(row.record)}
        if keys & self._out:
            self._out -= keys
        else:
            self._out |= keys

    def toggle_all(self, rows: Sequence[Row]) -> None:
        """Put all fields that are shown in, or out when all are in."""
        shown = {row.key for row in rows if row.is_field or not _fields(row.record)}
        if shown & self._out:
            self._out -= shown
        else:
            self._out |= shown

    def picked(self) -> Picked:
        """What the commit takes."""
        files: list[str] = []
        fields: dict[str, tuple[Change, ...]] = {}
        changes: list[Change] = []
        for record in self.records:
            parts = _parts(record)
            chosen = [row for row in parts if row.key not in self._out]
            if len(chosen) == len(parts):
                files += files_of(record)
                changes += record.changes
            elif chosen:
                fields[record.file] = tuple(row.change for row in chosen if row.change)
                changes += fields[record.file]
        return Picked(tuple(files), fields, tuple(changes))

    def _all(self) -> Iterable[Row]:
        return (row for record in self.records for row in _parts(record))


def is_broken(record: RecordChange) -> bool:
    """Whether the file as it is now cannot be read."""
    return any(finding.details["side"] == "new" for finding in record.unreadable)


def files_of(record: RecordChange) -> list[str]:
    """The files of a change: of a moved record also the old one."""
    return [record.file, *([file_of(record.old_id)] if record.old_id else [])]


def _fields(record: RecordChange) -> list[Row]:
    """The fields that can be committed one by one: those of a record that is not new, gone, moved
    or unreadable."""
    if record.kind != "changed" or record.unreadable or len(record.changes) < 2:
        return []
    return [
        Row(f"{record.file}{_SEPARATOR}{change.path}", record, change) for change in record.changes
    ]


def _parts(record: RecordChange) -> list[Row]:
    return _fields(record) or [Row(record.file, record)]


def _is_kind(row: Row, kind: str) -> bool:
    return row.change is not None and kind_of(row.change) == kind
