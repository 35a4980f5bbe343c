"""The session: the records on screen, what is typed and not yet saved, and what can be undone.

What is typed is kept as text by record and field path. A field counts as unsaved by its value: the
old value typed again is no edit. Beside the text stands what the field held when typing began, so
that a field which somebody else changed meanwhile is a question and never overwritten unseen.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial

from msctl.check.edited import read_edited
from msctl.check.words import check_value, table_of
from msctl.model.changes import Change, apply, compare, same
from msctl.model.errors import MsctlError
from msctl.model.fields import Kind, parse_value
from msctl.model.ledger import Ledger, Standing
from msctl.model.paths import (
    FieldPath,
    LedgerId,
    ProjectId,
    RecordId,
    known_record_id,
    ledger_of,
)
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value, to_text
from msctl.report.status_words import is_status, offered_words, words_to_add
from msctl.store.records import Document, Records
from msctl.tui import steps
from msctl.tui.steps import History, Place, Step, Typed, TypedFields
from msctl.tui.typed_ledgers import TypedLedgers, listed_words
from msctl.tui.writing import Way, Writing, Written


@dataclass
class Draft:
    """What is typed into one record and not yet saved."""

    record: Record
    """the record when its first field was typed in, for the case that its file is removed"""
    typed: dict[FieldPath, Typed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that was typed in here and changed in the file meanwhile."""

    record: RecordId
    path: FieldPath
    base: str
    """what it held when typing began"""
    mine: str
    theirs: str


