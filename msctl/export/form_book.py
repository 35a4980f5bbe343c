"""A unit's form as an XLSX workbook: given cells locked, open ones yellow, status words to choose.

Everything that the way back needs stands in it twice: the ids in the rows and, with the values
that were handed out, on a hidden sheet; the facts about the form on that sheet and as a small line
under the table, for programs drop hidden sheets.
"""

import datetime as dt
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from msctl.export.errors import TextTooLong
from msctl.export.formats.xlsx import LONGEST
from msctl.locale.catalogue import t
from msctl.locale.labels import period_label
from msctl.model.paths import LedgerId
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value, to_text
from msctl.report.forms import GIVEN, REPORTED, FormRow, LedgerForm, MeasureRow, UnitForm
from msctl.report.script import labels_for
from msctl.text.joining import one_line
from msctl.text.safe import printable
from msctl.text.width import cells

HIDDEN = "msctl"
"""the sheet that keeps what was handed out"""

_GIVEN = ("id", "number", "name", "planned", "before")
_WIDTHS = {
    "id": 4, "number": 5, "name": 18, "planned": 20, "before": 24, "progress": 36, "status": 12,
    "difficulties": 16, "next_steps": 16, "investment": 9, "as_of": 11,
    "measure": 24, "measure-unit": 10, "target": 11, "figure-before": 11, "figure": 13,
}  # fmt: skip
"""columns' widths in characters of the standard font; all but the id fit on lying A4 in width"""
_MEASURE = ("id", "number", "name", "measure", "measure-unit", "target", "figure-before", "figure")
_YELLOW = "#FFF9DB"
_GREY = "#F2F2F2"
_NO_DATE = dt.datetime(1980, 1, 1)


@dataclass(frozen=True)
class Facts:
    """What the way back has to know about a form."""

    period: str
    unit: str
    role: str
    ledgers: tuple[str, ...]
    commit: str = ""
    """the records' last commit when the form was made; empty without history"""

    def line(self) -> str:
        """The facts as one line of a cell."""
        facts = {"period": self.period, "role": self.role, "commit": self.commit}
        told = "; ".join(f"{key}={value}" for key, value in facts.items() if value)
        ledgers = ",".join(self.ledgers)
        return t("form.machine", facts=f"{told}; ledgers={ledgers}; unit={self.unit}")


def form_book(
    snapshot: Snapshot, form: UnitForm, facts: Facts, date: dt.datetime | None = None
) -> bytes:
    """The workbook of a unit. ``date`` is what its properties say, that of the records' commit.

    Raises TextTooLong for a value that no cell can hold.
    """
    import xlsxwriter

    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False})
    created = date.astimezone(dt.UTC) if date and date.tzinfo else date or _NO_DATE
    book.set_properties({"title": printable(form.unit), "created": created})
    looks = _Looks(book)
    for number, own in enumerate(form.ledgers, start=1):
        with labels_for(snapshot, [own.ledger]):
            _ReportSheet(book, looks, snapshot, form, own, number).write(facts)
            if own.measures:
                _MeasureSheet(book, looks, snapshot, form, own, number).write(facts)
    _hide(book, form, facts)
    book.close()
    return written.getvalue()


def _hide(book: Any, form: UnitForm, facts: Facts) -> None:
    """The sheet with the facts, each open cell's project, path and value as JSON, and each given
    cell's row, column and wording."""
    sheet = book.add_worksheet(HIDDEN)
    sheet.write_string(0, 0, facts.line())
    opened = ((project, list(cell.path), to_text(cell.value)) for project, cell in form.open_cells)
    given = ((key, [GIVEN, cell.column], _fit(cell.text)) for key, cell in form.given_cells)
    for row, (own, path, text) in enumerate((*opened, *given), start=1):
        sheet.write_string(row, 0, own)
        sheet.write_string(row, 1, json.dumps(path, ensure_ascii=False))
        for part, start in enumerate(range(0, len(text), _PART)):
            sheet.write_string(row, 2 + part, text[start : start + _PART])
    sheet.very_hidden()


_PART = 30_000
"""characters of a value that go into one cell of the hidden sheet"""


