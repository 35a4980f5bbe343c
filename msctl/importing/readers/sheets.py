"""Workbooks of Excel and WPS: the sheets of xlsx, xlsb and xls, read by python-calamine.

Cells come as they are printed: numbers without the noise of binary floats, dates in ISO or in the
wording of their format, formulas as the value that was saved with them.
"""

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from msctl.importing.errors import Damaged, Encrypted, TooManyCells
from msctl.importing.pages import Flow, gather
from msctl.importing.readers.archive import Archive, pictures
from msctl.importing.readers.formats import Formats
from msctl.importing.readers.looks import settled
from msctl.importing.readers.sheet_asides import asides_of, cell_name, hidden_of
from msctl.importing.readers.sheet_looks import Looks
from msctl.importing.readers.sheet_xml import SheetXml, formats_of, sheet_parts
from msctl.importing.readers.source import Source
from msctl.importing.tables import MOST_CELLS, Aside, Document, Place, SourceTable, Span, spread
from msctl.model.money import plain

Written = str | int | float | bool | dt.date | dt.time | dt.timedelta
"""What python-calamine gives for a cell; a date and time is a date too."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: the wording of its cells from A1 on."""

    name: str
    rows: Sequence[Sequence[str]]
    spans: Mapping[Place, Span] = field(default_factory=dict)
    hidden: bool = False
    asides: Sequence[Aside] = ()
    """text of the sheet that stands in no cell: comments, text boxes, page headers"""


Workbook = tuple[list[Sheet], list[Aside]]
"""A workbook's sheets, and remarks on what was not read: macros, formulas without a value."""


def read_xlsx(source: Source) -> Document:
    """An xlsx workbook. Raises what xlsx_sheets does."""
    return of_sheets("xlsx", *xlsx_sheets(source))


def xlsx_sheets(source: Source) -> Workbook:
    """The sheets of an xlsx workbook. Raises Damaged, Encrypted, TooLarge, Overpacked,
    TooManyCells, DeclaresEntities."""
    archive = Archive(source)
    formats, looks = formats_of(archive, source), Looks(archive, source)
    worded: dict[str, Mapping[Place, str]] = {}
    crossed: dict[str, frozenset[Place]] = {}
    printed: dict[str, Mapping[Place, str]] = {}
    asides: dict[str, tuple[Aside, ...]] = {}
    remarks = [Aside("macros", part) for part in archive.names if part.endswith("vbaProject.bin")]
    remarks += pictures(archive)
    for name, part in sheet_parts(archive, source).items():
        xml = archive.read_xml(part)
        searched = SheetXml(xml)
        # python-calamine takes memory for each cell between the corners, filled or not
        if searched.most_cells > MOST_CELLS:
            rows, columns = searched.extent
            if rows * columns > MOST_CELLS:
                raise TooManyCells(file=source.name, part=name, rows=rows, columns=columns)
        printed[name] = searched.formatted(formats)
        crossed[name] = looks.crossed(searched)
        worded[name] = looks.worded(part, searched, crossed[name])
        asides[name] = asides_of(archive, source, part, xml)
        remarks += hidden_of(name, xml)
        remarks += (Aside(kind, f"{name}!{cell}") for kind, cell in searched.remarks)
    found = []
    for sheet in calamine_sheets(source, formats, printed):
        name = sheet.name
        sheet = replace(sheet, asides=asides.get(name, ()))
        sheet, told = settle_sheet(sheet, worded.get(name, {}), crossed.get(name, ()))
        found.append(sheet)
        remarks += told
    return found, remarks


