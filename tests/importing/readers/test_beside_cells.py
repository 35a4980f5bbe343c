"""What a workbook says outside of its cells is counted, and what it hides is told."""

import io
import shutil

import pytest
import xlsxwriter

from msctl.importing.readers.office import convert
from msctl.importing.readers.opening import open_document
from msctl.importing.readers.source import Source
from msctl.importing.tables import Document

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
COMMENT, BOX, HEADER, FOOTER = (
    "请核实\n数字",
    "填表说明：\n金额以万元计",
    "内部资料",
    "制表：办公室",
)


def workbook() -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet("台账")
    for row, cells in enumerate((["序号", "项目名称"], ["1", "甲"], ["2", "乙"], ["3", "丙"])):
        sheet.write_row(row, 0, cells)
    sheet.write_comment("B2", COMMENT, {"author": "某人"})
    sheet.insert_textbox("D2", BOX)
    sheet.set_header(f'&L&"宋体,常规"&10{HEADER}&R')
    sheet.set_footer(f"&C第 &P 页&R{FOOTER}")
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.set_column(0, 0, None, None, {"hidden": True})
    book.close()
    return data.getvalue()


def opened(data: bytes) -> Document:
    return open_document(Source("文件", data))


def test_comments_text_boxes_page_headers_and_hidden_cells_of_xlsx() -> None:
    document = opened(workbook())
    beside = [(aside.place, aside.text) for aside in document.asides]
    assert beside == [
        ("text-box", BOX),
        ("comment", COMMENT),
        ("header", HEADER),
        ("footer", f"第 页 {FOOTER}"),
    ]
    assert document.characters == sum(
        len("".join(text.split()))
        for text in (COMMENT, BOX, HEADER, f"第页{FOOTER}", "序号项目名称1甲2乙3丙")
    )
    hidden = [(remark.place, remark.text) for remark in document.remarks]
    assert hidden == [("hidden-cells", "台账!3:4"), ("hidden-cells", "台账!A:A")]


@needs_office
@pytest.mark.parametrize("to", ["xls", "ods"])
def test_likewise_of_other_workbooks(to: str) -> None:
    ours, theirs = opened(workbook()), opened(convert(Source("文件", workbook()), "calc", to).data)
    assert theirs.tables[0].rows == ours.tables[0].rows
    assert theirs.remarks == ours.remarks
    found = {"".join(aside.text.split()) for aside in theirs.asides}
    wanted = {"".join(aside.text.split()) for aside in ours.asides}
    if to == "xls":
        # xlrd reads neither drawings nor page headers
        wanted = {"".join(COMMENT.split())}
    assert found == wanted
