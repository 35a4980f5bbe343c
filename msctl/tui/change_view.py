"""Changes by field as a reader sees them: label, old and new, what differs marked."""

from collections.abc import Iterable
from decimal import Decimal

from msctl.check.words import table_of
from msctl.history.difference import RecordChange
from msctl.locale.catalogue import finding_sentence, place, t
from msctl.locale.labels import field_label
from msctl.model.changes import Change
from msctl.model.fields import SETTINGS
from msctl.model.paths import ProjectId
from msctl.model.snapshot import Snapshot
from msctl.model.values import to_text
from msctl.text.diff import number_delta, spans
from msctl.text.width import cells
from msctl.tui.sheet import Piece, Sheet
from msctl.tui.wording import project_word

OLD_STYLE = "$text-error"
NEW_STYLE = "$text-success"
_MARKED = {"removed": f"{OLD_STYLE} underline", "added": f"{NEW_STYLE} underline"}

_LONG = 24
"""cells of a value that may still stand on one line with the other one"""


def record_title(snapshot: Snapshot, change: RecordChange) -> str:
    """What a changed record is called: ``栖霞 11 农村低收入群体危房改造``."""
    if change.id.count("/") != 3:
        return change.file
    project = snapshot.projects.get(ProjectId(change.id))
    name = project.name if project else _old_name(change)
    return f"{project_word(snapshot, ProjectId(change.id))} {name}".strip()


def show_record(sheet: Sheet, change: RecordChange) -> None:
    """What happened to one record."""
    if change.kind != "changed":
        sheet.text(t(f"tui.record.{change.kind}", old=change.old_id or ""), "bold")
    for finding in change.unreadable:
        sheet.text(f"{place(finding)} {finding_sentence(finding)}", "$text-error")
    if change.layout_only:
        sheet.text(t("tui.record.layout-only"), "$foreground-muted")
    if change.kind in ("added", "removed"):
        show_values(sheet, change.changes)
    else:
        show_changes(sheet, change.changes)


def show_changes(sheet: Sheet, changes: Iterable[Change]) -> None:
    """Each change with its old and new value; numbers with their difference."""
    for change in changes:
        label = _label(change)
        old, new = to_text(change.old), to_text(change.new)
        delta = ""
        if isinstance(change.old, Decimal) and isinstance(change.new, Decimal):
            delta = f"  {number_delta(change.old, change.new)}"
        if _on_one_line(label, old, new, sheet.width):
            sheet.pieces(
                [
                    (f"{label}  ", "bold"),
                    (old or t("tui.empty"), OLD_STYLE if old else "$foreground-muted"),
                    (" -> ", "$foreground-muted"),
                    (new or t("tui.empty"), NEW_STYLE if new else "$foreground-muted"),
                    (delta, "$foreground-muted"),
                ]
            )
            continue
        sheet.pieces([(label, "bold"), (delta, "$foreground-muted")])
        room = max(cells(t("tui.old")), cells(t("tui.new"))) + 3
        sheet.labelled(f"  {t('tui.old')}", _side(old, new, "removed"), room)
        sheet.labelled(f"  {t('tui.new')}", _side(old, new, "added"), room)


def show_values(sheet: Sheet, changes: Iterable[Change]) -> None:
    """The values of a record that is new or gone."""
    for change in changes:
        value = to_text(change.new if change.new is not None else change.old)
        sheet.pieces([(f"{_label(change)}  ", "bold"), (value, "")])


def _side(old: str, new: str, kind: str) -> list[Piece]:
    side = old if kind == "removed" else new
    if not side:
        return [(t("tui.empty"), "$foreground-muted")]
    if not (old and new):
        return [(side, OLD_STYLE if kind == "removed" else NEW_STYLE)]
    return [
        (span.text, _MARKED.get(span.kind, ""))
        for span in spans(old, new)
        if span.kind in ("same", kind)
    ]


def _on_one_line(label: str, old: str, new: str, width: int) -> bool:
    short = max(cells(old), cells(new)) <= _LONG and "\n" not in old + new
    return short and cells(label) + cells(old) + cells(new) + 8 <= width


def _label(change: Change) -> str:
    table = SETTINGS if change.id.endswith(".toml") else table_of(change.id)
    return field_label(change.path, table)


def _old_name(change: RecordChange) -> str:
    return next((to_text(c.old) for c in change.changes if c.path == ("name",)), "")
