"""A returned form as a file: its facts, the values that were handed out, and its sheets' cells.

Forms come back as XLSX, XLS or ODS, with sheets, rows and columns moved or gone. Whatever is left
is read; what it means is told in :mod:`msctl.importing.forms`.
"""

import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from msctl.importing.errors import Damaged
from msctl.importing.readers.kinds import Kind, kind_of
from msctl.importing.readers.source import Source
from msctl.locale.catalogue import in_every_language
from msctl.model.paths import FieldPath, ProjectId

Cell = str | Decimal | dt.date | None
"""a text, a number, a date, or nothing"""

_MACHINE = re.compile(r"^msctl-form 1; (.+)$", re.DOTALL)
_FACT = re.compile(r"(\w+)=((?:(?!; \w+=).)*)", re.DOTALL)
_KINDS = (Kind.XLSX, Kind.XLSB, Kind.XLS, Kind.ODS)


@dataclass(frozen=True, slots=True)
class FormLine:
    """One row of a sheet."""

    number: int
    """from 1, as spreadsheets count"""
    cells: Sequence[Cell]
    covered: frozenset[int]
    """places that a merged cell takes which begins further up or left"""

    def cell(self, place: int | None) -> Cell:
        """The cell at a place; nothing beyond the row's end."""
        return self.cells[place] if place is not None and place < len(self.cells) else None


@dataclass(frozen=True)
class FormSheet:
    """A sheet with a form's header row."""

    name: str
    columns: Mapping[str, int]
    """the place of each column, by its key (``progress``)"""
    strange: Mapping[int, str]
    """titles that no form has, by their place"""
    rows: Sequence[FormLine]
    """the rows below the header"""


@dataclass(frozen=True)
class FormFile:
    """A returned form."""

    name: str
    facts: Mapping[str, str]
    """period, role, commit, ledgers, unit, as far as they are still there"""
    handed_out: Mapping[tuple[ProjectId, FieldPath], str]
    """the open cells' values as text; empty when the hidden sheet is gone"""
    sheets: tuple[FormSheet, ...]


def read_form(source: Source) -> FormFile | None:
    """The form that a file is; None for any other document. Raises Damaged and what tells a
    file's kind."""
    if kind_of(source) not in _KINDS:
        return None
    grids = list(_grids(source))
    facts = next((found for grid in grids if (found := _facts(grid.rows))), None)
    if facts is None:
        return None
    sheets = tuple(sheet for grid in grids if (sheet := _sheet(grid)))
    handed_out = next((_handed_out(grid.rows) for grid in grids if grid.name == "msctl"), {})
    return FormFile(source.name, facts, handed_out, sheets)


@dataclass(frozen=True)
class _Grid:
    name: str
    rows: list[list[Cell]]
    covered: frozenset[tuple[int, int]]
    """places of merged cells but the first of each; only XLSX and XLS tell them"""


def _grids(source: Source) -> Iterator[_Grid]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            raw = sheet.to_python(skip_empty_area=False)
            covered = frozenset(_covered(sheet.merged_cell_ranges or ()))
            yield _Grid(name, [[_cell(value) for value in row] for row in raw], covered)
    except (CalamineError, ValueError) as error:
        raise Damaged(file=source.name, part="sheet") from error


def _covered(
    ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]],
) -> Iterator[tuple[int, int]]:
    for (top, left), (bottom, right) in ranges:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    yield row, column


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value)).normalize() if value else Decimal(0)
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value).replace("\r\n", "\n").replace("\r", "\n") if value is not None else ""
    return text if text.strip() else None


def _facts(rows: list[list[Cell]]) -> dict[str, str] | None:
    for row in rows:
        for cell in row:
            found = _MACHINE.match(cell) if isinstance(cell, str) else None
            if found is not None:
                return {key: value.strip() for key, value in _FACT.findall(found[1])}
    return None


_COLUMNS = (
    "id", "number", "name", "planned", "before", "progress", "status", "difficulties",
    "next_steps", "investment", "as_of", "measure", "measure-unit", "target", "figure-before",
    "figure",
)  # fmt: skip


def _titles() -> dict[str, str]:
    return {
        "".join(title.split()): key
        for key in _COLUMNS
        for title in in_every_language(f"form.column.{key}")
    }


def _sheet(grid: _Grid) -> FormSheet | None:
    """The sheet with its header found; None for one without."""
    titles = _titles()
    for index, row in enumerate(grid.rows):
        columns: dict[str, int] = {}
        strange: dict[int, str] = {}
        for place, cell in enumerate(row):
            title = "".join(cell.split()) if isinstance(cell, str) else ""
            key = titles.get(title)
            if key is not None:
                columns.setdefault(key, place)
            elif title:
                strange[place] = str(cell)
        if "name" in columns and len(columns) > 2:
            rows = [
                FormLine(number + 1, own, frozenset(c for c in range(len(own))
                                                    if (number, c) in grid.covered))
                for number, own in enumerate(grid.rows)
                if number > index
            ]  # fmt: skip
            return FormSheet(grid.name, columns, strange, rows)
    return None


def _handed_out(rows: list[list[Cell]]) -> dict[tuple[ProjectId, FieldPath], str]:
    found: dict[tuple[ProjectId, FieldPath], str] = {}
    for row in rows[1:]:
        words = [cell if isinstance(cell, str) else "" for cell in row]
        if len(words) > 1 and words[1]:
            project, path, *parts = words
            try:
                keys = json.loads(path)
            except ValueError:
                continue  # somebody wrote into the hidden sheet: that row says nothing any more
            found[ProjectId(project), FieldPath(keys)] = "".join(parts)
    return found
