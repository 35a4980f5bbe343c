"""The session: what is typed in steps that can be undone, and saved.

A save, an undo and a redo are taken at one moment and written in any thread, while typing goes on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from msctl.check.edited import read_edited
from msctl.model.changes import Change, compare, same
from msctl.model.errors import MsctlError
from msctl.model.paths import FieldPath, ProjectId, RecordId, known_record_id, ledger_of
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value, to_text
from msctl.store.records import Document, Records
from msctl.tui import steps
from msctl.tui.batch import Batch
from msctl.tui.drafts import Clash, Drafts
from msctl.tui.steps import History, Place, Step, Typed, TypedFields
from msctl.tui.typed_ledgers import listed_words, sparing_words
from msctl.tui.writing import Way, Writing, Written


class Session(Drafts):
    """The open records of one run of the screens: their drafts, and the steps that made them."""

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
        super().__init__(records, snapshot)
        self._kept = kept
        self._history = History()
        self._typing = self._history
        """where the steps of typing go: while something is written, beside the history"""
        self._gathered: list[Step] | None = None
        self._writing: Writing | None = None

    # Typing.

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

    def type_all(self, batch: Batch) -> bool:
        """Type many fields in as one step; False where something has changed since the batch was
        made ready, so that it must be made anew. Nothing is typed then."""
        edits = batch.step.edits
        if batch.snapshot is not self.snapshot or any(
            self._typed(place) is not before for place, (before, _) in edits.items()
        ):
            return False
        self.settle()
        for place, (_, typed) in edits.items():
            self._put_as_is(place, typed)
        self._push(batch.step)
        return True

    # Saving: what is to be written is taken, written in any thread, and what came of it is taken.

    def begin_save(
        self, records: Iterable[RecordId] | None = None, *, joins: bool = False
    ) -> Writing:
        """What is typed, to be written; typing goes on until :meth:`finish`.

        Status words and marks that projects use and their ledger does not list yet are saved with
        them.

        Args:
            records: Whose fields; None means all.
            joins: Whether the save becomes one step with the step before it.
        """
        self.settle()
        chosen = self.unsaved if records is None else tuple(records)
        usual: list[Change] = []
        places = [(record, path) for record in chosen for path in self.unsaved_paths(record)]
        for ledger in dict.fromkeys(map(ledger_of, chosen)):
            used = {
                "status": self._words_typed(chosen, ledger),
                "marks": self._marks_typed(chosen, ledger),
            }
            own = (path for path in self.unsaved_paths(ledger) if path[0] in used)
            places += [(ledger, path) for path in own if path[1] in used[path[0]]]
            usual += listed_words(ledger, self.words_taken_up(ledger, chosen))
        edits: dict[Place, steps.Edit] = {
            (record, path): (self._drafts[record].typed[path], None) for record, path in places
        }
        way = Way.JOINS if joins else Way.NEW
        step = Step(steps.Kind.SAVED, edits)
        return self._begin(Writing(way, self.records, step, self.read, tuple(usual)))

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
        self._kept()
        return writing

    @property
    def to_keep(self) -> TypedFields:
        """What the journal has to hold: all that is typed, and what is about to be typed again,
        for a file that is taken back holds it no longer."""
        if self._writing is None:
            return self.typed
        found = {record: dict(of) for record, of in self.typed.items()}
        for (record, path), (_, after) in self._writing.step.edits.items():
            if after is not None:
                found.setdefault(record, {}).setdefault(path, after)
        return found

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
            self._read_anew(self.snapshot.with_records(written.read))
            self._look_again(written.read, but=now)
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

    def answer(self, clash: Clash, text: str) -> None:
        """Settle a question: the text that is to stand, knowing what is in the file now."""
        place = (clash.record, clash.path)
        before = self._typed(place)
        self._put(place, Typed(text, clash.theirs))
        self._push(Step(steps.Kind.ANSWERED, {place: (before, self._typed(place))}))

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
        return self._begin(Writing(Way.UNDO, self.records, self._sparing(step.invert()), of=step))

    def begin_redo(self) -> Writing | None:
        """The step that was undone last, to be done again; None when there is none."""
        self.settle()
        step = self.undone[0] if self.undone else None
        if step is None:
            return None
        return self._begin(Writing(Way.REDO, self.records, self._sparing(step), of=step))

    def _sparing(self, step: Step) -> Step:
        return replace(step, changes=sparing_words(self.snapshot, step.changes))

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

    def _read_again(self, records: Iterable[str]) -> None:
        """Put what the files hold now in the place of what the snapshot held."""
        read = map(known_record_id, records)
        self.snapshot = self.snapshot.with_records(
            {own: self.records.read(own).record for own in read}
        )
