"""Forms to fill: what each unit is asked to report for a period, with what it needs beside it.

A form is rows of cells: given ones that tell what is asked, and open ones that stand for one field
path each. Every open cell carries the value that the record held when the form was made, so that
a returned form is compared with what was handed out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.period import Period
from msctl.model.project import Measure, Project, Report, Task
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value, to_text
from msctl.report.standing import task_standing
from msctl.text.fold import fold

REPORTED = ("progress", "status", "difficulties", "next_steps", "investment", "as_of")
"""the report's fields, in the order of a form's columns"""

GIVEN = "given"
"""what stands in place of a field's first name where a form keeps the wording of given cells"""

ROLES = ("lead", "responsible", "assisting", "certifying", "owner")


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A cell to fill: the field that it stands for, and what the record holds."""

    path: FieldPath
    value: Value | None


@dataclass(frozen=True, slots=True)
class GivenCell:
    """A cell that tells a unit something: its column, its wording, and the field it shows."""

    column: str
    text: str
    path: FieldPath | None
    """where the wording is changed; None where the records have no such field yet"""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A task that a unit reports on."""

    project: Project
    task: Task
    name: str
    given: tuple[GivenCell, ...]
    """its number and name, what the plan says for the period, and the last report before it:
    status and progress"""
    cells: tuple[OpenCell, ...]
    """as REPORTED orders them"""

    @property
    def key(self) -> str:
        """The row's id: the project's, and ``#N`` for one of its tasks."""
        return row_key(self.project.id, self.task.key)

    @property
    def planned(self) -> str:
        """What the plan says for the period."""
        return self.given[2].text

    @property
    def before(self) -> str:
        """The last report before the period."""
        return self.given[3].text


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A figure that a unit reports."""

    row: FormRow
    measure: Measure
    given: tuple[GivenCell, ...]
    """the number and name of its row, its own name, unit and target, and the last figure before
    the period"""
    cell: OpenCell

    @property
    def key(self) -> str:
        """The row's id: that of its task, and ``#measure=NAME``."""
        return f"{self.row.key}#measure={self.measure.name}"


@dataclass(frozen=True)
class LedgerForm:
    """What one unit reports of one ledger."""

    ledger: LedgerId
    rows: tuple[FormRow, ...]
    measures: tuple[MeasureRow, ...]


@dataclass(frozen=True)
class UnitForm:
    """Everything that one unit is asked for."""

    unit: str
    period: Period
    ledgers: tuple[LedgerForm, ...]

    @property
    def open_cells(self) -> Iterator[tuple[ProjectId, OpenCell]]:
        """Every cell to fill, with its project."""
        for form in self.ledgers:
            for row in form.rows:
                yield from ((row.project.id, cell) for cell in row.cells)
            for measure in form.measures:
                yield measure.row.project.id, measure.cell

    @property
    def given_cells(self) -> Iterator[tuple[str, GivenCell]]:
        """Every cell that tells something, with the id of its row."""
        for form in self.ledgers:
            for row in form.rows:
                yield from ((row.key, cell) for cell in row.given)
            for measure in form.measures:
                yield from ((measure.key, cell) for cell in measure.given)


def row_key(project: ProjectId, task: str | None) -> str:
    """The id of a row of a form."""
    return project if task is None else f"{project}#{task}"


def unit_forms(
    snapshot: Snapshot, projects: Iterable[Project], period: Period, role: str = "lead"
) -> list[UnitForm]:
    """A form for each unit that has a role in one of the projects, by the register's names.

    A task that names nobody for ``lead`` is asked of the responsible units. What was completed or
    cancelled before the period is not asked for again.
    """
    rows: dict[str, dict[LedgerId, list[FormRow]]] = {}
    for project in projects:
        for row in _rows(snapshot, project, period):
            for unit in _units(snapshot, row.task, role):
                rows.setdefault(unit, {}).setdefault(project.id.ledger, []).append(row)
    return [
        UnitForm(unit, period, tuple(_ledger_form(ledger, own, period) for ledger, own in found))
        for unit, found in sorted((unit, tuple(own.items())) for unit, own in rows.items())
    ]


def foreign_words(snapshot: Snapshot, forms: Iterable[UnitForm]) -> Iterator[tuple[LedgerId, str]]:
    """Status words that name a quarter or half year which is not the forms': 已完成二季度任务 in a
    form for the third quarter."""
    found: dict[tuple[LedgerId, str], None] = {}
    for form in forms:
        for own in form.ledgers:
            for word in snapshot.ledger(own.ledger).status:
                named = [period for period, label in _PERIODS if label in fold(word)]
                if named and form.period.key not in named:
                    found[own.ledger, word] = None
    yield from found


