"""Text dumps of Word, web and spreadsheet tables: their rows as raw cells, the lines before them.

Four shapes are read: cells led by a tab with rows parted by blank lines, rows of cells parted by
tabs, by ``|``, by commas or by semicolons. One document has one shape and may hold several tables.
Cells come out as they stand; :mod:`msctl.importing.residue` cleans them.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from msctl.importing.errors import FramedText
from msctl.importing.headers import is_header, names_number
from msctl.importing.tables import Document, SourceTable
from msctl.text.formula import unguarded

_FRAME = re.compile(r"^[ \t]*\+(?:=+\+)+[ \t]*$", re.MULTILINE)
"""The rule below the header of a table drawn with signs, as our own text format prints it."""
_RULE = re.compile(r"[\s|:+-]+")
_MARKUP = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
"""The backslash that keeps a sign from being markup (CommonMark 2.4)."""
_EMPHASIS = re.compile(r"(?<!\\)(\*\*|`)(?=\S)(.+?)(?<=[^\s\\])\1")
"""Words that Markdown prints bold or as code (CommonMark 6.1 and 6.2)."""
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+")
_TITLE = re.compile(r"(表|台账|台帐|清单|清單|一览|一覽)$")


LARGEST_CELL = 2**31 - 1
"""Characters of a cell, as far as the csv module counts them on every system."""


@dataclass
class _Open:
    """A table while it is read."""

    before: list[str]
    rows: list[list[str]] = field(default_factory=list)


def read_text(text: str) -> Document:
    """A text dump: its tables in order, and the lines after the last one. Raises FramedText."""
    if _FRAME.search(text):
        raise FramedText
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    after: list[str] = []
    sign = _separator(lines)
    if sign == "|":
        tables, after = _piped(lines)
    elif sign:
        tables, after = _by_lines(lines, sign)
    elif any(line.startswith("\t") for line in lines):
        tables = _tab_led(lines)
    else:
        tables, after = [], lines
    return Document("text", tuple(_closed(table) for table in tables), tuple(after))


_SEPARATORS = {"\t": 2, ",": 1, ";": 1, "|": 2}
"""What parts cells, and how many of them a row of a table has at least. Excel saves CSV with
semicolons where the system's list separator is one."""


def _separator(lines: Sequence[str]) -> str:
    """What parts the cells of the header row, whatever other cells hold; without one, tabs or
    strokes that several lines have. Empty for none."""
    for line in lines:
        for sign, least in _SEPARATORS.items():
            if line.count(sign) >= least and is_header(line.split(sign)):
                return sign
    return next((sign for sign in "\t|" if any(line.count(sign) > 1 for line in lines)), "")


def _closed(table: _Open) -> SourceTable:
    return SourceTable(tuple(table.before), tuple(tuple(row) for row in table.rows))


def _tab_led(lines: list[str]) -> list[_Open]:
    """Cells begin with a tab and may go on over lines, blank ones too; a row begins where the line
    before its first tab is blank.

    Lines that follow a blank one go on with the cell too, unless a header row comes after them:
    then they stand before the next table.
    """
    tables: list[_Open] = []
    waiting: list[str] = []
    for index, line in enumerate(lines):
        if not line.startswith("\t"):
            waiting.append(line)
            continue
        titled = any(map(names_number, _cells_from(lines, index)))
        heading = _heading(waiting) if titled else None
        if not tables:
            tables.append(_Open(waiting, [[]]))
        elif heading is not None:
            _go_on(tables, waiting[:heading])
            tables.append(_Open(waiting[heading:], [[]]))
        else:
            _go_on(tables, waiting)
            if waiting and not waiting[-1].strip():
                tables[-1].rows.append([])
        tables[-1].rows[-1].append(line[1:])
        waiting = []
    _go_on(tables, waiting)
    for table in tables:
        table.rows = _whole_rows(table.rows)
    return tables


def _go_on(tables: list[_Open], more: list[str]) -> None:
    """Adds lines to the last cell."""
    if tables and more:
        row = tables[-1].rows[-1]
        row[-1] = "\n".join([row[-1], *more])


def _heading(waiting: list[str]) -> int | None:
    """Where, in the lines before a header row, those that stand before its table begin; None when
    they all belong to the last cell and the header is merely printed again."""
    blank = next((i for i, line in enumerate(waiting) if not line.strip()), None)
    if blank is None:
        return None
    texts = [line.strip() for line in waiting[blank:] if line.strip()]
    if not texts or not (waiting[-1].strip() or _TITLE.search(texts[-1])):
        return None
    return blank


