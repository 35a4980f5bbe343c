"""A table's rows told apart: header, totals, and the rows of each project."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from msctl.importing.account import Tally, Total
from msctl.importing.headers import names_number
from msctl.importing.residue import REPEATED_HEADER, compact
from msctl.model.errors import BadNumber
from msctl.model.layout import Layout
from msctl.model.money import parse_decimal

Row = tuple[str, ...]

_TOTAL = re.compile(r"合计|总计|合計|總計")
_SUBTOTAL = re.compile(r"小计|小計")


@dataclass
class Rows:
    """The rows of a table by what they are."""

    header: list[Row] = field(default_factory=list)
    totals: list[Row] = field(default_factory=list)
    data: list[Row] = field(default_factory=list)
    """each as wide as the table"""


def tell_apart(rows: Sequence[Row], width: int, tally: Tally) -> Rows:
    """Finds header, totals and data; a header that is printed again is residue.

    The header is the first row with the number column's title and, where that row leaves titles
    to the next one, the next one too.
    """
    bodies = [[compact(cell) for cell in row] for row in rows]
    start = next((i for i, body in enumerate(bodies) if any(map(names_number, body))), 0)
    number = next((i for i, cell in enumerate(bodies[start]) if names_number(cell)), 0)
    levels = 1
    if start + 1 < len(rows):
        below = bodies[start + 1]
        if below[number : number + 1] == [""] and any(below) and not _is_total(below, number):
            levels = 2
    told = Rows(header=list(rows[start : start + levels]))
    for body in bodies[:start]:
        tally.keep("", " ".join(filter(None, body)))
    printed = bodies[start : start + levels]
    for row, body in zip(rows[start + levels :], bodies[start + levels :], strict=True):
        if not any(body):
            continue
        if body in printed:
            tally.tell(REPEATED_HEADER, " ".join(filter(None, body)))
        elif _is_total(body, number):
            told.totals.append(row)
        else:
            if more := " ".join(filter(None, body[width:])):
                tally.keep("", more)
            told.data.append((*row[:width], *[""] * (width - len(row))))
    return told


def _is_total(body: list[str], number: int) -> bool:
    """Whether a row's first words say that it adds up others, and it has no number of its own."""
    label = next(filter(None, body), "")
    adds_up = _TOTAL.search(label) or _SUBTOTAL.search(label)
    return (
        bool(adds_up) and not "".join(body[number : number + 1])[:1].isdigit() and len(label) <= 30
    )


def compare_totals(
    told: Rows, layout: Layout, tally: Tally
) -> tuple[tuple[Total, ...], Decimal | None]:
    """The stated totals beside the sums of their columns, and the stated number of projects.

    The label's cell may span columns: the others are counted from the right.
    """
    totals: list[Total] = []
    stated_projects = None
    for row in told.totals:
        label = next(filter(None, map(compact, row)))
        if _SUBTOTAL.search(label):
            tally.keep(label, " ".join(filter(None, map(compact, row))))
            continue
        if found := re.search(r"\d+", label):
            stated_projects = Decimal(found.group())
        for column, cell in zip(reversed(layout.columns), reversed(row[1:]), strict=False):
            stated = _decimal(cell)
            if column.numeric and stated is not None:
                place = layout.columns.index(column)
                cells = (_decimal(data[place]) for data in told.data)
                total = sum((cell for cell in cells if cell is not None), Decimal(0))
                totals.insert(0, Total(column.header[-1], stated, total))
            elif cell.strip():
                tally.keep(column.header[-1], compact(cell))
    return tuple(totals), stated_projects


def _decimal(cell: str) -> Decimal | None:
    try:
        return parse_decimal(compact(cell))
    except BadNumber:
        return None


def group_rows(data: Sequence[Row], number: int | None) -> list[list[Row]]:
    """The rows of each project: it begins at a row with another number than the one before.

    Without a number column each row is a project.
    """
    groups: list[list[Row]] = []
    current = ""
    for row in data:
        own = compact(row[number]) if number is not None else ""
        if groups and number is not None and own in ("", current):
            groups[-1].append(row)
        else:
            groups.append([row])
            current = own
    return groups
