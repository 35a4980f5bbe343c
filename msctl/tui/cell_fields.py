"""Which field a cell of the grid edits, what may be typed there, and what a typed word means."""

from collections.abc import Sequence
from dataclasses import dataclass

from msctl.locale.catalogue import t
from msctl.locale.labels import choice_label
from msctl.model.fields import PROJECT, Field, Kind
from msctl.model.paths import FieldPath, LedgerId
from msctl.model.period import Period, sort_periods
from msctl.model.project import Project, Task
from msctl.text.fold import fold
from msctl.tui.ledger_columns import PERIOD, LedgerColumn
from msctl.tui.session import Session

STATUS = "status"


@dataclass(frozen=True, slots=True)
class CellField:
    """The field of a cell, or why no single field stands there."""

    path: FieldPath | None
    reason: str = ""
    """one sentence, where there is no path"""
    period: Period | None = None
    """what a form should open at, where the cell stands for several tasks"""

    @property
    def field(self) -> Field:
        """Its row in the table of fields."""
        assert self.path is not None
        return PROJECT.require(self.path)

    @property
    def is_long(self) -> bool:
        """Whether it holds official wording, which needs more room than a cell."""
        return self.path is not None and self.field.kind is Kind.BLOCK


def field_of(project: Project, column: LedgerColumn) -> CellField:
    """The field that a cell edits."""
    if column.is_period:
        period = period_of(project, column)
        if project.tasks[0].key is not None:
            return CellField(None, t("grid.several-tasks"), period)
        return CellField(FieldPath.of("report", period.key, STATUS), period=period)
    if column.key == "units":
        return _units(project)
    if column.key == "planned":
        return _planned(project)
    if column.key == STATUS:
        return _last_status(project)
    if column.path is None:
        return CellField(None, t("grid.counted", column=column.title))
    own = project.record.get(column.path)
    tasks = [task.key for task in project.tasks if task.key and task.own(column.path) is not None]
    if own is None and tasks:
        return CellField(None, t("grid.in-tasks", column=column.title))
    return CellField(column.path)


def period_of(project: Project, column: LedgerColumn) -> Period:
    """The period that a cell of a column of periods reports: the last one the project plans or
    reports there."""
    from msctl.model.period import parse_period

    used = {
        p for task in project.tasks for group in ("plan", "report") for p in task.periods(group)
    }
    own = sort_periods([p for p in column.periods if p in used], project.id.year)
    if own:
        return own[-1]
    if len(column.periods) == 1:
        return column.periods[0]
    return parse_period(column.key.removeprefix(PERIOD))


def words_of(session: Session, ledger: LedgerId, field: Field) -> tuple[str, ...]:
    """The words that a field of a ledger's project may hold; none for free text."""
    return session.words(ledger) if field.kind is Kind.STATUS else field.choices


def word_for(field: Field, words: Sequence[str], typed: str) -> str:
    """What a typed text means in a field of words: the one word that it is, is called by, is a
    part of, or spells the pinyin of; else the text itself."""
    from msctl.text.pinyin import spellings

    if not words or typed in words or not typed.strip():
        return typed
    wanted = fold(typed)
    called = {word: fold(choice_word(field, word)) for word in words}
    exact = [word for word, name in called.items() if wanted in (name, fold(word))]
    if len(exact) == 1:
        return exact[0]
    part = [word for word, name in called.items() if wanted in name]
    if not part and wanted.isascii():
        part = [word for word, name in called.items() if _spells(wanted, spellings(name))]
    return part[0] if len(part) == 1 else typed


def choice_word(field: Field, word: str) -> str:
    """What a word of a fixed choice is called; a status word is called what it is."""
    return choice_label(word) if field.kind is Kind.CHOICE else word


def _spells(typed: str, lines: str) -> bool:
    return any(line.startswith(typed) for line in lines.split("\n"))


def _units(project: Project) -> CellField:
    record = project.record
    for role in ("lead", "responsible"):
        path = FieldPath.of("units", role)
        if record.get(path) is not None:
            return CellField(path)
    if project.units("lead") or project.units("responsible"):
        return CellField(None, t("grid.in-tasks", column=t("tui.column.units")))
    return CellField(FieldPath.of("units", "lead"))


def _planned(project: Project) -> CellField:
    for source in ("this_year", "total"):
        path = FieldPath.of("funding", source)
        if project.record.get(path) is not None:
            return CellField(path)
    if project.planned is not None:
        return CellField(None, t("grid.from-plans"))
    return CellField(FieldPath.of("funding", "total"))


def _last_status(project: Project) -> CellField:
    if project.tasks[0].key is not None:
        return CellField(None, t("grid.several-tasks"))
    reports = [report for report in Task(project, None).reports if report.status]
    if not reports:
        return CellField(None, t("grid.counted", column=t("report.column.status")))
    period = reports[-1].period
    return CellField(FieldPath.of("report", period.key, STATUS), period=period)