def _cells_from(lines: list[str], index: int) -> Iterable[str]:
    """The first lines of the cells of the row that begins at a line."""
    for line in lines[index:]:
        if not line.strip() and not line.startswith("\t"):
            return
        if line.startswith("\t"):
            yield line


def _whole_rows(rows: list[list[str]]) -> list[list[str]]:
    """Puts rows together again that a blank line inside a cell cut in two."""
    width = _closed(_Open([], rows)).width
    whole: list[list[str]] = []
    for row in rows:
        cut = whole and len(whole[-1]) + len(row) == width and not any(map(names_number, whole[-1]))
        if cut:
            whole[-1].extend(row)
        else:
            whole.append(list(row))
    return whole


def _by_lines(lines: list[str], separator: str) -> tuple[list[_Open], list[str]]:
    """Rows of cells as a spreadsheet copies or exports them; quoted cells may hold line breaks."""
    tables: list[_Open] = []
    before: list[str] = []
    inside = False
    for row in _records(lines, separator):
        cells = [unguarded(cell) for cell in row]
        if not any(cell.strip() for cell in cells):
            if not inside:
                before.append("")
            continue
        alone = len(cells) == 1 or not any(cell.strip() for cell in cells[1:])
        if alone and (not inside or len(cells) == 1):
            before.append(cells[0])
            inside = False
        else:
            if not inside:
                tables.append(_Open(before))
                before, inside = [], True
            tables[-1].rows.append(cells)
    return tables, before


def _records(lines: Sequence[str], separator: str) -> Iterator[list[str]]:
    """The cells of each row. A quote that is closed nowhere, or in the middle of a cell, is a sign
    like any other and takes in no further lines."""
    # the file is in memory already; a cell of it cannot be larger
    csv.field_size_limit(LARGEST_CELL)
    done = 0
    while done < len(lines):
        rows = csv.reader((f"{line}\n" for line in lines[done:]), delimiter=separator, strict=True)
        start = done
        try:
            for row in rows:
                yield row
                done = start + rows.line_num
        except csv.Error:
            yield lines[done].split(separator)
            done += 1


def _piped(lines: list[str]) -> tuple[list[_Open], list[str]]:
    """Rows whose cells are parted by ``|``, as in Markdown; a rule below the header is skipped."""
    tables: list[_Open] = []
    before: list[str] = []
    inside = led = closed = ruled = False
    for line in lines:
        if line.count("|") < 2:
            if line.strip():
                inside = False
            if not inside:
                before.append(line)
            continue
        if _RULE.fullmatch(line):
            ruled = True
            continue
        if not inside:
            tables.append(_Open(before))
            before, inside = [], True
        cells = re.split(r"(?<!\\)\|", line.strip())
        if not tables[-1].rows:
            led, closed = not cells[0].strip(), not cells[-1].strip()
        cells = cells[1:] if led else cells
        cells = cells[:-1] if closed and not cells[-1].strip() else cells
        tables[-1].rows.append([_unescape(cell) for cell in cells])
    if ruled:
        for table in tables:
            table.rows[:1] = _levels(table.rows[0])
            table.before = _plain(table.before)
            table.rows = [[_bare(cell) for cell in row] for row in table.rows]
        before = _plain(before)
    return tables, before


def _levels(header: list[str]) -> list[list[str]]:
    """The levels of Markdown's one header row: neighbours that begin with the same title and a
    stroke (资金/上级, 资金/县级) stand below that title."""
    parts = [cell.split("/") for cell in header]
    alike = [len(a) > 1 < len(b) and a[0] == b[0] for a, b in pairwise(parts)]
    below = [
        before or after for before, after in zip([False, *alike], [*alike, False], strict=True)
    ]
    if not any(below):
        return [header]
    depth = max(len(titles) for titles, one in zip(parts, below, strict=True) if one)
    rows: list[list[str]] = [[] for _ in range(depth)]
    left: list[str] = []
    for cell, titles, one in zip(header, parts, below, strict=True):
        own = titles if one else [cell]
        for level, row in enumerate(rows):
            again = level + 1 < len(own) and own[: level + 1] == left[: level + 1]
            row.append("" if again or level >= len(own) else own[level])
        left = own
    return rows


def _plain(lines: list[str]) -> list[str]:
    """Lines of Markdown without its marks of headings and its escapes."""
    return [_bare(_HEADING.sub("", line, count=1)) for line in lines]


def _bare(text: str) -> str:
    return _MARKUP.sub("", _EMPHASIS.sub(r"\2", text))


def _unescape(cell: str) -> str:
    return re.sub(r"<br\s*/?>", "\n", cell.replace("\\|", "|").strip())
