"""WordprocessingML (ECMA-376 part 1, 17): paragraphs and tables as the body of a DOCX has them.

Every function gives XML text in which all wording is escaped; ``package.py`` puts it into a file.
"""

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from msctl.export import paper
from msctl.export.table import Cell, CellRow, Table, owners
from msctl.text.safe import printable

TWIPS = 1440 / 25.4
"""twentieths of a point in a millimetre"""


def run_text(text: str) -> str:
    """Wording as the content of one run: tabs and line breaks as elements of their own."""
    if text.isprintable():
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""
    parts = []
    for index, line in enumerate(printable(text).split("\n")):
        if index:
            parts.append("<w:br/>")
        for place, piece in enumerate(line.split("\t")):
            if place:
                parts.append("<w:tab/>")
            if piece:
                parts.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return "".join(parts)


def paragraph(text: str, style: str, properties: str = "") -> str:
    """A paragraph of one of the package's styles; ``properties`` go into its ``w:pPr``."""
    content = f"<w:r>{run_text(text)}</w:r>" if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def annex(table: Table, *, new_page: bool = False, stamp: str = "") -> Iterator[str]:
    """A table as an annex: its number, title and money unit, the table, its note, and the stamp or
    an empty paragraph, for some readers lose a table that ends a body."""
    pages = iter(("<w:pageBreakBefore/>",) if new_page else ())
    if table.heading:
        yield paragraph(" ".join(table.heading.split()), "Annex", next(pages, ""))
    if table.title:
        yield paragraph(table.title, "TableTitle", next(pages, ""))
    for line in table.above:
        yield paragraph(line, "TableNote")
    if table.unit_line:
        yield paragraph(table.unit_line, "TableUnit", next(pages, ""))
    yield from _table(table)
    for line in table.below:
        yield paragraph(line, "TableNote")
    yield paragraph(stamp, "Stamp")


def _table(table: Table) -> Iterator[str]:
    fit = paper.fit(table)
    widths = [round(own * TWIPS) for own in fit.millimetres]
    margin = round(paper.PADDING * TWIPS)
    yield (
        "<w:tbl><w:tblPr>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{_BORDERS}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr><w:tblGrid>"
    )
    yield "".join(f'<w:gridCol w:w="{own}"/>' for own in widths)
    yield "</w:tblGrid>"
    size = f'<w:sz w:val="{round(2 * fit.size)}"/>'
    heads = ["TableHead"] * len(widths)
    yield from _rows(table.header, widths, heads, size, ["<w:cantSplit/><w:tblHeader/>"])
    looks = [
        "TableNumber" if column.numeric else "TableCentred" if centred else "TableText"
        for column, centred in zip(table.columns, fit.centred, strict=True)
    ]
    whole = ["" if fit.may_part(row) else "<w:cantSplit/>" for row in table.body]
    yield from _rows([row.cells for row in table.body], widths, looks, size, whole)
    yield "</w:tbl>"


_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def _rows(
    rows: Sequence[CellRow],
    widths: Sequence[int],
    looks: Sequence[str],
    size: str,
    properties: Sequence[str],
) -> Iterator[str]:
    places = owners(rows)
    for at in range(len(rows)):
        own = properties[min(at, len(properties) - 1)]
        cells = "".join(_cells(rows, places, at, widths, looks, size))
        yield f"<w:tr><w:trPr>{own}</w:trPr>{cells}</w:tr>" if own else f"<w:tr>{cells}</w:tr>"


def _cells(
    rows: Sequence[CellRow],
    places: Sequence[Sequence[tuple[int, int]]],
    at: int,
    widths: Sequence[int],
    looks: Sequence[str],
    size: str,
) -> Iterable[str]:
    """The cells of one row: a cell that began above goes on in it, without wording."""
    for index, (top, left) in enumerate(places[at]):
        if left != index and top >= 0:
            continue
        cell = rows[top][left] if top >= 0 else None
        began = cell if cell is not None else Cell()
        merge = ""
        if began.rowspan > 1:
            merge = '<w:vMerge w:val="restart"/>' if top == at else "<w:vMerge/>"
        text = began.text if top in (at, -1) else ""
        yield _cell(
            text, sum(widths[index : index + began.colspan]), began, merge, looks[index], size
        )


def _cell(text: str, width: int, cell: Cell, merge: str, style: str, size: str) -> str:
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    look = f'<w:pPr><w:pStyle w:val="{style}"/><w:rPr>{size}</w:rPr></w:pPr>'
    lines = (
        f"<w:p>{look}<w:r><w:rPr>{size}</w:rPr>{run_text(line)}</w:r></w:p>"
        if line
        else f"<w:p>{look}</w:p>"
        for line in text.split("\n")
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
        f'<w:vAlign w:val="center"/></w:tcPr>{"".join(lines)}</w:tc>'
    )


def attribute(text: str) -> str:
    """Wording as a quoted attribute value."""
    return quoteattr(printable(text))
