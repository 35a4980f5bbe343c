"""Charts as an XLSX workbook: the figures on a sheet and a native chart of them."""

import datetime as dt
import io
from typing import Any

from msctl.export.charts.chart import Chart, Style
from msctl.export.charts.scale import ticks
from msctl.locale.catalogue import t
from msctl.text.safe import printable
from msctl.text.width import cells

_PATTERNS = {
    "rising": "wide_upward_diagonal",
    "falling": "wide_downward_diagonal",
    "cross": "outlined_diamond",
    "dots": "dotted_grid",
    "lines": "narrow_horizontal",
    "grid": "large_grid",
}
"""XlsxWriter's names; they differ in black and white too."""

_A4 = 9
_NO_DATE = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
_FIRST = 3
"""the row of the table's header: title, subtitle and a blank row stand above it"""


def write(chart: Chart) -> bytes:
    """The workbook; the same chart gives the same bytes."""
    import xlsxwriter

    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False})
    _describe(book, chart)
    sheet = book.add_worksheet(t("chart.sheet"))
    _figures(book, sheet, chart)
    drawn: Any = book.add_chart(
        {"type": "bar", "subtype": "stacked"} if chart.stacked else {"type": "column"}
    )
    _series(drawn, chart, t("chart.sheet"))
    drawn.set_title({"name": _text(chart.title), "overlay": False})
    drawn.set_legend({"position": "bottom"})
    totals = [chart.total(index) for index in range(len(chart.labels))]
    amounts = [value for series in chart.series for value in series.values if value is not None]
    marks = ticks(max(totals if chart.stacked else amounts), whole=chart.stacked)
    axis = {
        "name": _text(chart.unit),
        "major_gridlines": {"visible": True, "line": {"color": "#d5d9dd"}},
        "min": 0,
        "max": float(marks[-1]),
        "major_unit": float(marks[1]),
    }
    if chart.stacked:
        drawn.set_x_axis(axis)
        # the first group stands at the top, as on the sheet
        drawn.set_y_axis({"reverse": True})
    else:
        drawn.set_y_axis(axis)
    rows = max(16, 2 * len(chart.labels) + 8) if chart.stacked else 20
    drawn.set_size({"width": 760, "height": rows * 20})
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 1)
    sheet.insert_chart(1, len(chart.series) + 2, drawn)
    book.close()
    return written.getvalue()


def _figures(book: Any, sheet: Any, chart: Chart) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "align": "center", "border": 1})
    text = book.add_format({"text_wrap": True, "border": 1, "valign": "vcenter"})
    number = book.add_format({"border": 1, "valign": "vcenter"})
    sheet.write_string(0, 0, _text(chart.title), book.add_format({"bold": True, "size": 14}))
    sheet.write_string(1, 0, _text(chart.subtitle))
    sheet.write_string(_FIRST, 0, _text(chart.unit), bold)
    for place, series in enumerate(chart.series, 1):
        sheet.write_string(_FIRST, place, _text(series.label), bold)
    for row, label in enumerate(chart.labels):
        sheet.write_string(_FIRST + 1 + row, 0, _text(label), text)
        for place, series in enumerate(chart.series, 1):
            value = series.values[row]
            if value is None:
                sheet.write_blank(_FIRST + 1 + row, place, None, number)
            else:
                sheet.write_number(_FIRST + 1 + row, place, float(value), number)
    sheet.set_column(0, 0, min(40, max(cells(label) for label in chart.labels) + 2))
    sheet.set_column(1, len(chart.series), 12)
    for place, note in enumerate(chart.notes):
        sheet.write_string(_FIRST + 2 + len(chart.labels) + place, 0, _text(note))


def _series(drawn: Any, chart: Chart, sheet: str) -> None:
    last = _FIRST + len(chart.labels)
    for place, series in enumerate(chart.series, 1):
        drawn.add_series(
            {
                "name": [sheet, _FIRST, place],
                "categories": [sheet, _FIRST + 1, 0, last, 0],
                "values": [sheet, _FIRST + 1, place, last, place],
                "border": {"color": series.style.colour},
                "data_labels": _numbers(series.style) if chart.stacked else {"value": True},
                "gap": 60,
                **_fill(series.style),
            }
        )


def _numbers(style: Style) -> dict[str, object]:
    """The numbers in the parts of a bar: none for 0, white on what is full."""
    colour = "#ffffff" if style.pattern == "solid" else "#000000"
    return {"value": True, "num_format": "0;-0;", "font": {"color": colour, "bold": True}}


def _fill(style: Style) -> dict[str, object]:
    if style.pattern == "solid":
        return {"fill": {"color": style.colour}}
    if style.pattern == "empty":
        return {"fill": {"color": "#ffffff"}}
    return {
        "pattern": {
            "pattern": _PATTERNS[style.pattern],
            "fg_color": style.colour,
            "bg_color": "#ffffff",
        }
    }


def _text(text: str) -> str:
    return printable(" ".join(text.split()))


def _describe(book: Any, chart: Chart) -> None:
    """The properties: title, a date that does not change, and where the figures come from."""
    date = chart.origin.date if chart.origin and chart.origin.date else _NO_DATE
    book.set_properties({"title": _text(chart.title), "created": date.astimezone(dt.UTC)})
    for name, value in (chart.origin.properties() if chart.origin else {}).items():
        book.set_custom_property(name, printable(value)[:255], "text")
