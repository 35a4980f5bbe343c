"""Files to records and snapshots: every fault of a file becomes a finding, none hides another."""

from collections.abc import Iterable, Iterator

from msctl.model.errors import MsctlError
from msctl.model.fields import (
    LEDGER,
    PROJECT,
    REGION,
    SETTINGS,
    FieldTable,
    check_type,
)
from msctl.model.finding import Finding, Severity
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.model.values import to_text
from msctl.store.syntax import Outline, SyntaxFault, parse

SETTINGS_FILE = "msctl.toml"
TEMPLATE_FILE = "notice.txt"
"""The name of a template of notices: beside a ledger, in a region's folder or in the root."""


def record_id(file: str) -> str | None:
    """The id of the project, ledger or region that a file below the root holds; None for others.

    Raises nothing: a file at a wrong depth or with a name of another form holds no record.
    """
    parts = file.split("/")
    try:
        if len(parts) == 2 and parts[1] == "region.toml":
            return parts[0] if LedgerId.parse(f"{parts[0]}/2000/x") else None
        if len(parts) == 4 and parts[3] == "ledger.toml":
            return LedgerId.parse("/".join(parts[:3]))
        if len(parts) == 4 and parts[3].endswith(".toml"):
            return ProjectId.parse(file.removesuffix(".toml"))
    except MsctlError:
        return None
    return None


def file_of(record: str) -> str:
    """The file below the root that holds the record of an id."""
    depth = record.count("/")
    return record + ("/region.toml" if depth == 0 else "/ledger.toml" if depth == 2 else ".toml")


def is_template(file: str) -> bool:
    """Whether a file below the root is a template of notices, archived with the records."""
    folder, _, name = file.rpartition("/")
    at_home = not folder or record_id(f"{folder}/region.toml") or record_id(f"{folder}/ledger.toml")
    return name == TEMPLATE_FILE and bool(at_home)


def table_of(file: str) -> FieldTable:
    """The table of fields of a file."""
    if file == SETTINGS_FILE:
        return SETTINGS
    name = file.rpartition("/")[2]
    return {"region.toml": REGION, "ledger.toml": LEDGER}.get(name, PROJECT)


def decode(file: str, data: bytes) -> tuple[str, Finding | None]:
    """The text of a file with LF line ends and without a byte order mark, or what is wrong."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        return "", _broken("encoding", file, line, column)
    return text.removeprefix("\ufeff").replace("\r\n", "\n"), None


def read_record(file: str, data: bytes) -> tuple[Record | None, tuple[Finding, ...]]:
    """The record of a file and its findings; no record when it is not UTF-8 TOML at all.

    A value of a wrong type stays in the record as it is written, so that nothing is hidden.
    """
    text, fault = decode(file, data)
    if fault is not None:
        return None, (fault,)
    try:
        tree = parse(text)
    except SyntaxFault as error:
        return None, (_broken("syntax", file, error.line, error.column, reason=error.reason),)
    record = Record.from_tree(tree)
    return record, tuple(_faults(file, text, record))


def _faults(file: str, text: str, record: Record) -> Iterator[Finding]:
    table = table_of(file)
    outline: Outline | None = None
    for path, value in record.leaves():
        try:
            found = table.find(path)
            if found is not None:
                check_type(found, path, value)
                continue
            error: MsctlError | None = None
        except MsctlError as caught:
            error = caught
        outline = outline or Outline(text)
        line, column = outline.locate(path)
        yield Finding(
            rule=error.key if error else "unknown-field",
            severity=Severity.ERROR if error else Severity.WARNING,
            id=record_id(file) or file,
            path=path,
            quote=to_text(value)[:60],
            found=to_text(value)[:60],
            file=file,
            line=line,
            column=column,
            details=dict(error.details) if error else {"path": path, "near": ""},
        )


def _broken(rule: str, file: str, line: int, column: int, **details: object) -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        id=record_id(file) or file,
        file=file,
        line=line,
        column=column,
        details=details,
    )


def read_snapshot(files: Iterable[tuple[str, bytes]], at: str | None = None) -> Snapshot:
    """A snapshot from files: paths below the records root in POSIX form, and their bytes.

    Files that hold no record are passed over, except TOML files that stand where none is read.
    """
    regions: dict[str, Region] = {}
    ledgers: dict[LedgerId, Ledger] = {}
    projects: dict[ProjectId, Project] = {}
    findings: list[Finding] = []
    settings = Record({})
    for file, data in files:
        own = record_id(file)
        if own is None and file != SETTINGS_FILE:
            if file.endswith(".toml"):
                findings.append(
                    Finding("misplaced-file", Severity.WARNING, file, file=file, line=1, column=1)
                )
            continue
        record, faults = read_record(file, data)
        findings += faults
        if record is None:
            continue
        if file == SETTINGS_FILE:
            settings = record
        elif isinstance(own, ProjectId):
            projects[own] = Project(own, record)
        elif isinstance(own, LedgerId):
            ledgers[own] = Ledger(own, record)
        elif own is not None:
            regions[own] = Region(own, record)
    return Snapshot(regions, ledgers, projects, tuple(findings), at, settings)
