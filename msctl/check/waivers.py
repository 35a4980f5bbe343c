"""Waivers: findings that somebody has looked at and accepted, with a reason, a name and a date.

A waiver stands in the record of the project or ledger, by rule: ``waive.RULE.reason``. Without a
reason it counts for nothing, and a file that cannot be read has no waivers.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from msctl.model.finding import Finding
from msctl.model.paths import FieldPath
from msctl.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why findings of a rule are accepted, who did, and when."""

    reason: str
    by: str = ""
    date: dt.date | None = None


def waiver(snapshot: Snapshot, finding: Finding) -> Waiver | None:
    """The waiver of a finding; None when it has none."""
    record = snapshot.record(finding.id) if finding.id.count("/") in (2, 3) else None
    if record is None:
        return None
    group = ("waive", finding.rule)
    reason = record.text(*group, "reason").strip()
    if not reason:
        return None
    by, date = record.text(*group, "by"), record.date(*group, "date")
    return Waiver(reason, by, date)


def paths(rule: str) -> tuple[FieldPath, FieldPath, FieldPath]:
    """The fields of a rule's waiver: reason, name, date."""
    return (
        FieldPath.of("waive", rule, "reason"),
        FieldPath.of("waive", rule, "by"),
        FieldPath.of("waive", rule, "date"),
    )


def apart(
    snapshot: Snapshot, findings: Iterable[Finding]
) -> tuple[list[Finding], list[tuple[Finding, Waiver]]]:
    """The findings that are open, and those that are waived."""
    open_, waived = [], []
    for finding in findings:
        found = waiver(snapshot, finding)
        if found is None:
            open_.append(finding)
        else:
            waived.append((finding, found))
    return open_, waived
