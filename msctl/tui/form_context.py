"""What a report form is about, and what stands beside it: the plan, the last report, the target."""

from dataclasses import dataclass, replace
from decimal import Decimal

from textual.content import Content

from msctl.locale.catalogue import t
from msctl.locale.labels import period_label
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.period import Period, parse_period
from msctl.model.project import Project, Task
from msctl.model.values import to_text
from msctl.text.width import cells
from msctl.text.wrap import wrap
from msctl.tui.period_columns import default_period, report_periods
from msctl.tui.session import Session
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.choice import Option

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


def context(
    session: Session, project_id: ProjectId, report: Report | None, width: int, lines: int
) -> Content:
    """What to know while filling a form, each wording in a few lines at most."""
    project = session.snapshot.projects.get(project_id)
    if project is None or report is None:
        return Content("")
    task = Task(project, report.task or None)
    ledger = session.snapshot.ledger(project_id.ledger)
    rows = [(t("tui.form.target"), task.text("content"))]
    rows.append((t("tui.form.plan"), _plan(task, report.period, ledger.money_unit)))
    before = _report_before(project, task, report.period)
    if before is not None:
        told = task.report(before)
        text = "；".join(part for part in (told.status, told.progress) if part)
        rows.append((t("tui.form.before", period=period_label(before)), text))
    room = max(cells(label) for label, _ in rows) + 2
    sheet = Sheet(width)
    for label, text in rows:
        sheet.labelled(label, [(_head(text, sheet.width - room, lines), "")], room)
    return sheet.content


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
