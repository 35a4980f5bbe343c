"""A comparison as the screen shows it: entries with fields then and now, without a screen.

Two periods and two moments give the same entries, so one screen, one filter and one way to copy
serve both. Wording and figures are those of the command line's ``compare``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from textual.content import Content

from msctl.check.words import table_of
from msctl.export.comparison import (
    delta,
    figure_of,
    flag_words,
    revision_words,
)
from msctl.export.table import Table, TableColumn, plain_table
from msctl.locale.catalogue import finding_sentence, place, t
from msctl.locale.labels import field_label
from msctl.model.errors import MsctlError
from msctl.model.money import plain
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.snapshot import Snapshot
from msctl.report import columns
from msctl.report.compare import ComparedTask, Comparison, Figure
from msctl.report.revisions import Revision
from msctl.text.safe import single_line
from msctl.text.width import cells
from msctl.tui.change_view import record_title, sides
from msctl.tui.sheet import LABEL_STYLE, Piece, Sheet
from msctl.tui.wording import own_label, project_word, value_word

_GUTTER = 2
"""cells between two wordings side by side"""
_SHORT = 20
"""cells of a value that a list repeats; of a longer one only the field is named"""


@dataclass(frozen=True, slots=True)
class Pair:
    """One field then and now."""

    label: str
    kind: str
    """the field's own label, without period and task: what the filter goes by"""
    old: str
    new: str
    figure: Figure | None = None
    """the two numbers, where the values are numbers"""
    context: bool = False
    """only beside the others, as the plan is: it says nothing of a change"""

    @property
    def delta(self) -> str:
        """The difference of two numbers: ``+15 (+125%)``."""
        return delta(self.figure) if self.figure else ""

    @property
    def differs(self) -> bool:
        """Whether it tells of a change."""
        return not self.context and self.old != self.new


@dataclass(frozen=True, slots=True)
class Entry:
    """One task of a period's comparison, or one record of two moments."""

    key: str
    record: str
    """the id of the project, ledger or region"""
    number: str
    name: str
    flags: str
    """in words, empty when there are none"""
    pairs: tuple[Pair, ...]
    notes: tuple[str, ...] = ()
    """what happened to the record as a whole"""
    has_changed: bool = True

    @property
    def project(self) -> ProjectId | None:
        """The project it belongs to; None for a ledger's or region's own file."""
        return ProjectId(self.record) if self.record.count("/") == 3 else None

    @property
    def title(self) -> str:
        """Number and name."""
        return f"{self.number} {self.name}".strip()

    @property
    def summary(self) -> str:
        """What differs, in one line of a list."""
        told = [_short(pair) for pair in self.pairs if pair.differs]
        return "；".join([*(single_line(note) for note in self.notes), *dict.fromkeys(told)])


def period_entries(comparison: Comparison) -> list[Entry]:
    """The tasks of a comparison of two periods, all of them."""
    return [_of_task(number, one) for number, one in enumerate(comparison.tasks)]


def moment_entries(
    snapshot: Snapshot, revisions: Iterable[Revision], *, of_ledger: bool = False
) -> list[Entry]:
    """The records of a comparison of two moments; of pure layout nothing is told. Of one ledger, a
    project's number stands alone (``11``), else with its ledger (``栖霞 11``)."""
    found = [one for one in revisions if not one.change.layout_only]
    return [_of_record(snapshot, one, of_ledger=of_ledger) for one in found]


def narrowed(entries: Iterable[Entry], kind: str = "", *, everything: bool = False) -> list[Entry]:
    """The entries to show: those that changed or are flagged, or all; of one kind of field only
    when it is named."""
    found = []
    for entry in entries:
        if kind:
            kept = tuple(pair for pair in entry.pairs if pair.kind == kind)
            if not kept or not (everything or any(pair.differs for pair in kept)):
                continue
            entry = replace(entry, pairs=kept)
        if everything or entry.has_changed:
            found.append(entry)
    return found


def kinds(entries: Iterable[Entry]) -> list[str]:
    """The kinds of fields that differ somewhere, each once."""
    return list(dict.fromkeys(p.kind for entry in entries for p in entry.pairs if p.differs))


def draw(sheet: Sheet, entry: Entry, titles: tuple[str, str], *, beside: bool) -> None:
    """One entry: its fields with what differs marked, the two sides beside one another or one
    below the other."""
    head: list[Piece] = [(entry.title, "bold")]
    if entry.flags:
        head.append((f"  [{entry.flags}]", "bold $text-warning"))
    sheet.pieces(head)
    for note in entry.notes:
        sheet.text(note, "$text-warning")
    if beside and entry.pairs:
        width = (sheet.width - _GUTTER) // 2
        bold = [[Content.styled(title, "bold underline")] for title in titles]
        sheet.beside(bold, [width + 1, width])
    for pair in entry.pairs:
        _draw_pair(sheet, pair, titles, beside=beside)


def _draw_pair(sheet: Sheet, pair: Pair, titles: tuple[str, str], *, beside: bool) -> None:
    name: list[Piece] = [(pair.label, "bold")]
    if pair.delta:
        name.append((f"  {pair.delta}", LABEL_STYLE))
    if pair.context:
        sheet.pieces([*name, (f"  {pair.new}", LABEL_STYLE)])
        return
    if not pair.differs:
        same = t("compare.same") if pair.old else t("tui.empty")
        sheet.pieces([*name, (f"  {same}  ", LABEL_STYLE), (pair.new, "")])
        return
    sheet.pieces(name)
    old, new = sides(pair.old, pair.new)
    if beside:
        width = (sheet.width - _GUTTER) // 2
        columns_ = []
        for pieces in (old, new):
            own = Sheet(width)
            own.pieces(pieces)
            columns_.append(own.lines)
        sheet.beside(columns_, [width + 1, width])
        return
    room = max(map(cells, titles)) + 3
    sheet.labelled(f"  {titles[0]}", old, room)
    sheet.labelled(f"  {titles[1]}", new, room)


