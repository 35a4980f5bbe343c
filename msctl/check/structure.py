"""Findings about the shape of the records: files, types, periods, words, numbers, layouts."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from msctl.check.layouts import layout_findings
from msctl.check.words import check_word
from msctl.model.errors import MsctlError
from msctl.model.fields import PROJECT, check_type
from msctl.model.finding import Finding, Severity
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.model.values import to_text
from msctl.store.reading import decode, file_of
from msctl.store.syntax import Outline


def findings(
    snapshot: Snapshot,
    read: Callable[[str], bytes | None],
    only: Collection[str] | None = None,
) -> list[Finding]:
    """Everything wrong with the shape of a snapshot, in file order.

    ``read`` gives the bytes of a file below the root, to tell the lines; ``only`` limits the
    answer to these ids (with their ledgers and regions).
    """
    found = list(snapshot.findings)
    for ledger in snapshot.ledgers.values():
        found += layout_findings(ledger)
    for project in snapshot.projects.values():
        found += _words(snapshot, project)
    # a file is read and scanned once, however many findings it has; one that the system will not
    # open is a finding about no field, and is not opened again
    files = {f.file for f in found if f.path and not f.line}
    outlines = {file: _outline(file, read) for file in files}
    placed = (f if f.line else _placed(f, outlines.get(f.file)) for f in found)
    if only is not None:
        wanted = set(only) | {i.rpartition("/")[0] for i in only} | {i.split("/")[0] for i in only}
        placed = (f for f in placed if f.id in wanted)
    return sorted(placed, key=lambda f: (f.file, f.line, f.column))


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
            expected = str(error.details.get("words") or error.details.get("near") or "")
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


def _outline(file: str, read: Callable[[str], bytes | None]) -> Outline | None:
    data = read(file)
    return None if data is None else Outline(decode(file, data)[0])


def _placed(finding: Finding, outline: Outline | None) -> Finding:
    if outline is None:
        return finding
    line, column = outline.locate(finding.path)
    return replace(finding, line=line, column=column)