class _Looks:
    """The formats of a form's cells."""

    def __init__(self, book: Any) -> None:
        frame = {"border": 1, "border_color": "#808080", "text_wrap": True, "valign": "top"}
        song = {"font_name": "宋体", "font_size": 10.5}
        open_cell = {**frame, **song, "bg_color": _YELLOW, "locked": False}
        self.title = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center"})
        self.line = book.add_format({**song, "valign": "vcenter"})
        self.small = book.add_format({**song, "font_size": 8, "font_color": "#808080"})
        self.head = book.add_format(
            {**frame, "font_name": "黑体", "font_size": 10.5, "bg_color": _GREY,
             "align": "center", "valign": "vcenter"}
        )  # fmt: skip
        self.given = book.add_format({**frame, **song})
        self.id = book.add_format({**frame, **song, "font_size": 6, "font_color": "#A0A0A0"})
        self.text = book.add_format({**open_cell, "num_format": "@"})
        self.number = book.add_format({**open_cell, "align": "right"})
        # as text, or a spreadsheet program takes 85% for 0.85
        self.share = book.add_format({**open_cell, "num_format": "@", "align": "right"})
        self.date = book.add_format({**open_cell, "num_format": "yyyy-mm-dd"})

    def of(self, key: str) -> Any:
        """The format of an open column."""
        numbers = {"investment": self.number, "figure": self.number}
        return {"as_of": self.date, **numbers}.get(key, self.text)


class _Sheet:
    """One sheet of a form: lines above, a header, rows, the line of facts below."""

    all_columns: Sequence[str]
    top = 3

    def __init__(
        self,
        book: Any,
        looks: _Looks,
        snapshot: Snapshot,
        form: UnitForm,
        own: LedgerForm,
        number: int,
    ) -> None:
        self.ledger = snapshot.ledger(own.ledger)
        self.looks = looks
        self.form = form
        self.own = own
        self.region = snapshot.region(own.ledger.region)
        without = set(self.without())
        self.columns = [key for key in self.all_columns if key not in without]
        self.sheet = book.add_worksheet(self._name(own.ledger, number))

    def _name(self, ledger: LedgerId, number: int) -> str:
        return t("form.sheet", number=number, ledger=ledger.name)[:31]

    def write(self, facts: Facts) -> None:
        """Everything."""
        sheet, last = self.sheet, len(self.columns) - 1
        period = period_label(self.form.period)
        year = self.ledger.id.year
        title = t("form.title", region=self.region.name, year=year, period=period)
        sheet.merge_range(0, 0, 0, last, "", self.looks.title)
        sheet.write_string(0, 0, printable(title), self.looks.title)
        date = self.ledger.due_rule.date(self.form.period, year)
        lines = (
            t("form.ledger", ledger=one_line(self.ledger.title)),
            t("form.unit", unit=self.form.unit),
            t("form.money", money=self.ledger.money_unit),
            t("form.until", date=date.isoformat()),
        )
        sheet.write_string(1, 1, printable("    ".join(lines)), self.looks.line)
        sheet.write_string(2, 1, t("form.how"), self.looks.line)
        for index, key in enumerate(self.columns):
            sheet.write_string(self.top, index, t(f"form.column.{key}"), self.looks.head)
            sheet.set_column(index, index, _WIDTHS[key])
        bottom = self.rows(self.top + 1)
        sheet.write_string(bottom + 1, 1, printable(facts.line()), self.looks.small)
        self._protect()
        self._print(bottom)

    def without(self) -> Iterator[str]:
        """The columns that this form has nothing for."""
        raise NotImplementedError

    def rows(self, first: int) -> int:
        """Write the rows; the row after the last."""
        raise NotImplementedError

    def _protect(self) -> None:
        """Without a password: it keeps from slips, not from people. Sorting and widening work."""
        allowed = ("sort", "autofilter", "format_columns", "format_rows", "select_unlocked_cells")
        self.sheet.protect("", dict.fromkeys((*allowed, "select_locked_cells"), True))

    def _print(self, bottom: int) -> None:
        sheet = self.sheet
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.repeat_rows(self.top)
        sheet.set_footer("&C- &P -")
        sheet.print_area(0, 0, bottom + 1, len(self.columns) - 1)
        sheet.freeze_panes(self.top + 1, 3)

    def given(self, row: int, key: str, text: str) -> None:
        """A locked cell."""
        look = self.looks.id if key == "id" else self.looks.given
        self.sheet.write_string(row, self.columns.index(key), _fit(text), look)

    def open(self, row: int, key: str, value: Value | None, look: Any = None) -> None:
        """A cell to fill, with what the record holds."""
        look = look or self.looks.of(key)
        column = self.columns.index(key)
        if value is None:
            self.sheet.write_blank(row, column, None, look)
        elif isinstance(value, Decimal) and value.is_finite():
            self.sheet.write_number(row, column, float(value), look)
        elif isinstance(value, dt.date):
            self.sheet.write_datetime(row, column, dt.datetime(*value.timetuple()[:3]), look)
        else:
            text = printable(to_text(value))
            if len(text) > LONGEST:
                raise TextTooLong(
                    format="xlsx",
                    title=self.ledger.title,
                    row=row + 1,
                    column=t(f"form.column.{key}"),
                    most=LONGEST,
                )
            self.sheet.write_string(row, column, text, look)


