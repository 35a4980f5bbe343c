"""Cells: what one column of a layout prints for a project or one of its tasks.

The wording is the document's, so its fixed words (the names of periods) are Chinese whatever
language the screens are in.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from msctl.export.table import Cell
from msctl.model.fields import Kind
from msctl.model.layout import Column
from msctl.model.ledger import Ledger
from msctl.model.paths import FieldPath
from msctl.model.period import Period
from msctl.model.project import Plan, Project, Task
from msctl.model.record import as_names
from msctl.model.values import Value, to_text

MARKS = FieldPath.of("marks")
TASK = FieldPath.of("task")

_QUARTERS = {"Q1": "一", "Q2": "二", "Q3": "三", "Q4": "四"}
_HALVES = {"H1": "上半年", "H2": "下半年"}


def row_cell(ledger: Ledger, column: Column, task: Task) -> Cell:
    """The cell of a column in a task's own row; what the task leaves out is its project's."""
    if column.is_plan:
        text = plan_of_task(task, column.task_name)
        return Cell(text or column.empty, text or None)
    return cell_of(ledger, column, [task_value(task, path) for path in column.fields])


def task_value(task: Task, path: FieldPath) -> Value | None:
    """The value that holds for a task; of the path ``task``, its own name."""
    if path == TASK:
        return _own_text(task, "name") or None if task.key is not None else None
    return task.value(path)


def project_cell(ledger: Ledger, column: Column, project: Project) -> Cell:
    """The cell of a column that a project has one of: its own values, else all its tasks'."""
    if column.is_plan:
        text = plan_in_paragraphs(project)
        return Cell(text or column.empty, text or None)
    return cell_of(ledger, column, [_project_value(project, path) for path in column.fields])


def plan_of_task(task: Task, task_name: str) -> str:
    """A task's plan: its name and the lead-in on one line, then each period on a new line."""
    own_name = _own_text(task, "name") if task.key is not None else ""
    name = task_name.replace("{name}", own_name) if own_name else ""
    return _lines([name + task.text("plan", "lead_in"), *_steps(task)])


def plan_in_paragraphs(project: Project) -> str:
    """A project's plan and its tasks' plans below it, each task with its heading as lead-in."""
    parts = [project.whole, *(task for task in project.tasks if task.key is not None)]
    return _lines(
        line for part in parts for line in (_own_text(part, "plan", "lead_in"), *_own_steps(part))
    )


def official_label(period: Period) -> str:
    """A period as official tables word it: ``二、三季度``, ``上半年``, ``2025年3月``."""
    if period.ongoing:
        return "常态化"
    year = f"{period.year}年" if period.year else ""
    first, last = period.units[0], period.units[-1]
    if first in _QUARTERS:
        numbers = _QUARTERS[first]
        if last != first:
            between = "、" if period.end - period.start == 5 else "至"
            numbers += between + _QUARTERS[last]
        return f"{year}{numbers}季度"
    if first in _HALVES:
        return year + ("全年" if last != first else _HALVES[first])
    if first == "Y":
        return year or "全年"
    if last != first:
        return f"{year}{period.start}至{period.end}月"
    return f"{year}{period.start}月"


def worded_step(plan: Plan) -> str:
    """A period's plan with its label, unless the wording names its time itself.

    Quarters always have their label: the importer takes it off. The wording of months and years
    mostly tells its time (``8月底前完成``) and is kept whole; what goes on has none.
    """
    text = plan.text.strip("\n")
    if not text or plan.period.ongoing:
        return text
    unit = plan.period.units[0]
    named = (unit in _HALVES and "半年" in text) or (
        unit not in _HALVES and unit not in _QUARTERS and ("年" in text or "月" in text)
    )
    return text if named else f"{official_label(plan.period)}：{text}"


def cell_of(ledger: Ledger, column: Column, values: Sequence[Value | None]) -> Cell:
    """The cell that prints the values of a column's fields."""
    parts = []
    for path, kind, value in zip(column.fields, column.kinds, values, strict=True):
        text = _text(ledger, column, path, kind, value)
        lead = column.lead_words.get(str(path), "")
        if text:
            parts.append(f"{lead}\n{text}" if lead else text)
    text = "\n".join(parts)
    if not text:
        return Cell(column.empty, None, numeric=column.numeric)
    sole = values[0] if len(values) == 1 else None
    if isinstance(sole, Decimal) or as_names(sole):
        return Cell(text, sole, numeric=column.numeric)
    return Cell(text, text, numeric=column.numeric)


def _text(ledger: Ledger, column: Column, path: FieldPath, kind: Kind, value: Value | None) -> str:
    if value is None:
        return ""
    if kind is Kind.NAMES:
        names = as_names(value)
        if path == MARKS:
            return column.separator.join(name + ledger.marks.get(name, "") for name in names)
        return column.separator.join(names)
    text = to_text(value)
    return column.words.get(text, text)


def _project_value(project: Project, path: FieldPath) -> Value | None:
    """The project's own value; where only its tasks have one, all different ones together."""
    own = project.record.get(path)
    if own is not None:
        return own
    found = [value for task in project.tasks if (value := task.own(path)) is not None]
    different = list(dict.fromkeys(found))
    if len(different) < 2:
        return different[0] if different else None
    if any(as_names(value) for value in different):
        return tuple(dict.fromkeys(name for value in different for name in as_names(value)))
    return "\n".join(to_text(value) for value in different)


def _steps(task: Task) -> Iterator[str]:
    return (worded_step(plan) for plan in task.plans)


def _own_steps(task: Task) -> Iterator[str]:
    for plan in task.plans:
        own = _own_text(task, "plan", plan.period.key, "text")
        if own:
            yield worded_step(plan)


def _own_text(task: Task, *keys: str) -> str:
    value = task.own(FieldPath(keys))
    return value if isinstance(value, str) else ""


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(part for part in (part.strip("\n") for part in parts) if part)
