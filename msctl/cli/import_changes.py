"""What an import writes, before it does: new projects, and each field that changes."""

from collections.abc import Iterator

from msctl.cli.changes import field_json
from msctl.cli.targets import short_id
from msctl.importing.landing import Landing
from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.changes import Change
from msctl.model.record import Record
from msctl.model.values import to_text
from msctl.text.safe import single_line
from msctl.text.width import cut

SHOWN = 20
"""new projects and changes that are listed one by one; more are only counted"""
_LONGEST = 40


def change_lines(landing: Landing) -> Iterator[str]:
    """A line for each of the first new projects, changed fields and removed projects."""
    projects = [(i, record) for i, record in landing.new if _is_project(record)]
    for identity, record in projects[:SHOWN]:
        name = cut(single_line(record.text("name")), _LONGEST)
        yield t("cli.import.new-project", id=short_id(identity), name=name)
    if len(projects) > SHOWN:
        yield t("cli.import.more-new", count=len(projects) - SHOWN)
    # new names of the region's register are told among the guesses
    changes = [change for change in landing.changes if "/" in change.id]
    for change in changes[:SHOWN]:
        yield _line(change)
    if len(changes) > SHOWN:
        yield t("cli.import.more-changes", count=len(changes) - SHOWN)
    for project in landing.removed:
        yield t("cli.import.removed", id=short_id(project))


def changes_json(landing: Landing) -> dict[str, object]:
    """The same, whole."""
    return {
        "new": [
            {"id": identity, "number": record.text("number"), "name": record.text("name")}
            for identity, record in landing.new
            if _is_project(record)
        ],
        "changes": [{"id": change.id, **field_json(change)} for change in landing.changes],
        "removed": list(landing.removed),
    }


def _is_project(record: Record) -> bool:
    """A ledger and a region have no number."""
    return bool(record.text("number"))


def _line(change: Change) -> str:
    key = "filled" if change.old is None else "emptied" if change.new is None else "changed"
    return t(
        f"cli.import.{key}",
        id=short_id(change.id),
        field=field_label(change.path),
        old=cut(single_line(to_text(change.old)), _LONGEST),
        new=cut(single_line(to_text(change.new)), _LONGEST),
    )
