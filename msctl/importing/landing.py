"""What an import would do to the records: new files, and a merge by field with what is there.

For each field of the document there are three values: what the last import wrote, what the record
holds now, and what the document says. Who alone changed a field has it; where both did, or where
nobody knows what was imported before, a person is asked. Nothing is removed because a document
leaves it out, unless that is accepted.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from msctl.history.answers import Answer, chosen
from msctl.history.conflict import Conflict
from msctl.history.merging import Part, Unknown, merge_records
from msctl.importing.earlier import NOTHING, Earlier
from msctl.importing.matching import match_rows
from msctl.importing.steady import uncollected
from msctl.model.changes import Change, compare, same
from msctl.model.errors import ExitCode, MsctlError
from msctl.model.layout import PLAN
from msctl.model.ledger import Region
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record, as_names
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value
from msctl.store.naming import project_id
from msctl.store.reading import file_of
from msctl.store.records import Records


class ImportAsks(MsctlError):
    """Differences that a person has to decide before an import writes. Details: count."""

    exit_code = ExitCode.CONFLICT


class ImportWithoutPlan(MsctlError):
    """A report for a project that the ledger does not have. Details: ledger, number."""


_NAME = FieldPath.of("name")
_ROLE = re.compile(
    r"^[★☆▲*＊]|[（(](?:牵头|主办|主责|责任|配合|协办|协助|参与|负责|牽頭|主辦|責任|協辦|參與)"
    r"(?:单位|部门|單位|部門)?[）)]$"
)
"""What a table says beside a unit's name of what it is there for."""


@dataclass(frozen=True)
class Landing:
    """New records, changes to present ones, and what a person has to know or to decide."""

    new: tuple[tuple[str, Record], ...] = ()
    changes: tuple[Change, ...] = ()
    questions: tuple[Conflict, ...] = ()
    """fields that were changed here and in the document, and differ now"""
    kept: tuple[Change, ...] = ()
    """fields edited here since the last import, which the document has as before: old is the
    document's value, new is ours, which stays"""
    gone: tuple[Change, ...] = ()
    """fields that the last import wrote and the document no longer has; they stay"""
    gone_projects: tuple[ProjectId, ...] = ()
    """projects that an import wrote and the document no longer has; they stay"""
    stay_removed: tuple[ProjectId, ...] = ()
    """projects of the document that were removed here since the last import; they stay away"""
    removed: tuple[ProjectId, ...] = ()
    """projects that are removed, because the document no longer has them and that was accepted"""
    said: tuple[Change, ...] = ()
    """where a decision went against the document: old is what was decided, new what it said"""

    @property
    def ids(self) -> list[str]:
        """Every record that is written."""
        changed = dict.fromkeys(change.id for change in self.changes)
        return [*(i for i, _ in self.new), *changed, *self.removed]

    def with_removals(self) -> "Landing":
        """The landing that also removes what the document no longer has."""
        changes, removed = (*self.changes, *self.gone), self.gone_projects
        return replace(self, changes=changes, gone=(), removed=removed, gone_projects=())

    def answered(self, answers: Iterable[tuple[Conflict, Answer]]) -> "Landing":
        """The landing with questions settled. Raises NotAnAnswer."""
        new, changes, said = list(self.new), list(self.changes), list(self.said)
        done = set()
        for question, answer in answers:
            done.add(id(question))
            wanted = chosen(question, answer)
            if not question.path and isinstance(wanted, Record):
                new.append((question.id, wanted))
            elif question.path:
                changes += _between(question, question.ours, wanted)
            said += _between(question, wanted, question.theirs)
        left = tuple(question for question in self.questions if id(question) not in done)
        return replace(
            self, new=tuple(new), changes=tuple(changes), questions=left, said=tuple(said)
        )


def _between(question: Conflict, one: Part, other: Part) -> Iterator[Change]:
    """What leads from one part at a question's path to another."""
    sides = [
        part if isinstance(part, Record) else Record({} if part is None else {FieldPath(): part})
        for part in (one, other)
    ]
    for change in compare(question.id, *sides):
        yield replace(change, path=question.path + change.path)


