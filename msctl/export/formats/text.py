"""Tables as text: ``text`` is the printed document, ``table`` a list for the terminal."""

from dataclasses import replace

from msctl.export.grid import Grid
from msctl.export.options import WIDTH, Options
from msctl.export.table import Cell, Table
from msctl.export.widths import fitted, shown
from msctl.text.safe import single_line
from msctl.text.width import cells, pad
from msctl.text.wrap import wrap


def write(table: Table, options: Options) -> str:
    """The title centred over a grid in which merged cells are one cell."""
    filled = _unmerged(table) if options.fill else table
    frame = 3 * len(table.columns) + 1
    widths = fitted(filled, (options.width or WIDTH) - frame)
    grid = Grid(
        [*filled.header, *(row.cells for row in filled.body)], widths, len(filled.header)
    ).lines()
    width = cells(grid[0])
    lines = [single_line(table.heading)] if table.heading else []
    if table.title:
        lines += [pad(part, width, "center").rstrip() for part in wrap(shown(table.title), width)]
    lines += [part for line in table.above for part in wrap(shown(line), width)]
    if table.unit_line:
        lines.append(pad(single_line(table.unit_line), width, "right"))
    grid += [part for line in table.below for part in wrap(shown(line), width)]
    if options.stamp and options.origin is not None:
        grid.append(single_line(options.origin.line()))
    return "\n".join([*lines, *grid]) + "\n"


def write_list(table: Table, options: Options) -> str:
    """A framed list; long wording goes on in its column's next line."""
    from tabulate import tabulate

    room = options.width and options.width - 3 * len(table.columns) - 1
    widths = fitted(table, room)
    rows = [
        ["\n".join(part) for part in _parts(own, widths)]
        for own in table.body_texts(fill=options.fill)
    ]
    titles = ["\n".join(part) for part in _parts([c.label for c in table.columns], widths)]
    drawn = tabulate(
        # tabulate drops a row without any text, so its first cell holds a space
        [row if any(row) else [" ", *row[1:]] for row in rows],
        headers=titles,
        tablefmt="outline",
        disable_numparse=True,
        preserve_whitespace=True,
        colalign=["right" if column.numeric else "left" for column in table.columns],
    )
    return drawn + "\n"


def _parts(texts: list[str], widths: list[int]) -> list[list[str]]:
    return [wrap(shown(text), width) for text, width in zip(texts, widths, strict=True)]


def _unmerged(table: Table) -> Table:
    """The table with every merged cell of the body repeated in the places it covers."""
    texts = table.body_texts(fill=True)
    body = tuple(
        row
        if row.totals
        else replace(
            row,
            cells=tuple(
                replace(cell, rowspan=1) if cell else Cell(text, numeric=column.numeric)
                for cell, text, column in zip(row.cells, own, table.columns, strict=True)
            ),
        )
        for row, own in zip(table.body, texts, strict=True)
    )
    return replace(table, body=body)
