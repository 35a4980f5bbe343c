"""The official table of a ledger, built from the records by a layout."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from msctl.export.bodies import category_lines, measure_lines, unit_lines
from msctl.export.cells import official_label, project_cell, row_cell
from msctl.export.layouts import find_layout
from msctl.export.merged import SAME, Line, merged
from msctl.export.table import BodyRow, Cell, CellRow, Table, TableColumn
from msctl.importing.preamble import TITLE
from msctl.model.layout import Column, Layout, Totals
from msctl.model.ledger import Ledger, Region
from msctl.model.money import plain
from msctl.model.paths import LedgerId
from msctl.model.period import Period
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.report.script import is_traditional_ledger
from msctl.text.script import traditional

_FILLED_IN = re.compile(
    r"\s*(?:填报|填表|报送|填報|報送)(?:单位|部门|时间|日期|單位|部門|時間)[^：:]{0,8}[：:]"
)
"""How a line begins that stands above a form's table."""


def build(
    snapshot: Snapshot,
    ledger_id: LedgerId,
    layout_name: str,
    projects: Iterable[Project] | None = None,
    period: Period | None = None,
    unit: str = "",
) -> Table:
    """The table of a ledger's projects (None: all of them), in printed order.

    The totals row is computed from the rows that are there; ``period`` is for layouts that speak
    of no period in particular, ``unit`` leaves the rows of other units out where each unit has
    its own. Raises UnknownLayout, BadLayout.
    """
    ledger = snapshot.ledger(ledger_id)
    chosen = snapshot.by_ledger.get(ledger_id, ())
    if projects is not None:
        wanted = {project.id for project in projects}
        chosen = tuple(project for project in chosen if project.id in wanted)
    script = is_traditional_ledger(snapshot, ledger_id)
    layout = find_layout(ledger, layout_name, period, chosen, in_traditional=script)
    own = layout_name in ledger.layout_names
    above, below = _note(ledger) if own else ((), ())
    region = snapshot.region(ledger_id.region)
    layout, lines = _used(layout, _lines(ledger, region, layout, chosen, unit))
    layout = _worded(layout, ledger_id.year, in_traditional=script)
    body = list(merged(layout.columns, lines))
    if layout.totals is not None:
        row = _totals_row(layout.columns, layout.totals, body, len(chosen))
        body.insert(0 if layout.totals.place == "first" else len(body), row)
    return Table(
        columns=tuple(_table_column(column) for column in layout.columns),
        header=header_rows(layout),
        body=tuple(body),
        title=_title(layout, ledger, region),
        heading=ledger.record.text("heading") if own else "",
        unit_line=_unit_line(ledger, layout, in_traditional=script),
        above=above,
        below=below,
        period=layout.period.key if layout.period else "",
        official=True,
    )


def _lines(
    ledger: Ledger, region: Region, layout: Layout, projects: Sequence[Project], unit: str
) -> list[Line]:
    if layout.tasks == "measures":
        return list(measure_lines(ledger, layout, projects))
    if layout.tasks == "units":
        return list(unit_lines(ledger, region, layout, projects, unit))
    if layout.tasks == "categories":
        return list(category_lines(ledger, layout, projects))
    return list(_task_lines(ledger, layout, projects))


def _task_lines(ledger: Ledger, layout: Layout, projects: Sequence[Project]) -> Iterator[Line]:
    """A row a task, or a project where its tasks are paragraphs."""
    in_rows = layout.tasks == "rows"
    for project in projects:
        keys = {"project": project.id, "category": project.record.text("category") or None}
        for place, task in enumerate(project.tasks if in_rows else project.tasks[:1]):
            cells = (
                row_cell(ledger, column, task)
                if in_rows and column.merge in ("", SAME)
                else project_cell(ledger, column, project)
                if place == 0
                else Cell()  # the first row's cell takes its place
                for column in layout.columns
            )
            yield Line(tuple(cells), keys, project.id, task.key if in_rows else None)