_PERIODS = (("Q1", "一季度"), ("Q2", "二季度"), ("Q3", "三季度"), ("Q4", "四季度"),
            ("H1", "上半年"), ("H2", "下半年"))  # fmt: skip


def _ledger_form(ledger: LedgerId, rows: list[FormRow], period: Period) -> LedgerForm:
    measures = tuple(found for row in rows for found in measure_rows(row, period))
    return LedgerForm(ledger, tuple(rows), measures)


def _units(snapshot: Snapshot, task: Task, role: str) -> tuple[str, ...]:
    region = snapshot.region(task.project.id.region)
    named = task.names("units", role)
    if not named and role == "lead":
        named = task.names("units", "responsible")
    return tuple(dict.fromkeys(region.unit_of(name) or name for name in named))


def _rows(snapshot: Snapshot, project: Project, period: Period) -> Iterator[FormRow]:
    ledger = snapshot.ledger(project.id.ledger)
    for task in project.tasks:
        earlier = _reported_before(task, period)
        if earlier and not task.own(FieldPath.of("report", period.key, "progress")):
            stood = task_standing(ledger, task, earlier[-1].period)
            if stood.state in ("completed", "cancelled"):
                continue
        yield form_row(task, period)


def form_row(task: Task, period: Period) -> FormRow:
    """The row of a task, also of one that is not asked for."""
    project = task.project
    group = task.prefix + FieldPath.of("report", period.key)
    record = project.record
    name = _name(task)
    given = (
        GivenCell("number", project.number, FieldPath.of("number")),
        GivenCell("name", name, FieldPath.of("name")),
        _planned(task, period),
        _before(task, period),
    )
    cells = tuple(OpenCell(group / key, record.get(group / key)) for key in REPORTED)
    return FormRow(project, task, name, given, cells)


def _name(task: Task) -> str:
    own, whole = task.text("name"), task.project.name
    return whole if task.key is None or own in ("", whole) else f"{whole}\n{own}"


def _planned(task: Task, period: Period) -> GivenCell:
    """The plans that share months with the period and end with it or later."""
    year = task.project.id.year
    plans = [
        plan
        for plan in task.plans
        if plan.text and plan.period.overlaps(period, year) and period.ended_by(plan.period, year)
    ]
    keys = ("plan", plans[0].period.key if plans else period.key, "text")
    return GivenCell("planned", "\n".join(plan.text for plan in plans), _place(task, keys))


def _reported_before(task: Task, period: Period) -> list[Report]:
    year = task.project.id.year
    return [
        one
        for one in task.reports
        if one.period.sort_key(year) < period.sort_key(year) and (one.progress or one.status)
    ]


def _before(task: Task, period: Period) -> GivenCell:
    found = _reported_before(task, period)[-1:]
    text = "\n".join(part for one in found for part in (one.status, one.progress) if part)
    path = _place(task, ("report", found[0].period.key, "progress")) if found else None
    return GivenCell("before", text, path)


def _place(task: Task, keys: tuple[str, ...]) -> FieldPath:
    """Where a task's field stands: with the project where only that has it."""
    own, whole = task.prefix + FieldPath(keys), FieldPath(keys)
    record = task.project.record
    return whole if record.get(own) is None and record.get(whole) is not None else own


def measure_rows(row: FormRow, period: Period) -> Iterator[MeasureRow]:
    """The figures of a row's task."""
    record, year = row.project.record, row.project.id.year
    for measure in row.task.measures:
        group = row.task.prefix + FieldPath.of("measure", measure.name)
        if not record.keys(group):
            group = FieldPath.of("measure", measure.name)
        before = [
            (one, value)
            for one, value in sorted(measure.report.items(), key=lambda p: p[0].sort_key(year))
            if one.sort_key(year) < period.sort_key(year)
        ]
        last, figure = before[-1] if before else (None, None)
        given = (
            *row.given[:2],
            GivenCell("measure", measure.name, group),
            GivenCell("measure-unit", measure.unit, group / "unit"),
            GivenCell("target", to_text(measure.target), group / "target"),
            GivenCell(
                "figure-before", to_text(figure), group / "report" / last.key if last else None
            ),
        )
        path = group + FieldPath.of("report", period.key)
        yield MeasureRow(row, measure, given, OpenCell(path, record.get(path)))
