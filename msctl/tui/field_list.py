"""The fields of a project in the table's order: those it has and those it could have."""

from collections.abc import Iterator

from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.errors import MsctlError
from msctl.model.fields import PROJECT, Field
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.project import Project
from msctl.tui.period_columns import report_periods
from msctl.tui.session import Session
from msctl.tui.widgets.grid_line import GridRow
from msctl.tui.wording import value_word


def field_paths(session: Session, project: Project) -> list[FieldPath]:
    """Every field of a project, in the table's order; keys that only a person can name
    (measures, adjustments) only where the record has them."""
    found: dict[FieldPath, None] = {}
    recorded = list(project.record.fields)
    tasks = project.record.keys(("task",))
    periods = [p.key for p in report_periods(session.projects(project.id.ledger), project.id.year)]
    for row in PROJECT.rows:
        for path in _possible(row, periods, tasks):
            found[path] = None
        for path in recorded:
            if _field(path) is row:
                found[path] = None
    for path in session.unsaved_paths(project.id):
        found[path] = None
    return list(found)


def field_rows(session: Session, project_id: ProjectId) -> list[GridRow]:
    """The rows of the list of fields."""
    project = session.project(project_id)
    if project is None:
        return []
    unsaved = frozenset(session.unsaved_paths(project_id))
    rows = []
    for path in field_paths(session, project):
        text = value_word(path, session.text(project_id, path))
        style = None if text else "$foreground-muted"
        cells = ("*" if path in unsaved else "", field_label(path), text or t("tui.empty"))
        rows.append(GridRow(str(path), cells, (None, style, style)))
    return rows


def _possible(row: Field, periods: list[str], tasks: list[str]) -> Iterator[FieldPath]:
    pattern = row.pattern
    if pattern[0] == "task":
        if "NAME" in pattern or "DATE" in pattern:
            return
        for task in tasks:
            yield from _with_periods(("task", task, *pattern[2:]), periods)
    elif "NAME" not in pattern and "DATE" not in pattern:
        # the periods of a project with tasks stand in its tasks
        if "PERIOD" in pattern and tasks:
            return
        yield from _with_periods(pattern, periods)


def _with_periods(pattern: tuple[str, ...], periods: list[str]) -> Iterator[FieldPath]:
    if "PERIOD" not in pattern:
        yield FieldPath(pattern)
        return
    for period in periods:
        yield FieldPath(period if key == "PERIOD" else key for key in pattern)


def _field(path: FieldPath) -> Field | None:
    try:
        return PROJECT.find(path)
    except MsctlError:
        return None
