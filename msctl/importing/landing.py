"""What an import would write: new files, and fields added to the files that are there.

An import never changes a value that a record already holds: a difference is an error that names
the field, so that a person decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from msctl.model.changes import Change
from msctl.model.errors import ExitCode, MsctlError
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.record import Record, as_names
from msctl.model.snapshot import Snapshot
from msctl.store.naming import project_id
from msctl.store.records import Records


class ImportDiffers(MsctlError):
    """A field that an import would change. Details: id, path, old, new."""

    exit_code = ExitCode.CONFLICT


class ImportWithoutPlan(MsctlError):
    """A report for a project that the ledger does not have. Details: ledger, number."""


@dataclass(frozen=True, slots=True)
class Landing:
    """The new records and the changes to present ones."""

    new: tuple[tuple[str, Record], ...]
    changes: tuple[Change, ...]

    @property
    def ids(self) -> list[str]:
        """Every record that is written."""
        return [*(i for i, _ in self.new), *dict.fromkeys(c.id for c in self.changes)]


def plan_landing(
    snapshot: Snapshot,
    ledger_id: LedgerId,
    ledger: Record,
    projects: Iterable[Record],
    *,
    accept: bool,
) -> Landing:
    """Lay imported records beside the present ones, by printed number.

    With ``accept``, units that the register does not know are added to it.
    Raises ImportDiffers, ImportWithoutPlan (a report for a project that is not there).
    """
    listed = tuple(projects)
    new: list[tuple[str, Record]] = []
    changes: list[Change] = []
    present = snapshot.ledgers.get(ledger_id)
    if present is None:
        new.append((ledger_id, ledger))
    else:
        # what the ledger's file says was written by a person: it stays, absent fields are added
        changes += [
            Change(ledger_id, path, None, value)
            for path, value in ledger.leaves()
            if present.record.get(path) is None and path[0] != "layout"
        ]
    by_number = {p.number: p for p in snapshot.by_ledger.get(ledger_id, ())}
    for record in listed:
        number = record.text("number")
        found = by_number.get(number)
        if found is not None:
            changes += _added(found.id, found.record, record)
        elif not record.text("name"):
            raise ImportWithoutPlan(ledger=ledger_id, number=number)
        else:
            new.append((project_id(ledger_id, number, record.text("name")), record))
    new[:0], more = _register(snapshot, ledger_id.region, listed, accept=accept)
    return Landing(tuple(new), (*more, *changes))


def _added(project: ProjectId, present: Record, record: Record) -> list[Change]:
    changes = []
    for path, value in record.leaves():
        old = present.get(path)
        if old is None:
            changes.append(Change(project, path, None, value))
        elif old != value:
            raise ImportDiffers(id=project, path=path, old=old, new=value)
    return changes


def _register(
    snapshot: Snapshot, region_id: str, records: tuple[Record, ...], *, accept: bool
) -> tuple[list[tuple[str, Record]], list[Change]]:
    region = snapshot.region(region_id)
    names = dict.fromkeys(
        name
        for record in records
        for path, value in record.leaves()
        if len(path) > 1 and path[-2] == "units" and path[-1] != "leader"
        for name in as_names(value)
        if region.unit_of(name) is None
    )
    fields = {FieldPath.of("unit", name, "kind"): "unit" for name in names} if accept else {}
    if region_id in snapshot.regions:
        return [], [Change(region_id, path, None, value) for path, value in fields.items()]
    return [(region_id, Record({FieldPath.of("name"): region_id, **fields}))], []


def land(records: Records, landing: Landing) -> None:
    """Write it: new files, then changes. Raises what Records.create and Records.save raise."""
    for record_id, record in landing.new:
        records.create(record_id, record)
    records.save(landing.changes)
