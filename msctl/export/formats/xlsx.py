"""Tables as an XLSX workbook, a sheet each: real merged cells, numbers as numbers, totals as sums.

Text is written as text whatever it begins with, so nothing is calculated and nothing becomes a
link. The same tables give the same bytes: XlsxWriter gives every part the time 1980-01-01.
"""

import datetime as dt
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from msctl.export import paper
from msctl.export.errors import TextTooLong
from msctl.export.options import Options
from msctl.export.row_heights import row_lines, widened
from msctl.export.table import BodyRow, Cell, CellRow, Table
from msctl.locale.catalogue import t
from msctl.model.money import plain
from msctl.text.joining import one_line
from msctl.text.safe import printable

LONGEST = 32767
"""Characters of a cell (Microsoft, "Excel specifications and limits")."""

_HIGHEST = 409.0
"""Points of a row, likewise."""

_LEADING = 1.45
"""The height of a line over the font's size, with the room that fonts standing in take."""

_EDGE = 4.0
"""Points between the wording of a row and its borders."""

_DIGITS = 15
"""Digits that the binary floats of a workbook keep."""

_FOOTER_LENGTH = 200
"""Characters of the printed origin: a footer has 255, its codes included."""

_OWN = {"font_name": "Arial", "font_size": 10}
"""The workbook's own font, whose digits are the unit of its columns' widths: 7 pixels. Where it is
missing a program has one of the same widths, which is not so of Calibri: columns grow by a third
there, and the wording shrinks as the page is fitted."""

_NO_DATE = dt.datetime(1980, 1, 1)
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NAME_LENGTH = 31
_MILLIMETRE = 1 / 25.4


def write(tables: Sequence[Table], options: Options) -> bytes:
    """The workbook. Raises TextTooLong."""
    import xlsxwriter

    written = io.BytesIO()
    # a copy: the library writes into it
    options_of = {"in_memory": True, "default_format_properties": dict(_OWN)}
    book = xlsxwriter.Workbook(written, options_of)
    _describe(book, tables, options)
    names: set[str] = set()
    for table in tables:
        name = _sheet_name(table, names)
        _Sheet(book, book.add_worksheet(name), table).write(options)
    book.close()
    return written.getvalue()


def _describe(book: Any, tables: Sequence[Table], options: Options) -> None:
    """The properties: title, a fixed date, and where the tables come from."""
    origin = options.origin
    date = origin.date if origin and origin.date else _NO_DATE
    created = date.astimezone(dt.UTC) if date.tzinfo else date
    title = one_line(tables[0].title) if tables else ""
    book.set_properties({"title": printable(title)[:255], "created": created})
    for name, value in (origin.properties() if origin else {}).items():
        book.set_custom_property(name, printable(value)[:255], "text")


def _sheet_name(table: Table, taken: set[str]) -> str:
    """A name that Excel allows: short, no signs of paths, none twice."""
    wanted = _NOT_IN_NAMES.sub(" ", printable(table.heading or table.title))
    name = " ".join(wanted.split()).strip("' ")[:_NAME_LENGTH] or "Sheet"
    base, count = name, 1
    while name.casefold() in taken:
        count += 1
        name = f"{base[: _NAME_LENGTH - 5]} ({count})"
    taken.add(name.casefold())
    return name


