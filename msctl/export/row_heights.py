"""How many lines each row of a table takes, where a program must be told the heights of rows."""

from collections.abc import Sequence
from dataclasses import replace

from msctl.export.paper import Fit
from msctl.export.table import Cell, CellRow

_WIDENINGS = 6
"""How often a column grows by a quarter, so that its wording can be read in rows of that height."""


def row_lines(fit: Fit, rows: Sequence[CellRow]) -> list[int]:
    """The lines each row takes. Where a cell that spans rows needs more than they have, each of
    them gets its share."""
    # a program may break a line earlier than counted, for a mark that must not begin one
    fit = replace(fit, columns=tuple(max(1, own - 1) for own in fit.columns))
    lines = [1] * len(rows)
    spanning = []
    for at, row in enumerate(rows):
        for index, cell in enumerate(row):
            if cell is None:
                continue
            own = fit.lines(cell, index)
            if cell.rowspan == 1:
                lines[at] = max(lines[at], own)
            else:
                spanning.append((at, cell.rowspan, own))
    for at, span, own in spanning:
        missing = own - sum(lines[at : at + span])
        for row_index in range(at, at + span):
            lines[row_index] += max(0, -(-missing // span))
    return lines


def widened(fit: Fit, rows: Sequence[CellRow], most: int) -> Fit:
    """Wider columns where wording would need a row of more than ``most`` lines; the table may be
    wider than a page then."""
    columns = list(fit.columns)
    for index, width in enumerate(columns):
        cells = [
            cell
            for row in rows
            # most cells are far from it, and need no counting
            if (cell := row[index]) and _at_most(cell, width) > most * cell.rowspan
        ]
        for _ in range(_WIDENINGS):
            if all(fit.lines(cell, index) <= most * cell.rowspan for cell in cells):
                break
            columns[index] = columns[index] * 5 // 4
            fit = replace(fit, columns=tuple(columns))
    return fit


def _at_most(cell: Cell, width: int) -> int:
    """More lines than the cell takes in a column of that width, whatever its characters."""
    return 1 + cell.text.count("\n") * 2 + 2 * len(cell.text) // max(1, width)