# As text for the clipboard, without frames.


def plain_text(entries: Iterable[Entry], titles: tuple[str, str]) -> str:
    """The entries as lines of text."""
    return "\n".join(line for entry in entries for line in _text_lines(entry, titles)) + "\n"


def table(entries: Iterable[Entry], titles: tuple[str, str]) -> Table:
    """The entries as a table, a field a row; the flags stand in the entry's first row."""
    labels = (
        *(field_label(FieldPath.of("number")), field_label(FieldPath.of("name"))),
        *(t("tui.fields.field"), *titles, t("report.compare.difference")),
        *(t("report.compare.rate"), t("report.compare.flags")),
    )
    keys = ("number", "name", "field", "old", "new", "difference", "rate", "flags")
    rows = [
        (e.number, e.name, p.label, p.old, p.new, *_numbers(p), "" if number else e.flags)
        for e in entries
        for number, p in enumerate(e.pairs)
    ]
    numeric = ("difference", "rate")
    heads = [
        TableColumn(key, label, numeric=key in numeric)
        for key, label in zip(keys, labels, strict=True)
    ]
    return plain_table(heads, rows)


def _numbers(pair: Pair) -> tuple[Decimal | None, Decimal | None]:
    return (pair.figure.difference, pair.figure.rate) if pair.figure else (None, None)


def _text_lines(entry: Entry, titles: tuple[str, str]) -> Iterator[str]:
    yield f"{entry.title}  [{entry.flags}]" if entry.flags else entry.title
    for note in entry.notes:
        yield f"  {single_line(note)}"
    for pair in entry.pairs:
        note = f"  {pair.delta}" if pair.delta else ""
        if pair.differs:
            yield f"  {pair.label}{note}"
            yield f"    {titles[0]} {single_line(pair.old) or t('tui.empty')}"
            yield f"    {titles[1]} {single_line(pair.new) or t('tui.empty')}"
        else:
            yield f"  {pair.label}  {single_line(pair.new) or t('tui.empty')}"


# From the engines.


def _of_task(number: int, one: ComparedTask) -> Entry:
    project = one.task.project
    task = t("field.task", key=one.task.key) if one.task.key is not None else ""
    return Entry(
        key=str(number),
        record=str(project.id),
        number=project.number,
        name=" ".join(part for part in (project.name, task, one.name) if part),
        flags=flag_words(one),
        pairs=tuple(_task_pairs(one)),
        has_changed=one.differs,
    )


def _task_pairs(one: ComparedTask) -> Iterator[Pair]:
    status, progress = t("field.report.status"), t("field.report.progress")
    if one.plan is not None and one.plan.text:
        label = t("field.plan.text")
        yield Pair(label, label, one.plan.text, one.plan.text, context=True)
    yield Pair(status, status, one.old.standing.status, one.new.standing.status)
    yield Pair(progress, progress, one.old.progress, one.new.progress)
    if (one.invested.old, one.invested.new) != (None, None):
        label = t("report.figure.in-unit", label=columns.label("invested"), unit=one.invested.unit)
        yield _figure(label, columns.label("invested"), one.invested)
    for measure in one.measures:
        mode = columns.word("mode", measure.mode)
        label = t("compare.measure", name=measure.name, mode=mode, unit=measure.unit)
        yield _figure(label, t("report.compare.measures"), measure)


def _figure(label: str, kind: str, figure: Figure) -> Pair:
    old, new = ("" if n is None else plain(n) for n in (figure.old, figure.new))
    return Pair(label, kind, old, new, figure)


def _of_record(snapshot: Snapshot, one: Revision, *, of_ledger: bool) -> Entry:
    record = one.change
    project = snapshot.projects.get(ProjectId(record.id)) if record.id.count("/") == 3 else None
    number, name = (project.number, project.name) if project else ("", "")
    if project and not of_ledger:
        number = project_word(snapshot, project.id)
    name = name or record_title(snapshot, record)
    notes = []
    if record.kind != "changed":
        notes.append(t(f"tui.record.{record.kind}", old=record.old_id or ""))
    notes += [f"{place(fault)} {finding_sentence(fault)}" for fault in record.unreadable]
    table = table_of(record.id)
    pairs = tuple(
        Pair(
            field_label(change.path, table),
            _kind(record.id, change.path),
            value_word(change.path, change.old, table),
            value_word(change.path, change.new, table),
            figure_of(change),
        )
        for change in record.changes
    )
    return Entry(record.file, record.id, number, name, revision_words(one), pairs, tuple(notes))


def _kind(record: str, path: FieldPath) -> str:
    if record.count("/") != 3:
        return field_label(path, table_of(record))
    try:
        return own_label(path)
    except MsctlError:
        return str(path)


def _short(pair: Pair) -> str:
    shown = max(cells(pair.old), cells(pair.new)) <= _SHORT and "\n" not in pair.old + pair.new
    if not shown:
        return pair.label
    note = f" {pair.delta}" if pair.delta else ""
    empty = t("tui.empty")
    return f"{pair.label} {pair.old or empty} -> {pair.new or empty}{note}"


def count_line(entries: Sequence[Entry], shown: Sequence[Entry]) -> str:
    """How many of the entries are shown, and how many are flagged."""
    flagged = sum(bool(entry.flags) for entry in shown)
    return t("compare.count", shown=len(shown), count=len(entries), flagged=flagged)
