"""Column widths of a text table, in terminal cells."""

from collections.abc import Iterable, Sequence

from msctl.export.table import Cell, Table
from msctl.text.safe import printable
from msctl.text.width import cells

NARROWEST = 4
"""Two Chinese characters: below that a column cannot be read."""

SHORT = 20
"""Dates, units and states take no more; in plain lists only longer columns give way."""


def shown(text: str) -> str:
    """The text as a terminal shows it: unsafe characters visible, a tab as four spaces."""
    return printable(text).replace("\t", "    ")


def fitted(table: Table, room: int | None) -> list[int]:
    """The width of each column, so that all together take ``room`` cells (None: no limit).

    A column takes what its content takes, at most what its layout wants; where the room is short,
    columns of text shrink in proportion and numbers stay whole. Where even the narrowest columns
    do not fit, the table is wider than the room.
    """
    content = [_widest(row.cells[i] for row in table.body) for i in range(len(table.columns))]
    titles = [_widest(row[i] for row in table.header) for i in range(len(table.columns))]
    whole = [max(1, own, title) for own, title in zip(content, titles, strict=True)]
    wanted = [
        max(own if column.numeric else min(full, NARROWEST), min(full, column.width or full))
        for own, full, column in zip(content, whole, table.columns, strict=True)
    ]
    if room is None or sum(wanted) <= room:
        return wanted
    floors = _floors(table, content, wanted, SHORT)
    if sum(floors) > room:
        floors = _floors(table, content, wanted, NARROWEST)
    return shrunk(wanted, floors, room)


def _floors(table: Table, content: Sequence[int], wanted: Sequence[int], short: int) -> list[int]:
    """What each column may shrink to: numbers to their content, columns that a layout gives a
    width to NARROWEST, others to ``short``."""
    floors = []
    for column, own, wish in zip(table.columns, content, wanted, strict=True):
        if column.whole:
            floors.append(wish)
        elif column.numeric and (column.width or short < SHORT):
            floors.append(max(own, min(wish, NARROWEST)))
        else:
            floors.append(min(wish, NARROWEST if column.width else short))
    return floors


def _widest(column: Iterable[Cell | None]) -> int:
    """The widest line of a column's cells; one that spans columns counts for none of them."""
    return max(
        (
            cells(line)
            for cell in column
            if cell is not None and cell.colspan == 1
            for line in shown(cell.text).split("\n")
        ),
        default=0,
    )


def shrunk(wanted: Sequence[int], floors: Sequence[int], room: int) -> list[int]:
    """Widths in proportion to what is wanted, none below its floor."""
    fixed = dict[int, int]()
    while True:
        flexible = [i for i in range(len(wanted)) if i not in fixed]
        rest = room - sum(fixed.values())
        total = sum(wanted[i] for i in flexible)
        if not flexible or total <= 0:
            break
        tight = {i: floors[i] for i in flexible if wanted[i] * rest < floors[i] * total}
        if not tight:
            break
        fixed |= tight
    if not flexible:
        return [fixed[i] for i in range(len(wanted))]
    widths = [fixed.get(i, wanted[i] * rest // total) for i in range(len(wanted))]
    spare = room - sum(widths)
    # The cells that rounding leaves over go to the columns that lost most of a cell to it.
    for i in sorted(flexible, key=lambda i: (-(wanted[i] * rest % total), i))[:spare]:
        widths[i] += 1
    return widths