class Session:
    """The open records of one run of the screens."""

    def __init__(
        self,
        records: Records,
        snapshot: Snapshot | None = None,
        kept: Callable[[], None] = lambda: None,
    ) -> None:
        """A session.

        Args:
            records: The records root.
            snapshot: What its files hold, once they are read.
            kept: Called at the end of each step, for the journal.
        """
        self.records = records
        self._snapshot = snapshot or Snapshot({}, {}, {})
        self._kept = kept
        self._drafts: dict[RecordId, Draft] = {}
        self._ledgers = TypedLedgers()
        self._history = History()
        self._typing = self._history
        """where the steps of typing go: while something is written, beside the history"""
        self._gathered: list[Step] | None = None
        self._writing: Writing | None = None
        self._held: Mapping[Place, Typed | None] = {}
        """what was typed into the fields that are being written when that began"""

    @property
    def snapshot(self) -> Snapshot:
        """What the files hold, as last read."""
        return self._snapshot

    @snapshot.setter
    def snapshot(self, snapshot: Snapshot) -> None:
        """The files were read anew; what is typed stays, unless the file now says the same."""
        before, self._snapshot = self._snapshot, snapshot
        for record, of in self.typed.items():
            if before.record(record) is not snapshot.record(record):
                for path, typed in of.items():
                    self._put((record, path), typed)

    # What is recorded and what is typed.

    def recorded(self, record: RecordId, path: FieldPath) -> Value | None:
        """The value in the file, as last read."""
        found = self.snapshot.record(record)
        if found is not None:
            return found.get(path)
        draft = self._drafts.get(record)
        return draft.record.get(path) if draft else None

    def text(self, record: RecordId, path: FieldPath) -> str:
        """What a field shows: the typed text, else the recorded value."""
        typed = self._typed((record, path))
        return typed.text if typed else to_text(self.recorded(record, path))

    def type(self, record: RecordId, path: FieldPath, text: str) -> MsctlError | None:
        """Take what stands in a field now; tells what is wrong with it.

        Keys in one field make one step, until another field is typed in or :meth:`settle` is
        called.
        """
        place = (record, path)
        before = self._typed(place)
        if text != self.text(record, path):
            base = before.base if before else to_text(self.recorded(record, path))
            self._put(place, Typed(text, base))
            after = self._typed(place)
            if self._gathered is not None:
                self._gathered.append(Step(steps.Kind.TYPED, {place: (before, after)}))
            elif after != before:
                self._typing.push_typed(place, (before, after))
        return self.read(record, path, text)[1]

    def settle(self) -> None:
        """A field was left: its typing is one step, and goes into the journal."""
        if self._typing.close():
            self._kept()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Gather what is typed inside into one step of this name; what an error interrupts is
        taken back."""
        if self._gathered is not None:
            yield
            return
        self.settle()
        self._gathered = []
        try:
            yield
        except BaseException:
            for done in reversed(self._gathered):
                for place, (before, _) in done.edits.items():
                    self._put(place, before)
            raise
        else:
            self._typing.push(steps.merge(self._gathered, steps.Kind.BULK, name))
        finally:
            self._gathered = None
            self._kept()

    def read(
        self, record: RecordId, path: FieldPath, text: str
    ) -> tuple[Value | None, MsctlError | None]:
        """The value of a typed text, and what is wrong with it; an empty text is no value."""
        recorded = self.recorded(record, path)
        if text == to_text(recorded):
            return recorded, None
        try:
            found = table_of(record).require(path)
            empty = not text.strip()
            if empty and path not in (("number",), ("name",)):
                return None, None
            value = parse_value(found, text)
            if found.kind is Kind.NAMES and not value:
                return None, None
        except MsctlError as error:
            return None, error
        return value, check_value(self._known_to(record), record, path, value)

    def _known_to(self, record: RecordId) -> Snapshot:
        """The records against which a value is held: a word that is only typed into the ledger, or
        a usual one that it may take up, is one of its words."""
        snapshot = self.snapshot
        if isinstance(record, LedgerId) or record.ledger not in snapshot.ledgers:
            return snapshot
        ledger = self._ledgers.allowing(self._ledger_typed(record.ledger))
        if ledger is snapshot.ledgers[record.ledger]:
            return snapshot
        return snapshot.with_ledgers({record.ledger: ledger})

    # What is unsaved.

    @property
    def unsaved(self) -> tuple[RecordId, ...]:
        """The projects and ledgers with something typed and not saved."""
        return tuple(self._drafts)

    @property
    def unsaved_projects(self) -> tuple[ProjectId, ...]:
        """The projects with something typed and not saved."""
        return tuple(record for record in self._drafts if isinstance(record, ProjectId))

    @property
    def unsaved_fields(self) -> int:
        """How many fields are typed in and not saved, over all records."""
        return sum(len(draft.typed) for draft in self._drafts.values())

    def unsaved_paths(self, record: RecordId) -> tuple[FieldPath, ...]:
        """The fields of a record that are typed in and not saved."""
        draft = self._drafts.get(record)
        return tuple(draft.typed) if draft else ()

    def typed_into(self, record: RecordId) -> Mapping[FieldPath, Typed]:
        """What is typed into a record and not saved."""
        draft = self._drafts.get(record)
        return dict(draft.typed) if draft else {}

    @property
    def typed(self) -> TypedFields:
        """All that is typed and not saved."""
        return {record: dict(draft.typed) for record, draft in self._drafts.items()}

    def errors(self, record: RecordId) -> Mapping[FieldPath, MsctlError]:
        """What is wrong with the typed fields of a record."""
        found = {}
        for path in self.unsaved_paths(record):
            error = self.read(record, path, self.text(record, path))[1]
            if error is not None:
                found[path] = error
        return found

    def changes(self, record: RecordId) -> tuple[Change, ...]:
        """What saving a record would change in it; fields with a mistake are left out."""
        found = []
        for path in self.unsaved_paths(record):
            value, error = self.read(record, path, self.text(record, path))
            if error is None:
                found.append(Change(record, path, self.recorded(record, path), value))
        return tuple(found)

    def project(self, project: ProjectId) -> Project | None:
        """A project as it would be once saved."""
        recorded = self.snapshot.projects.get(project)
        if recorded is None or project not in self._drafts:
            return recorded
        return Project(project, apply(recorded.record, self.changes(project)))

    def projects(self, ledger: LedgerId) -> list[Project]:
        """The projects of a ledger in printed order, as they would be once saved."""
        listed = self.snapshot.by_ledger.get(ledger, ())
        drafts = self._drafts  # looked at first: of many thousands hardly any is being typed into
        return [(p.id in drafts and self.project(p.id)) or p for p in listed]

    def ledger(self, ledger: LedgerId) -> Ledger:
        """A ledger as it would be once all is saved, with the usual words that projects take up;
        the same object as long as nothing of it changes."""
        return self._ledgers.listing(self._ledger_typed(ledger), self.words_taken_up(ledger))

    def words(self, ledger: LedgerId) -> tuple[str, ...]:
        """The status words that a report of a ledger may choose from; one without a readable file
        has none."""
        known = ledger in self.snapshot.ledgers
        return offered_words(self._ledger_typed(ledger)) if known else ()

    def words_taken_up(
        self, ledger: LedgerId, projects: Iterable[RecordId] | None = None
    ) -> Mapping[str, Standing]:
        """The usual words that are typed into projects, all or some, and that their ledger does
        not list: it will list them when these are saved."""
        if not self._drafts:
            return {}
        to_add = self.words_to_add(ledger)
        typed = self._words_typed(self.unsaved if projects is None else projects, ledger)
        return {word: to_add[word] for word in to_add if word in typed}

    def words_to_add(self, ledger: LedgerId) -> Mapping[str, Standing]:
        """The usual words that a ledger offers and does not list."""
        known = ledger in self.snapshot.ledgers
        return words_to_add(self._ledger_typed(ledger)) if known else {}

    def _words_typed(self, records: Iterable[RecordId], ledger: LedgerId) -> set[str]:
        """The status words that are typed into projects of a ledger."""
        return {
            " ".join(typed.text.split())
            for record in records
            if record in self._drafts and record.startswith(f"{ledger}/")
            for path, typed in self._drafts[record].typed.items()
            if is_status(path)
        }

    def _ledger_typed(self, ledger: LedgerId) -> Ledger:
        """A ledger with what is typed into it."""
        recorded = self.snapshot.ledger(ledger)
        if ledger not in self._drafts:
            return recorded
        return self._ledgers.typed(recorded, self.changes(ledger))

    # Saving: what is to be written is taken, written in any thread, and what came of it is taken.

    def begin_save(
        self, records: Iterable[RecordId] | None = None, *, joins: bool = False
    ) -> Writing:
        """What is typed, to be written; typing goes on until :meth:`finish`.

        Status words that projects use and their ledger does not list yet are saved with them.
        Raises the first mistake that is typed; nothing is begun then.

        Args:
            records: Whose fields; None means all.
            joins: Whether the save becomes one step with the step before it.
        """
        self.settle()
        chosen = self.unsaved if records is None else tuple(records)
        values: dict[Place, Value | None] = {}
        edits: dict[Place, steps.Edit] = {}
        usual: list[Change] = []
        places = [(record, path) for record in chosen for path in self.unsaved_paths(record)]
        for ledger in dict.fromkeys(map(ledger_of, chosen)):
            used = self._words_typed(chosen, ledger)
            own = (path for path in self.unsaved_paths(ledger) if path[:1] == ("status",))
            places += [(ledger, path) for path in own if path[1] in used]
            usual += listed_words(ledger, self.words_taken_up(ledger, chosen))
        for record, path in dict.fromkeys(places):
            typed = self._drafts[record].typed[path]
            values[record, path], error = self.read(record, path, typed.text)
            if error is not None:
                raise error
            edits[record, path] = (typed, None)
        way = Way.JOINS if joins else Way.NEW
        step = Step(steps.Kind.SAVED, edits)
        return self._begin(Writing(way, self.records, step, values, tuple(usual)))

    def begin_restore(
        self, project: ProjectId, values: Mapping[FieldPath, Value | None]
    ) -> Writing:
        """Values that are known whole, such as earlier ones, to be written.

        What is typed into these fields will be dropped, what is typed into others stays.
        """
        self.settle()
        found = self.snapshot.projects.get(project)
        recorded = found.record if found else Record({})
        pairs = ((path, recorded.get(path), value) for path, value in values.items())
        changes = tuple(Change(project, *pair) for pair in pairs if not same(pair[1], pair[2]))
        typed = self.typed_into(project)
        edits: dict[Place, steps.Edit] = {
            (project, path): (typed[path], None) for path in values if path in typed
        }
        step = Step(steps.Kind.RESTORED, edits, changes)
        return self._begin(Writing(Way.NEW, self.records, step))

    def _begin(self, writing: Writing) -> Writing:
        assert self._writing is None, "one thing is written at a time"
        assert self._gathered is None, "a step of many fields is saved when it is whole"
        self._writing = writing
        self._held = {place: self._typed(place) for place in writing.places}
        self._typing = History()
        return writing

    def finish(self, written: Written) -> None:
        """Take what came of the writing that was begun.

        What was typed meanwhile stays typed, now against what the files hold; its steps come after
        that of the writing.
        """
        writing, self._writing = self._writing, None
        assert writing is not None
        held, self._held = self._held, {}
        meanwhile, self._typing = self._typing, self._history
        now = {place: self._typed(place) for place in held}
        if written.read:
            self.snapshot = self.snapshot.with_records(written.read)
        done = written.done.edits if written.done else {}
        touched = {place: held[place] for place in written.done.places} if written.done else {}
        moved = partial(self._moved, touched, done)
        for place, typed in now.items():
            self._put(place, moved(place, typed))
        written.put_into(self._history, writing)
        for step in meanwhile.done:
            edits = {
                place: (moved(place, before), moved(place, after))
                for place, (before, after) in step.edits.items()
            }
            self._history.push(steps.merge([replace(step, edits=edits)], step.kind, step.name))
        self._kept()

    def _moved(
        self,
        held: Mapping[Place, Typed | None],
        done: Mapping[Place, steps.Edit],
        place: Place,
        typed: Typed | None,
    ) -> Typed | None:
        """What was typed into a field, as it counts after a writing that held it."""
        if place not in held:
            return typed
        if typed == held[place]:
            return done[place][1] if place in done else typed
        if typed is None:
            return None
        return self._unlike_file(place, Typed(typed.text, to_text(self.recorded(*place))))

    def _finish_at_once(self, writing: Writing) -> Step:
        written = writing.write()
        self.finish(written)
        if written.trouble is not None:
            raise written.trouble
        return written.done or writing.step

    def save(
        self, records: Iterable[RecordId] | None = None, *, joins: bool = False
    ) -> tuple[Change, ...]:
        """Write what is typed, at once; the changes made. What others changed in other fields
        comes in.

        Raises the first mistake that is typed, ChangedMeanwhile where a field typed in has another
        value in the file now, GoneMeanwhile where the file is gone, and what ``Records.save``
        raises; nothing is written then, and what is typed stays. Raises WrittenInPart where the
        disk took some files and refused others.
        """
        return self._finish_at_once(self.begin_save(records, joins=joins)).changes

    def clashes(self, records: Iterable[RecordId] | None = None) -> list[Clash]:
        """The fields typed in here that hold another value in the file than when typing began."""
        found = []
        for record in self.unsaved if records is None else records:
            for path, typed in self.typed_into(record).items():
                theirs = to_text(self.recorded(record, path))
                if theirs != typed.base:
                    found.append(Clash(record, path, typed.base, typed.text, theirs))
        return found

    def answer(self, clash: Clash, text: str) -> None:
        """Settle a question: the text that is to stand, knowing what is in the file now."""
        place = (clash.record, clash.path)
        before = self._typed(place)
        self._put(place, Typed(text, clash.theirs))
        self._push(Step(steps.Kind.ANSWERED, {place: (before, self._typed(place))}))

    def gone(self, records: Iterable[RecordId] | None = None) -> list[RecordId]:
        """What is typed in here and has no file any more."""
        chosen = self.unsaved if records is None else records
        return [r for r in chosen if r in self._drafts and not self.records.path(r).exists()]

    def before(self, record: RecordId) -> Record:
        """An unsaved record as it was when its first field was typed in."""
        return self._drafts[record].record

    def with_typed(self, record: RecordId) -> Record:
        """That record with what is typed; fields with a mistake are left out."""
        found = self.before(record)
        for path in self.unsaved_paths(record):
            value, error = self.read(record, path, self.text(record, path))
            found = found if error else found.set(path, value)
        return found

    def write_back(self, record: RecordId) -> None:
        """Make a file anew that somebody removed, with what is typed into it.

        Raises AlreadyThere, Locked, DiskRefused, and the first mistake that is typed.
        """
        for error in self.errors(record).values():
            raise error
        self.records.create(record, self.with_typed(record))
        self._drafts.pop(record)
        self._read_again([record])
        self._kept()

    def restore(
        self, project: ProjectId, values: Mapping[FieldPath, Value | None]
    ) -> tuple[Change, ...]:
        """Write values at once, as :meth:`begin_restore`; the changes made. Raises what
        ``Records.save`` raises."""
        return self._finish_at_once(self.begin_restore(project, values)).changes

    def rewrite(self, document: Document, text: str) -> tuple[Change, ...]:
        """Write a project's file whole, as the user's editor left it; the fields changed.

        Raises UnreadableFile for a text that is wrong, and what ``Records.replace_text`` raises.
        Undoing takes the fields back, not the comments.
        """
        record = read_edited(self.snapshot, document, text)
        self.settle()
        self.records.replace_text(document, text)
        changes = compare(document.id, document.record, record)
        self._read_again([document.id])
        self._push(Step(steps.Kind.REWRITTEN, {}, changes))
        return changes

    def discard(self, record: RecordId) -> None:
        """Drop what is typed into a record; a step that can be undone."""
        self.settle()
        draft = self._drafts.pop(record, None)
        if draft is not None:
            typed = {(record, path): (typed, None) for path, typed in draft.typed.items()}
            self._push(Step(steps.Kind.DISCARDED, typed))

    def recover(self, typed: TypedFields) -> None:
        """Take over what an earlier session had typed; a step that can be undone."""
        self.settle()
        edits: dict[Place, steps.Edit] = {}
        for record, of in typed.items():
            for path, one in of.items():
                before = self._typed((record, path))
                self._put((record, path), one)
                edits[record, path] = (before, self._typed((record, path)))
        self._push(steps.merge([Step(steps.Kind.RECOVERED, edits)], steps.Kind.RECOVERED))

    # Undo and redo.

    @property
    def done(self) -> tuple[Step, ...]:
        """The steps that can be undone, oldest first."""
        return self._history.done

    @property
    def undone(self) -> tuple[Step, ...]:
        """The steps that can be redone, the next one first."""
        return self._history.undone

    def begin_undo(self) -> Writing | None:
        """The last step, to be taken back; None when there is none.

        A save will be taken back in the files, and what it saved is typed and unsaved again.
        """
        self.settle()
        step = self.done[-1] if self.done else None
        if step is None:
            return None
        return self._begin(Writing(Way.UNDO, self.records, step.invert(), of=step))

    def begin_redo(self) -> Writing | None:
        """The step that was undone last, to be done again; None when there is none."""
        self.settle()
        step = self.undone[0] if self.undone else None
        if step is None:
            return None
        return self._begin(Writing(Way.REDO, self.records, step, of=step))

    def undo(self) -> Step | None:
        """Take the last step back at once; the step, None when there is none.

        Raises NotRecorded when a field was changed since, so that the step is left out from now on,
        and what ``Records.save`` raises.
        """
        return self._go(self.begin_undo())

    def redo(self) -> Step | None:
        """Do the step that was undone last again at once; raises as :meth:`undo`."""
        return self._go(self.begin_redo())

    def _go(self, writing: Writing | None) -> Step | None:
        if writing is None:
            return None
        self._finish_at_once(writing)
        return writing.of

    def _push(self, step: Step) -> None:
        if self._gathered is not None:
            self._gathered.append(step)
            return
        self._typing.push(step)
        self._kept()

    # Drafts and files.

    def _typed(self, place: Place) -> Typed | None:
        draft = self._drafts.get(place[0])
        return draft.typed.get(place[1]) if draft else None

    def _put(self, place: Place, typed: Typed | None) -> None:
        """Let a field hold what is typed; the recorded value typed is nothing typed, but in a field
        that is being written, which is about to hold another one."""
        record, path = place
        if typed is not None and self._held.get(place) is None:
            typed = self._unlike_file(place, typed)
        draft = self._drafts.get(record)
        if typed is not None:
            if draft is None:
                draft = Draft(self.snapshot.record(record) or Record({}))
                self._drafts[record] = draft
            draft.typed[path] = typed
        elif draft is not None:
            draft.typed.pop(path, None)
            if not draft.typed:
                del self._drafts[record]

    def _unlike_file(self, place: Place, typed: Typed) -> Typed | None:
        """What is typed, unless the file holds the same value."""
        value, error = self.read(*place, typed.text)
        return None if error is None and same(value, self.recorded(*place)) else typed

    def _read_again(self, records: Iterable[str]) -> None:
        """Put what the files hold now in the place of what the snapshot held."""
        read = map(known_record_id, records)
        self.snapshot = self.snapshot.with_records(
            {own: self.records.read(own).record for own in read}
        )