class _ReportSheet(_Sheet):
    """What a unit reports, a row a task."""

    all_columns = (*_GIVEN, *REPORTED)

    def without(self) -> Iterator[str]:
        """A ledger without status words takes none; a plan or a last report may be missing."""
        if not self.ledger.status:
            yield "status"
        if not any(row.planned for row in self.own.rows):
            yield "planned"
        if not any(row.before for row in self.own.rows):
            yield "before"

    def rows(self, first: int) -> int:
        """A row a task."""
        row = first
        for row, one in enumerate(self.own.rows, start=first):
            self._row(row, one)
        self._choices(first, row)
        return row + 1

    def _row(self, row: int, one: FormRow) -> None:
        given = (one.key, *(cell.text for cell in one.given))
        for key, text in zip(_GIVEN, given, strict=True):
            if key in self.columns:
                self.given(row, key, text)
        for key, cell in zip(REPORTED, one.cells, strict=True):
            if key in self.columns:
                self.open(row, key, cell.value)
        longest = max(_lines(text, _WIDTHS[key]) for key, text in zip(_GIVEN, given, strict=True)
                      if key != "id")  # fmt: skip
        report = _lines(to_text(one.cells[0].value), _WIDTHS["progress"])
        self.sheet.set_row(row, min(409, 15 * max(3, longest, report)))

    def _choices(self, first: int, last: int) -> None:
        """The ledger's status words to choose from; dates and numbers with a word of advice."""
        words = list(self.ledger.status)
        if words and sum(map(len, words)) + len(words) <= 255:  # what Excel takes as a list
            column = self.columns.index("status")
            title, text = t("form.pick.title"), t("form.pick.text")
            self.sheet.data_validation(
                first, column, last, column,
                {"validate": "list", "source": words, "input_title": title, "input_message": text,
                 "error_type": "warning"},
            )  # fmt: skip
        for key, advice in (("as_of", "form.pick.date"), ("investment", "form.pick.number")):
            column = self.columns.index(key)
            self.sheet.data_validation(
                first, column, last, column, {"validate": "any", "input_message": t(advice)}
            )


class _MeasureSheet(_Sheet):
    """Figures that a unit reports, a row a measure."""

    all_columns = _MEASURE

    def without(self) -> Iterator[str]:
        """Nothing: a figure stands beside its target."""
        return iter(())

    def _name(self, ledger: LedgerId, number: int) -> str:
        return t("form.measures", number=number)[:31]

    def rows(self, first: int) -> int:
        """A row a measure."""
        row = first
        for row, one in enumerate(self.own.measures, start=first):
            self._row(row, one)
        return row + 1

    def _row(self, row: int, one: MeasureRow) -> None:
        measure = one.measure
        given = (one.key, *(cell.text for cell in one.given))
        for key, text in zip(self.columns, given, strict=False):
            self.given(row, key, text)
        share = measure.unit.strip().endswith(("%", "％"))
        self.open(row, "figure", one.cell.value, self.looks.share if share else None)


def _fit(text: str) -> str:
    """A given text as far as a cell can hold it."""
    return printable(text)[:LONGEST]


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes in a column; a Han character is as wide as two digits."""
    return sum(-(-max(1, cells(line)) // width) for line in text.split("\n"))
