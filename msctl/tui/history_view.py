"""A time line as the screen shows it: its commits, and what one of them changed, by project."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from msctl.check.words import table_of
from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.changes import Change
from msctl.model.errors import MsctlError
from msctl.model.paths import ProjectId
from msctl.model.snapshot import Snapshot
from msctl.store.reading import file_of
from msctl.tui.change_view import record_title, show_record
from msctl.tui.sheet import LABEL_STYLE, Sheet
from msctl.tui.wording import own_label

if TYPE_CHECKING:
    from msctl.history.difference import RecordChange
    from msctl.history.log import Commit

_WHOLE = 60
"""records of a commit whose fields are shown; of the others only how many there are, for nobody
reads an import of a thousand projects line by line"""
_DRAWN = 500
"""records of a commit that are named; a sheet of ten thousand takes a second to draw"""


def scopes_of(project: ProjectId | None, ledger: str) -> list[str]:
    """What a history can be of, from the narrowest on: a project, its ledger, its region, all."""
    region = ledger.partition("/")[0]
    return [*([str(project)] if project else []), *([ledger, region] if ledger else []), ""]


def scope_word(snapshot: Snapshot, scope: str) -> str:
    """What a scope is called."""
    depth = scope.count("/")
    if not scope:
        return t("history.all")
    if depth == 2:
        ledger = snapshot.record(scope)
        return (ledger.text("title") if ledger else "") or scope
    return snapshot.region(scope).name


def paths_of(scope: str) -> list[str]:
    """The files and folders of a scope, below the records root."""
    if not scope:
        return []
    return [file_of(scope)] if scope.count("/") == 3 else [scope]


def kind_of(change: Change) -> str:
    """What kind of field was changed: its own label, without period and task."""
    table = table_of(change.id)
    if change.id.count("/") != 3:
        return field_label(change.path, table)
    try:
        return own_label(change.path)
    except MsctlError:
        return str(change.path)


def kinds(commits: "Iterable[Commit]") -> list[str]:
    """The kinds of fields that commits changed, each once, the most frequent first."""
    found: dict[str, int] = {}
    for commit in commits:
        for change in commit.changes:
            if change.id.count("/") != 3:
                continue  # a ledger's settings are looked for in its own file
            kind = kind_of(change)
            found[kind] = found.get(kind, 0) + 1
    return sorted(found, key=lambda kind: -found[kind])


def only(commit: "Commit", kind: str = "", *, layout: bool = False) -> "Commit | None":
    """A commit with what is to be shown of it: one kind of field, pure layout or not; None when
    nothing is left."""
    records = tuple(_kept(commit.records, kind, layout=layout))
    return replace(commit, records=records) if records else None


def _kept(
    records: "Iterable[RecordChange]", kind: str, *, layout: bool
) -> "Iterator[RecordChange]":
    for record in records:
        if record.layout_only and (kind or not layout):
            continue
        if kind:
            changes = tuple(change for change in record.changes if kind_of(change) == kind)
            if not changes:
                continue
            record = replace(record, changes=changes)
        yield record


def draw_commit(sheet: Sheet, snapshot: Snapshot, commit: "Commit", *, alone: bool) -> None:
    """A commit: who and when, then its fields, grouped by region and project.

    With ``alone`` the history is of one project, which needs no title.
    """
    when = f"{commit.time.astimezone():%Y-%m-%d %H:%M}"
    sheet.text(f"{when} {commit.author} {commit.subject}", "bold")
    sheet.text(f"{commit.email}  {commit.commit[:10]}", LABEL_STYLE)
    if commit.body:
        sheet.text(commit.body)
    if len(commit.parents) > 1:
        sheet.text(t("tui.history.merge"), LABEL_STYLE)
    if not alone:
        fields = len(commit.changes)
        sheet.text(t("history.counts", records=len(commit.records), fields=fields), LABEL_STYLE)
    regions = {record.id.partition("/")[0] for record in commit.records}
    region = ""
    for number, record in enumerate(commit.records[:_DRAWN]):
        own = record.id.partition("/")[0]
        if own != region and len(regions) > 1:
            sheet.heading(snapshot.region(own).name)
        region = own
        _draw_record(sheet, snapshot, record, alone=alone, whole=number < _WHOLE)
    if len(commit.records) > _DRAWN:
        sheet.blank()
        sheet.text(t("history.more", count=len(commit.records) - _DRAWN), LABEL_STYLE)


def _draw_record(
    sheet: Sheet, snapshot: Snapshot, record: "RecordChange", *, alone: bool, whole: bool
) -> None:
    told = t("history.fields", count=len(record.changes))
    added = record.kind in ("added", "removed") and not alone
    if not alone:
        head = record_title(snapshot, record)
        if added:
            sheet.text(f"{t(f'tui.record.{record.kind}')} {head}  {told}")
            return
        if not whole:
            sheet.text(f"{head}  {told}")
            return
        sheet.blank()
        sheet.text(head, "bold $primary")
    else:
        sheet.blank()
    show_record(sheet, record)
