"""The rows of the tables whose rows are not tasks: measures, units, categories."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from msctl.export.cells import cell_of, project_cell, row_cell
from msctl.export.merged import Line
from msctl.export.table import Cell
from msctl.model.layout import Column, Layout
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import FieldPath
from msctl.model.project import Measure, Project, Task
from msctl.model.values import Value
from msctl.report.progress import reported

_MEASURE = "measure"
_DONE = ("measure", "NAME", "done")
_RATE = ("measure", "NAME", "rate")
_UNIT = ("unit",)
_ROLES = ("roles",)
_PROJECTS = ("projects",)
_FUNDING = ("funding",)
_THIS_YEAR = ("funding", "this_year")
_ROLE_WORDS = {
    "lead": "牵头",
    "responsible": "责任",
    "assisting": "协办",
    "certifying": "认定",
    "owner": "实施",
}
"""The leader, too, is a role, but a person."""
_HUNDRED = Decimal(100)
_TENTH = Decimal("0.1")


def measure_lines(ledger: Ledger, layout: Layout, projects: Sequence[Project]) -> Iterator[Line]:
    """A row a measure; a project without any has one row, so that it is seen."""
    for project in projects:
        keys = {"project": project.id, "category": project.record.text("category") or None}
        owners = {task.key: task for task in (project.whole, *project.tasks)}.values()
        found = [(task, measure) for task in owners for measure in _own_measures(task)]
        for task, measure in found:
            cells = (_measure_cell(ledger, layout, c, task, measure) for c in layout.columns)
            yield Line(tuple(cells), keys, project.id, task.key)
        if not found:
            own = tuple(project_cell(ledger, column, project) for column in layout.columns)
            yield Line(own, keys, project.id)


def _own_measures(task: Task) -> list[Measure]:
    """The measures a task itself holds: what it takes from its project counts with the project."""
    own = set(task.project.record.keys((*task.prefix, _MEASURE)))
    return [measure for measure in task.measures if measure.name in own]


def _measure_cell(
    ledger: Ledger, layout: Layout, column: Column, task: Task, measure: Measure
) -> Cell:
    if column.fields[0][0] != _MEASURE:
        return _task_cell(ledger, column, task)
    return cell_of(ledger, column, [_of(layout, task, measure, path) for path in column.fields])


def _of(layout: Layout, task: Task, measure: Measure, path: FieldPath) -> Value | None:
    if len(path) == 1:
        return measure.name
    if path in (_DONE, _RATE):
        done = reported(measure, layout.period, task.project.id.year)
        return done if path == _DONE else _rate(done, measure.target)
    return task.own(FieldPath((_MEASURE, measure.name, *path[2:])))


def _rate(done: Decimal | None, target: Decimal | None) -> str | None:
    if done is None or not target:
        return None
    return f"{(done * _HUNDRED / target).quantize(_TENTH).normalize():f}%"


def answers_for(region: Region, unit: str, tasks: Iterable[Task]) -> bool:
    """Whether a unit, by any of its names, has a part in one of the tasks."""
    wanted = region.unit_of(unit) or unit
    return any(
        (region.unit_of(name) or name) == wanted
        for task in tasks
        for role in _ROLE_WORDS
        for name in task.names("units", role)
    )


def unit_lines(
    ledger: Ledger, region: Region, layout: Layout, projects: Sequence[Project], only: str = ""
) -> Iterator[Line]:
    """A row for each task of each unit that answers for it; units in the order they first occur,
    under their names in the register. ``only`` leaves the others out."""
    tasks: dict[str, list[tuple[Task, list[str]]]] = {}
    for task in (task for project in projects for task in project.tasks):
        named = [(name, role) for role in _ROLE_WORDS for name in task.names("units", role)]
        roles: dict[str, list[str]] = {}
        for name, role in named:
            roles.setdefault(region.unit_of(name) or name, []).append(_ROLE_WORDS[role])
        for unit, words in roles.items():
            tasks.setdefault(unit, []).append((task, list(dict.fromkeys(words))))
    wanted = region.unit_of(only) or only
    for unit, rows in tasks.items():
        if wanted and unit != wanted:
            continue
        for task, words in rows:
            own = task.project.id
            yield Line(
                tuple(_unit_cell(ledger, c, task, unit, "、".join(words)) for c in layout.columns),
                {"unit": unit, "project": (unit, own)},
                own,
                task.key,
            )


def _unit_cell(ledger: Ledger, column: Column, task: Task, unit: str, roles: str) -> Cell:
    if column.fields == (_UNIT,):
        return Cell(unit, unit)
    if column.fields == (_ROLES,):
        return Cell(roles, roles)
    return _task_cell(ledger, column, task)


def _task_cell(ledger: Ledger, column: Column, task: Task) -> Cell:
    if column.merge == "project":
        return project_cell(ledger, column, task.project)
    return row_cell(ledger, column, task)


def category_lines(ledger: Ledger, layout: Layout, projects: Sequence[Project]) -> Iterator[Line]:
    """A row a category with the number of its projects and the sums of their money."""
    groups: dict[str, list[Project]] = {}
    for project in projects:
        groups.setdefault(project.record.text("category"), []).append(project)
    for category, own in groups.items():
        yield Line(
            tuple(
                cell_of(ledger, c, [_sum(category, own, path) for path in c.fields])
                for c in layout.columns
            ),
            {"category": category},
        )


def _sum(category: str, projects: Sequence[Project], path: FieldPath) -> Value | None:
    if path == _PROJECTS:
        return Decimal(len(projects))
    if path == ("category",):
        return category or None
    found = [amount for p in projects if (amount := _amount(p, path)) is not None]
    return sum(found, Decimal(0)) if found else None


def _amount(project: Project, path: FieldPath) -> Decimal | None:
    """What a project states; where it states no funding, its plan tells the year's money."""
    stated = project.record.get(path)
    if isinstance(stated, Decimal):
        return stated
    return project.planned if path == _THIS_YEAR and not project.record.keys(_FUNDING) else None
