"""Rows put under each other, and the equal cells of neighbours made one."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from msctl.export.table import BodyRow, Cell
from msctl.model.layout import Column
from msctl.model.paths import ProjectId

SAME = "same"
"""The merge of equal wording in neighbouring rows of one project."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row with a cell in every column, and what it has in common with its neighbours."""

    cells: tuple[Cell, ...]
    keys: Mapping[str, Hashable]
    """for each way to merge (``project``, ``category``, ``unit``) what makes neighbours equal"""
    id: ProjectId | None = None
    task: str | None = None


def merged(columns: Sequence[Column], lines: Sequence[Line]) -> Iterator[BodyRow]:
    """The rows of a table: a column's cell takes all neighbours that its ``merge`` calls equal."""
    spans = [
        _spans([_key(line, column.merge, index) for line in lines])
        for index, column in enumerate(columns)
    ]
    for at, line in enumerate(lines):
        cells = (
            replace(cell, rowspan=own[at]) if own[at] else None
            for cell, own in zip(line.cells, spans, strict=True)
        )
        yield BodyRow(tuple(cells), line.id, line.task)


def _key(line: Line, merge: str, index: int) -> Hashable:
    if merge == SAME:
        return line.keys["project"], line.cells[index].text
    return line.keys.get(merge)


def _spans(keys: Sequence[Hashable]) -> list[int]:
    """For each place how many equal keys begin there; 0 within a run. None equals nothing."""
    spans = [1] * len(keys)
    first = 0
    for at in range(1, len(keys)):
        if keys[at] is not None and keys[at] == keys[first]:
            spans[first] += 1
            spans[at] = 0
        else:
            first = at
    return spans
