"""A returned form as a file: its facts, the values that were handed out, and its sheets' cells.

Forms come back as XLSX, XLS or ODS, with sheets, rows and columns moved or gone. Whatever is left
is read; what it means is told in :mod:`msctl.importing.forms`.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from msctl.importing.readers.archive import Archive
from msctl.importing.readers.kinds import Kind, kind_of
from msctl.importing.readers.sheets import Sheet, Workbook
from msctl.importing.readers.source import Source
from msctl.importing.tables import Aside
from msctl.locale.catalogue import in_every_language
from msctl.model.paths import FieldPath, ProjectId
from msctl.report.forms import GIVEN
from msctl.text.fold import fold
from msctl.text.safe import single_line

_MACHINE = re.compile(r"^msctl-form 1; (.+)$", re.DOTALL)
_FACT = re.compile(r"(\w+)=((?:(?!; \w+=).)*)", re.DOTALL)
_MARKS = (b"msctl-form 1;", "msctl-form 1;".encode("utf-16-le"))
_SHARED = re.compile(r"xl/sharedStrings\.(xml|bin)$")
_CELLS = re.compile(r"xl/worksheets/[^/]*\.(xml|bin)$|content\.xml$")
_HIDDEN = "msctl"
"""The name of the sheet that keeps what was handed out."""
_KINDS = (Kind.XLSX, Kind.XLSB, Kind.XLS, Kind.ODS)


@dataclass(frozen=True, slots=True)
class FormLine:
    """One row of a sheet."""

    number: int
    """from 1, as spreadsheets count"""
    cells: Sequence[str]
    """their wording, as it is printed"""
    covered: frozenset[int]
    """places that a merged cell takes which begins further up or left"""

    def cell(self, place: int | None) -> str:
        """The cell at a place, without blanks around it; nothing beyond the row's end."""
        if place is None or place >= len(self.cells):
            return ""
        return self.cells[place].strip()


class Beside(NamedTuple):
    """What somebody wrote that stands in no row of a form."""

    kind: str
    """above (a line above the titles), sheet (a sheet of one's own), or an aside's place"""
    sheet: str
    row: int
    """from 1; 0 where it stands in none"""
    text: str


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
    header: int
    """the row of the titles, from 1"""


@dataclass(frozen=True)
class FormFile:
    """A returned form."""

    name: str
    facts: Mapping[str, str]
    """period, role, commit, ledgers, unit, as far as they are still there"""
    handed_out: Mapping[tuple[ProjectId, FieldPath], str]
    """the open cells' values as text; empty when the hidden sheet is gone"""
    given: Mapping[tuple[str, str], str]
    """the wording of given cells, by the id of their row and their column; empty when the hidden
    sheet is gone, or of a form that kept none"""
    sheets: tuple[FormSheet, ...]
    remarks: tuple[Aside, ...] = ()
    """what the reader could not read: formulas without a saved value"""
    beside: tuple[Beside, ...] = ()


def read_form(source: Source) -> FormFile | None:
    """The form that a file is; None for any other document. Raises what the readers of workbooks
    raise, and what tells a file's kind."""
    kind = kind_of(source)
    if kind not in _KINDS or not _may_be_form(source, kind):
        return None
    sheets, remarks = _sheets(source, kind)
    facts = next((found for sheet in sheets if (found := _facts(sheet.rows))), None)
    if facts is None:
        return None
    filled = tuple(own for sheet in sheets if (own := _sheet(sheet)))
    beside = tuple(one for sheet in sheets for one in _beside(sheet))
    kept = next((dict(_kept(sheet.rows)) for sheet in sheets if sheet.name == _HIDDEN), {})
    handed_out = {
        (ProjectId(own), FieldPath(keys)): text
        for (own, keys), text in kept.items()
        if keys[0] != GIVEN
    }
    given = {(own, keys[1]): text for (own, keys), text in kept.items() if keys[0] == GIVEN}
    return FormFile(source.name, facts, handed_out, given, filled, tuple(remarks), beside)


