"""Lists beside each other put below each other: a page is filled with two or three columns of the
same list, each under the same titles.
"""

from dataclasses import replace
from itertools import pairwise

from msctl.importing.headers import names_number
from msctl.importing.residue import compact
from msctl.importing.tables import Place, Row, SourceTable, Span


def stacked(table: SourceTable) -> SourceTable:
    """The table with the lists on the right below the first one, each with its titles again; any
    other table as it is."""
    for head, row in enumerate(table.rows):
        # most rows have a number in front, and are asked no further
        if not names_number(row[0] if row else ""):
            continue
        starts = [column for column, cell in enumerate(row) if names_number(cell)]
        if len(starts) > 1:
            parts = [*pairwise(starts), (starts[-1], table.width)]
            if len({_titles(row[left:right]) for left, right in parts}) == 1:
                return _stacked(table, head, parts)
    return table


def _titles(cells: Row) -> tuple[str, ...]:
    """The titles of one list without the empty columns behind them."""
    titles = [*map(compact, cells)]
    while titles and not titles[-1]:
        titles.pop()
    return tuple(titles)


def _stacked(table: SourceTable, head: int, parts: list[tuple[int, int]]) -> SourceTable:
    width = max(right - left for left, right in parts)
    rows: list[Row] = list(_part(table.rows, *parts[0], width))
    spans = _spans(table, 0, *parts[0], 0)
    for left, right in parts[1:]:
        more = _part(table.rows[head:], left, right, width)
        while more and not any(map(str.strip, more[-1])):
            more.pop()
        spans |= _spans(table, head, left, right, len(rows) - head)
        rows += more
    return replace(table, rows=tuple(rows), spans=spans)


def _part(rows: tuple[Row, ...], left: int, right: int, width: int) -> list[Row]:
    empty = ("",) * (width - (right - left))
    return [(*row[left:right], *empty) for row in rows]


def _spans(table: SourceTable, head: int, left: int, right: int, down: int) -> dict[Place, Span]:
    """The merged cells that begin in one list, cut at its edge."""
    return {
        (row + down, column - left): (tall, min(wide, right - column))
        for (row, column), (tall, wide) in table.spans.items()
        if row >= head and left <= column < right
    }