@uncollected()
def plan_landing(
    snapshot: Snapshot,
    ledger_id: LedgerId,
    ledger: Record,
    projects: Iterable[Record],
    *,
    accept: bool,
    earlier: Earlier = NOTHING,
    covered: Sequence[FieldPath] = (),
    refused_units: Collection[str] = (),
) -> Landing:
    """Lay a document's records beside the present ones.

    Args:
        snapshot: the records as they are now.
        ledger_id: where the document belongs.
        ledger: the ledger's own fields as the document states them.
        projects: the document's projects, in printed order.
        accept: whether units that the register does not know are added to it.
        earlier: what imports wrote before.
        covered: the fields that the document's columns stand for; what an earlier import wrote
            there and the document no longer has is told. None means that no such thing is told.
        refused_units: unknown units that are not added to the register.

    Raises ImportWithoutPlan (a report for a project that is not there), NumberGivenTwice.
    """
    listed = tuple(projects)
    parts = [_ledger_part(snapshot, ledger_id, ledger)]
    seen: set[ProjectId] = set()
    for match in match_rows(ledger_id, snapshot.by_ledger.get(ledger_id, ()), listed):
        if match.project is not None:
            seen.add(match.project.id)
            merge = _Merge(match.project, match.record, earlier, covered)
            parts.append(merge.landing(other_matter=match.other_matter))
            continue
        removed = _removed_here(earlier, snapshot, match.record)
        if removed is not None:
            seen.add(removed)
            parts.append(_stay_removed(removed, match.record, earlier))
        elif not match.record.text("name"):
            raise ImportWithoutPlan(ledger=ledger_id, number=match.record.text("number"))
        else:
            name, number = match.record.text("name"), match.record.text("number")
            parts.append(Landing(new=((project_id(ledger_id, number, name), match.record),)))
    if covered:
        present = snapshot.by_ledger.get(ledger_id, ())
        left = (p.id for p in present if p.id in earlier.values and p.id not in seen)
        parts.append(Landing(gone_projects=tuple(left)))
    refused = frozenset(refused_units)
    parts.insert(0, _register(snapshot, ledger_id.region, listed, refused, accept=accept))
    return _together(parts)


def plan_returned(
    snapshot: Snapshot, records: Mapping[ProjectId, Record], earlier: Earlier
) -> Landing:
    """Lay what a returned form says beside the records; ``earlier`` is what it was handed."""
    projects = dict.fromkeys([*records, *earlier.values])
    merges = (
        _Merge(snapshot.projects[one], records.get(one, Record({})), earlier, (FieldPath(),))
        for one in projects
    )
    return _together([merge.landing(other_matter=False) for merge in merges])


def _together(parts: Sequence[Landing]) -> Landing:
    return Landing(
        tuple(one for part in parts for one in part.new),
        tuple(one for part in parts for one in part.changes),
        tuple(one for part in parts for one in part.questions),
        tuple(one for part in parts for one in part.kept),
        tuple(one for part in parts for one in part.gone),
        tuple(one for part in parts for one in part.gone_projects),
        tuple(one for part in parts for one in part.stay_removed),
    )


def _ledger_part(snapshot: Snapshot, ledger_id: LedgerId, ledger: Record) -> Landing:
    present = snapshot.ledgers.get(ledger_id)
    if present is None:
        return Landing(new=((ledger_id, ledger),))
    # what the ledger's file says was written by a person: it stays, absent fields are added
    added = (
        Change(ledger_id, path, None, value)
        for path, value in ledger.leaves()
        if present.record.get(path) is None and path[0] != "layout"
    )
    return Landing(changes=tuple(added))


