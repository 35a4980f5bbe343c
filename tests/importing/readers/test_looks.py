"""What the looks of words say: struck through, raised, hidden, ticked; in every kind of file."""

import io
import shutil

import pytest
import xlsxwriter

from msctl.importing.readers.looks import drawn, raised, settled, struck
from msctl.importing.readers.office import convert
from msctl.importing.readers.opening import open_document
from msctl.importing.readers.source import Source
from msctl.importing.tables import Document

from .. import made_up
from ..made_up import paragraph, run, table_xml

TITLES = ("序号", "项目名称", "建设内容", "总投资")
READ = [
    TITLES,
    ("1", "村道", "硬化30公里，合10⁴米", "600"),
    ("2", "公厕", "改造3座", "80"),
]
"""What is read of the documents here: of the first project 20 and 500 are struck through, the
second one is struck through as a whole."""


def opened(data: bytes) -> Document:
    return open_document(Source("文件", data))


def told(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for aside in (*document.asides, *document.remarks):
        found.setdefault(aside.place, []).append(aside.text)
    return found


def looked(text: str, looks: str) -> str:
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>"


def in_word(*rows: tuple[str, ...]) -> bytes:
    """A Word document whose cells are runs."""
    titles = tuple(map(run, TITLES))
    return made_up.raw_word(
        table_xml([[f"<w:p>{cell}</w:p>" for cell in row] for row in (titles, *rows)])
    )


def in_excel() -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet("表")
    line, plain = book.add_format({"font_strikeout": True}), book.add_format({})
    high = book.add_format({"font_script": 1})
    for column, title in enumerate(TITLES):
        sheet.write(0, column, title)
    sheet.write_row(1, 0, [1, "村道"])
    sheet.write_rich_string(1, 2, "硬化", line, "20", plain, "30公里，合10", high, "4", plain, "米")
    sheet.write_rich_string(1, 3, line, "500", plain, "600")
    for column, cell in enumerate((2, "公厕", "改造3座", 80)):
        sheet.write(2, column, cell, line)
    book.close()
    return data.getvalue()


def test_words_struck_through_in_word_count_no_more() -> None:
    line = "<w:strike/>"
    document = opened(
        in_word(
            (
                *(run("1"), run("村道")),
                run("硬化")
                + looked("20", line)
                + looked("30公里，合10", '<w:strike w:val="0"/>')
                + looked("4", '<w:vertAlign w:val="superscript"/>')
                + run("米"),
                looked("500", "<w:dstrike/>") + run("600"),
            ),
            tuple(looked(text, line) for text in READ[2]),
        )
    )
    assert list(document.tables[0].rows) == READ
    assert told(document) == {"struck": ["20", "500"], "struck-whole": list(READ[2])}


@pytest.mark.parametrize("to", ["xlsx", "xls", "ods"])
def test_words_struck_through_in_a_workbook_count_no_more(to: str) -> None:
    data = in_excel()
    if to != "xlsx":
        if shutil.which("soffice") is None:
            pytest.skip("needs LibreOffice")
        data = convert(Source("文件", data), "calc", to).data
    document = opened(data)
    assert document.kind == to
    assert list(document.tables[0].rows) == READ
    cells = [f"表!{column}3" for column in "ABCD"]
    assert told(document) == {"struck": ["20", "500"], "struck-whole": cells}


def test_a_part_without_looks_has_those_of_its_cell() -> None:
    """Excel writes a part that looks like its cell without any looks."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet("表")
    line, plain = book.add_format({"font_strikeout": True}), book.add_format({})
    sheet.write_row(0, 0, ["序号", "总投资"])
    sheet.write(1, 0, 1)
    sheet.write_rich_string(1, 1, "500", plain, "600", line)
    book.close()
    document = opened(data.getvalue())
    assert document.tables[0].rows[1] == ("1", "600")
    assert told(document) == {"struck": ["500"]}


def test_words_struck_through_on_a_page_count_no_more() -> None:
    rows = (
        "<tr><td>1</td><td>村道</td><td>硬化<s>20</s>30公里，合10<sup>4</sup>米</td>"
        "<td><font class=font5>500</font>600</td></tr>"
        '<tr class="xl7 font5"><td class=font5>2</td><td class=font5>公厕</td>'
        '<td style="text-decoration: underline line-through">改造3座</td>'
        "<td><del>80</del></td></tr>"
    )
    titles = "".join(f"<th>{title}</th>" for title in TITLES)
    style = "<style>.font5\n{color:red;text-decoration:line-through;} td{color:red}</style>"
    page = f"<html><head>{style}</head><table><tr>{titles}</tr>{rows}</table></html>"
    document = opened(page.encode())
    assert list(document.tables[0].rows) == READ
    assert told(document) == {"struck": ["20", "500"], "struck-whole": list(READ[2])}


def test_hidden_words_and_readings_are_no_wording_and_ticks_are() -> None:
    above = f"<w:rt>{run('dōng')}</w:rt><w:rubyBase>{run('东')}</w:rubyBase>"
    reading = f"<w:r><w:ruby>{above}</w:ruby></w:r>"
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    box = "<w:r><w:fldChar><w:ffData><w:checkBox>{}</w:checkBox></w:ffData></w:fldChar></w:r>"
    sign = '<w:r><w:sym w:font="Wingdings" w:char="{}"/></w:r>'
    document = opened(
        in_word(
            (
                run("1"),
                run("城") + reading + run("广场"),
                run("铺") + f"<m:oMath {math}>{half}</m:oMath>" + looked("待定", "<w:vanish/>"),
                sign.format("F0FE") + run("是") + sign.format("F0A8") + run("否"),
            ),
            (
                *(run("2"), run("桥"), run("修桥")),
                box.format('<w:checked w:val="0"/>') + run("是") + box.format("<w:checked/>"),
            ),
        )
    )
    assert document.tables[0].rows[1:] == (
        ("1", "城东广场", "铺1/2", "☑是□否"),
        ("2", "桥", "修桥", "□是☑"),
    )
    assert told(document) == {"reading": ["dōng"], "hidden-text": ["待定"]}


def test_a_cell_is_settled_when_all_of_it_is_known() -> None:
    assert settled("硬化" + struck("2") + struck("0") + "30") == ("硬化30", ("20",), False)
    assert settled(struck("作") + " " + struck("废")) == ("作 废", (), True)
    assert settled("甲乙") == ("甲乙", (), False)
    assert struck(struck("甲") + "乙") == struck("甲乙")


@pytest.mark.parametrize(
    ("text", "read"), [("4", "⁴"), ("-3", "⁻³"), ("①", "①"), ("[1]", "[1]"), ("注", "注")]
)
def test_only_digits_are_raised(text: str, read: str) -> None:
    assert raised(text) == read


def test_a_sign_of_an_unknown_font_is_no_box() -> None:
    assert drawn("Wingdings", 0xF0A8) == "□"
    assert drawn("Webdings", 0xF0A8) == "\ufffd"
    assert drawn("宋体", 0x2713) == "✓"


def test_numbers_on_a_page_are_whole() -> None:
    row = '<tr><td>1</td><td x:num="1234.5678">1,234.57</td><td sdval="0.255">26%</td></tr>'
    more = '<tr><td>2</td><td x:num="18260">1.83</td><td sdval="45413">2024-05-01</td></tr>'
    document = opened(
        f"<table><tr><td>序号</td><td>总投资</td><td>率</td></tr>{row}{more}".encode()
    )
    assert document.tables[0].rows[1:] == (
        ("1", "1234.5678", "25.5%"),
        ("2", "1.826", "2024-05-01"),
    )


def test_hidden_rows_of_a_page_are_told() -> None:
    rows = "<tr><td>1</td><td>甲</td></tr><tr style='display:none'><td>2</td><td>乙</td></tr>"
    empty = "<tr height=0 style='display:none'><td></td></tr>"
    page = f"<table><tr><td>序号</td><td>项目名称</td></tr>{rows}{empty}</table>"
    assert told(opened(page.encode())) == {"hidden-cells": ["2 乙"]}


def test_a_paragraph_that_is_struck_through_keeps_no_number() -> None:
    counted = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    lines = (run("甲"), looked("乙", "<w:strike/>"), run("丙"))
    content = "</w:p><w:p>".join(counted + line for line in lines)
    form = '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%1）"/>'
    lists = f'<w:abstractNum w:abstractNumId="0"><w:lvl>{form}</w:lvl></w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    titles, row = map(paragraph, TITLES[::2]), [paragraph("1"), f"<w:p>{content}</w:p>"]
    document = opened(
        made_up.raw_word(
            table_xml([list(titles), row]),
            numbering=f"<w:numbering {made_up.W}>{lists}</w:numbering>",
        )
    )
    assert document.tables[0].rows[1][1].split() == ["（1）甲", "（3）丙"]
    assert told(document) == {"struck": ["（2）乙"]}
