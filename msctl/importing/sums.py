"""Totals rows: what they state beside what the rows add up to. They are read, never stored."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msctl.importing.account import Tally, Total
from msctl.importing.quantities import number_of
from msctl.importing.residue import TOTAL, compact
from msctl.importing.rows import Rows, SumRow
from msctl.model.layout import Layout, Totals

_COUNT = re.compile(r"\d+")
_PROJECTS = re.compile(r"(\d+)(?=\s*[个個项項件])")


def compare_sums(
    told: Rows, layout: Layout, tally: Tally
) -> tuple[tuple[Total, ...], Decimal | None]:
    """The stated totals beside the sums of their columns, and the stated number of projects."""
    totals: list[Total] = []
    projects = None
    for row in told.sums:
        if row.whole and (found := _COUNT.search(row.label)):
            projects = Decimal(found.group())
        totals += _compared(told, layout, row)
        _account(row, layout.totals, tally)
    return tuple(totals), projects


def _compared(told: Rows, layout: Layout, row: SumRow) -> Iterator[Total]:
    """The label's cell may span columns: the others are counted from the right."""
    found = []
    cells = row.cells[1:] if len(row.cells) < len(layout.columns) else row.cells
    for column, cell in zip(reversed(layout.columns), reversed(cells), strict=False):
        stated = number_of(cell)
        if not column.numeric or stated is None:
            continue
        place = layout.columns.index(column)
        numbers = (number_of(data.cells[place]) for data in told.data[row.first : row.last])
        total = sum((number for number in numbers if number is not None), Decimal(0))
        label = "" if row.whole else row.label
        found.append(Total(column.header[-1], stated, total, label))
    yield from reversed(found)


def _account(row: SumRow, printed: Totals | None, tally: Tally) -> None:
    """The label is the layout's where it prints one; the figures are computed again."""
    pattern = re.escape(printed.label).replace(r"\{projects\}", r"\d+") if printed else ""
    for cell in row.cells:
        if not cell.strip():
            continue
        if row.whole and pattern and re.fullmatch(pattern, compact(cell)):
            tally.mapped(cell)
        elif not row.category or number_of(cell) is not None:
            tally.tell(TOTAL, cell)


def totals_of(told: Rows, width: int) -> dict[str, str | Decimal]:
    """The totals row of a found layout: label, place and the columns its label spans."""
    whole: Sequence[SumRow] = [row for row in told.sums if row.whole]
    if len(whole) != 1:
        return {}
    [row] = whole
    label = _PROJECTS.sub("{projects}", row.label)
    first = next(i for i, cell in enumerate(row.cells) if cell.strip())
    rest = [i for i, cell in enumerate(row.cells) if cell.strip() and i > first]
    span = row.span or (rest[0] + width - len(row.cells) if rest else 1)
    place = "first" if row.at == 0 else "last"
    return {"label": label, "place": place, "span": Decimal(max(1, span))}
