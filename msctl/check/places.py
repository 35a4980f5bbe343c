"""Findings at the lines they stand in."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from msctl.model.finding import Finding
from msctl.store.reading import decode
from msctl.store.syntax import Outline

Read = Callable[[str], bytes | None]
"""takes a file below the records root; gives its bytes, None where it is not there"""


def placed(
    findings: Iterable[Finding], read: Read, only: Collection[str] | None = None
) -> list[Finding]:
    """Findings with the lines of their fields, in file order.

    ``read`` gives the bytes of a file below the root, to tell the lines; ``only`` limits the
    answer to these ids (with their ledgers and regions).
    """
    found = list(findings)
    if only is not None:
        wanted = set(only) | {i.rpartition("/")[0] for i in only} | {i.split("/")[0] for i in only}
        found = [f for f in found if f.id in wanted]
    # a file is read and scanned once, however many findings it has; one that the system will not
    # open is a finding about no field, and is not opened again
    files = {f.file for f in found if f.path and not f.line}
    outlines = {file: _outline(file, read) for file in files}
    lines = (f if f.line else _placed(f, outlines.get(f.file)) for f in found)
    return sorted(lines, key=lambda f: (f.file, f.line, f.column))


def _outline(file: str, read: Callable[[str], bytes | None]) -> Outline | None:
    data = read(file)
    return None if data is None else Outline(decode(file, data)[0])


def _placed(finding: Finding, outline: Outline | None) -> Finding:
    if outline is None:
        return finding
    line, column = outline.locate(finding.path)
    return replace(finding, line=line, column=column)
