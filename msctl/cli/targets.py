"""From what a person typed on the command line to records, fields and values."""

from collections.abc import Iterable, Sequence

from msctl.check.words import check_value, table_of
from msctl.cli.errors import BadAssignment
from msctl.cli.session import Session
from msctl.locale.labels import field_label
from msctl.model.changes import Change
from msctl.model.errors import NothingInScope
from msctl.model.fields import parse_value
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.scope import one_project, projects_in
from msctl.model.snapshot import Snapshot
from msctl.model.values import to_text
from msctl.text.safe import single_line
from msctl.text.width import cut


def record_of(session: Session, snapshot: Snapshot, text: str) -> str:
    """The id of the one project, ledger or region that is meant.

    Raises NothingInScope, AmbiguousScope, and UnreadableFile for one whose file is broken.
    """
    if text in snapshot.regions or text in snapshot.ledgers:
        return text
    if any(finding.id == text for finding in snapshot.unreadable):
        session.records.read(text)
    return project_of(session, snapshot, text).id


def project_of(session: Session, snapshot: Snapshot, text: str) -> Project:
    """The one project that is meant. Raises as :func:`record_of`."""
    try:
        return one_project(snapshot, text)
    except NothingInScope:
        for project in projects_in(_broken(snapshot), text, empty=True):
            session.records.read(project.id)
        raise


def _broken(snapshot: Snapshot) -> Snapshot:
    """The projects whose files cannot be read, with the number their file's name begins with."""
    number = FieldPath.of("number")
    ids = [ProjectId(f.id) for f in snapshot.unreadable if f.id.count("/") == 3]
    projects = {i: Project(i, Record({number: i.slug.partition("-")[0].lstrip("0")})) for i in ids}
    return Snapshot({}, {}, projects)


def assigned(
    snapshot: Snapshot, record_id: str, record: Record, assignments: Sequence[str]
) -> list[Change]:
    """The changes of ``PATH=VALUE`` assignments, an empty value removing the field.

    Raises BadAssignment and whatever is wrong with a field or value; nothing is written yet.
    """
    table = table_of(record_id)
    changes = []
    for assignment in assignments:
        written, equals, typed = assignment.partition("=")
        if not equals:
            raise BadAssignment(value=assignment)
        path = FieldPath.parse(written.strip())
        field = table.require(path)
        if typed == "":
            if path in (FieldPath.of("number"), FieldPath.of("name")):
                check = check_value(snapshot, record_id, path, "")
                if check is not None:
                    raise check
            changes.append(Change(record_id, path, record.get(path), None))
            continue
        value = parse_value(field, typed)
        error = check_value(snapshot, record_id, path, value)
        if error is not None:
            raise error
        changes.append(Change(record_id, path, record.get(path), value))
    return [change for change in changes if change.old != change.new]


def change_lines(changes: Iterable[Change], width: int = 60) -> list[str]:
    """Each change on a line: id, label, old and new, cut to ``width`` cells each."""
    lines = []
    for change in changes:
        label = field_label(change.path, table_of(change.id))
        old, new = (cut(single_line(to_text(v)), width) for v in (change.old, change.new))
        lines.append(f"{short_id(change.id)} {label}: {old or '-'} -> {new or '-'}")
    return lines


def short_id(record_id: str) -> str:
    """A project's id with the number that begins its file's name in place of the name; other ids
    as they are. The printed number may have become another (``move --number``)."""
    if record_id.count("/") != 3:
        return record_id
    project = ProjectId(record_id)
    return f"{project.ledger}/{project.slug.partition('-')[0]}"
