"""What a conflict can be answered with: its sides, or a value typed in and held to the rules."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from msctl.check.merge_rules import merge_breaches
from msctl.check.words import check_value, table_of
from msctl.model.changes import Change, apply
from msctl.model.errors import MsctlError
from msctl.model.fields import Field, Kind, parse_value
from msctl.model.finding import Finding
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value, to_text

if TYPE_CHECKING:
    from msctl.history.answers import Side
    from msctl.history.conflict import Conflict
    from msctl.history.merging import Part

SIDES: "tuple[Side, ...]" = ("ours", "theirs", "base")


def part_of(conflict: "Conflict", side: "Side") -> "Part":
    """What a side has at a conflict."""
    return {"base": conflict.base, "ours": conflict.ours, "theirs": conflict.theirs}[side]


def sides_of(conflict: "Conflict") -> "tuple[Side, ...]":
    """The sides that a conflict can be settled with.

    Of a broken rule those that have a value; a file that holds no record has no base to show.
    """
    if conflict.kind == "rule":
        given = [side for side in SIDES[:2] if part_of(conflict, side) is not None]
        return tuple(given) if conflict.path else ()
    return SIDES[:2] if conflict.kind == "file" else SIDES


def field_of(conflict: "Conflict") -> Field | None:
    """The field that can be typed in; None where only a side can be chosen."""
    parts = (conflict.base, conflict.ours, conflict.theirs)
    if not conflict.path or any(isinstance(part, Record) for part in parts):
        return None
    try:
        return table_of(conflict.id).find(conflict.path)
    except MsctlError:
        return None


def read_answer(
    snapshot: Snapshot, conflict: "Conflict", text: str
) -> tuple[Value | None, MsctlError | None]:
    """The value of a typed text, and what is wrong with it; an empty text removes the field."""
    for side in SIDES:
        part = part_of(conflict, side)
        if part is not None and not isinstance(part, Record) and text == to_text(part):
            return part, check_value(snapshot, conflict.id, conflict.path, part)
    if not text.strip() and conflict.path not in (("number",), ("name",)):
        return None, None
    try:
        field = table_of(conflict.id).require(conflict.path)
        value = parse_value(field, text)
    except MsctlError as error:
        return None, error
    if field.kind is Kind.NAMES and not value:
        return None, None
    return value, check_value(snapshot, conflict.id, conflict.path, value)


def breaches_with(snapshot: Snapshot, conflict: "Conflict", value: Value | None) -> list[Finding]:
    """The rules of a merge that the records would break at the conflict's record with a value."""
    record = snapshot.record(conflict.id)
    if record is None:
        return []
    change = Change(conflict.id, conflict.path, record.get(conflict.path), value)
    new = with_record(snapshot, conflict.id, apply(record, [change]))
    return [finding for finding in merge_breaches(new) if finding.id == conflict.id]


def with_record(snapshot: Snapshot, record_id: str, record: Record) -> Snapshot:
    """The snapshot with another record of a project, ledger or region."""
    depth = record_id.count("/")
    if depth == 3:
        project = ProjectId(record_id)
        return replace(snapshot, projects={**snapshot.projects, project: Project(project, record)})
    if depth == 2:
        ledger = LedgerId(record_id)
        return replace(snapshot, ledgers={**snapshot.ledgers, ledger: Ledger(ledger, record)})
    return replace(snapshot, regions={**snapshot.regions, record_id: Region(record_id, record)})


def of_record(conflicts: "Iterable[Conflict]", record_id: str) -> "list[Conflict]":
    """The conflicts of one record."""
    return [conflict for conflict in conflicts if conflict.id == record_id]


def of_unit(snapshot: Snapshot, conflicts: "Iterable[Conflict]", unit: str) -> "list[Conflict]":
    """The conflicts of the projects that a unit leads or is responsible for."""
    return [conflict for conflict in conflicts if unit in units_of(snapshot, conflict.id)]


def units_of(snapshot: Snapshot, record_id: str) -> list[str]:
    """The units of a record by the register's names, else as they are written."""
    if record_id.count("/") != 3:
        return []
    project = snapshot.projects.get(ProjectId(record_id))
    return list(dict.fromkeys(_units(snapshot, project))) if project else []


def _units(snapshot: Snapshot, project: Project) -> Iterator[str]:
    region = snapshot.region(project.id.region)
    for role in ("lead", "responsible"):
        for wording in project.units(role):
            yield region.unit_of(wording) or wording
