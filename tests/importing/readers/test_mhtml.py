"""Web pages in one file, as Word, Excel and WPS save them."""

import base64
import quopri

import pytest

from msctl.importing.errors import Damaged
from msctl.importing.readers.kinds import Kind, kind_of
from msctl.importing.readers.opening import open_document
from msctl.importing.readers.source import Source
from msctl.importing.tables import Document

ROWS = (("序号", "项目名称"), ("1", "学校"), ("2", "道路"))


def opened(data: bytes) -> Document:
    return open_document(Source("文件", data))


def page(*rows: tuple[str, ...], charset: str = "utf-8", before: str = "") -> str:
    cells = ("".join(f"<td><p>{cell}</p></td>" for cell in row) for row in rows)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    meta = f'<meta http-equiv=Content-Type content="text/html; charset={charset}">'
    return f"<html><head>{meta}</head><body>{before}<table>{table}</table></body></html>"


def part(text: str, charset: str = "utf-8", *, quoted: bool = True) -> bytes:
    data = text.encode(charset)
    coded = quopri.encodestring(data) if quoted else base64.encodebytes(data)
    way = b"quoted-printable" if quoted else b"base64"
    head = b'Content-Type: text/html; charset="' + charset.encode() + b'"\n'
    return head + b"Content-Transfer-Encoding: " + way + b"\n\n" + coded


def message(*parts: bytes) -> bytes:
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary="----=_Part"\n\n'
    picture = b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
    body = b"".join(b"------=_Part\n" + own + b"\n" for own in (*parts, picture))
    return (head + body + b"------=_Part--\n").replace(b"\n", b"\r\n")


@pytest.mark.parametrize(("charset", "quoted"), [("gb2312", True), ("utf-8", False)])
def test_a_document_that_word_saves_in_one_file_is_its_page(charset: str, quoted: bool) -> None:
    title = "<p>丑县民生实事表</p>"
    text = page(*ROWS, charset=charset, before=title)
    header = "<html><body><p>内部资料</p><p>第1页</p></body></html>"
    data = message(part(text, charset, quoted=quoted), part(header))
    assert kind_of(Source("文件", data)) is Kind.MHTML
    document = opened(data)
    [table] = document.tables
    assert table.rows == ROWS
    assert [line for line in table.before if line] == ["丑县民生实事表"]
    assert [(aside.place, aside.text) for aside in document.asides] == [("beside", "内部资料")]


def test_a_workbook_that_excel_saves_in_one_file_is_its_sheets() -> None:
    frame = "<html><frameset><frame src=sheet001.htm></frameset></html>"
    more = (ROWS[0], ("3", "桥"), ("4", "渠"))
    pages = (page(*ROWS) + "<p>注：暂定。</p>", page(*more, before="<p>第二批民生实事表</p>"))
    document = opened(message(part(frame), *map(part, pages)))
    assert [table.rows for table in document.tables] == [ROWS, more]
    assert [line for line in document.tables[0].after if line] == ["注：暂定。"]


def test_a_message_without_a_page_is_damaged_and_one_without_parts_is_text() -> None:
    with pytest.raises(Damaged):
        opened(message())
    assert kind_of(Source("文件", b"From: a@b\nSubject: multipart\n\n\nmultipart/related")) is (
        Kind.TEXT
    )


def test_parts_within_parts_without_end_are_damaged() -> None:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a0\n\n"
    depth = 3_000
    nested = (
        b"--a%d\nContent-Type: multipart/related; boundary=a%d\n\n" % (number, number + 1)
        for number in range(depth)
    )
    with pytest.raises(Damaged):
        opened(head + b"".join(nested))
