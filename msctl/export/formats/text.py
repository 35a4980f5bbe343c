"""Tables as text: ``text`` is the printed document, ``table`` a list for the terminal."""

from dataclasses import replace

from msctl.export.grid import Grid
from msctl.export.options import WIDTH, Options
from msctl.export.table import Cell, Table
from msctl.export.widths import fitted, shown
from msctl.text.safe import single_line
from msctl.text.width import cells, pad
from msctl.text.wrap import wrap

GAP = "  "


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
    if table.unit_line:
        lines.append(pad(single_line(table.unit_line), width, "right"))
    return "\n".join([*lines, *grid]) + "\n"


def write_list(table: Table, options: Options) -> str:
    """One title line, a rule, and the rows; long wording goes on in its column's next line."""
    widths = fitted(table, options.width and options.width - len(GAP) * (len(table.columns) - 1))
    rows = [[column.label for column in table.columns], *table.body_texts(fill=options.fill)]
    drawn = [_list_row(table, widths, row) for row in rows]
    rule = GAP.join("-" * width for width in widths)
    return "\n".join([*drawn[0], rule, *(line for row in drawn[1:] for line in row)]) + "\n"


def _list_row(table: Table, widths: list[int], texts: list[str]) -> list[str]:
    parts = [wrap(shown(text), width) for text, width in zip(texts, widths, strict=True)]
    aligned = [column.numeric for column in table.columns]
    lines = []
    for line in range(max(map(len, parts))):
        padded = [
            pad(part[line] if line < len(part) else "", width, "right" if right else "left")
            for part, width, right in zip(parts, widths, aligned, strict=True)
        ]
        lines.append(GAP.join(padded).rstrip())
    return lines


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
