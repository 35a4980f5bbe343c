"""A writing: what a session lets be written, taken at one moment, and what came of it.

It needs nothing of the session any more, so it runs in a thread while typing goes on.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property

from msctl.model.changes import Change, same
from msctl.model.errors import MsctlError, NotRecorded
from msctl.model.paths import FieldPath, RecordId, known_record_id
from msctl.model.record import Record
from msctl.model.values import Value, to_text
from msctl.store.errors import DiskRefused, NoSuchRecord
from msctl.store.reading import file_of
from msctl.store.records import Records
from msctl.tui.background import Stopped
from msctl.tui.errors import ChangedMeanwhile, GoneMeanwhile, StoppedInPart, WrittenInPart
from msctl.tui.steps import History, Place, Step


class Stage(Enum):
    """How far a writing is."""

    READING = "reading"
    PROVING = "proving"
    WRITING = "writing"


Told = Callable[[Stage, int], None]
"""Hears how many records a stage is done with; raises Stopped where the writing is to stop."""

Read = Callable[[RecordId, FieldPath, str], tuple[Value | None, MsctlError | None]]
"""Takes a field and what is typed into it; gives its value, and what is wrong with it."""


class Way(Enum):
    """What a writing does to the steps of its session."""

    NEW = "new"
    JOINS = "joins"
    """it becomes one with the last step, whose edits it saves"""
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True)
class Writing:
    """What is to be written."""

    way: Way
    records: Records
    step: Step
    """what is to be done; of a save only its edits, for its changes come from the files"""
    read: Read | None = None
    """of a save: tells what the typed texts stand for"""
    usual: tuple[Change, ...] = ()
    """of a save: the usual status words that it takes up, made where the ledger does not list the
    word by then"""
    of: Step | None = None
    """the step that is undone or done again"""

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The fields it touches."""
        usual = [(known_record_id(change.id), change.path) for change in self.usual]
        return tuple(dict.fromkeys([*self.step.places, *usual]))

    @cached_property
    def records_touched(self) -> tuple[RecordId, ...]:
        """The records it touches."""
        return tuple(dict.fromkeys(record for record, _ in self.places))

    def write(self, told: Told = lambda stage, done: None) -> "Written":
        """Write it; what goes wrong is told in what is returned. Raises what ``told`` raises, as
        long as no file is written."""
        written = Written()
        try:
            read = self.read
            changes = self._against_files(written, told, read) if read else self.step.changes
            self._write(written, changes, told)
        except MsctlError as error:
            written.trouble = error
        return written

    def _write(self, written: "Written", changes: tuple[Change, ...], told: Told) -> None:
        if changes:
            touched = dict.fromkeys(known_record_id(change.id) for change in changes)
            try:
                self.records.save(
                    changes,
                    proved=lambda done: told(Stage.PROVING, done),
                    told=lambda done: told(Stage.WRITING, done),
                )
            except (DiskRefused, Stopped) as error:
                written.read |= _read(self.records, touched)
                self._count_done(written, changes, error)
                return
            except MsctlError:
                # somebody wrote in the moment since the look
                written.read |= _read(self.records, touched)
                raise
            written.read |= _read(self.records, touched)
        written.done = self._done(changes)

    def _done(self, changes: tuple[Change, ...]) -> Step:
        step = self.step
        return step if changes is step.changes else replace(step, changes=changes)

    def _count_done(
        self, written: "Written", changes: tuple[Change, ...], error: DiskRefused | Stopped
    ) -> None:
        """A file was refused, or the user wants no more: tell which records are written all the
        same, for each is written whole or not at all."""
        left = {
            change.id
            for change in changes
            if not same(written.read[known_record_id(change.id)].get(change.path), change.new)
        }
        if left.issuperset(change.id for change in changes):
            raise error
        done = [record for record in self.records_touched if record not in left]
        written.done = self._done(changes).only(done)
        counts = {"written": len(done), "left": len(left)}
        if isinstance(error, DiskRefused):
            file, reason = error.details["file"], error.details["reason"]
            written.trouble = WrittenInPart(file=file, reason=reason, **counts)
        elif left:
            written.trouble = StoppedInPart(**counts)

    def _against_files(self, written: "Written", told: Told, read: Read) -> tuple[Change, ...]:
        """The changes that a save makes to what the files hold now. Raises ChangedMeanwhile,
        GoneMeanwhile, and the first mistake that is typed."""
        values = self._values(read)
        for record in dict.fromkeys(record for record, _ in self.step.places):
            if not self.records.path(record).exists():
                raise GoneMeanwhile(file=file_of(record), id=record)
        for done, record in enumerate(self.records_touched, start=1):
            written.read |= _read(self.records, [record])
            told(Stage.READING, done)
        made, asked = [], []
        for (record, path), value in values.items():
            recorded = written.read[record].get(path)
            if same(recorded, value):
                continue
            made.append(Change(record, path, recorded, value))
            typed = self.step.edits[record, path][0]
            if typed is not None and to_text(recorded) != typed.base:
                asked.append(record)
        for change in self.usual:
            known = written.read[known_record_id(change.id)].keys(change.path[:1])
            if change.path[1] not in known:
                made.append(change)
        if asked:
            raise ChangedMeanwhile(file=file_of(asked[0]), count=len(asked))
        return tuple(made)

    def _values(self, read: Read) -> dict[Place, Value | None]:
        """What the typed texts stand for. Raises the first mistake that is typed."""
        values: dict[Place, Value | None] = {}
        for place, (typed, _) in self.step.edits.items():
            if typed is not None:
                values[place], error = read(*place, typed.text)
                if error is not None:
                    raise error
        return values


@dataclass(slots=True)
class Written:
    """What came of a writing."""

    done: Step | None = None
    """what was done; None where nothing was"""
    read: dict[RecordId, Record] = field(default_factory=dict)
    """what the files hold now, as far as they were looked at"""
    trouble: MsctlError | None = None

    def put_into(self, history: History, writing: Writing) -> None:
        """Let the steps of a session tell of it."""
        done, of = self.done, writing.of
        if of is not None and isinstance(self.trouble, NotRecorded | NoSuchRecord):
            history.forget(of)
        elif done is None:
            return
        elif of is None:
            (history.join if writing.way is Way.JOINS else history.push)(done)
        elif self.trouble is not None:
            written = {record for record, _ in done.places}
            rest = {record for record, _ in of.places} - written
            parts = (rest, written) if writing.way is Way.UNDO else (written, rest)
            history.split(of, of.only(parts[0]), of.only(parts[1]))
        elif writing.way is Way.UNDO:
            history.back()
        else:
            history.forward()


def _read(records: Records, wanted: Iterable[RecordId]) -> dict[RecordId, Record]:
    return {record: records.read(record).record for record in wanted}