class _Merge:
    """One project's three sides, restricted to what the document speaks of."""

    def __init__(
        self, project: Project, record: Record, earlier: Earlier, covered: Sequence[FieldPath]
    ) -> None:
        self._id = project.id
        self._file = file_of(project.id)
        self._ours = project.record
        self._document = record
        self._earlier = earlier
        self._covered = covered

    def landing(self, *, other_matter: bool) -> Landing:
        """What becomes of the project."""
        base, theirs = dict(self._ours.fields), dict(self._ours.fields)
        kept = []
        for path, value in self._document.leaves():
            held = self._ours.get(path)
            theirs[path] = value
            before = self._before(path, held, value)
            if path == _NAME and other_matter:
                before = Unknown()
            if before is None:
                base.pop(path, None)
            else:
                base[path] = before
            if not same(held, value) and same(before, value):
                kept.append(Change(self._id, path, value, held))
        merged = merge_records(self._id, Record(base), self._ours, Record(theirs))
        questions = (
            Conflict(self._id, one.path, one.kind, one.base, one.ours, one.theirs, self._file)
            for one in merged.conflicts
        )
        left_out = list(self._left_out())
        # what was edited here since is not taken away because a document leaves it out
        gone = [Change(c.id, c.path, c.old, None) for c in left_out if same(c.old, c.new)]
        kept += [Change(c.id, c.path, None, c.new) for c in left_out if not same(c.old, c.new)]
        return Landing((), merged.changes, tuple(questions), tuple(kept), tuple(gone))

    def _before(self, path: FieldPath, held: Value | None, value: Value) -> Value | None:
        """The base: what was imported; where nobody knows, nothing that equals either side."""
        if self._earlier.knows(self._id, path):
            return self._earlier.value(self._id, path)
        return held if held is None or same(held, value) else Unknown()

    def _left_out(self) -> Iterator[Change]:
        """What an import wrote and the document leaves out: as it was written, and as it is."""
        for path, before in self._earlier.values.get(self._id, {}).items():
            held = self._ours.get(path)
            if held is None or before is None or self._document.get(path) is not None:
                continue
            own = FieldPath(path[2:]) if path[0] == "task" else path
            if any(_is_of(column, own) for column in self._covered):
                yield Change(self._id, path, before, held)


def _is_of(column: FieldPath, path: FieldPath) -> bool:
    """Whether a field is what a column's cells say. The whole plan is wording alone: its numbers
    were accepted beside it."""
    if column == PLAN:
        return path.starts_with(PLAN) and path[-1] in ("lead_in", "text")
    return path.starts_with(column)


def _removed_here(earlier: Earlier, snapshot: Snapshot, row: Record) -> ProjectId | None:
    """The project that an import wrote for a row and that is no longer there."""
    for project in earlier.values:
        if (
            project not in snapshot.projects
            and earlier.text(project, "number") == row.text("number")
            and (not row.text("name") or earlier.text(project, "name") == row.text("name"))
        ):
            return project
    return None


def _stay_removed(project: ProjectId, row: Record, earlier: Earlier) -> Landing:
    """A project that was removed here stays away unless the document changed it."""
    known: Mapping[FieldPath, Value | None] = earlier.values[project]
    if all(same(known.get(path), value) for path, value in row.leaves()):
        return Landing(stay_removed=(project,))
    base = Record({path: value for path, value in known.items() if value is not None})
    question = Conflict(project, FieldPath(), "deleted", base, None, row, file=file_of(project))
    return Landing(questions=(question,))


def _register(
    snapshot: Snapshot,
    region_id: str,
    records: tuple[Record, ...],
    refused: frozenset[str],
    *,
    accept: bool,
) -> Landing:
    region = snapshot.region(region_id)
    lists = dict.fromkeys(
        value
        for record in records
        for path, value in record.leaves()
        if type(value) is tuple and len(path) > 1 and path[-2] == "units" and path[-1] != "leader"
    )
    found = dict.fromkeys(name for value in lists for name in as_names(value))
    names = [name for name in found if region.unit_of(name) is None and name not in refused]
    fields = _registered(region, names) if accept else {}
    if region_id in snapshot.regions:
        held = region.record.fields
        added = (Change(region_id, path, held.get(path), value) for path, value in fields.items())
        return Landing(changes=tuple(added))
    return Landing(new=((region_id, Record({FieldPath.of("name"): region_id, **fields})),))


def _registered(region: Region, names: Iterable[str]) -> dict[FieldPath, Value]:
    """Unknown names as units of the register; a name that says what a unit is there for
    (区民政局（牵头）) is another name of that unit."""
    fields: dict[FieldPath, Value] = {}
    for name in names:
        bare = _ROLE.sub("", name)
        unit = region.unit_of(bare) or bare
        if unit not in region.units:
            fields[FieldPath.of("unit", unit, "kind")] = "unit"
        if bare != name:
            path = FieldPath.of("unit", unit, "aliases")
            held = fields.get(path) or region.record.get(path)
            fields[path] = (*as_names(held), name) if isinstance(held, tuple) else (name,)
    return fields


def land(
    records: Records, landing: Landing, told: Callable[[int], None] = lambda done: None
) -> None:
    """Write it: new files, all or none, then changes. ``told`` hears how many are written.

    Raises ImportAsks while questions are open, and what Records.create_all and Records.save raise.
    """
    if landing.questions:
        raise ImportAsks(count=len(landing.questions))
    records.create_all(landing.new, told)
    records.save(landing.changes)
    for project in landing.removed:
        records.remove(project)
