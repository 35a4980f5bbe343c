"""The session: the records on screen, what is typed and not yet saved, and what can be undone.

What is typed is kept as text by record and field path. A field counts as unsaved by its value: the
old value typed again is no edit. A record is read again when its first field is typed in, so a
file that somebody else changed meanwhile is refused at saving, and nothing typed is lost.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from msctl.check.words import check_value
from msctl.model.changes import Change, apply
from msctl.model.errors import MsctlError
from msctl.model.fields import PROJECT, Kind, parse_value
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value, to_text
from msctl.store.errors import FileChanged
from msctl.store.records import Document, Records

UNDO_STEPS = 100
"""saves that can be taken back: more than a day's work"""


@dataclass
class Draft:
    """What is typed into one record and not yet saved."""

    document: Document
    """the file as it was when the first field was typed in"""
    texts: dict[FieldPath, str] = field(default_factory=dict)


class Session:
    """The open records of one run of the screens."""

    def __init__(self, records: Records, snapshot: Snapshot | None = None) -> None:
        self.records = records
        self.snapshot = snapshot or Snapshot({}, {}, {})
        self._drafts: dict[ProjectId, Draft] = {}
        self._saved: list[tuple[Change, ...]] = []

    # What is recorded and what is typed.

    def recorded(self, project: ProjectId, path: FieldPath) -> Value | None:
        """The value in the file, as it was when typing began."""
        draft = self._drafts.get(project)
        if draft is not None:
            return draft.document.record.get(path)
        found = self.snapshot.projects.get(project)
        return found.record.get(path) if found else None

    def text(self, project: ProjectId, path: FieldPath) -> str:
        """What a field shows: the typed text, else the recorded value."""
        draft = self._drafts.get(project)
        if draft is not None and path in draft.texts:
            return draft.texts[path]
        return to_text(self.recorded(project, path))

    def type(self, project: ProjectId, path: FieldPath, text: str) -> MsctlError | None:
        """Take what stands in a field now; tells what is wrong with it.

        Raises UnreadableFile, NoSuchRecord, DiskRefused when the record cannot be opened.
        """
        if project not in self._drafts:
            if text == self.text(project, path):
                return None
            self._drafts[project] = Draft(self.records.read(project))
        draft = self._drafts[project]
        value, error = self.read(project, path, text)
        if error is None and value == draft.document.record.get(path):
            draft.texts.pop(path, None)
        else:
            draft.texts[path] = text
        if not draft.texts:
            del self._drafts[project]
        return error

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
        return sum(len(draft.texts) for draft in self._drafts.values())

    def unsaved_paths(self, project: ProjectId) -> tuple[FieldPath, ...]:
        """The fields of a project that are typed in and not saved."""
        draft = self._drafts.get(project)
        return tuple(draft.texts) if draft else ()

    @property
    def typed(self) -> dict[ProjectId, dict[FieldPath, str]]:
        """All that is typed and not saved, as it was typed."""
        return {project: dict(draft.texts) for project, draft in self._drafts.items()}

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
        draft = self._drafts.get(project)
        if draft is None or recorded is None:
            return recorded
        return Project(project, apply(draft.document.record, self.changes(project)))

    def projects(self, ledger: LedgerId) -> list[Project]:
        """The projects of a ledger in printed order, as they would be once saved."""
        listed = self.snapshot.by_ledger.get(ledger, ())
        return [self.project(project.id) or project for project in listed]

    # Saving.

    def save(self, projects: Iterable[ProjectId] | None = None) -> tuple[Change, ...]:
        """Write what is typed; the changes made.

        Raises the first mistake that is typed, before anything is written, and what
        ``Records.save`` raises. After FileChanged the records are read anew and what is typed
        stays, so that saving again, with the new values in sight, is possible.
        """
        chosen = [p for p in (self.unsaved if projects is None else projects) if p in self._drafts]
        for project in chosen:
            for error in self.errors(project).values():
                raise error
        changes = tuple(change for project in chosen for change in self.changes(project))
        read = {project: self._drafts[project].document for project in chosen}
        try:
            self.records.save(changes, dict(read.items()))
        except FileChanged:
            for project in chosen:
                self._reopen(project)
            raise
        for project in chosen:
            del self._drafts[project]
        self._take(changes)
        return changes

    def restore(
        self, project: ProjectId, values: Mapping[FieldPath, Value | None]
    ) -> tuple[Change, ...]:
        """Write values that are known whole, such as earlier ones; the changes made.

        What is typed into these fields is dropped, what is typed into others stays. Raises what
        ``Records.save`` raises.
        """
        found = self.snapshot.projects.get(project)
        recorded = found.record if found else None
        changes = tuple(
            Change(project, path, recorded.get(path) if recorded else None, value)
            for path, value in values.items()
        )
        self.records.save(changes)
        self._take(changes)
        draft = self._drafts.get(project)
        if draft is not None:
            for path in values:
                draft.texts.pop(path, None)
            self._reopen(project)
            if not self.unsaved_paths(project):
                self._drafts.pop(project, None)
        return changes

    def discard(self, project: ProjectId) -> None:
        """Forget what is typed into a project."""
        self._drafts.pop(project, None)

    @property
    def can_undo(self) -> bool:
        """Whether a save of this session can be taken back."""
        return bool(self._saved)

    def undo(self) -> tuple[Change, ...]:
        """Take the last save back; the changes made, none when there is nothing to undo.

        Raises NotRecorded when a field was changed since, and what ``Records.save`` raises.
        """
        if not self._saved:
            return ()
        changes = tuple(change.invert() for change in reversed(self._saved[-1]))
        self.records.save(changes)
        self._saved.pop()
        self._read_again({change.id for change in changes})
        return changes

    def _take(self, changes: tuple[Change, ...]) -> None:
        if changes:
            self._saved = [*self._saved, changes][-UNDO_STEPS:]
            self._read_again({change.id for change in changes})

    def _reopen(self, project: ProjectId) -> None:
        document = self.records.read(project)
        self._drafts[project].document = document
        self._read_again([project])
        for path, text in tuple(self._drafts[project].texts.items()):
            self.type(project, path, text)
            if project not in self._drafts:
                return

    def _read_again(self, records: Iterable[str]) -> None:
        """Put what the files hold now in the place of what the snapshot held."""
        projects = dict(self.snapshot.projects)
        for record in records:
            project = ProjectId(record)
            projects[project] = Project(project, self.records.read(record).record)
        self.snapshot = replace(self.snapshot, projects=projects)
