"""Findings about the shape of the records: files, types, periods, words, numbers, layouts."""

from collections.abc import Collection, Iterator

from msctl.check.layouts import layout_findings
from msctl.check.places import Read, placed
from msctl.check.words import check_word
from msctl.model.errors import MsctlError
from msctl.model.fields import PROJECT, check_type
from msctl.model.finding import Finding, Severity
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.model.values import as_text, to_text
from msctl.store.reading import file_of


def findings(snapshot: Snapshot, read: Read, only: Collection[str] | None = None) -> list[Finding]:
    """Everything wrong with the shape of a snapshot, in file order; see :func:`placed`."""
    return placed(shape(snapshot), read, only)


def shape(snapshot: Snapshot) -> list[Finding]:
    """Everything wrong with the shape of a snapshot, without lines."""
    found = list(snapshot.findings)
    for ledger in snapshot.ledgers.values():
        found += layout_findings(ledger)
    for project in snapshot.projects.values():
        found += _words(snapshot, project)
    return found


def _words(snapshot: Snapshot, project: Project) -> Iterator[Finding]:
    for path, value in project.record.leaves():
        try:
            field = PROJECT.find(path)
            if field is None:
                continue
            check_type(field, path, value)
        except MsctlError:
            continue  # told by the reader
        error = check_word(snapshot, project.id, path, value, field.kind)
        if error is not None:
            severity = Severity.WARNING if error.key == "unknown-unit" else Severity.ERROR
            expected = as_text(error.details.get("words") or error.details.get("near") or "")
            yield Finding(
                rule=error.key,
                severity=severity,
                id=project.id,
                path=path,
                quote=to_text(value),
                expected=expected,
                found=str(error.details.get("value") or to_text(value)),
                file=file_of(project.id),
                details=dict(error.details),
            )
