"""What records hold is data in documents too: whatever the wording, it is read back as it was."""

import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from python_calamine import CalamineWorkbook

from msctl.export.table import BodyRow, Cell, Table, TableColumn
from msctl.export.writing import write
from msctl.model.money import plain
from msctl.model.values import to_text
from msctl.text.safe import printable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

TEXT = st.text(
    st.one_of(
        st.sampled_from("一二，。（）\n\t ab12%|\\`<>&'\"=+-@#$*_[]{}~^\x00\x0b\x1b\r\ufffe\uffff"),
        st.sampled_from("\u200d\ufe0f👨●①—\u202e\u3000_x0041_"),
        st.characters(),
    ),
    max_size=20,
)
AMOUNT = st.decimals(min_value=Decimal("-1e9"), max_value=Decimal("1e9"), places=3, allow_nan=False)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables of text and numbers in which cells may span rows, columns or both."""
    wide, high = draw(st.integers(2, 4)), draw(st.integers(1, 4))
    numeric = [draw(st.booleans()) if index else False for index in range(wide)]
    columns = [TableColumn(f"c{i}", f"标题{i}", number) for i, number in enumerate(numeric)]
    body: list[list[Cell | None]] = []
    for _ in range(high):
        row: list[Cell | None] = []
        for number in numeric:
            value = draw(AMOUNT).normalize() if number else draw(TEXT)
            row.append(Cell(to_text(value), value, numeric=number))
        body.append(row)
    if draw(st.booleans()) and high > 1:
        body[0][0] = Cell(draw(TEXT), rowspan=high)
        for row in body[1:]:
            row[0] = None
    if draw(st.booleans()) and wide > 2:
        last = body[-1]
        last[1] = Cell(draw(TEXT), colspan=wide - 1)
        last[2:] = [None] * (wide - 2)
    header = tuple(Cell(column.label) for column in columns)
    rows = tuple(BodyRow(tuple(row)) for row in body)
    return Table(tuple(columns), (header,), rows, title="标题")


def lines(text: str) -> str:
    """Wording as a document holds it: line feeds are line breaks, control characters visible."""
    return printable(text)


def wanted(table: Table) -> list[list[str]]:
    return [[lines(cell) for cell in row] for row in table.body_texts()]


def from_docx(data: bytes) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    found = []
    for row in list(root.iter(f"{W}tr"))[1:]:
        cells = []
        for cell in row.iter(f"{W}tc"):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            text = "\n".join(map(paragraph, cell.findall(f"{W}p")))
            assert merge is None or merge.get(f"{W}val") == "restart" or not text
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            wide = 1 if span is None else int(span.get(f"{W}val"))
            cells += [text, *[""] * (wide - 1)]
        found.append(cells)
    return found


def paragraph(element: etree._Element) -> str:
    parts = element.iter(f"{W}t", f"{W}tab")
    return "".join("\t" if part.tag == f"{W}tab" else part.text or "" for part in parts)


def from_xlsx(data: bytes) -> list[list[str]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False)[2:]
    return [
        [cell if isinstance(cell, str) else plain(Decimal(repr(cell))) for cell in row]
        for row in rows
    ]


def from_html(data: bytes) -> list[list[str]]:
    page = html.document_fromstring(data.decode())
    found = []
    covered: dict[tuple[int, int], bool] = {}
    for at, row in enumerate(page.xpath("//tbody/tr")):
        cells: list[str] = []
        for cell in row:
            while covered.get((at, len(cells))):
                cells.append("")
            for below in range(int(cell.get("rowspan", 1))):
                covered[at + below, len(cells)] = True
            texts = [cell.text or "", *("\n" + (br.tail or "") for br in cell)]
            cells += ["".join(texts), *[""] * (int(cell.get("colspan", 1)) - 1)]
        found.append(cells)
    return found


READERS = {"docx": from_docx, "xlsx": from_xlsx, "html": from_html}


@pytest.mark.parametrize("form", READERS)
@settings(max_examples=40, deadline=None)
@given(table=tables())
def test_a_document_gives_every_cell_back(form: str, table: Table) -> None:
    found = READERS[form](write(table, form))
    assert len(found) == len(table.body) or (form == "xlsx" and len(found) < len(table.body))
    for row, own in zip(found, wanted(table), strict=False):
        assert row == own
    # a workbook ends with its last row that has a wording
    assert not any(any(row) for row in wanted(table)[len(found) :])


@settings(max_examples=15, deadline=None)
@given(table=tables())
def test_a_pdf_is_typeset_whatever_the_wording(table: Table) -> None:
    pytest.importorskip("typst")
    assert write(table, "pdf").startswith(b"%PDF-")


@settings(max_examples=25, deadline=None)
@given(table=tables())
def test_the_same_table_gives_the_same_bytes(table: Table) -> None:
    for form in ("html", "xlsx", "docx"):
        assert write(table, form) == write(table, form)