class _Sheet:
    """Writes one table into one sheet."""

    def __init__(self, book: Any, sheet: Any, table: Table) -> None:
        self.book = book
        self.sheet = sheet
        self.table = table
        fitting = paper.fit(table)
        self._line = fitting.size * _LEADING
        most = int((_HIGHEST - _EDGE) / self._line)
        self.fit = widened(fitting, [row.cells for row in table.body], most)
        self.last = len(table.columns) - 1
        self._made: dict[tuple[str, str], Any] = {}
        self._looks = [
            "right" if column.numeric else "center" if centred else "left"
            for column, centred in zip(table.columns, self.fit.centred, strict=True)
        ]

    def write(self, options: Options) -> None:
        """The lines above the table, its header, its body, and how it is printed."""
        top = self._above()
        first = top + len(self.table.header)
        for index, row in enumerate(self.table.header):
            self._row(top + index, row, [self._format("head", "center")] * len(row))
        for index, line in enumerate(self.table.body):
            self._body_row(first + index, line, first)
        self._heights(self.table.header, top)
        self._heights([line.cells for line in self.table.body], first)
        self._note(first + len(self.table.body), self.table.below)
        self._columns()
        stamp = options.origin.line() if options.stamp and options.origin else ""
        self._print(top, first, stamp)

    def _above(self) -> int:
        """Annex number, title and money unit; the number of rows they take."""
        table, row = self.table, 0
        if table.heading:
            text = printable(" ".join(table.heading.split()))
            self.sheet.write_string(row, 0, text, self._plain(paper.ANNEX.size, paper.ANNEX))
            row += 1
        if table.title:
            look = self._plain(paper.TITLE.size, paper.TITLE, "center")
            self._wide(row, table.title, look)
            lines = table.title.count("\n") + 1
            self.sheet.set_row(row, lines * paper.TITLE.size * 1.5)
            row += 1
        row = self._note(row, table.above)
        if table.unit_line:
            self._wide(row, table.unit_line, self._plain(self.fit.size, paper.UNIT, "right"))
            row += 1
        return row

    def _note(self, first: int, lines: Sequence[str]) -> int:
        """Lines of the note, a row each; the row after them."""
        look = self._plain(paper.NOTE, wrap=True)
        width = int(sum(self.fit.columns) * self.fit.size / paper.NOTE)
        for row, line in enumerate(lines, first):
            self._wide(row, line, look)
            height = max(1, -(-paper.breadth(line) // max(1, width - 1)))
            self.sheet.set_row(row, min(_HIGHEST, height * paper.NOTE * _LEADING + _EDGE))
        return first + len(lines)

    def _wide(self, row: int, text: str, look: Any) -> None:
        """A text across all columns."""
        self._check(row, printable(text), t("field.ledger.note"))
        if self.last:
            self.sheet.merge_range(row, 0, row, self.last, "", look)
        self.sheet.write_string(row, 0, printable(text), look)

    def _row(self, at: int, row: CellRow, looks: Sequence[Any]) -> None:
        for index, cell in enumerate(row):
            if cell is not None:
                self._merge(at, index, cell, looks[index])
                self._text(at, index, cell.text, looks[index])

    def _body_row(self, at: int, line: BodyRow, first: int) -> None:
        for index, cell in enumerate(line.cells):
            if cell is None:
                continue
            look = self._format("body", self._looks[index])
            value = cell.value
            if not (cell.numeric and isinstance(value, Decimal) and _is_number(cell, value)):
                self._merge(at, index, cell, look)
                self._text(at, index, cell.text, look)
                continue
            look = self._format("body", "right", _number_format(cell.text))
            self._merge(at, index, cell, look)
            if line.totals and self._adds_up(index, value):
                self.sheet.write_formula(at, index, self._sum(index, first), look, _binary(value))
            else:
                self.sheet.write_number(at, index, _binary(value), look)

    def _merge(self, at: int, index: int, cell: Cell, look: Any) -> None:
        if cell.rowspan > 1 or cell.colspan > 1:
            below, right = at + cell.rowspan - 1, index + cell.colspan - 1
            self.sheet.merge_range(at, index, below, right, "", look)

    def _text(self, at: int, index: int, text: str, look: Any) -> None:
        shown = printable(text)
        if not shown:
            self.sheet.write_blank(at, index, None, look)
            return
        self._check(at, shown, self.table.columns[index].label)
        self.sheet.write_string(at, index, shown, look)

    def _check(self, row: int, shown: str, column: str) -> None:
        """Raises TextTooLong for what no cell can hold."""
        if len(shown) > LONGEST:
            title = self.table.title
            raise TextTooLong(format="xlsx", title=title, row=row + 1, column=column, most=LONGEST)

    def _adds_up(self, index: int, total: Decimal) -> bool:
        """Whether a total is the sum of its column, and not of something else (a summary counts
        a project of two units once)."""
        amounts = [
            cell.value
            for row in self.table.body
            if not row.totals and (cell := row.cells[index]) and isinstance(cell.value, Decimal)
        ]
        return bool(amounts) and sum(amounts, Decimal(0)) == total

    def _sum(self, index: int, first: int) -> str:
        """The sum over the rows that are no totals, which stand together."""
        from xlsxwriter.utility import xl_rowcol_to_cell

        rows = [first + i for i, row in enumerate(self.table.body) if not row.totals]
        start, end = (xl_rowcol_to_cell(row, index) for row in (rows[0], rows[-1]))
        return f"=SUM({start}:{end})"

    def _heights(self, rows: Sequence[CellRow], first: int) -> None:
        """Give every row the height its wording takes.

        Excel fits rows that have none to their cells, but not to merged ones; other programs fit
        none.
        """
        for at, lines in enumerate(row_lines(self.fit, rows)):
            self.sheet.set_row(first + at, min(_HIGHEST, lines * self._line + _EDGE))

    def _columns(self) -> None:
        # a column's unit is a digit of the workbook's own font, 7 pixels of 1/96 inch
        for index, own in enumerate(self.fit.columns):
            pixels = own * self.fit.size * (96 / 72) / 2 + 10
            self.sheet.set_column(index, index, pixels / 7)

    def _print(self, top: int, first: int, stamp: str) -> None:
        """Page, header rows and footer: the stamp stands below the page's number, for a row of
        the sheet would be read as one of the table."""
        sheet = self.sheet
        left, right, above, below = (own * _MILLIMETRE for own in paper.MARGINS)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left, right, above, below)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.repeat_rows(top, first - 1)
        sheet.freeze_panes(first, 0)
        footer = f'&C&"{paper.NUMBER.name}"&{paper.NUMBER.size:g}\u2014 &P \u2014'
        if stamp:
            footer += "\n&8" + printable(stamp)[:_FOOTER_LENGTH].replace("&", "&&")
        sheet.set_footer(footer, {"margin": paper.FOOTER * _MILLIMETRE})
        if self.table.body:
            end = first + len(self.table.body) - 1
            # printed numbers such as 27 are text on purpose
            sheet.ignore_errors(
                {"number_stored_as_text": f"A{first + 1}:{_letters(self.last)}{end + 1}"}
            )

    def _format(self, part: str, align: str, number: str = "") -> Any:
        key = (part, align + number)
        if key not in self._made:
            face = paper.HEAD if part == "head" else paper.BODY
            look = {
                "font_name": face.name,
                "font_size": self.fit.size,
                "border": 1,
                "text_wrap": True,
                "align": align,
                "valign": "vcenter",
            }
            self._made[key] = self.book.add_format(
                look | ({"num_format": number} if number else {})
            )
        return self._made[key]

    def _plain(
        self,
        size: float,
        face: paper.Face = paper.BODY,
        align: str = "left",
        *,
        wrap: bool = False,
    ) -> Any:
        look = {"font_name": face.name, "font_size": size, "align": align, "valign": "vcenter"}
        wrapped = wrap or align == "center"
        return self.book.add_format(look | ({"text_wrap": True} if wrapped else {}))


def _is_number(cell: Cell, value: Decimal) -> bool:
    """Whether the cell prints a number that a workbook keeps exactly."""
    return (
        value.is_finite()
        and cell.text == plain(value)
        and len(cell.text.strip("-").replace(".", "")) <= _DIGITS
    )


def _binary(value: Decimal) -> float:
    """The number as a workbook keeps it; whole ones without a point."""
    return int(value) if value == value.to_integral_value() else float(value)


def _number_format(text: str) -> str:
    """Shows a number with the digits it has, whatever the column's width."""
    _, _, digits = text.partition(".")
    return "0." + "0" * len(digits) if digits else "0"


def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))
