"""What one project's page shows: plain data, every value of it public."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from msctl.export.site.public import Public
from msctl.locale.catalogue import has, t
from msctl.locale.labels import field_label, period_label
from msctl.model.ledger import Ledger, Region
from msctl.model.money import plain
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.period import Period, sort_periods
from msctl.model.project import Measure, Project, Task
from msctl.model.snapshot import Snapshot
from msctl.model.values import to_text
from msctl.report import columns
from msctl.report.figures import percent
from msctl.report.progress import is_reached, reported
from msctl.report.standing import StandingAt, project_standing, task_standing
from msctl.text.fold import fold
from msctl.text.joining import one_line

ANSWERS = ("是", "否")
"""Status words that answer the title of their column and say nothing without it."""

ROLES = ("lead", "responsible", "assisting", "certifying", "owner", "leader")


@dataclass(frozen=True, slots=True)
class Step:
    """One period of a time line: what was promised and what is done."""

    label: str
    plan: str
    planned: str
    progress: str
    status: str
    invested: str
    remarks: tuple[tuple[str, str], ...]
    """difficulties and next steps with their labels, where they are public"""


@dataclass(frozen=True, slots=True)
class Target:
    """A measure: target against what is reported."""

    name: str
    target: str
    figure: str
    share: str
    """percent of the target, at most 100; empty where there is nothing to compare"""
    reached: bool | None


@dataclass(frozen=True, slots=True)
class Work:
    """A task, or the project itself: what is to be done, by whom, and how far it is."""

    name: str
    content: str
    units: tuple[tuple[str, str], ...]
    """roles and the names of the units in them"""
    lead_in: str
    steps: tuple[Step, ...]
    targets: tuple[Target, ...]
    status: str
    light: str


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project as the public sees it."""

    id: ProjectId
    number: str
    name: str
    category: str
    kind: str
    marks: tuple[str, ...]
    ledger: str
    """the ledger's title"""
    region: str
    units: tuple[str, ...]
    status: str
    state: str
    """its standing in words: by its state, else whether it is reported"""
    light: str
    """one of report.light.LIGHTS"""
    whole: Work
    tasks: tuple[Work, ...]
    money: tuple[tuple[str, str], ...]
    adjustments: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """each decided change: its date, and its fields with their labels"""
    more: tuple[tuple[str, str], ...]
    """other public fields"""
    haystack: str
    """all its public wording, folded for searches"""

    @property
    def file(self) -> str:
        """Its page, below the folder of the site."""
        return f"{self.id}.html"


def view(snapshot: Snapshot, project: Project, period: Period | None = None) -> ProjectView:
    """The public side of a project, as it stands at ``period`` (None: at its last report)."""
    ledger = snapshot.ledger(project.id.ledger)
    region = snapshot.region(project.id.region)
    public = Public(ledger)
    standing = project_standing(ledger, project, period)
    record = project.record
    named = project.units("lead") or project.units("responsible")
    units = tuple(dict.fromkeys(region.unit_of(name) or name for name in named))
    shown = [to_text(value) for path, value in record.leaves() if path in public]
    return ProjectView(
        id=project.id,
        number=project.number,
        name=project.name,
        category=record.text("category"),
        kind=columns.word("kind", record.text("kind")),
        marks=tuple(name + ledger.marks.get(name, "") for name in project.marks),
        ledger=one_line(ledger.title),
        region=region.name,
        units=units,
        status=_said(standing),
        state=_state(standing, project),
        light=standing.light,
        whole=_work(ledger, region, public, project.whole, standing),
        tasks=tuple(
            _work(ledger, region, public, task, task_standing(ledger, task, period))
            for task in project.tasks
            if task.key is not None
        ),
        money=tuple(
            (field_label(path), f"{plain(value)} {ledger.money_unit}")
            for path, value in record.under(("funding",))
            if isinstance(value, Decimal) and path in public
        ),
        adjustments=tuple(_adjustments(project)),
        more=tuple(
            (field_label(path), to_text(value))
            for path, value in record.leaves()
            if path[0] in ("note", "extra") and path in public
        ),
        haystack=fold("\n".join([*shown, *units])),
    )


