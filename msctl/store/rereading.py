"""Reading some files of the records again and putting them in the place of what was read before."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from msctl.model.finding import Finding, Severity
from msctl.model.paths import LedgerId, ProjectId
from msctl.model.snapshot import Snapshot
from msctl.store.reading import SETTINGS_FILE, read_snapshot, record_id
from msctl.store.records import Records

K = TypeVar("K", bound=str)
T = TypeVar("T")


def reread(records: Records, snapshot: Snapshot, files: Collection[str]) -> Snapshot:
    """A snapshot in which some files are as they are on the disk now; the rest stays the very same
    objects.

    Args:
        records: where the files are.
        snapshot: what was read before.
        files: paths below the records root; those that are gone leave the snapshot.
    """
    return put_in(snapshot, files, read_some(records, files))


def read_some(records: Records, files: Collection[str]) -> Snapshot:
    """The records of some files alone; a file that is gone has none."""
    broken: list[Finding] = []
    found: list[tuple[str, bytes]] = []
    for file in sorted(files):
        try:
            found.append((file, (records.root / file).read_bytes()))
        except FileNotFoundError:
            continue
        except OSError:
            broken.append(Finding("unreadable", Severity.ERROR, record_id(file) or file, file=file))
    read = read_snapshot(found)
    return replace(read, findings=(*read.findings, *broken))


def put_in(snapshot: Snapshot, files: Collection[str], found: Snapshot) -> Snapshot:
    """What was read before, with some files' records taken from what was found of them now."""
    owned = {own for file in files if (own := record_id(file)) is not None}
    gone = frozenset(files)
    findings = [finding for finding in snapshot.findings if finding.file not in gone]
    return replace(
        snapshot,
        projects=_put(snapshot.projects, found.projects, owned),
        ledgers=_put(snapshot.ledgers, found.ledgers, owned),
        regions=_put(snapshot.regions, found.regions, owned),
        findings=(*findings, *found.findings),
        settings=found.settings if SETTINGS_FILE in gone else snapshot.settings,
    )


def _put(old: Mapping[K, T], found: Mapping[K, T], owned: Collection[str]) -> dict[K, T]:
    """The old ones in their order, those owned by the files as they are now or gone, new ones
    last."""
    kept = {
        key: found.get(key, one) for key, one in old.items() if key not in owned or key in found
    }
    return kept | dict(found)


def differing(old: Snapshot, new: Snapshot, files: Collection[str]) -> list[str]:
    """The ids of the records of some files that differ in two snapshots, in order; for a file
    that holds no record, or none that can be read, the file."""
    found = []
    for file in sorted(files):
        own = record_id(file)
        if own is not None and _record(old, own) != _record(new, own):
            found.append(str(own))
        elif own is None or _record(new, own) is None:
            before, after = ([f for f in one.findings if f.file == file] for one in (old, new))
            if before != after or (file == SETTINGS_FILE and old.settings != new.settings):
                found.append(file)
    return found


def _record(snapshot: Snapshot, own: str) -> object:
    if isinstance(own, ProjectId):
        project = snapshot.projects.get(own)
        return project.record if project else None
    if isinstance(own, LedgerId):
        ledger = snapshot.ledgers.get(own)
        return ledger.record if ledger else None
    region = snapshot.regions.get(own)
    return region.record if region else None
