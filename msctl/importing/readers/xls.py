"""Workbooks of Excel 97 and WPS, read by xlrd: their cells as they are printed, as those of xlsx.

xlrd is plain Python and raises whatever a damaged file leads it to, so this runs in the process
that :mod:`msctl.importing.readers.legacy` starts.
"""

import datetime as dt
import os
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msctl.importing.errors import Encrypted
from msctl.importing.readers.formats import BUILT_IN, EPOCH, EPOCH_1904, Formats, telling
from msctl.importing.readers.looks import raised, struck
from msctl.importing.readers.sheet_asides import hidden
from msctl.importing.readers.sheets import Sheet, Workbook, merged, settle_sheet, worded
from msctl.importing.readers.source import Source
from msctl.importing.tables import Aside, Place

if TYPE_CHECKING:
    import xlrd.book
    import xlrd.formatting
    import xlrd.sheet

_SUPERSCRIPT = 1
"""What xlrd says of a font that raises its letters."""
_LOCKED = "Workbook is encrypted"
"""What xlrd says of a workbook with a password."""


def xls_workbook(source: Source) -> Workbook:
    """The sheets of a workbook. Raises Encrypted, and anything else for a damaged one."""
    from xlrd.biffh import XLRDError
    from xlrd.compdoc import CompDocError

    remarks: list[Aside] = []
    try:
        try:
            book = _open(source.data)
        except CompDocError:
            # writers other than Excel chain the sectors of their files in ways that xlrd suspects
            book = _open(source.data, suspect=True)
            remarks.append(Aside("repaired", source.name))
    except XLRDError as error:
        if str(error) == _LOCKED:
            raise Encrypted(file=source.name) from error
        raise
    reader = _Reader(book)
    sheets = []
    for each in book.sheets():
        sheet, told = settle_sheet(reader.sheet(each), *reader.looks(each))
        sheets.append(sheet)
        remarks += told
    return sheets, [*remarks, *reader.remarks]


def _open(data: bytes, *, suspect: bool = False) -> "xlrd.book.Book":
    import xlrd

    with Path(os.devnull).open("w", encoding="utf-8") as log:
        return xlrd.open_workbook(
            file_contents=data,
            logfile=log,
            formatting_info=True,
            ragged_rows=True,
            ignore_workbook_corruption=suspect,
        )


class _Reader:
    """Words the cells of a workbook."""

    def __init__(self, book: "xlrd.book.Book") -> None:
        self.remarks: list[Aside] = []
        self._formats = Formats({}, EPOCH_1904 if book.datemode else EPOCH)
        self._styles = book.xf_list
        self._fonts = book.font_list
        self._codes = [_code(book, style.format_key) for style in book.xf_list]

    def sheet(self, sheet: "xlrd.sheet.Sheet") -> Sheet:
        """A sheet's cells up to its last filled one, its merged cells and its comments."""
        rows = [self._row(sheet, row) for row in range(sheet.nrows)]
        while rows and not any(rows[-1]):
            rows.pop()
        comments = (
            Aside("comment", note.text)
            for _, note in sorted(sheet.cell_note_map.items())
            if note.text.strip()
        )
        ranges = (
            ((top, left), (below - 1, beyond - 1))
            for top, below, left, beyond in sheet.merged_cells
        )
        self.remarks += hidden(
            sheet.name,
            [(row + 1, row + 1) for row, about in sheet.rowinfo_map.items() if about.hidden],
            [(one + 1, one + 1) for one, about in sheet.colinfo_map.items() if about.hidden],
        )
        spans = dict(merged(ranges, len(rows)))
        return Sheet(sheet.name, rows, spans, sheet.visibility != 0, tuple(comments))

    def looks(self, sheet: "xlrd.sheet.Sheet") -> tuple[dict[Place, str], set[Place]]:
        """The cells whose words look different in parts, the struck ones marked, and those that
        their style strikes through."""
        worded = {}
        for (row, column), runs in sheet.rich_text_runlist_map.items():
            text = sheet.cell_value(row, column)
            own = self._styles[sheet.cell_xf_index(row, column)].font_index
            starts = [(0, own), *runs, (len(text), own)]
            parts = [
                self._look(text[start:end], font)
                for (start, font), (end, _) in pairwise(starts)
                if start < end
            ]
            if "".join(parts) != text:
                worded[row, column] = "".join(parts)
        crossed = {number for number, style in enumerate(self._styles) if self._crosses(style)}
        cells = ((row, one) for row in range(sheet.nrows) for one in range(sheet.row_len(row)))
        return worded, {one for one in cells if crossed and sheet.cell_xf_index(*one) in crossed}

    def _look(self, text: str, number: int) -> str:
        font = self._fonts[number]
        if font.escapement == _SUPERSCRIPT:
            text = raised(text)
        return struck(text) if font.struck_out else text

    def _crosses(self, style: "xlrd.formatting.XF") -> bool:
        return bool(self._fonts[style.font_index].struck_out)

    def _row(self, sheet: "xlrd.sheet.Sheet", row: int) -> list[str]:
        texts = [self._worded(sheet, row, column) for column in range(sheet.row_len(row))]
        while texts and not texts[-1]:
            texts.pop()
        return texts

    def _worded(self, sheet: "xlrd.sheet.Sheet", row: int, column: int) -> str:
        import xlrd

        kind = sheet.cell_type(row, column)
        value: Any = sheet.cell_value(row, column)
        if isinstance(value, str):
            return value
        if kind == xlrd.XL_CELL_BOOLEAN:
            return worded(bool(value))
        if kind == xlrd.XL_CELL_ERROR:
            self.remarks.append(Aside("error-value", f"{sheet.name}!{xlrd.cellname(row, column)}"))
            return ""
        dated = self._dated(value) if kind == xlrd.XL_CELL_DATE else value
        code = self._codes[sheet.cell_xf_index(row, column)]
        return (self._formats.worded(dated, code) if code else "") or worded(dated)

    def _dated(self, value: float) -> float | dt.datetime | dt.time:
        """A date, or the time of a day; a number that is none stays."""
        seconds = round(value * 86_400)
        if not 0 <= seconds < 86_400 * 2_958_466:
            return value
        start = dt.datetime.combine(self._formats.epoch, dt.time())
        moment = start + dt.timedelta(seconds=seconds)
        return moment if value >= 1 else moment.time()


def _code(book: "xlrd.book.Book", key: int) -> str:
    named = book.format_map.get(key)
    code = named.format_str if named is not None else ""
    return telling(code) or BUILT_IN.get(key, "")
