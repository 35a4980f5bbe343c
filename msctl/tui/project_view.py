"""A project as a reader sees it: what it is, its periods side by side, measures, money, its other
fields, its history, what the checks found, and its file as it is written."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from msctl.locale.catalogue import finding_sentence, has, t
from msctl.locale.labels import field_label
from msctl.model.fields import PROJECT, ROLES, Kind
from msctl.model.finding import Finding, Severity
from msctl.model.ledger import Ledger
from msctl.model.money import plain
from msctl.model.paths import FieldPath
from msctl.model.period import Period
from msctl.model.project import Project, Task
from msctl.model.values import to_text
from msctl.report.progress import measures_of
from msctl.store.reading import file_of
from msctl.text.width import cut
from msctl.tui.change_view import show_record
from msctl.tui.project_figures import show_funding, show_measures
from msctl.tui.project_periods import BAND, PeriodTable, room_for
from msctl.tui.sheet import LABEL_STYLE, Sheet

if TYPE_CHECKING:
    from msctl.history.difference import RecordChange
    from msctl.history.log import Commit

_SHOWN_ABOVE = frozenset(
    {"number", "name", "content", "marks", "units", "plan", "report", "measure", "funding"}
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the sheet that can be gone to."""

    key: str
    label: str
    line: int
    """where it begins"""


