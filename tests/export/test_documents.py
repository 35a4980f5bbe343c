"""Tables as HTML, XLSX, DOCX and PDF, looked at in the files themselves."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from lxml import etree, html

from msctl.export.errors import MissingExtra, NoFont, TextTooLong
from msctl.export.fonts import Fonts
from msctl.export.official import build
from msctl.export.options import Options
from msctl.export.origin import Origin, find, from_properties
from msctl.export.paper import BODY, ROOM, fit
from msctl.export.table import BodyRow, Cell, Table, TableColumn, plain_table
from msctl.export.writing import write, write_all

from .ledgers import LEDGER, in_paragraphs, in_rows

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ORIGIN = Origin(
    "0.1", "export", "qinghe/2024/minsheng", "official", "Q2", commit="ab" * 20, dirty=True
)


def rows() -> Table:
    return build(in_rows(), LEDGER, "official")


def paragraphs() -> Table:
    return build(in_paragraphs(), LEDGER, "official")


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def page_of(table: Table) -> html.HtmlElement:
    return html.document_fromstring(write(table, "html").decode())


def grid(lines: Sequence[html.HtmlElement]) -> list[list[tuple[str, str, str]]]:
    return [
        [
            ("\n".join(cell.itertext()), cell.get("rowspan", "1"), cell.get("colspan", "1"))
            for cell in line
        ]
        for line in lines
    ]


def test_html_merges_titles_projects_and_totals() -> None:
    page = page_of(paragraphs())
    head = grid(page.xpath("//thead/tr"))
    assert head[0][0] == ("类别", "2", "1")
    assert head[0][3] == ("投资", "1", "2")
    assert [cell[0] for cell in head[1]] == ["总投资", "县财政"]
    body = grid(page.xpath("//tbody/tr"))
    assert body[0][0] == ("项目（合计：3个）", "1", "2")
    assert body[1][0] == ("一、宜居", "2", "1")
    assert page.xpath("//p[@class='unit']/text()") == ["单位：万元"]
    assert page.xpath("//h1/text()") == ["清河县项目表"]
    assert page_of(rows()).xpath("//p[@class='annex']/text()") == ["附件"]


def test_html_loads_nothing_and_runs_nothing() -> None:
    hostile = '<script>alert(1)</script><img src="http://x.example/a.png" onerror=alert(1)>'
    table = plain_table([TableColumn("a", hostile)], [[hostile]], title=hostile)
    written = write(table, "html", origin=replace(ORIGIN, scope=hostile), stamp=True).decode()
    page = html.document_fromstring(written)
    assert not page.xpath("//script | //img | //link | //iframe | //*[@src or @href]")
    assert page.xpath("//td")[0].text == hostile
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert "url(" not in written
    assert "@import" not in written


def test_a_workbook_has_numbers_sums_and_merged_cells() -> None:
    sheet = part(write(paragraphs(), "xlsx"), "xl/worksheets/sheet1.xml")
    cells = {cell.get("r"): cell for cell in sheet.iter(f"{S}c")}
    total = cells["D5"]
    assert total.find(f"{S}f").text == "SUM(D6:D8)"
    assert total.find(f"{S}v").text == "5000"
    assert cells["E6"].find(f"{S}v").text == "4880.5"
    assert cells["E6"].get("t", "n") == "n"
    assert cells["B6"].get("t") == "s"
    merged = {cell.get("ref") for cell in sheet.iter(f"{S}mergeCell")}
    assert {"A1:G1", "A3:A4", "D3:E3", "A5:B5", "A6:A7"} <= merged


def test_a_workbook_is_printed_lying_with_its_header_on_each_page() -> None:
    data = write(paragraphs(), "xlsx")
    sheet = part(data, "xl/worksheets/sheet1.xml")
    setup = sheet.find(f"{S}pageSetup")
    assert (setup.get("orientation"), setup.get("paperSize")) == ("landscape", "9")
    assert (setup.get("fitToHeight"), sheet.find(f".//{S}pane").get("ySplit")) == ("0", "4")
    assert sheet.find(f"{S}autoFilter") is None
    names = part(data, "xl/workbook.xml").iter(f"{S}definedName")
    assert {name.get("name"): name.text for name in names} == {
        "_xlnm.Print_Titles": "清河县项目表!$3:$4"
    }
    footer = sheet.find(f"{S}headerFooter/{S}oddFooter").text
    assert "— &P —" in footer


def test_text_in_a_workbook_is_never_a_formula_or_a_link() -> None:
    texts = ["=1+1", "+86", "@SUM(A1)", "-2+3", "\t=1", "http://x.example/", "mailto:a@b.example"]
    table = plain_table([TableColumn(str(i), "列") for i in range(len(texts))], [texts])
    data = write(table, "xlsx")
    sheet = part(data, "xl/worksheets/sheet1.xml")
    assert not list(sheet.iter(f"{S}f", f"{S}hyperlink"))
    strings = part(data, "xl/sharedStrings.xml")
    assert set(texts) <= {"".join(item.itertext()) for item in strings}


def test_a_total_that_is_no_sum_of_its_column_is_a_number() -> None:
    table = plain_table([TableColumn("a", "数", numeric=True)], [[Decimal(1)], [Decimal(2)]])
    last = BodyRow((Cell("2", Decimal(2), numeric=True),), totals=True)
    sheet = part(
        write(replace(table, body=(*table.body, last)), "xlsx"), "xl/worksheets/sheet1.xml"
    )
    assert not list(sheet.iter(f"{S}f"))


def test_numbers_that_a_workbook_would_round_stay_text() -> None:
    exact = Decimal("12345678901234567.89")
    table = plain_table([TableColumn("a", "数", numeric=True)], [[exact]])
    strings = part(write(table, "xlsx"), "xl/sharedStrings.xml")
    assert "12345678901234567.89" in {"".join(item.itertext()) for item in strings}


def test_wording_longer_than_a_cell_of_a_workbook_is_refused_and_not_cut() -> None:
    table = plain_table([TableColumn("a", "内容")], [["长" * 32768]], title="表")
    with pytest.raises(TextTooLong) as told:
        write(table, "xlsx")
    assert told.value.details["column"] == "内容"
    assert write(table, "docx")


def test_rows_are_high_enough_for_a_cell_that_spans_them() -> None:
    long = Cell("很长的内容" * 40, rowspan=2)
    table = Table(
        (TableColumn("a", "内容", width=20), TableColumn("b", "数", width=6)),
        ((Cell("内容"), Cell("数")),),
        (BodyRow((long, Cell("1"))), BodyRow((None, Cell("2")))),
    )
    sheet = part(write(table, "xlsx"), "xl/worksheets/sheet1.xml")
    heights = [float(row.get("ht")) for row in sheet.iter(f"{S}row")][1:]
    needed = fit(table).lines(long, 0) * fit(table).size
    assert sum(heights) >= needed


def test_a_document_repeats_its_header_and_ends_in_a_paragraph() -> None:
    document = part(write(paragraphs(), "docx"), "word/document.xml")
    body = document.find(f"{W}body")
    assert [child.tag.removeprefix(W) for child in body] == ["p", "p", "tbl", "p", "sectPr"]
    lines = list(body.iter(f"{W}tr"))
    repeated = [line.find(f"{W}trPr/{W}tblHeader") is not None for line in lines]
    assert repeated == [True, True, False, False, False, False]
    size = body.find(f"{W}sectPr/{W}pgSz")
    assert size.get(f"{W}orient") == "landscape"
    assert int(size.get(f"{W}w")) > int(size.get(f"{W}h"))
    widths = [int(column.get(f"{W}w")) for column in body.iter(f"{W}gridCol")]
    assert abs(sum(widths) - ROOM / 25.4 * 1440) < len(widths)


def test_a_document_opens_as_any_other() -> None:
    opened = docx.Document(io.BytesIO(write(paragraphs(), "docx", origin=ORIGIN)))
    (table,) = opened.tables
    assert [cell.text for cell in table.rows[2].cells][:4] == [
        "项目（合计：3个）",
        "项目（合计：3个）",
        "",
        "5000",
    ]
    assert opened.core_properties.title == "清河县项目表"
    assert [p.style.name for p in opened.paragraphs if p.style][:2] == ["表题", "计量单位"]


def test_cells_of_a_document_merge_both_ways() -> None:
    document = part(write(paragraphs(), "docx"), "word/document.xml")
    lines = [list(line.iter(f"{W}tc")) for line in document.iter(f"{W}tr")]
    first = [cell.find(f"{W}tcPr") for cell in lines[0]]
    spans = [p.find(f"{W}gridSpan") for p in first]
    assert [span.get(f"{W}val") if span is not None else "1" for span in spans] == [
        *"111",
        "2",
        *"11",
    ]
    category = [line[0].find(f"{W}tcPr/{W}vMerge") for line in lines[3:6]]
    assert [m.get(f"{W}val", "continue") if m is not None else "" for m in category] == [
        "restart",
        "continue",
        "",
    ]
    plan = lines[3][5].findall(f"{W}p")
    assert ["".join(p.itertext()) for p in plan][:2] == ["东片区：", "一季度：开工。"]


def test_fonts_stand_by_name_with_what_to_take_instead() -> None:
    data = write(rows(), "docx")
    fonts = {
        font.get(f"{W}name"): font.find(f"{W}altName").get(f"{W}val")
        for font in part(data, "word/fontTable.xml")
    }
    assert {"方正小标宋简体", "黑体", "仿宋_GB2312", "宋体"} <= fonts.keys()
    assert "Noto Serif CJK SC" in fonts["仿宋_GB2312"]
    styles = {s.get(f"{W}styleId"): s for s in part(data, "word/styles.xml").iter(f"{W}style")}
    title = styles["TableTitle"].find(f"{W}rPr")
    assert title.find(f"{W}rFonts").get(f"{W}eastAsia") == "方正小标宋简体"
    assert title.find(f"{W}sz").get(f"{W}val") == "44"


def test_page_numbers_stand_between_two_dashes_at_the_outer_edge() -> None:
    data = write(rows(), "docx")
    for name, side in (("footer1", "PageOdd"), ("footer2", "PageEven")):
        footer = part(data, f"word/{name}.xml")
        assert re.sub(r"\s", "", "".join(footer.itertext())) == "—PAGE1—"
        assert footer.find(f".//{W}pStyle").get(f"{W}val") == side
    assert part(data, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None


def test_several_tables_are_annexes_of_one_document() -> None:
    tables = [rows(), paragraphs()]
    document = part(write_all(tables, "docx", Options()), "word/document.xml")
    assert len(list(document.iter(f"{W}tbl"))) == 2
    assert len(list(document.iter(f"{W}pageBreakBefore"))) == 1
    book = part(write_all([rows(), rows()], "xlsx", Options()), "xl/workbook.xml")
    assert [sheet.get("name") for sheet in book.iter(f"{S}sheet")] == ["附件", "附件 (2)"]


def test_a_workbooks_own_font_is_one_that_every_system_has_the_widths_of() -> None:
    """Its digits are the unit of column widths. Where Calibri is missing columns grow by a third,
    and the print, fitted to the page, shrinks with them."""
    styles = part(write(rows(), "xlsx"), "xl/styles.xml")
    first = next(styles.iter(f"{S}font"))
    assert [first.find(f"{S}{key}").get("val") for key in ("name", "sz")] == ["Arial", "10"]


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "pdf"])
def test_a_document_says_where_it_comes_from(form: str) -> None:
    if form == "pdf":
        pytest.importorskip("typst")
    data = write(rows(), form, origin=ORIGIN)
    if form == "html":
        page = html.document_fromstring(data.decode())
        told = {m.get("name"): m.get("content") for m in page.iter("meta") if m.get("name")}
        assert from_properties(told) == ORIGIN
    elif form == "pdf":
        assert find(data.decode("utf-8", errors="ignore")) == replace(
            ORIGIN, commit="", dirty=False
        )
    else:
        properties = part(data, "docProps/custom.xml")
        told = {item.get("name"): "".join(item.itertext()) for item in properties}
        assert from_properties(told) == ORIGIN


def test_a_pdf_is_lying_a4_with_its_title() -> None:
    pytest.importorskip("typst")
    data = write(paragraphs(), "pdf")
    assert data.startswith(b"%PDF-")
    box = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", data)
    assert box
    assert [round(float(side)) for side in box.groups()] == [842, 595]
    assert "清河县项目表" in data.decode("utf-8", errors="ignore")
    assert write(paragraphs(), "pdf") == data


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_a_word_wider_than_its_column_is_broken_in_a_pdf_too(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    columns = [TableColumn("a", "编号", width=20), TableColumn("b", "内容", width=80)]
    word = "W" * 90
    file = tmp_path / "a.pdf"
    file.write_bytes(write(plain_table(columns, [[word, "内容" * 60]]), "pdf"))
    asked = ["pdftotext", "-bbox", str(file), "-"]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    words = re.findall(r'xMin="([\d.]+)".*?xMax="([\d.]+)".*?>(.*?)</word>', told)
    first = [float(right) for _, right, word in words if "W" in word]
    second = min(float(left) for left, _, word in words if word.startswith("内容内容"))
    assert max(first) < second


def test_a_pdf_without_the_typesetter_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtra) as told:
        write(rows(), "pdf")
    assert told.value.details["extra"] == "pdf"


def test_no_font_of_chinese_is_an_error_and_no_boxes() -> None:
    with pytest.raises(NoFont):
        Fonts(None, frozenset({"dejavu sans"})).of(BODY)
    assert Fonts(None, frozenset({"simsun"})).of(BODY) == ["SimSun"]


@pytest.mark.parametrize("period", ["", "Q2"])
@pytest.mark.parametrize("commit", ["", "cd" * 20])
def test_a_printed_origin_is_found_again(period: str, commit: str) -> None:
    import datetime as dt

    date = dt.datetime(2024, 7, 1, 12, tzinfo=dt.UTC) if commit else None
    for unit in ("", "民政局"):
        told = Origin("0.1", "export", "qixia/2024/minsheng", "我的版式", period, unit)
        origin = replace(told, commit=commit, date=date)
        assert find(f"表\n{origin.line()}\n尾") == origin
    assert find("导出自 别处") is None


def test_a_note_that_no_cell_holds_is_refused_too() -> None:
    table = replace(
        plain_table([TableColumn("a", "内容"), TableColumn("b", "数")], []), below=("长" * 32768,)
    )
    with pytest.raises(TextTooLong):
        write(table, "xlsx")
