"""The official table of a ledger, built from the records by a layout."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from msctl.export.cells import project_cell, row_cell
from msctl.export.table import BodyRow, Cell, CellRow, Table, TableColumn
from msctl.model.layout import Column, Layout, Totals
from msctl.model.ledger import Ledger
from msctl.model.money import plain
from msctl.model.paths import LedgerId
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot


def build(
    snapshot: Snapshot,
    ledger_id: LedgerId,
    layout_name: str,
    projects: Iterable[Project] | None = None,
) -> Table:
    """The table of a ledger's projects (None: all of them), in printed order.

    The totals row is computed from the rows that are there. Raises UnknownLayout, BadLayout.
    """
    ledger = snapshot.ledger(ledger_id)
    layout = ledger.layout(layout_name)
    chosen = snapshot.by_ledger.get(ledger_id, ())
    if projects is not None:
        wanted = {project.id for project in projects}
        chosen = tuple(project for project in chosen if project.id in wanted)
    header = header_rows(layout)
    body = list(_body(ledger, layout, chosen))
    if layout.totals is not None:
        row = _totals_row(layout.columns, layout.totals, body, len(chosen))
        body.insert(0 if layout.totals.place == "first" else len(body), row)
    return Table(
        columns=tuple(_table_column(column) for column in layout.columns),
        header=header,
        body=tuple(body),
        title=layout.title or ledger.title,
        heading=ledger.record.text("heading"),
        unit_line=_unit_line(ledger, layout),
        official=True,
    )


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


def _unit_line(ledger: Ledger, layout: Layout) -> str:
    """The money unit, where the table has money and its header does not name the unit."""
    titles = "".join(title for column in layout.columns for title in column.header)
    if ledger.money_unit in titles or not any(column.numeric for column in layout.columns):
        return ""
    return f"单位：{ledger.money_unit}"


def _body(ledger: Ledger, layout: Layout, projects: Sequence[Project]) -> Iterator[BodyRow]:
    in_rows = layout.tasks == "rows"
    heights = [len(project.tasks) if in_rows else 1 for project in projects]
    runs = _category_runs(projects, heights)
    for project, height, run in zip(projects, heights, runs, strict=True):
        for place, task in enumerate(project.tasks[:height]):
            cells: list[Cell | None] = []
            for column in layout.columns:
                if column.merge == "category":
                    span = run if place == 0 else 0
                elif column.merge == "project" or not in_rows:
                    span = height if place == 0 else 0
                else:
                    cells.append(row_cell(ledger, column, task))
                    continue
                cell = project_cell(ledger, column, project) if span else None
                cells.append(replace(cell, rowspan=span) if cell else None)
            yield BodyRow(tuple(cells), project.id, task.key if in_rows else None)


def _category_runs(projects: Sequence[Project], heights: Sequence[int]) -> list[int]:
    """For each project the rows its category's cell takes: 0 where an earlier cell covers it."""
    runs: list[int] = []
    first = 0
    for index, (project, height) in enumerate(zip(projects, heights, strict=True)):
        category = project.record.text("category")
        if index and category and category == projects[first].record.text("category"):
            runs[first] += height
            runs.append(0)
        else:
            first = index
            runs.append(height)
    return runs


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
