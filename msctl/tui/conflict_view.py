"""A conflict as a reader sees it: what it was, what each side made of it, who and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, takewhile
from typing import TYPE_CHECKING

from textual.content import Content

from msctl.check.words import table_of
from msctl.locale.catalogue import finding_sentence, t
from msctl.locale.labels import field_label
from msctl.model.changes import same
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.model.values import to_text
from msctl.text.diff import Span, number_delta, spans
from msctl.text.safe import single_line
from msctl.text.width import cut
from msctl.tui.answering import field_of, part_of, sides_of
from msctl.tui.archive import Testimony
from msctl.tui.change_view import marked
from msctl.tui.commands import COMMANDS
from msctl.tui.sheet import LABEL_STYLE, Piece, Sheet
from msctl.tui.widgets.grid_line import GridColumn
from msctl.tui.wording import project_word

if TYPE_CHECKING:
    from msctl.history.answers import Side
    from msctl.history.conflict import Conflict
    from msctl.history.merging import Part
    from msctl.history.witness import Witness

_SHOWN: "tuple[Side, ...]" = ("base", "ours", "theirs")
"""from left to right, as time went"""
_GUTTER = 2
"""cells that keep long wordings beside one another apart"""
_BEFORE = 4
"""characters that a list repeats before the first one that differs"""


def record_word(snapshot: Snapshot, record_id: str) -> str:
    """What a record is called: ``栖霞 11 农村低收入群体危房改造``, a ledger's title, a file."""
    depth = record_id.count("/")
    if depth == 3:
        project = snapshot.projects.get(ProjectId(record_id))
        word = project_word(snapshot, ProjectId(record_id))
        return f"{word} {project.name}" if project else word
    if depth == 2:
        return snapshot.ledger(LedgerId(record_id)).title or record_id
    return snapshot.region(record_id).name or record_id


def field_word(conflict: "Conflict") -> str:
    """The field in question, or that the whole file is."""
    if not conflict.path:
        return t("tui.conflicts.whole")
    return field_label(conflict.path, table_of(conflict.id))


def kind_word(conflict: "Conflict") -> str:
    """What is in question, in a few words."""
    return t(f"tui.conflicts.kind.{conflict.kind}")


def side_word(side: "Side") -> str:
    """A side with the key that takes it."""
    return f"{t(f'tui.conflicts.{side}')} {COMMANDS[f'take-{side}'].shown_key}"


def side_line(conflict: "Conflict", side: "Side") -> str:
    """What a side has, in one line of a list."""
    part = part_of(conflict, side)
    if isinstance(part, Record):
        return t("tui.conflicts.fields", count=len(part.fields))
    if part is None:
        return _absent(side, {one: part_of(conflict, one) for one in _SHOWN})[0]
    parts = [part_of(conflict, one) for one in _SHOWN]
    texts = [to_text(p) for p in parts if not isinstance(p, Record | None)]
    common = sum(1 for _ in takewhile(lambda one: len(set(one)) == 1, zip(*texts, strict=False)))
    text = to_text(part)
    return single_line(f"..{text[common - _BEFORE :]}" if common > 2 * _BEFORE else text)


def list_columns(width: int) -> list[GridColumn]:
    """The columns of a list of conflicts, each as wide as the other ones."""
    return [
        GridColumn("record", t("tui.review.record"), width),
        GridColumn("field", t("tui.fields.field"), width),
        GridColumn("kind", t("tui.conflicts.question"), width),
    ]


def list_cells(snapshot: Snapshot, conflict: "Conflict") -> tuple[str, str, str]:
    """What a list says of a conflict, in those columns."""
    return record_word(snapshot, conflict.id), field_word(conflict), kind_word(conflict)