def _state(standing: StandingAt, project: Project) -> str:
    if standing.state is not None:
        return t(f"field.state.{standing.state}")
    told = any(
        report.progress or report.status for task in project.tasks for report in task.reports
    )
    return t("site.reported") if told else t("site.unreported")


def _work(ledger: Ledger, region: Region, public: Public, task: Task, standing: StandingAt) -> Work:
    """What a task holds of its own; what it takes from its project stands there."""
    year = ledger.id.year
    own = {path[len(task.prefix) :] for path, _ in task.project.record.under(task.prefix)}

    def text(*keys: str) -> str:
        return task.text(*keys) if keys in own and FieldPath(keys) in public else ""

    periods = sort_periods(list({*task.periods("plan"), *task.periods("report")}), year)
    steps = (_step(ledger, public, task, period, own) for period in periods)
    measures = (measure for measure in task.measures if ("measure", measure.name) in _heads(own))
    return Work(
        name=text("name"),
        content=text("content"),
        units=tuple(
            (t(f"field.units.{role}"), "、".join(task.names("units", role)))
            for role in ROLES
            if ("units", role) in own and FieldPath.of("units", role) in public
        ),
        lead_in=text("plan", "lead_in"),
        steps=tuple(step for step in steps if step is not None),
        targets=tuple(_target(measure, year) for measure in measures),
        status=_said(standing),
        light=standing.light,
    )


def _said(standing: StandingAt) -> str:
    """The office's word; where it answers a column's title (是否完成), what it means."""
    if standing.status in ANSWERS and standing.state is not None:
        return t(f"field.state.{standing.state}")
    return standing.status


def _heads(own: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    return {keys[:2] for keys in own}


def _step(
    ledger: Ledger, public: Public, task: Task, period: Period, own: set[tuple[str, ...]]
) -> Step | None:
    def text(*keys: str) -> str:
        return task.text(*keys) if keys in own and FieldPath(keys) in public else ""

    def money(*keys: str) -> str:
        amount = task.decimal(*keys) if keys in own and FieldPath(keys) in public else None
        return "" if amount is None else f"{plain(amount)} {ledger.money_unit}"

    key = period.key
    remarks = (
        (t(f"field.report.{what}"), text("report", key, what))
        for what in ("difficulties", "next_steps")
    )
    step = Step(
        label=period_label(period),
        plan=text("plan", key, "text"),
        planned=money("plan", key, "investment"),
        progress=text("report", key, "progress"),
        status=_answer(text("report", key, "status")),
        invested=money("report", key, "investment"),
        remarks=tuple((label, words) for label, words in remarks if words),
    )
    told = (step.plan, step.planned, step.progress, step.status, step.invested, step.remarks)
    return step if any(told) else None


def _answer(word: str) -> str:
    """A word of the time line, which has no column's title above it."""
    if word not in ANSWERS:
        return word
    return t("site.answer", title=t("field.report.status"), word=word)


def _target(measure: Measure, year: int) -> Target:
    figure = reported(measure, None, year)
    share = ""
    if figure is not None and measure.target and measure.relation != "at-most":
        found = percent(max(figure, Decimal(0)), measure.target) or Decimal(0)
        share = plain(min(found, Decimal(100)))
    relation = f"field.choice.{measure.relation}"
    before = t(relation) if measure.relation != "exactly" and has(relation) else ""
    return Target(
        name=measure.name,
        target="" if measure.target is None else f"{before}{plain(measure.target)}{measure.unit}",
        figure="" if figure is None else f"{plain(figure)}{measure.unit}",
        share=share,
        reached=is_reached(measure, None, year),
    )


def _adjustments(project: Project) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    record = project.record
    for date in sorted(record.keys(("adjustment",))):
        fields = (
            (t(f"site.adjustment.{key}"), _adjusted(key, record.text("adjustment", date, key)))
            for key in ("field", "old", "new", "reason", "approved_by", "document")
        )
        yield date, tuple((label, value) for label, value in fields if value)


def _adjusted(key: str, value: str) -> str:
    if key != "field" or not value:
        return value
    from msctl.model.errors import BadFieldPath

    try:
        return field_label(FieldPath.parse(value))
    except BadFieldPath:
        return value


def day(time: dt.datetime) -> str:
    """The day of a moment as it is printed."""
    return time.date().isoformat()