def _used(layout: Layout, lines: Sequence[Line]) -> tuple[Layout, Sequence[Line]]:
    """The layout and the rows without the columns that nobody fills and that may be missing."""
    kept = [
        index
        for index, column in enumerate(layout.columns)
        if not column.optional or any(line.cells[index].value is not None for line in lines)
    ]
    if len(kept) in (0, len(layout.columns)):
        return layout, lines
    totals = layout.totals
    if totals is not None:
        span = sum(1 for index in kept if index < totals.span)
        totals = replace(totals, span=max(1, span))
    columns = tuple(layout.columns[index] for index in kept)
    fewer = [replace(line, cells=tuple(line.cells[index] for index in kept)) for line in lines]
    return replace(layout, columns=columns, totals=totals), fewer


def _worded(layout: Layout, year: int, *, in_traditional: bool) -> Layout:
    """The layout with the period and the year in its titles."""
    label = official_label(layout.period) if layout.period else ""
    label = traditional(label) if in_traditional else label
    columns = tuple(
        replace(column, header=tuple(_filled(title, year, label) for title in column.header))
        for column in layout.columns
    )
    return replace(layout, columns=columns, title=_filled(layout.title, year, label))


def _filled(text: str, year: int, period: str) -> str:
    return text.replace("{period}", period).replace("{year}", str(year))


def _title(layout: Layout, ledger: Ledger, region: Region) -> str:
    return layout.title.replace("{region}", region.name) or ledger.title


def _note(ledger: Ledger) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines above and below the published table: a form says above which unit fills it in and
    when; ``注：…`` and who filled it in stand below."""
    lines = tuple(filter(str.strip, ledger.record.text("note").split("\n")))
    # an importer tells such lines from a title by the title's own wording
    first = TITLE.search(ledger.title.strip()) is not None
    count = len(list(takewhile(_FILLED_IN.match, lines))) if first else 0
    return lines[:count], lines[count:]


def header_rows(layout: Layout) -> tuple[CellRow, ...]:
    """The header: equal titles beside each other merge, a short one reaches down to the body."""
    rows: list[list[Cell | None]] = [[None] * len(layout.columns) for _ in range(layout.levels)]
    for index, column in enumerate(layout.columns):
        last = len(column.header) - 1
        for level, title in enumerate(column.header):
            if level == last:
                rows[level][index] = Cell(title, rowspan=layout.levels - level)
            elif index == 0 or not _share(layout.columns[index - 1], column, level):
                rows[level][index] = Cell(title, colspan=_run(layout.columns, index, level))
    return tuple(tuple(row) for row in rows)


def _run(columns: Sequence[Column], start: int, level: int) -> int:
    """How many columns from ``start`` share their titles down to ``level``."""
    size = 1
    while start + size < len(columns) and _share(columns[start], columns[start + size], level):
        size += 1
    return size


def _share(one: Column, other: Column, level: int) -> bool:
    """Whether two columns have the same titles down to ``level`` and more titles below it."""
    return (
        min(len(one.header), len(other.header)) > level + 1
        and one.header[: level + 1] == other.header[: level + 1]
    )


def _table_column(column: Column) -> TableColumn:
    titles = [title.replace("\n", "") for title in column.header if title]
    return TableColumn(column.key, "/".join(titles), column.numeric, column.width)


def _unit_line(ledger: Ledger, layout: Layout, *, in_traditional: bool) -> str:
    """The money unit, where the table has money and its header does not name the unit."""
    titles = "".join(title for column in layout.columns for title in column.header)
    if ledger.money_unit in titles or not any(column.money for column in layout.columns):
        return ""
    return f"{'單位' if in_traditional else '单位'}：{ledger.money_unit}"


def _totals_row(
    columns: Sequence[Column], totals: Totals, body: Sequence[BodyRow], projects: int
) -> BodyRow:
    cells: list[Cell | None] = [
        Cell(totals.label.replace("{projects}", str(projects)), colspan=totals.span),
        *[None] * (totals.span - 1),
    ]
    for index in range(totals.span, len(columns)):
        if not columns[index].numeric:
            cells.append(Cell())
            continue
        amounts = [
            cell.value
            for row in body
            if (cell := row.cells[index]) is not None and isinstance(cell.value, Decimal)
        ]
        total = sum(amounts, Decimal(0)) if amounts else None
        text = plain(total) if total is not None else ""
        cells.append(Cell(text, total, numeric=True))
    return BodyRow(tuple(cells), totals=True)
