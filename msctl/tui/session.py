"""The session: the records on screen, what is typed and not yet saved, and what can be undone.

What is typed is kept as text by record and field path. A field counts as unsaved by its value: the
old value typed again is no edit. Beside the text stands what the field held when typing began, so
that a field which somebody else changed meanwhile is a question and never overwritten unseen.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from msctl.check.edited import read_edited
from msctl.check.words import check_value
from msctl.model.changes import Change, apply, compare, same
from msctl.model.errors import MsctlError, NotRecorded
from msctl.model.fields import PROJECT, Kind, parse_value
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value, to_text
from msctl.store.errors import NoSuchRecord
from msctl.store.reading import file_of
from msctl.store.records import Document, Records
from msctl.tui import steps
from msctl.tui.errors import ChangedMeanwhile, GoneMeanwhile
from msctl.tui.steps import History, Place, Step, Typed, TypedFields


@dataclass
class Draft:
    """What is typed into one record and not yet saved."""

    record: Record
    """the record when its first field was typed in, for the case that its file is removed"""
    typed: dict[FieldPath, Typed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that was typed in here and changed in the file meanwhile."""

    project: ProjectId
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
        self._drafts: dict[ProjectId, Draft] = {}
        self._history = History()
        self._gathered: list[Step] | None = None

    @property
    def snapshot(self) -> Snapshot:
        """What the files hold, as last read."""
        return self._snapshot

    @snapshot.setter
    def snapshot(self, snapshot: Snapshot) -> None:
        """The files were read anew; what is typed stays, unless the file now says the same."""
        before, self._snapshot = self._snapshot, snapshot
        for project, of in self.typed.items():
            if before.projects.get(project) is not snapshot.projects.get(project):
                for path, typed in of.items():
                    self._put((project, path), typed)

    # What is recorded and what is typed.

    def recorded(self, project: ProjectId, path: FieldPath) -> Value | None:
        """The value in the file, as last read."""
        found = self.snapshot.projects.get(project)
        if found is not None:
            return found.record.get(path)
        draft = self._drafts.get(project)
        return draft.record.get(path) if draft else None

    def text(self, project: ProjectId, path: FieldPath) -> str:
        """What a field shows: the typed text, else the recorded value."""
        typed = self._typed((project, path))
        return typed.text if typed else to_text(self.recorded(project, path))

    def type(self, project: ProjectId, path: FieldPath, text: str) -> MsctlError | None:
        """Take what stands in a field now; tells what is wrong with it.

        Keys in one field make one step, until another field is typed in or :meth:`settle` is
        called.
        """
        place = (project, path)
        before = self._typed(place)
        if text != self.text(project, path):
            base = before.base if before else to_text(self.recorded(project, path))
            self._put(place, Typed(text, base))
            after = self._typed(place)
            if self._gathered is not None:
                self._gathered.append(Step(steps.Kind.TYPED, {place: (before, after)}))
            elif after != before:
                self._history.push_typed(place, (before, after))
        return self.read(project, path, text)[1]

    def settle(self) -> None:
        """A field was left: its typing is one step, and goes into the journal."""
        if self._history.close():
            self._kept()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Gather what is typed and saved inside into one step of this name; what an error
        interrupts is taken back."""
        if self._gathered is not None:
            yield
            return
        self.settle()
        self._gathered = []
        try:
            yield
        except BaseException:
            for done in reversed(self._gathered):
                self._apply(done.invert())
            raise
        else:
            self._history.push(steps.merge(self._gathered, steps.Kind.BULK, name))
        finally:
            self._gathered = None
            self._kept()

    def read(
        self, project: ProjectId, path: FieldPath, text: str
    ) -> tuple[Value | None, MsctlError | None]:
        """The value of a typed text, and what is wrong with it; an empty text is no value."""
        recorded = self.recorded(project, path)
        if text == to_text(recorded):
            return recorded, None
        try:
            found = PROJECT.require(path)
            empty = not text.strip()
            if empty and path not in (("number",), ("name",)):
                return None, None
            value = parse_value(found, text)
            if found.kind is Kind.NAMES and not value:
                return None, None
        except MsctlError as error:
            return None, error
        return value, check_value(self.snapshot, project, path, value)

    # What is unsaved.

    @property
    def unsaved(self) -> tuple[ProjectId, ...]:
        """The projects with something typed and not saved."""
        return tuple(self._drafts)

    @property
    def unsaved_fields(self) -> int:
        """How many fields are typed in and not saved, over all projects."""
        return sum(len(draft.typed) for draft in self._drafts.values())

    def unsaved_paths(self, project: ProjectId) -> tuple[FieldPath, ...]:
        """The fields of a project that are typed in and not saved."""
        draft = self._drafts.get(project)
        return tuple(draft.typed) if draft else ()

    @property
    def typed(self) -> TypedFields:
        """All that is typed and not saved."""
        return {project: dict(draft.typed) for project, draft in self._drafts.items()}

    def errors(self, project: ProjectId) -> Mapping[FieldPath, MsctlError]:
        """What is wrong with the typed fields of a project."""
        found = {}
        for path in self.unsaved_paths(project):
            error = self.read(project, path, self.text(project, path))[1]
            if error is not None:
                found[path] = error
        return found

    def changes(self, project: ProjectId) -> tuple[Change, ...]:
        """What saving a project would change; fields with a mistake are left out."""
        found = []
        for path in self.unsaved_paths(project):
            value, error = self.read(project, path, self.text(project, path))
            if error is None:
                found.append(Change(project, path, self.recorded(project, path), value))
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
        return [self.project(project.id) or project for project in listed]

    # Saving.

    def save(self, projects: Iterable[ProjectId] | None = None) -> tuple[Change, ...]:
        """Write what is typed; the changes made. What others changed in other fields comes in.

        Raises the first mistake that is typed, ChangedMeanwhile where a field typed in has another
        value in the file now, GoneMeanwhile where the file is gone, and what ``Records.save``
        raises; nothing is written then, and what is typed stays.
        """
        self.settle()
        chosen = [p for p in (self.unsaved if projects is None else projects) if p in self._drafts]
        for project in chosen:
            for error in self.errors(project).values():
                raise error
        self._look_again(chosen)
        changes = tuple(change for project in chosen for change in self.changes(project))
        try:
            self.records.save(changes)
        except NotRecorded:
            # somebody wrote in the moment since the look
            self._look_again(chosen)
            raise
        edits: dict[Place, steps.Edit] = {}
        for project in chosen:
            draft = self._drafts.pop(project, Draft(Record({})))
            edits |= {(project, path): (typed, None) for path, typed in draft.typed.items()}
        self._take(Step(steps.Kind.SAVED, edits, changes))
        return changes

    def clashes(self, projects: Iterable[ProjectId] | None = None) -> list[Clash]:
        """The fields typed in here that hold another value in the file than when typing began."""
        found = []
        for project in self.unsaved if projects is None else projects:
            for path, typed in self.typed.get(project, {}).items():
                theirs = to_text(self.recorded(project, path))
                if theirs != typed.base:
                    found.append(Clash(project, path, typed.base, typed.text, theirs))
        return found

    def answer(self, clash: Clash, text: str) -> None:
        """Settle a question: the text that is to stand, knowing what is in the file now."""
        place = (clash.project, clash.path)
        before = self._typed(place)
        self._put(place, Typed(text, clash.theirs))
        self._push(Step(steps.Kind.ANSWERED, {place: (before, self._typed(place))}))

    def gone(self, projects: Iterable[ProjectId] | None = None) -> list[ProjectId]:
        """The projects typed in here whose files are gone."""
        chosen = self.unsaved if projects is None else projects
        return [p for p in chosen if p in self._drafts and not self.records.path(p).exists()]

    def before(self, project: ProjectId) -> Record:
        """The record of an unsaved project as it was when its first field was typed in."""
        return self._drafts[project].record

    def with_typed(self, project: ProjectId) -> Record:
        """That record with what is typed; fields with a mistake are left out."""
        record = self.before(project)
        for path in self.unsaved_paths(project):
            value, error = self.read(project, path, self.text(project, path))
            record = record if error else record.set(path, value)
        return record

    def write_back(self, project: ProjectId) -> None:
        """Make the file of a project anew that somebody removed, with what is typed into it.

        Raises AlreadyThere, Locked, DiskRefused, and the first mistake that is typed.
        """
        for error in self.errors(project).values():
            raise error
        self.records.create(project, self.with_typed(project))
        self._drafts.pop(project)
        self._read_again([project])
        self._kept()

    def restore(
        self, project: ProjectId, values: Mapping[FieldPath, Value | None]
    ) -> tuple[Change, ...]:
        """Write values that are known whole, such as earlier ones; the changes made.

        What is typed into these fields is dropped, what is typed into others stays. Raises what
        ``Records.save`` raises.
        """
        self.settle()
        found = self.snapshot.projects.get(project)
        recorded = found.record if found else Record({})
        pairs = ((path, recorded.get(path), value) for path, value in values.items())
        changes = tuple(Change(project, *pair) for pair in pairs if not same(pair[1], pair[2]))
        self.records.save(changes)
        edits: dict[Place, steps.Edit] = {}
        for path in values:
            if typed := self._typed((project, path)):
                edits[project, path] = (typed, None)
                self._put((project, path), None)
        self._take(Step(steps.Kind.RESTORED, edits, changes))
        return changes

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

    def discard(self, project: ProjectId) -> None:
        """Drop what is typed into a project; a step that can be undone."""
        self.settle()
        draft = self._drafts.pop(project, None)
        if draft is not None:
            typed = {(project, path): (typed, None) for path, typed in draft.typed.items()}
            self._push(Step(steps.Kind.DISCARDED, typed))

    def recover(self, typed: TypedFields) -> None:
        """Take over what an earlier session had typed; a step that can be undone."""
        self.settle()
        edits: dict[Place, steps.Edit] = {}
        for project, of in typed.items():
            for path, one in of.items():
                before = self._typed((project, path))
                self._put((project, path), one)
                edits[project, path] = (before, self._typed((project, path)))
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

    def undo(self) -> Step | None:
        """Take the last step back; the step, None when there is none.

        A save is taken back in the files, and what it saved is typed and unsaved again. Raises
        NotRecorded when a field was changed since, so that the step is left out from now on, and
        what ``Records.save`` raises.
        """
        self.settle()
        step = self.done[-1] if self.done else None
        if step is not None:
            self._again(step, step.invert())
            self._history.back()
            self._kept()
        return step

    def redo(self) -> Step | None:
        """Do the step that was undone last again; raises as :meth:`undo`."""
        self.settle()
        step = self.undone[0] if self.undone else None
        if step is not None:
            self._again(step, step)
            self._history.forward()
            self._kept()
        return step

    def _again(self, step: Step, way: Step) -> None:
        try:
            self._apply(way)
        except (NotRecorded, NoSuchRecord):
            self._history.forget(step)
            raise

    def _apply(self, step: Step) -> None:
        if step.changes:
            self.records.save(step.changes)
            self._read_again({change.id for change in step.changes})
        for place, (_, after) in step.edits.items():
            self._put(place, after)

    def _push(self, step: Step) -> None:
        if self._gathered is not None:
            self._gathered.append(step)
            return
        self._history.push(step)
        self._kept()

    def _take(self, step: Step) -> None:
        self._read_again({change.id for change in step.changes})
        self._push(step)

    # Drafts and files.

    def _typed(self, place: Place) -> Typed | None:
        draft = self._drafts.get(place[0])
        return draft.typed.get(place[1]) if draft else None

    def _put(self, place: Place, typed: Typed | None) -> None:
        """Let a field hold what is typed; the recorded value typed is nothing typed."""
        project, path = place
        if typed is not None:
            value, error = self.read(project, path, typed.text)
            if error is None and same(value, self.recorded(project, path)):
                typed = None
        draft = self._drafts.get(project)
        if typed is not None:
            if draft is None:
                found = self.snapshot.projects.get(project)
                draft = self._drafts[project] = Draft(found.record if found else Record({}))
            draft.typed[path] = typed
        elif draft is not None:
            draft.typed.pop(path, None)
            if not draft.typed:
                del self._drafts[project]

    def _look_again(self, projects: Sequence[ProjectId]) -> None:
        """Read files anew before they are written; raises where that leaves a question."""
        gone = self.gone(projects)
        if gone:
            raise GoneMeanwhile(file=file_of(gone[0]), id=gone[0])
        self._read_again(projects)
        clashes = self.clashes(projects)
        if clashes:
            raise ChangedMeanwhile(file=file_of(clashes[0].project), count=len(clashes))

    def _read_again(self, records: Iterable[str]) -> None:
        """Put what the files hold now in the place of what the snapshot held."""
        read = (ProjectId(record) for record in records)
        changed = {own: Project(own, self.records.read(own).record) for own in read}
        self.snapshot = self.snapshot.with_projects(changed)
