"""Changes by field as a reader sees them: label, old and new, what differs marked."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msctl.check.words import table_of
from msctl.history.difference import RecordChange
from msctl.locale.catalogue import finding_sentence, place, t
from msctl.locale.labels import field_label
from msctl.model.changes import Change
from msctl.model.fields import SETTINGS, FieldTable
from msctl.model.paths import LedgerId, ProjectId
from msctl.model.record import as_names
from msctl.model.snapshot import Snapshot
from msctl.model.values import to_text
from msctl.text.diff import Span, number_delta, spans
from msctl.text.width import cells
from msctl.tui.sheet import Piece, Sheet
from msctl.tui.wording import project_word, value_word
from msctl.tui.wording import record_title as title_of

OLD_STYLE = "$text-error"
NEW_STYLE = "$text-success"
_STYLES = {"removed": OLD_STYLE, "added": NEW_STYLE}
_MARKED = {kind: f"{style} underline" for kind, style in _STYLES.items()}

_LONG = 24
"""cells of a value that may still stand on one line with the other one"""


def record_title(snapshot: Snapshot, change: RecordChange) -> str:
    """What a changed record is called: ``栖霞 11 农村低收入群体危房改造``."""
    if change.id.count("/") == 2 and change.id in snapshot.ledgers:
        return t("ledger.title", ledger=title_of(snapshot, LedgerId(change.id)))
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
        label = change_label(change)
        before, after = as_names(change.old), as_names(change.new)
        if before and after:
            _show_lists(sheet, label, before, after)
            continue
        old, new = _words(change)
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
        old_side, new_side = sides(old, new)
        sheet.labelled(f"  {t('tui.old')}", old_side, room)
        sheet.labelled(f"  {t('tui.new')}", new_side, room)


def _words(change: Change) -> tuple[str, str]:
    """Old and new as the office writes them."""
    table = _table(change)
    return value_word(change.path, change.old, table), value_word(change.path, change.new, table)


def _show_lists(sheet: Sheet, label: str, old: Sequence[str], new: Sequence[str]) -> None:
    """A list of names as what went and what came; where only the order differs, both lists."""
    gone = [name for name in old if name not in new]
    come = [name for name in new if name not in old]
    words = (t("compare.gone"), t("compare.come"))
    if not (gone or come):
        words, gone, come = (t("tui.old"), t("tui.new")), list(old), list(new)
    sheet.text(label, "bold")
    room = max(map(cells, words)) + 3
    for word, names, style in zip(words, (gone, come), (OLD_STYLE, NEW_STYLE), strict=True):
        sheet.labelled(f"  {word}", [(t("message.and").join(names), style)], room)


def show_values(sheet: Sheet, changes: Iterable[Change]) -> None:
    """The values of a record that is new or gone."""
    for change in changes:
        old, new = _words(change)
        sheet.pieces([(f"{change_label(change)}  ", "bold"), (new or old, "")])


def sides(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """An old and a new wording, each with what the other has not in brackets: a mark that is
    there without colour, too."""
    if not (old and new):
        return _whole(old, OLD_STYLE), _whole(new, NEW_STYLE)
    found = spans(old, new)
    before = marked(span for span in found if span.kind != "added")
    after = marked(span for span in found if span.kind != "removed")
    return before, after


def marked(wording: Iterable[Span]) -> list[Piece]:
    """One wording with what the other has not in brackets; without brackets where that is all."""
    shown = [span for span in wording if span.text]
    if not any(span.kind == "same" for span in shown):
        return [(span.text, _STYLES[span.kind]) for span in shown]
    return [
        (span.text, "") if span.kind == "same" else (f"[{span.text}]", _MARKED[span.kind])
        for span in shown
    ]


def _whole(text: str, style: str) -> list[Piece]:
    return [(text, style)] if text else [(t("tui.empty"), "$foreground-muted")]


def _on_one_line(label: str, old: str, new: str, width: int) -> bool:
    short = max(cells(old), cells(new)) <= _LONG and "\n" not in old + new
    return short and cells(label) + cells(old) + cells(new) + 8 <= width


def change_label(change: Change) -> str:
    """The field of a change in the office's words."""
    return field_label(change.path, _table(change))


def _table(change: Change) -> FieldTable:
    return SETTINGS if change.id.endswith(".toml") else table_of(change.id)


def _old_name(change: RecordChange) -> str:
    return next((to_text(c.old) for c in change.changes if c.path == ("name",)), "")