@dataclass(frozen=True, slots=True)
class ConflictView:
    """One conflict with those who stand behind it; None while they are looked up."""

    snapshot: Snapshot
    conflict: "Conflict"
    testimony: Testimony | None = None

    def content(self, width: int, *, beside: bool) -> Content:
        """As :meth:`show`, on a sheet of its own."""
        sheet = Sheet(width)
        self.show(sheet, beside=beside)
        return sheet.content

    def show(self, sheet: Sheet, *, beside: bool) -> None:
        """Put the conflict on a sheet, its three sides beside one another or one below the
        other."""
        width = sheet.width
        conflict = self.conflict
        head = f"{record_word(self.snapshot, conflict.id)}  {field_word(conflict)}"
        sheet.text(single_line(head), "bold")
        if conflict.breach is not None:
            sheet.text(finding_sentence(conflict.breach), "$text-error")
        elif beside:
            sheet.text(kind_word(conflict), LABEL_STYLE)
        if not sides_of(conflict):
            sheet.text(t("tui.conflicts.by-hand"), LABEL_STYLE)
        elif field_of(conflict) is None:
            sheet.text(t("tui.conflicts.sides-only"), LABEL_STYLE)
        if beside:
            sheet.blank()
        shown = [s for s in _SHOWN if s in sides_of(conflict) or part_of(conflict, s) is not None]
        if beside and shown:
            own = (width - len(shown) + 1) // len(shown)
            columns = [self._side(side, own - _GUTTER, stacked=False) for side in shown]
            sheet.beside(columns, [own] * len(shown))
        else:
            for side in shown:
                sheet.lines += self._side(side, width, stacked=True)

    def _side(self, side: "Side", width: int, *, stacked: bool) -> list[Content]:
        sheet = Sheet(width)
        heading = side_word(side) if side in sides_of(self.conflict) else t(f"tui.conflicts.{side}")
        witness = self._witness(side)
        if stacked:
            by = f"  {_who(witness)} {_what(witness)}" if witness else ""
            head = cut(single_line(by), max(2, width - 14))
            sheet.pieces([(heading, "bold $text-accent"), (head, LABEL_STYLE)])
        else:
            sheet.text(heading, "bold underline $text-accent")
            sheet.text(cut(_who(witness), width) if witness else "", LABEL_STYLE)
            sheet.text(cut(single_line(_what(witness)), width) if witness else "", LABEL_STYLE)
        own = Sheet(width - 2 if stacked else width)
        for pieces in self._lines(side):
            own.pieces(pieces)
        indent = "  " if stacked else ""
        sheet.lines += [Content(indent) + line for line in own.lines]
        return sheet.lines

    def _witness(self, side: "Side") -> "Witness | None":
        if self.testimony is None or side == "base":
            return None
        return self.testimony.ours if side == "ours" else self.testimony.theirs

    def _lines(self, side: "Side") -> list[list[Piece]]:
        """What a side has, as lines of marked pieces."""
        conflict = self.conflict
        parts = {one: part_of(conflict, one) for one in _SHOWN}
        if not any(isinstance(part, Record) for part in parts.values()):
            return [_marked(side, parts)]
        part = parts[side]
        if not isinstance(part, Record):
            return [[(to_text(part), "") if part is not None else _absent(side, parts)]]
        differing = _differing(list(parts.values()))
        table = table_of(conflict.id)
        lines: list[list[Piece]] = []
        for path in differing:
            own = {one: p.get(path) for one, p in parts.items() if isinstance(p, Record)}
            if own[side] is not None:
                label = field_label(conflict.path + path, table)
                shown = {one: own.get(one) for one in _SHOWN}
                lines.append([(f"{label}  ", LABEL_STYLE), *_marked(side, shown)])
        same_count = len(part.fields) - len(lines)
        if same_count:
            key = "tui.conflicts.same" if lines else "tui.conflicts.all-same"
            lines.append([(t(key, count=same_count), LABEL_STYLE)])
        return lines


def _differing(parts: "Sequence[Part]") -> list[FieldPath]:
    """The paths whose values are not the same on all sides that there are."""
    records = [part for part in parts if isinstance(part, Record)]
    paths = dict.fromkeys(path for record in records for path in record.fields)
    if len(records) == 1:
        return list(paths)
    return [p for p in paths if not all(same(r.get(p), records[0].get(p)) for r in records)]


def _marked(side: "Side", parts: "Mapping[Side, Part]") -> list[Piece]:
    """A side's value, what differs marked: from the base, else from the other side."""
    part = parts[side]
    if part is None or isinstance(part, Record):
        return [_absent(side, parts)]
    texts = {one: to_text(p) for one, p in parts.items() if not isinstance(p, Record | None)}
    own = texts[side]
    if side == "base":
        return _base(own, [texts[one] for one in ("ours", "theirs") if one in texts])
    against = texts.get("base", texts.get("theirs" if side == "ours" else "ours"))
    if against is None:
        return [(own, "")]
    delta = ""
    base = parts["base"]
    if isinstance(base, Decimal) and isinstance(part, Decimal) and base != part:
        delta = f"  {number_delta(base, part)}"
    shown = marked(span for span in spans(against, own) if span.kind != "removed")
    return [*shown, (delta, LABEL_STYLE)]


def _absent(side: "Side", parts: "Mapping[Side, Part]") -> Piece:
    gone = side != "base" and parts["base"] is not None
    return t("tui.conflicts.removed" if gone else "tui.conflicts.nothing"), LABEL_STYLE


def _base(base: str, others: list[str]) -> list[Piece]:
    """The base, with what any side took out of it marked."""
    taken = [False] * len(base)
    for other in others:
        at = 0
        for span in spans(base, other):
            if span.kind == "added":
                continue
            if span.kind == "removed":
                taken[at : at + len(span.text)] = [True] * len(span.text)
            at += len(span.text)
    runs = groupby(zip(taken, base, strict=True), key=lambda pair: pair[0])
    return marked(
        Span("removed" if gone else "same", "".join(character for _, character in run))
        for gone, run in runs
    )


def _who(witness: "Witness") -> str:
    return f"{witness.author} {witness.time.astimezone():%Y-%m-%d %H:%M}"


def _what(witness: "Witness") -> str:
    return f"{witness.commit[:10]} {witness.subject}"
