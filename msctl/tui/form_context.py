"""What a report form is about, and what stands beside it: the plan, the last report, the target."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from textual.content import Content

from msctl.importing.reported import measure_place
from msctl.locale.catalogue import t
from msctl.locale.labels import field_label, period_label
from msctl.model.money import plain
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.period import Period, is_period, parse_period, sort_periods
from msctl.model.project import Project, Task
from msctl.model.values import Value, to_text
from msctl.text.width import cells
from msctl.text.wrap import wrap
from msctl.tui.period_columns import default_period, report_periods
from msctl.tui.session import Session
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.choice import Option
from msctl.tui.wording import own_label

FIELDS = ("progress", "status", "difficulties", "next_steps", "investment", "as_of")


@dataclass(frozen=True)
class Report:
    """The task and period that a form reports."""

    tasks: tuple[tuple[str, str], ...]
    """the key and name of each task; the key is empty for a project without tasks"""
    periods: tuple[Period, ...]
    task: str
    period: Period

    @property
    def prefix(self) -> FieldPath:
        """Where the task stands in the record."""
        return FieldPath.of("task", self.task) if self.task else FieldPath()

    @property
    def paths(self) -> tuple[FieldPath, ...]:
        """The fields of the report."""
        group = self.prefix + FieldPath.of("report", self.period.key)
        return tuple(group / key for key in FIELDS)

    def task_options(self) -> list[Option]:
        """The tasks as a choice."""
        return [(key, f"{key} {name}".strip()) for key, name in self.tasks]

    def period_options(self) -> list[Option]:
        """The periods as a choice."""
        return [(period.key, period_label(period)) for period in self.periods]

    def with_task(self, key: str) -> "Report":
        """The report of another task."""
        return replace(self, task=key)

    def with_period(self, key: str) -> "Report":
        """The report of another period."""
        return replace(self, period=parse_period(key))


def report_of(session: Session, project_id: ProjectId) -> Report:
    """The report a form begins with."""
    projects = session.projects(project_id.ledger)
    project = session.project(project_id) or projects[0]
    tasks = tuple(
        (task.key or "", to_text(task.own(FieldPath.of("name")))) for task in project.tasks
    )
    return Report(
        tasks if len(tasks) > 1 or tasks[0][0] else (("", ""),),
        tuple(report_periods(projects, project_id.year)),
        tasks[0][0],
        default_period(project, projects),
    )


def task_of(project: Project, report: Report) -> Task:
    """The task that a report is about; the project itself where it has none."""
    return Task(project, report.task or None)


def fields_of(project: Project, report: Report) -> tuple[FieldPath, ...]:
    """The fields of a report: its own, and behind the status the figures of its measures."""
    task = task_of(project, report)
    paths = list(report.paths)
    paths[2:2] = [
        measure_place(task, measure.name) + FieldPath.of("report", report.period.key)
        for measure in task.measures
    ]
    return tuple(paths)


def report_field(project: Project, path: FieldPath) -> str:
    """What a field is called in a report, a measure's figure without its unit and target."""
    own = _owner(project, path)[1]
    return f"{own[1]} {own_label(path)}" if own[0] == "measure" else own_label(path)


def report_label(project: Project, path: FieldPath) -> str:
    """What a field is called in a report's form: a measure's figure with its unit, its target and
    what was planned for the period."""
    task, own = _owner(project, path)
    if own[0] != "measure":
        return own_label(path)
    measure = next(measure for measure in task.measures if measure.name == own[1])
    period = parse_period(own[-1])
    facts = [measure.unit] if measure.unit else []
    if measure.target is not None:
        facts.append(t("edit.form.target", number=plain(measure.target)))
    if period in measure.plan:
        facts.append(t("edit.form.planned", number=plain(measure.plan[period])))
    facts.append(t(f"field.choice.{measure.mode}"))
    listed = t("edit.form.and").join(facts)
    return t("edit.form.measure", field=report_field(project, path), facts=listed)


def last_text(project: Project, path: FieldPath) -> tuple[Period, str] | None:
    """The last earlier period in which a field of a report or a measure holds something, and what;
    None for another field, or where there is none."""
    at = next((i for i, key in enumerate(path) if is_period(key)), None)
    if at is None:
        return None
    year = project.id.year
    period = parse_period(path[at])
    known = [parse_period(key) for key in project.record.keys(path[:at]) if is_period(key)]
    for earlier in reversed(sort_periods(known, year)):
        place = FieldPath((*path[:at], earlier.key, *path[at + 1 :]))
        text = to_text(project.record.get(place))
        if earlier.sort_key(year) < period.sort_key(year) and text:
            return earlier, text
    return None


@dataclass(frozen=True)
class Context:
    """What to know while filling a form: a label and a wording each."""

    rows: tuple[tuple[str, str], ...]

    def content(self, width: int, lines: int) -> Content:
        """Each wording in a few lines at most."""
        room = max([0, *(cells(label) for label, _ in self.rows)]) + 2
        sheet = Sheet(width)
        for label, text in self.rows:
            sheet.labelled(label, [(_head(text, sheet.width - room, lines), "")], room)
        return sheet.content


def context(
    session: Session,
    project_id: ProjectId,
    report: Report | None,
    committed: Mapping[FieldPath, Value | None],
) -> Context:
    """What to know while filling a form.

    Args:
        session: The session.
        project_id: The project.
        report: The task and period; None for single fields.
        committed: The fields that differ from the last commit, with what they held there.
    """
    project = session.snapshot.projects.get(project_id)
    rows: list[tuple[str, str]] = []
    if project is not None and report is not None:
        task = task_of(project, report)
        ledger = session.ledger(project_id.ledger)
        rows.append((t("tui.form.target"), task.text("content")))
        rows.append((t("tui.form.plan"), _plan(task, report.period, ledger.money_unit)))
        before = _report_before(project, task, report.period)
        if before is not None:
            told = task.report(before)
            text = "；".join(part for part in (told.status, told.progress) if part)
            rows.append((t("tui.form.before", period=period_label(before)), text))
    for path, value in committed.items():
        label = t("edit.form.committed", field=own_label(path) if report else field_label(path))
        rows.append((label, to_text(value) or t("tui.empty")))
    return Context(tuple(rows))


def _owner(project: Project, path: FieldPath) -> tuple[Task, FieldPath]:
    """The task that a field belongs to, and the rest of its path."""
    if path[:1] == ("task",):
        return Task(project, path[1]), FieldPath(path[2:])
    return project.whole, path


def _plan(task: Task, period: Period, money_unit: str) -> str:
    for plan in task.plans:
        if plan.period == period:
            money: Decimal | None = plan.investment
            amount = "" if money is None else f"（{to_text(money)} {money_unit}）"
            return plan.text + amount
    return t("tui.form.no-plan")


def _report_before(project: Project, task: Task, period: Period) -> Period | None:
    year = project.id.year
    earlier = [
        one.period
        for one in task.reports
        if one.period.sort_key(year) < period.sort_key(year) and (one.progress or one.status)
    ]
    return earlier[-1] if earlier else None


def _head(text: str, width: int, lines: int) -> str:
    """The beginning of a wording, as many lines as there is room for."""
    wrapped = wrap(text, width)
    if len(wrapped) <= lines:
        return text
    return "\n".join([*wrapped[: lines - 1], wrapped[lines - 1][:-2] + ".."])