def settle_sheet(
    sheet: Sheet, worded: Mapping[Place, str], crossed: Iterable[Place]
) -> tuple[Sheet, list[Aside]]:
    """A sheet without the words that are struck through in a cell, which stand beside it, and
    remarks on the cells that are struck through as a whole.

    Args:
        worded: cells whose words look different in parts, as :mod:`looks` marks them.
        crossed: cells whose style strikes them through.
    """
    rows = list(sheet.rows)
    whole = set(crossed).difference(worded)
    asides = list(sheet.asides)
    for (row, column), marked in sorted(worded.items()):
        if row < len(rows) and column < len(rows[row]):
            own = settled(marked)
            rows[row] = [*rows[row][:column], own.text, *rows[row][column + 1 :]]
            asides += (Aside("struck", part) for part in own.struck)
            whole |= {(row, column)} if own.whole else set()
    told = [
        Aside("struck-whole", f"{sheet.name}!{cell_name(row, column)}")
        for row, column in sorted(whole)
        if row < len(rows) and column < len(rows[row]) and rows[row][column].strip()
    ]
    return replace(sheet, rows=rows, asides=asides), told


def calamine_sheets(
    source: Source,
    formats: Formats | None = None,
    printed: Mapping[str, Mapping[Place, str]] | None = None,
) -> list[Sheet]:
    """Every sheet with cells; ``printed`` names the formats of cells that need them to be read.

    Raises Damaged, Encrypted.
    """
    import python_calamine

    found = []
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        for about in book.sheets_metadata:
            if about.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            cells = sheet.to_python(skip_empty_area=False)
            rows = [[c if type(c) is str else worded(c) for c in row] for row in cells]
            for (row, column), form in (printed or {}).get(about.name, {}).items():
                if formats is not None and row < len(cells) and column < len(cells[row]):
                    rows[row][column] = (
                        formats.worded(cells[row][column], form) or rows[row][column]
                    )
            spans = dict(merged(sheet.merged_cell_ranges or [], len(rows)))
            hidden = about.visible is not python_calamine.SheetVisibleEnum.Visible
            found.append(Sheet(about.name, rows, spans, hidden))
    except python_calamine.PasswordError as error:
        raise Encrypted(file=source.name) from error
    except (python_calamine.CalamineError, python_calamine.XmlError) as error:
        raise Damaged(file=source.name, part=str(error)) from error
    except BaseException as error:
        # a panic of the Rust library is no Exception; anything else is none of ours
        if type(error).__name__ != "PanicException":
            raise
        raise Damaged(file=source.name, part="calamine") from error
    return found


def merged(
    ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]], height: int
) -> Iterator[tuple[Place, Span]]:
    """Merged cells, given by their first and last place, as far as the rows reach."""
    for (top, left), (bottom, right) in ranges:
        bottom = min(bottom, height - 1)
        if top <= bottom and (top, left) != (bottom, right):
            yield (top, left), (bottom - top + 1, right - left + 1)


def of_sheets(kind: str, sheets: Iterable[Sheet], remarks: Iterable[Aside] = ()) -> Document:
    """The document of a workbook: each sheet's tables, the lines of sheets that hold none."""
    flow: list[Flow] = []
    asides: list[Aside] = []
    told = list(remarks)
    for sheet in sheets:
        asides += sheet.asides
        if not any(cell.strip() for row in sheet.rows for cell in row):
            continue
        if sheet.hidden:
            told.append(Aside("hidden-sheet", sheet.name))
        rows, spans = spread(sheet.rows, sheet.spans)
        flow.append(SourceTable((), rows, spans, True, sheet.name, sheet.hidden))
    gathered = gather(flow)
    return Document(
        kind, gathered.tables, gathered.after, (), (*gathered.asides, *asides), tuple(told)
    )


def worded(cell: Written) -> str:
    """A cell that is no text as Excel prints it: 15 digits, no exponent, no idle zeros."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        text = f"{cell:.15g}"
        if "e" not in text:
            return text
        return plain(Decimal(text)) if abs(cell) < 1e300 else str(cell)
    if isinstance(cell, dt.datetime):
        short = cell.time() == dt.time()
        return cell.date().isoformat() if short else cell.isoformat(" ", "minutes")
    if isinstance(cell, dt.time):
        return cell.isoformat("minutes")
    return str(cell)
