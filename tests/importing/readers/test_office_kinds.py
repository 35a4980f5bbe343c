"""The same table from every kind of file, those that LibreOffice writes included."""

import datetime as dt
import io
import shutil

import pytest
import xlsxwriter

from msctl.importing.errors import NoOffice
from msctl.importing.readers.office import convert
from msctl.importing.readers.opening import open_document
from msctl.importing.readers.source import Source
from msctl.importing.tables import Document

from .. import made_up

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")


def opened(data: bytes) -> Document:
    return open_document(Source("文件", data))


@needs_office
@pytest.mark.parametrize("to", ["xls", "ods"])
def test_a_workbook_saved_by_another_program_is_the_same_table(to: str) -> None:
    data = made_up.three_level_headers()
    [ours] = opened(data).tables
    document = opened(convert(Source("文件", data), "calc", to).data)
    [theirs] = document.tables
    assert document.kind == to
    assert (theirs.before, theirs.place) == (ours.before, ours.place)
    assert theirs.spans == ours.spans
    assert theirs.rows == ours.rows


def formatted() -> bytes:
    """Values that their formats show otherwise than they are."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet("表")
    day, moment = dt.datetime(2024, 9, 30), dt.datetime(2024, 9, 30, 10, 20)
    cells = [
        (77.5, "0"),
        (1234567.891, "#,##0.0"),
        (0.1 + 0.2, "0.00"),
        (1.856, '0.0"亿元"'),
        (0.1256, "0%"),
        (day, "yyyy-mm-dd"),
        (day, "yy/m/d"),
        (day, 'yyyy"年"m"月"d"日"'),
        (moment, "yyyy-mm-dd hh:mm"),
        (-3, "0.00;[Red]-0.00"),
    ]
    for row, (value, code) in enumerate(cells):
        sheet.write(row, 1, value, book.add_format({"num_format": code}))
        sheet.write(row, 0, f"第{row}")
    sheet.write(len(cells), 0, "公式")
    sheet.write_formula(len(cells), 1, "=B1*2", None, 155)
    book.close()
    return data.getvalue()


def test_values_are_whole_and_words_of_formats_are_kept() -> None:
    [table] = opened(formatted()).tables
    assert [row[1] for row in table.rows] == [
        "77.5",
        "1234567.891",
        "0.3",
        "1.856亿元",
        "12.56%",
        "2024-09-30",
        "2024-09-30",
        "2024年9月30日",
        "2024-09-30 10:20",
        "-3",
        "155",
    ]


@needs_office
@pytest.mark.parametrize("to", ["xls", "ods"])
def test_rounded_values_are_whole_in_other_workbooks_too(to: str) -> None:
    [ours] = opened(formatted()).tables
    [theirs] = opened(convert(Source("文件", formatted()), "calc", to).data).tables
    assert theirs.rows == ours.rows


@needs_office
def test_a_workbook_whose_sectors_are_chained_oddly_is_read_and_told() -> None:
    """Some writers say that the container of small streams is where the workbook is."""
    rows: made_up.Rows = [
        ["序号", "项目名称"],
        *([number, f"项目{number}"] for number in range(1, 300)),
    ]
    whole = made_up.workbook(("表", rows, []))
    data = bytearray(convert(Source("文件", whole), "calc", "xls").data)
    root, book = (data.rindex(name.encode("utf-16-le")) for name in ("Root Entry", "Workbook"))
    data[root + 116 : root + 124] = data[book + 116 : book + 124]
    document = opened(bytes(data))
    assert document.tables[0].rows == opened(whole).tables[0].rows
    assert [remark.place for remark in document.remarks] == ["repaired"]


@needs_office
def test_a_document_of_word_97_is_the_same_table() -> None:
    data = made_up.two_tables()
    ours = opened(data)
    theirs = opened(convert(Source("文件", data), "writer", "doc").data)
    assert [table.rows for table in theirs.tables] == [table.rows for table in ours.tables]
    assert theirs.characters == ours.characters


def test_without_libreoffice_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoOffice):
        opened(b"{\\rtf1 \\trowd 1\\cell\\row}")


def test_text_of_every_encoding_is_read() -> None:
    text = "甲县台账\n序号\t项目名称\t责任单位\n1\t新建幼儿园\t县教育局\n"
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        [table] = opened(text.encode(encoding)).tables
        assert table.rows[1] == ("1", "新建幼儿园", "县教育局")


def test_a_nested_table_is_lines_of_its_cell_and_a_frame_is_none() -> None:
    inner = "<table><tr><td>一期</td><td>二期</td></tr></table>"
    rows = f"<tr><th>序号</th><th>项目名称</th></tr><tr><td>1</td><td>道路{inner}</td></tr>"
    page = f"<table><tr><td><p>台账</p><table>{rows}</table></td></tr></table>".encode()
    document = opened(page)
    [table] = document.tables
    assert table.before[-1] == "台账"
    assert table.rows[1] == ("1", "道路\n一期\n二期")


def test_a_page_that_goes_on_behind_its_end_is_read_to_the_last_word() -> None:
    rows = "<tr><td>序号</td><td>项目名称</td></tr><tr><td>{}</td><td>甲</td></tr>"
    page = f"<html><body><table>{rows}</table></body></html>"
    text = f"{page.format(1)}<p>注：暂定。</p><HTML><BODY>{page.format(2)}</BODY></HTML >乙县"
    document = opened(text.encode())
    assert [table.rows[1][0] for table in document.tables] == ["1", "2"]
    assert [line for line in document.tables[0].after if line] == ["注：暂定。"]
    assert document.after[-1] == "乙县"


@pytest.mark.parametrize("first", ["<p>甲县台账</p>", "<h2>甲县台账</h2>", "<center>甲县台账"])
def test_a_piece_of_a_page_is_one(first: str) -> None:
    rows = "<tr><td>序号</td><td>项目名称</td></tr><tr><td>1</td><td>甲</td></tr>"
    document = opened(f"{first}<table>{rows}</table>".encode())
    assert document.tables[0].rows[1] == ("1", "甲")
    assert "甲县台账" in document.tables[0].before


@needs_office
def test_a_formula_that_fails_is_blank_and_told_in_every_workbook() -> None:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet("表")
    sheet.write_row(0, 0, ["序号", "总投资"])
    sheet.write_row(1, 0, [1])
    sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    sheet.write_row(2, 0, [2, 5])
    book.close()
    for to, told in (("xlsx", "表!B2"), ("xls", "表!B2"), ("ods", "表!#DIV/0!")):
        source = Source("文件", data.getvalue())
        document = opened(source.data if to == "xlsx" else convert(source, "calc", to).data)
        assert document.tables[0].rows[1:] == (("1", ""), ("2", "5"))
        remarks = [(remark.place, remark.text) for remark in document.remarks]
        assert remarks == [("error-value", told)]
