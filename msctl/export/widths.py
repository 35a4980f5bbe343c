"""Column widths of a text table, in terminal cells."""

from collections.abc import Sequence

from msctl.export.table import Table
from msctl.text.width import cells

NARROWEST = 4
"""Two Chinese characters: below that a column cannot be read."""


def fitted(table: Table, room: int | None) -> list[int]:
    """The width of each column, so that all together take ``room`` cells (None: no limit).

    A column takes what its content takes, at most what its layout wants; where the room is short,
    columns of text shrink in proportion and numbers stay whole. Where even the narrowest columns
    do not fit, the table is wider than the room.
    """
    content = _content(table)
    wanted = [
        min(own, column.width) if column.width and not column.numeric else own
        for own, column in zip(content, table.columns, strict=True)
    ]
    if room is None or sum(wanted) <= room:
        return wanted
    floors = [
        own if column.numeric else min(own, NARROWEST)
        for own, column in zip(wanted, table.columns, strict=True)
    ]
    return _shrunk(wanted, floors, room)


def _content(table: Table) -> list[int]:
    """The widest line in each column; what spans columns counts for none, titles of numeric
    columns wrap."""
    widest = [1] * len(table.columns)
    rows = [row.cells for row in table.body]
    for row in [*table.header, *rows]:
        for index, cell in enumerate(row):
            if cell is not None and cell.colspan == 1:
                lines = cell.text.split("\n")
                widest[index] = max(widest[index], *map(cells, lines))
    for index, column in enumerate(table.columns):
        if column.numeric and column.width:
            numbers = [cells(row[index].text) for row in rows if row[index]]  # type: ignore[union-attr]
            widest[index] = max([NARROWEST, *numbers, min(widest[index], column.width)])
    return widest


def _shrunk(wanted: Sequence[int], floors: Sequence[int], room: int) -> list[int]:
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
