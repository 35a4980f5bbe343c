"""The drafts: what is typed into records and not yet saved, and what they would hold with it.

What is typed is kept as text by record and field path. A field counts as unsaved by its value: the
old value typed again is no edit. Beside the text stands what the field held when typing began, so
that a field which somebody else changed meanwhile is a question and never overwritten unseen.

What is typed changes in the thread of the screens only; workers may ask what it says.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from msctl.check.words import check_value, table_of
from msctl.model.changes import Change, apply, same
from msctl.model.errors import MsctlError
from msctl.model.fields import PROJECT, Kind, parse_value
from msctl.model.ledger import Ledger, Region, Standing
from msctl.model.paths import FieldPath, LedgerId, ProjectId, RecordId
from msctl.model.project import Project
from msctl.model.record import Record, as_names
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value, to_text
from msctl.report.legend import is_marks
from msctl.report.status_words import is_status, offered_words, words_to_add
from msctl.store.records import Records
from msctl.tui.steps import Edit, Place, Typed, TypedFields
from msctl.tui.typed_ledgers import TypedLedgers

_NUMBER, _MARKS = FieldPath.of("number"), FieldPath.of("marks")

_NO_VALUE = " \t\r\n\u3000、，,；;"
"""what stands between names and is none"""

_Words = tuple[Ledger | None, Region | None]
"""What decides which words a project may hold: its ledger with all that it may list, its region."""


@dataclass
class Draft:
    """What is typed into one record and not yet saved."""

    record: Record
    """the record when its first field was typed in, for the case that its file is removed"""
    typed: dict[FieldPath, Typed] = field(default_factory=dict)
    version: int = 0
    """how often anything was typed into it"""
    made: "_Made | None" = None
    """the project as it would be once saved, when it was asked for last"""


class _Made(NamedTuple):
    """A project with what is typed into it, and what it was made of."""

    project: Project
    version: int
    recorded: Project
    words: _Words

    def is_of(self, draft: Draft, recorded: Project, words: _Words) -> bool:
        """Whether it would be made the same again."""
        return (
            self.version == draft.version
            and self.recorded is recorded
            and self.words[0] is words[0]
            and self.words[1] is words[1]
        )


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
        self.revision = 0
        """grows whenever the files are read anew or anything is typed"""
        self._drafts: dict[RecordId, Draft] = {}
        self._ledgers = TypedLedgers()
        self._known: tuple[Snapshot, Ledger, Snapshot] | None = None
        """a snapshot, a ledger with all its words, and the snapshot with that ledger"""
        self._held: Mapping[Place, Typed | None] = {}
        """what was typed into the fields that are being written when that began"""

    @property
    def snapshot(self) -> Snapshot:
        """What the files hold, as last read."""
        return self._snapshot

    @snapshot.setter
    def snapshot(self, snapshot: Snapshot) -> None:
        """The files were read anew; what is typed stays, unless the file now says the same."""
        before = self._snapshot
        self._read_anew(snapshot)
        self._look_again({r for r in self.unsaved if before.record(r) is not snapshot.record(r)})

    def _read_anew(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.revision += 1

    def _look_again(self, records: Container[RecordId], but: Container[Place] = ()) -> None:
        """Files were read anew: drop what is typed into some records where the file now says the
        same, ``but`` these fields."""
        for record in [record for record in self._drafts if record in records]:
            for path, typed in self.typed_into(record).items():
                if (record, path) not in but:
                    self._put((record, path), typed)

    # What is recorded and what is typed.

    def recorded(self, record: RecordId, path: FieldPath) -> Value | None:
        """The value in the file, as last read."""
        project = self.snapshot.projects.get(record) if isinstance(record, ProjectId) else None
        found = project.record if project is not None else self.snapshot.record(record)
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
            value = self._parsed(record, path, text)
        except MsctlError as error:
            return None, error
        if value is None:
            return None, None
        return value, check_value(self._known_to(record), record, path, value)

    def _parsed(self, record: RecordId, path: FieldPath, text: str) -> Value | None:
        """The value of a text, None for an empty one. Raises what is wrong with its form."""
        found = table_of(record).require(path)
        if not text.strip() and path not in (_NUMBER, ("name",)):
            return None
        value = parse_value(found, text)
        return None if found.kind is Kind.NAMES and not value else value

    def _known_to(self, record: RecordId) -> Snapshot:
        """The records against which a value is held: a word that is only typed into the ledger, or
        a usual one that it may take up, is one of its words."""
        snapshot = self.snapshot
        ledger = None if isinstance(record, LedgerId) else self._allowing(record.ledger)
        if ledger is None or ledger is snapshot.ledgers[ledger.id]:
            return snapshot
        known = self._known
        if known is None or known[0] is not snapshot or known[1] is not ledger:
            known = snapshot, ledger, snapshot.with_ledgers({ledger.id: ledger})
            self._known = known
        return known[2]

    def _allowing(self, ledger: LedgerId) -> Ledger | None:
        """A ledger with every word that a report of it may hold; None where it cannot be read."""
        if ledger not in self.snapshot.ledgers:
            return None
        return self._ledgers.allowing(self._ledger_typed(ledger))

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
        draft = self._drafts.get(project)
        if recorded is None or draft is None:
            return recorded
        return self._made(draft, recorded, self._words_of(project.ledger))

    def _made(self, draft: Draft, recorded: Project, words: _Words) -> Project:
        """A project with what is typed into it, made anew where anything of it has changed."""
        known = draft.made
        if known is not None and known.is_of(draft, recorded, words):
            return known.project
        own, version = recorded.id, draft.version
        changes = []
        for path, typed in list(draft.typed.items()):
            value, error = self.read(own, path, typed.text)
            if error is None:
                changes.append(Change(own, path, recorded.record.get(path), value))
        found = Project(own, apply(recorded.record, changes))
        if _NUMBER not in draft.typed:  # whether a number is given twice, other projects say
            draft.made = _Made(found, version, recorded, words)
        return found

    def _words_of(self, ledger: LedgerId) -> _Words:
        return self._allowing(ledger), self.snapshot.regions.get(ledger.region)

    def has_unmade(self, ledger: LedgerId, most: int) -> bool:
        """Whether more than ``most`` projects of a ledger must be made of what is typed into them
        when they are asked for, which takes a while."""
        projects, words, found = self.snapshot.projects, self._words_of(ledger), 0
        begin = f"{ledger}/"
        for own, draft in self._drafts.items():
            if isinstance(own, ProjectId) and own.startswith(begin) and own in projects:
                made = draft.made
                found += made is None or not made.is_of(draft, projects[own], words)
                if found > most:
                    return True
        return False

    def projects(self, ledger: LedgerId) -> list[Project]:
        """The projects of a ledger in printed order, as they would be once saved."""
        listed = self.snapshot.by_ledger.get(ledger, ())
        drafts = self._drafts
        if not drafts:
            return list(listed)
        words = self._words_of(ledger)
        return [
            project
            if (draft := drafts.get(project.id)) is None
            else self._made(draft, project, words)
            for project in listed
        ]

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
        if not to_add:
            return {}
        typed = self._words_typed(self.unsaved if projects is None else projects, ledger)
        return {word: to_add[word] for word in to_add if word in typed}

    def words_to_add(self, ledger: LedgerId) -> Mapping[str, Standing]:
        """The usual words that a ledger offers and does not list."""
        known = ledger in self.snapshot.ledgers
        return words_to_add(self._ledger_typed(ledger)) if known else {}

    def _words_typed(self, records: Iterable[RecordId], ledger: LedgerId) -> set[str]:
        """The status words that are typed into projects of a ledger."""
        texts = self._texts_typed(records, ledger, "status", is_status)
        return {" ".join(text.split()) for text in texts}

    def _marks_typed(self, records: Iterable[RecordId], ledger: LedgerId) -> set[str]:
        """The marks that are typed into projects of a ledger."""
        texts, field = (
            self._texts_typed(records, ledger, "marks", is_marks),
            PROJECT.require(_MARKS),
        )
        return {mark for text in texts for mark in as_names(parse_value(field, text))}

    def _texts_typed(
        self,
        records: Iterable[RecordId],
        ledger: LedgerId,
        last: str,
        holds: Callable[[FieldPath], bool],
    ) -> set[str]:
        """What is typed into fields of one kind, whose paths end alike, of projects of a ledger."""
        begin = f"{ledger}/"
        return {
            typed.text
            for record in records
            if record.startswith(begin) and (draft := self._drafts.get(record)) is not None
            for path, typed in list(draft.typed.items())
            if path[-1] == last and holds(path)
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

    def edit_of(self, place: Place, text: str) -> Edit:
        """What a text makes of what is typed into a field. Raises what is wrong with the text."""
        before = self._typed(place)
        value, error = self.read(*place, text)
        if error is not None:
            raise error
        recorded = self.recorded(*place)
        if self._held.get(place) is None and same(value, recorded):
            return before, None
        return before, Typed(text, before.base if before else to_text(recorded))

    def _put_as_is(self, place: Place, typed: Typed | None) -> None:
        """As :meth:`_put`, of what is known to be unlike what the file holds."""
        record, path = place
        draft = self._drafts.get(record)
        self.revision += 1
        if typed is not None:
            if draft is None:
                draft = Draft(self.snapshot.record(record) or Record({}))
                self._drafts[record] = draft
            draft.typed[path] = typed
            draft.version += 1
        elif draft is not None:
            draft.typed.pop(path, None)
            draft.version += 1
            if not draft.typed:
                del self._drafts[record]

    def _put(self, place: Place, typed: Typed | None) -> None:
        """Let a field hold what is typed; the recorded value typed is nothing typed, but in a field
        that is being written, which is about to hold another one."""
        if typed is not None and self._held.get(place) is None:
            typed = self._unlike_file(place, typed)
        self._put_as_is(place, typed)

    def _unlike_file(self, place: Place, typed: Typed) -> Typed | None:
        """What is typed, unless the file holds the same value; whether that is one of its words is
        not asked."""
        recorded = self.recorded(*place)
        if typed.text == to_text(recorded):
            return None
        if recorded is None and typed.text.strip(_NO_VALUE):
            return typed
        try:
            value = self._parsed(*place, typed.text)
        except MsctlError:
            return typed
        return None if same(value, recorded) else typed
