"""Regions of a grid: where its tables begin and end, and what stands above them.

A sheet, and a table of Word too, holds the title and the money unit in rows above the header, and
sometimes several tables below each other. A table whose titles stand in its first column is turned.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from msctl.importing.beside import stacked
from msctl.importing.headers import is_header, names_number, titles_in
from msctl.importing.residue import compact
from msctl.importing.tables import Place, Row, SourceTable, Span, lines_of

NOTE = re.compile(
    r"[（(]?(?:备注|備註|注释|注|註|说明|說明|填表说明|填报说明|填表人|填报人|制表|审核|联系人|联系电话)"
    r"\d*[）)]?[：:1-9、．.]"
)
"""How a line below a table begins."""
MARK = re.compile(r"[※＊*★☆①-⑳](?!$)|[\[［〔][1-9]\d?[\]］〕]")
"""How a footnote may begin, and a cell of the body too."""
_FORM_WIDTHS = (4, 6)
"""Columns of a form for one project: two or three pairs in a row."""
_CATEGORY = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、．.\s]?")
_TOTAL = re.compile(r"合计|总计|小计|合計|總計|小計")


def split_regions(table: SourceTable) -> tuple[SourceTable, ...]:
    """The tables of a grid with known merged cells, each from its header row on; the rows above it
    become lines before it."""
    if not table.exact:
        return (table,)
    table = _form(table) or _turned(table) or stacked(table)
    heads = _heads(table.rows)
    if not heads:
        return (table,)
    tops = [0, *(_top(table.rows, head, before + 1) for before, head in pairwise(heads))]
    ends = [*tops[1:], len(table.rows)]
    return tuple(
        _region(table, top, head, end, first=index == 0)
        for index, (top, head, end) in enumerate(zip(tops, heads, ends, strict=True))
    )


def _heads(rows: Sequence[Row]) -> list[int]:
    """The header rows that begin a table: not those that are printed again, nor lower levels."""
    heads: list[int] = []
    last = -2
    for index, row in enumerate(rows):
        # most rows begin with a number; to look for titles in each cell takes its time
        if row[0].isdecimal() or not is_header(row):
            continue
        lower = index <= last + 1
        last = index
        if lower:
            continue
        if heads and not _begins(rows, heads[-1], index):
            continue
        heads.append(index)
    return heads


def _begins(rows: Sequence[Row], before: int, index: int) -> bool:
    """Whether a later header row begins another table: it differs, or a title stands above it."""
    number = next((i for i, cell in enumerate(rows[before]) if names_number(cell)), None)
    if number is not None and not any(map(names_number, rows[index])):
        return False
    same = [*map(compact, rows[index])] == [*map(compact, rows[before])]
    return not same or _top(rows, index, before + 1) < index


def _top(rows: Sequence[Row], head: int, floor: int) -> int:
    """Where the lines above a header row begin: blank rows and rows of one cell, which are no
    category, total or note of the table before."""
    top = head
    while top > floor and _is_line(rows[top - 1]):
        top -= 1
    # lines that follow the table without a blank row are its notes, unless the header follows
    while top < head and not any(map(str.strip, rows[top])):
        top += 1
    return top


def _is_line(row: Row) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    if len(filled) > 1:
        return False
    if not filled:
        return True
    text = filled[0]
    return not (NOTE.match(text) or _TOTAL.search(text) or _CATEGORY.match(text))


def _region(table: SourceTable, top: int, head: int, end: int, *, first: bool) -> SourceTable:
    while head > top and _is_upper(table, head - 1):
        head -= 1
    rows = table.rows[head:end]
    while rows and not any(map(str.strip, rows[-1])):
        rows = rows[:-1]
    filled = [
        index for index, cells in enumerate(zip(*rows, strict=True)) if any(map(str.strip, cells))
    ]
    left, right = filled[0], filled[-1] + 1
    above = lines_of(table.rows[top:head])
    return replace(
        table,
        before=(*(table.before if first else ()), *above),
        after=table.after if end == len(table.rows) else (),
        rows=tuple(row[left:right] for row in rows),
        spans=_shifted(table.spans, head, left, len(rows), right - left),
        made=frozenset((r - head, c - left) for r, c in table.made if head <= r < end),
    )


def _is_upper(table: SourceTable, index: int) -> bool:
    """Whether a row above the titles is an upper level of them: one of its cells spans columns."""
    row = table.rows[index]
    filled = [column for column, cell in enumerate(row) if cell.strip()]
    wide = [c for c in filled if table.spans.get((index, c), (1, 1))[1] > 1]
    return (
        len(filled) > 1 and bool(wide) and not any("：" in row[c] or ":" in row[c] for c in filled)
    )


def _shifted(
    spans: Mapping[Place, Span], head: int, left: int, height: int, width: int
) -> dict[Place, Span]:
    """The merged cells of a part of the grid, counted from its corner and cut at its edges."""
    return {
        (row - head, column - left): (
            min(tall, head + height - row),
            min(wide, left + width - column),
        )
        for (row, column), (tall, wide) in spans.items()
        if head <= row < head + height and left <= column < left + width
    }


def _form(table: SourceTable) -> SourceTable | None:
    """The table of a form for one project: titles and what is filled in stand beside each other."""
    if not table.rows or len(table.rows[0]) not in _FORM_WIDTHS:
        return None
    start = next(
        (i for i, row in enumerate(table.rows) if len(list(filter(str.strip, row))) > 1), 0
    )
    pairs = [
        (index, column)
        for index, row in enumerate(table.rows[start:], start)
        for column in range(0, len(row) - 1, 2)
        if row[column].strip()
    ]
    titles = [table.rows[row][column] for row, column in pairs]
    if len(set(titles)) < max(3, len(titles)) or titles_in(titles) < len(titles) * 0.7:
        return None
    if any(titles_in(row[1::2]) for row in table.rows[start:]):
        return None
    values = tuple(table.rows[row][column + 1] for row, column in pairs)
    rest = [
        cell
        for index, row in enumerate(table.rows[start:], start)
        for column, cell in enumerate(row)
        if cell.strip() and column % 2 and (index, column - 1) not in pairs
    ]
    if rest:
        return None
    above = (*table.before, *lines_of(table.rows[:start]))
    return replace(table, before=above, rows=(tuple(titles), values), spans={}, made=frozenset())


def _turned(table: SourceTable) -> SourceTable | None:
    """The table with rows and columns exchanged, where its first column holds the titles."""
    start = next((i for i, row in enumerate(table.rows) if titles_in(row[:1])), None)
    if start is None or titles_in(row[0] for row in table.rows) < 3:
        return None
    rows = table.rows[start:]
    if any(titles_in(row) > 1 for row in rows):
        return None
    spans = {
        (column, row - start): (wide, tall)
        for (row, column), (tall, wide) in table.spans.items()
        if row >= start
    }
    return replace(
        table,
        before=(*table.before, *lines_of(table.rows[:start])),
        rows=tuple(zip(*rows, strict=True)),
        spans=spans,
        made=frozenset((column, row - start) for row, column in table.made if row >= start),
    )