@dataclass(frozen=True, slots=True)
class ProjectView:
    """What is shown of one project at one moment."""

    project: Project
    ledger: Ledger
    unsaved: Collection[FieldPath] = ()
    history: "Sequence[Commit] | None" = None
    """newest first; None while it is being read"""
    trouble: str = ""
    """why there is no history"""

    period: Period | None = None
    """the one that the ledger reports on"""
    findings: Sequence[Finding] = ()
    source: str = ""
    """the file's text"""

    def content(self, width: int) -> Content:
        """The whole project, wrapped."""
        return self.lay_out(width)[0]

    def lay_out(self, width: int) -> tuple[Content, list[Section]]:
        """The whole project, wrapped, and where its sections begin."""
        sheet = Sheet(width)
        sections: list[Section] = []
        for key, count, show in self._parts():
            before = len(sheet.lines)
            show(sheet)
            if len(sheet.lines) > before:
                # the blank line above a heading belongs to what stands before it
                line = before + (1 if before and not sheet.lines[before].plain.strip() else 0)
                label = t(f"edit.project.{key}")
                sections.append(Section(key, f"{label} {count}" if count else label, line))
        return sheet.content, sections

    def _parts(self) -> Iterator[tuple[str, int, Callable[[Sheet], None]]]:
        """The sections with how many things they list, and what draws them."""
        measures = sum(1 for _ in measures_of(self.project))
        yield "head", 0, self._head
        yield "periods", 0, self._tasks
        yield "measures", measures, self._measures
        yield "funding", 0, self._funding
        yield "other", 0, self._rest
        yield "findings", len(self.findings), self._findings
        yield "history", len(self.history or ()), self._history
        yield "source", 0, self._source

    def _head(self, sheet: Sheet) -> None:
        project = self.project
        sheet.text(f"{project.number} {project.name}".strip(), "bold")
        facts = [f"{self._sign(mark)}{mark}" for mark in project.record.names("marks")]
        facts += [project.record.text("category")]
        kind = project.record.text("kind")
        facts += [t(f"field.choice.{kind}") if has(f"field.choice.{kind}") else kind]
        if project.planned is not None:
            facts.append(f"{t('tui.column.planned')} {plain(project.planned)} {self._money}")
        sheet.text(" | ".join(fact for fact in facts if fact), LABEL_STYLE)
        self._units(sheet, project.whole)
        self._field(sheet, FieldPath.of("content"))

    def _sign(self, mark: str) -> str:
        sign = self.ledger.marks.get(mark, "")
        return f"{sign} " if sign else ""

    @property
    def _money(self) -> str:
        return self.ledger.money_unit

    def _units(self, sheet: Sheet, task: Task) -> None:
        room = room_for(sheet, [field_label(FieldPath.of("units", role)) for role in ROLES])
        for role in ROLES:
            path = task.prefix + FieldPath.of("units", role)
            value = self.project.record.get(path)
            if value is not None:
                label = self._marked(path, field_label(FieldPath.of("units", role)))
                sheet.labelled(label, [(to_text(value), "")], room)

    def _tasks(self, sheet: Sheet) -> None:
        for task in self.project.tasks:
            self._task(sheet, task)

    def _task(self, sheet: Sheet, task: Task) -> None:
        if task.key is not None:
            own = task.own(FieldPath.of("name"))
            sheet.heading(f"{t('field.task', key=task.key)} {to_text(own)}".strip())
            marks = task.own(FieldPath.of("marks"))
            if marks is not None:
                sheet.text(to_text(marks), LABEL_STYLE)
            self._units(sheet, task)
            self._field(sheet, task.prefix / "content")
        table = PeriodTable(task, self.ledger, self.unsaved, self.period)
        lead_in = task.prefix + FieldPath.of("plan", "lead_in")
        if table.periods or self.project.record.get(lead_in):
            sheet.blank()
        self._field(sheet, lead_in)
        table.show(sheet)

    def _measures(self, sheet: Sheet) -> None:
        owners = {task.key: task for task in (self.project.whole, *self.project.tasks)}
        if any(self._paths((*task.prefix, "measure")) for task in owners.values()):
            sheet.heading(t("edit.project.measures"))
        for task in owners.values():
            if task.key is not None and self._paths((*task.prefix, "measure")):
                name = to_text(task.own(FieldPath.of("name")))
                sheet.text(f"{t('field.task', key=task.key)} {name}".strip(), LABEL_STYLE)
            show_measures(sheet, task, self.unsaved)

    def _funding(self, sheet: Sheet) -> None:
        if self._paths(("funding",)):
            sheet.heading(t("edit.project.funding"))
            show_funding(sheet, self.project, self.ledger, self.unsaved)

    def _findings(self, sheet: Sheet) -> None:
        if self.findings:
            sheet.heading(t("edit.project.findings"))
        for finding in self.findings:
            label = field_label(finding.path) if finding.path else ""
            style = "$text-error" if finding.severity is Severity.ERROR else "$text-warning"
            sheet.pieces([(f"{label}  ", "bold"), (finding_sentence(finding), style)])

    def _source(self, sheet: Sheet) -> None:
        sheet.heading(t("edit.project.source"))
        sheet.text(file_of(self.project.id), LABEL_STYLE)
        sheet.text(self.source.rstrip("\n"))

    def _paths(self, prefix: tuple[str, ...]) -> list[FieldPath]:
        return [path for path, _ in self.project.record.under(prefix)]

    def _rest(self, sheet: Sheet) -> None:
        paths = [path for path, _ in self.project.record.leaves() if self._is_other(path)]
        if paths:
            sheet.heading(t("tui.project.other"))
            room = room_for(sheet, [field_label(path) for path in paths])
            for path in paths:
                self._labelled(sheet, path, room)

    def _is_other(self, path: FieldPath) -> bool:
        own = path[2:] if path[:1] == ("task",) else path
        if own in (("category",), ("kind",)):
            return path in self.unsaved  # else the line below the name has it
        if own[0] not in _SHOWN_ABOVE:
            return True
        is_period_row = len(own) == 3 and (own[0], own[2]) in BAND
        return own[0] in ("plan", "report") and not is_period_row and own[1:] != ("lead_in",)

    def _labelled(self, sheet: Sheet, path: FieldPath, room: int) -> None:
        value = self.project.record.get(path)
        try:
            found = PROJECT.find(path)
        except LookupError:
            found = None
        text = to_text(value)
        if found is not None and found.kind is Kind.CHOICE and has(f"field.choice.{text}"):
            text = t(f"field.choice.{text}")
        elif found is not None and found.kind is Kind.MONEY:
            text = f"{text} {self._money}"
        sheet.labelled(cut(self._marked(path, field_label(path)), room - 1), [(text, "")], room)

    def _field(self, sheet: Sheet, path: FieldPath) -> None:
        value = self.project.record.get(path)
        if value is not None:
            sheet.text(self._marked(path, to_text(value)))

    def _marked(self, path: FieldPath, text: str) -> str:
        return f"*{text}" if path in self.unsaved else text

    def _history(self, sheet: Sheet) -> None:
        sheet.heading(t("tui.project.history"))
        if self.trouble:
            sheet.text(self.trouble, LABEL_STYLE)
        elif self.history is None:
            sheet.text(t("tui.reading"), LABEL_STYLE)
        elif not self.history:
            sheet.text(t("tui.history.none"), LABEL_STYLE)
        for commit in self.history or ():
            sheet.text(commit_line(commit), "bold")
            for record in commit.records:
                show_history_record(sheet, record)


def show_history_record(sheet: Sheet, record: "RecordChange") -> None:
    """What a commit did to a record; of a new one only how many fields it has."""
    if record.kind == "added":
        sheet.text(t("tui.history.added", count=len(record.changes)), LABEL_STYLE, indent=2)
    else:
        own = Sheet(sheet.width - 2)
        show_record(own, record)
        sheet.lines += [Content("  ") + line for line in own.lines]


def commit_line(commit: "Commit") -> str:
    """A commit in one line: when, who, what."""
    return f"{commit.time.astimezone():%Y-%m-%d %H:%M} {commit.author} {commit.subject}"
