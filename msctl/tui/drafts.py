"""The drafts: what is typed into records and not yet saved, and what they would hold with it.

What is typed is kept as text by record and field path. A field counts as unsaved by its value: the
old value typed again is no edit. Beside the text stands what the field held when typing began, so
that a field which somebody else changed meanwhile is a question and never overwritten unseen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from msctl.check.words import check_value, table_of
from msctl.model.changes import Change, apply, same
from msctl.model.errors import MsctlError
from msctl.model.fields import Kind, parse_value
from msctl.model.ledger import Ledger, Standing
from msctl.model.paths import FieldPath, LedgerId, ProjectId, RecordId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value, to_text
from msctl.report.status_words import is_status, offered_words, words_to_add
from msctl.store.records import Records
from msctl.tui.steps import Place, Typed, TypedFields
from msctl.tui.typed_ledgers import TypedLedgers


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


class Drafts:
    """What is typed into the records of one root."""

    def __init__(self, records: Records, snapshot: Snapshot | None = None) -> None:
        """Nothing is typed yet.

        Args:
            records: The records root.
            snapshot: What its files hold, once they are read.
        """
        self.records = records
        self._snapshot = snapshot or Snapshot({}, {}, {})
        self._drafts: dict[RecordId, Draft] = {}
        self._ledgers = TypedLedgers()
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

    # What others changed meanwhile.

    def clashes(self, records: Iterable[RecordId] | None = None) -> list[Clash]:
        """The fields typed in here that hold another value in the file than when typing began."""
        found = []
        for record in self.unsaved if records is None else records:
            for path, typed in self.typed_into(record).items():
                theirs = to_text(self.recorded(record, path))
                if theirs != typed.base:
                    found.append(Clash(record, path, typed.base, typed.text, theirs))
        return found

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

    # The fields.

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
