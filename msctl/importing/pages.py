"""Pages put together: a table that goes on behind a page break is one table.

Word and web documents end a table at a page and begin another one with the same header; between
them stands nothing, or the words 续表.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from msctl.importing.headers import is_header
from msctl.importing.preamble import ANNEX, TITLE
from msctl.importing.regions import MARK, NOTE, split_regions
from msctl.importing.residue import compact, is_stamp
from msctl.importing.tables import Aside, SourceTable, is_table, lines_of

Flow = str | SourceTable
"""A line, or a table whose lines before it are not known yet."""

_GOES_ON = re.compile(r"[（(]?(?:续表|續表|接上页|接上表|续上表)\d*[）)]?")
_HEADER_ROWS = 4


@dataclass(frozen=True)
class Gathered:
    """The tables of a document, each with the lines before it."""

    tables: tuple[SourceTable, ...]
    after: tuple[str, ...]
    """the lines after the last table"""
    asides: tuple[Aside, ...]
    """the words of page breaks"""


def gather(flow: Sequence[Flow]) -> Gathered:
    """Puts lines and tables together in their order."""
    tables: list[SourceTable] = []
    lines: list[str] = []
    asides: list[Aside] = []
    for item in flow:
        if isinstance(item, str):
            lines.append(item)
        elif not is_table(item.rows):
            lines += lines_of(item.rows)
        elif tables and _continues(tables[-1], lines, item):
            tables[-1] = _joined(tables[-1], item)
            asides += (Aside("page-break", line.strip()) for line in lines if line.strip())
            lines = []
        else:
            end = _note_end(lines) if tables else 0
            if end:
                tables[-1] = replace(tables[-1], after=tuple(lines[:end]))
            tables.append(replace(item, before=tuple(lines[end:])))
            lines = []
    parted = tuple(part for table in tables for part in split_regions(table))
    return Gathered(parted, tuple(lines), tuple(asides))


def _continues(table: SourceTable, between: Sequence[str], more: SourceTable) -> bool:
    """Whether the second table goes on with the first one."""
    if table.place != more.place or table.width != more.width or not all(map(_is_break, between)):
        return False
    titled = next((i for i, row in enumerate(more.rows[:_HEADER_ROWS]) if is_header(row)), None)
    first = next((row for row in table.rows[:_HEADER_ROWS] if is_header(row)), None)
    if first is None:
        return False
    return titled is None or [*map(compact, more.rows[titled])] == [*map(compact, first)]


def _note_end(lines: Sequence[str]) -> int:
    """How many of the lines between two tables are the note of the upper one: up to a blank line
    or the annex number or title of the next, where the first of them begins as notes do."""
    stripped = [line.strip() for line in lines]
    start = next((i for i, line in enumerate(stripped) if line), None)
    if start is None or not any(own(stripped[start]) for own in (NOTE.match, MARK.match, is_stamp)):
        return 0
    return next(
        (
            place
            for place, line in enumerate(stripped[start:], start)
            if not line or ANNEX.fullmatch(line) or TITLE.search(line)
        ),
        len(lines),
    )


def _is_break(line: str) -> bool:
    return not line.strip() or _GOES_ON.fullmatch(compact(line)) is not None


def _joined(table: SourceTable, more: SourceTable) -> SourceTable:
    height = len(table.rows)
    spans = {(row + height, column): span for (row, column), span in more.spans.items()}
    return replace(table, rows=(*table.rows, *more.rows), spans={**table.spans, **spans})
