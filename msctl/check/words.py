"""One value against what its ledger and region allow: type, status word, mark, unit, number."""

from bisect import bisect_left
from decimal import Decimal
from difflib import get_close_matches
from itertools import islice

from msctl.model.errors import (
    DuplicateNumber,
    MsctlError,
    OutOfRange,
    UnknownMark,
    UnknownStatus,
    UnknownUnit,
)
from msctl.model.fields import LEDGER, PROJECT, REGION, FieldTable, Kind, check_type
from msctl.model.ledger import Region
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.project import natural
from msctl.model.record import as_names
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value


def table_of(record_id: str) -> FieldTable:
    """The table of fields of a project's, ledger's or region's record."""
    return {3: PROJECT, 2: LEDGER}.get(record_id.count("/"), REGION)


def check_value(
    snapshot: Snapshot, record_id: str, path: FieldPath, value: Value
) -> MsctlError | None:
    """What is wrong with giving a field this value; None when nothing is.

    The field must be one of the table (a typing mistake must not make a new field), the value of
    its type, and every word one that the ledger or the region's register knows.
    """
    try:
        field = table_of(record_id).require(path)
        check_type(field, path, value)
    except MsctlError as error:
        return error
    if record_id.count("/") != 3:
        return _range(path, value)
    return check_word(snapshot, ProjectId(record_id), path, value, field.kind)


def check_word(
    snapshot: Snapshot, project_id: ProjectId, path: FieldPath, value: Value, kind: Kind
) -> MsctlError | None:
    """What is wrong with a value as a word of its ledger or region; its type is right."""
    ledger = snapshot.ledger(project_id.ledger)
    if kind is Kind.STATUS and value not in ledger.status:
        return UnknownStatus(
            ledger=ledger.id, path=path, value=value, words=tuple(ledger.status) or "-"
        )
    if path[-1:] == ("marks",):
        for name in as_names(value):
            if name not in ledger.marks:
                return UnknownMark(
                    ledger=ledger.id, path=path, value=name, words=tuple(ledger.marks) or "-"
                )
    if len(path) > 1 and path[-2] == "units" and path[-1] != "leader":
        return _unit(snapshot.region(project_id.region), path, as_names(value))
    if path == ("number",):
        return _number(snapshot, project_id, str(value))
    return None


_RANGES: dict[tuple[str, ...], tuple[int, int]] = {
    ("due", "day"): (1, 31),
    ("light", "yellow"): (0, 100),
    ("light", "red"): (0, 100),
}
"""Least and most of a ledger's numbers: days of a month, percentage points."""


def _range(path: FieldPath, value: Value) -> OutOfRange | None:
    found = _RANGES.get(path)
    if found is None or not isinstance(value, Decimal) or found[0] <= value <= found[1]:
        return None
    return OutOfRange(path=path, value=value, least=found[0], most=found[1])


def _unit(region: Region, path: FieldPath, names: tuple[str, ...]) -> UnknownUnit | None:
    for name in names:
        if region.unit_of(name) is None:
            near = get_close_matches(name, region.wordings, n=3, cutoff=0.5)
            return UnknownUnit(region=region.id, path=path, value=name, near=tuple(near))
    return None


def _number(snapshot: Snapshot, own: ProjectId, number: str) -> DuplicateNumber | None:
    rows = snapshot.by_ledger.get(own.ledger, ())
    printed = natural(number)
    # the rows are in printed order: a list of thousands is not gone through for each of its own
    first = bisect_left(rows, printed, key=lambda project: natural(project.number))
    for project in islice(rows, first, None):
        if natural(project.number) != printed:
            return None
        if project.number == number and project.id != own:
            return DuplicateNumber(number=number, id=project.id)
    return None