def _may_be_form(source: Source, kind: Kind) -> bool:
    """Whether the mark stands in the file's texts, so that no other workbook is read twice."""
    if kind is Kind.XLS:
        return True  # its texts are cut at every 8 kB: only reading it tells
    archive = Archive(source)
    texts = sorted(filter(_SHARED.match, archive.names))
    texts = texts or sorted(filter(_CELLS.match, archive.names))
    return any(mark in data for data in map(archive.read, texts) for mark in _MARKS)


def _sheets(source: Source, kind: Kind) -> Workbook:
    if kind is Kind.XLSX:
        from msctl.importing.readers.sheets import xlsx_sheets

        return xlsx_sheets(source)
    if kind is Kind.ODS:
        from msctl.importing.readers.ods import ods_sheets

        return ods_sheets(source)
    from msctl.importing.readers import legacy

    return legacy.xls_sheets(source) if kind is Kind.XLS else legacy.xlsb_sheets(source)


def _covered(sheet: Sheet) -> frozenset[tuple[int, int]]:
    return frozenset(
        (row, column)
        for (top, left), (height, width) in sheet.spans.items()
        for row in range(top, top + height)
        for column in range(left, left + width)
        if (row, column) != (top, left)
    )


def _facts(rows: Sequence[Sequence[str]]) -> dict[str, str] | None:
    for row in rows:
        for cell in row:
            found = _MACHINE.match(cell)
            if found is not None:
                return {key: single_line(value.strip()) for key, value in _FACT.findall(found[1])}
    return None


_COLUMNS = (
    "id", "number", "name", "planned", "before", "progress", "status", "difficulties",
    "next_steps", "investment", "as_of", "measure", "measure-unit", "target", "figure-before",
    "figure",
)  # fmt: skip


def _titles() -> dict[str, str]:
    """Each column by its folded title: forms of a traditional ledger have theirs in its script."""
    return {
        fold(title): key for key in _COLUMNS for title in in_every_language(f"form.column.{key}")
    }


def _sheet(grid: Sheet) -> FormSheet | None:
    """The sheet with its header found; None for one without."""
    titles = _titles()
    for index, row in enumerate(grid.rows):
        columns: dict[str, int] = {}
        strange: dict[int, str] = {}
        for place, cell in enumerate(row):
            title = fold(cell)
            key = titles.get(title)
            if key is not None:
                columns.setdefault(key, place)
            elif title:
                strange[place] = cell
        if "name" in columns and len(columns) > 2:
            covered = _covered(grid)
            rows = [
                FormLine(number + 1, own, frozenset(c for r, c in covered if r == number))
                for number, own in enumerate(grid.rows)
                if number > index
            ]
            return FormSheet(grid.name, columns, strange, rows, index + 1)
    return None


def _beside(grid: Sheet) -> Iterator[Beside]:
    """What stands in no row of a sheet's table, and is none of the form's own lines."""
    if grid.name == _HIDDEN:
        return
    for aside in grid.asides:
        yield Beside(aside.place, grid.name, 0, aside.text)
    form = _sheet(grid)
    if form is None:
        words = " ".join(cell.strip() for row in grid.rows for cell in row if cell.strip())
        if words:
            yield Beside("sheet", grid.name, 0, words)
        return
    own = _own_lines()
    for number, row in enumerate(grid.rows[: form.header - 1], start=1):
        words = " ".join(cell.strip() for cell in row if cell.strip())
        if words and not own.match(fold(words)):
            yield Beside("above", grid.name, number, words)


def _own_lines() -> re.Pattern[str]:
    """The lines that a form has above its titles, in every language."""
    lines = (
        line for key in ("title", "ledger", "how") for line in in_every_language(f"form.{key}")
    )
    return re.compile("|".join(re.sub(r"\\{\w+\\}", ".*", re.escape(fold(line))) for line in lines))


def _kept(rows: Sequence[Sequence[str]]) -> Iterator[tuple[tuple[str, tuple[str, ...]], str]]:
    """What the hidden sheet keeps: whose cell it was, its path, its wording."""
    for row in rows[1:]:
        if len(row) > 1 and row[1]:
            own, path, *parts = row
            try:
                keys = json.loads(path)
            except ValueError:
                continue  # somebody wrote into the hidden sheet: that row says nothing any more
            if isinstance(keys, list) and len(keys) > 1 and all(isinstance(k, str) for k in keys):
                yield (own, tuple(keys)), "".join(parts)
