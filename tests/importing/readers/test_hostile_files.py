"""Files that would harm, mislead or are broken: one sentence each, within bounded memory."""

import io
import random
import struct
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from command import Msctl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import County

from msctl.importing.errors import CannotOpen
from msctl.importing.readers.opening import open_document
from msctl.importing.readers.source import Source, read_source
from msctl.importing.tables import Document
from msctl.locale.catalogue import sentence
from msctl.model.errors import MsctlError

from .. import made_up

W = made_up.W
INTO = "yi-xian/2024/minsheng"


def opened(data: bytes) -> Document:
    return open_document(Source("文件", data))


def refused(data: bytes) -> str:
    with pytest.raises(MsctlError) as caught:
        opened(data)
    return f"{caught.value.key}: {sentence(caught.value)}"


def zipped(**parts: str | bytes) -> bytes:
    """An archive; ``__`` in a name is a slash, ``_`` before the suffix a full stop."""
    data = io.BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return data.getvalue()


def compound(name: str, stream: bytes = b"") -> bytes:
    """A compound file with one stream ([MS-CFB]): header, table, directory, the stream."""
    size = max(4096, -(-len(stream) // 512) * 512)
    sectors = size // 512
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    entries = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + _entry(name, 2, 2, size)
    return header + table + entries.ljust(512, b"\0") + stream.ljust(size, b"\0")


def _entry(name: str, kind: int, start: int, size: int, child: int = -1) -> bytes:
    written = name.encode("utf-16-le")
    entry = written.ljust(64, b"\0") + struct.pack("<HBB", len(written) + 2, kind, 1)
    entry += struct.pack("<iii", -1, -1, child) + bytes(36) + struct.pack("<IQ", start, size)
    return entry


def locked_xls() -> bytes:
    begin = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 0)
    return compound("Workbook", begin + struct.pack("<HHHHH", 0x2F, 6, 1, 1, 1) + b"\0\0")


def locked_doc() -> bytes:
    return compound("WordDocument", struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x804, 0, 0x1300))


def locked_ods() -> bytes:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    entry = '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry>'
    return zipped(
        mimetype=kind, content_xml=b"\x8f" * 90, **{"META-INF__manifest_xml": f"<m>{entry}</m>"}
    )


def sheet(cells: str, doctype: str = "") -> bytes:
    """A workbook with one sheet of plain XML."""
    plain = io.BytesIO(made_up.workbook(("表", [["序号", "项目名称"], [1, "甲"]], [])))
    data = io.BytesIO()
    with ZipFile(plain) as source, ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            text = source.read(name).decode("utf-8", "surrogateescape")
            if name == "xl/worksheets/sheet1.xml":
                rows = f"<sheetData>{cells}</sheetData>"
                start, end = text.index("<sheetData"), text.index("</sheetData>") + 12
                text = text[:start] + rows + text[end:]
                text = text.replace("?>", f"?>{doctype}", 1)
            archive.writestr(name, text.encode("utf-8", "surrogateescape"))
    return data.getvalue()


def one_part_twice() -> bytes:
    """An archive whose directory names the same bytes many times."""
    data = io.BytesIO()
    with ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", random.Random(1).randbytes(100_000))
        for copy in range(50):
            info = archive.filelist[0].__class__(f"part{copy}")
            for key in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(info, key, getattr(archive.filelist[0], key))
            archive.filelist.append(info)
    return data.getvalue()


def lying_size() -> bytes:
    """A directory that says a large part is small."""
    data = bytearray(zipped(word__document_xml=b" " * 20_000_000))
    for signature, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.index(signature) + place
        data[at : at + 4] = struct.pack("<I", 1000)
    return bytes(data)


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
EXTERNAL = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
ODS = (
    '<o:document-content xmlns:o="o" xmlns:table="t" xmlns:text="x"><o:body><o:spreadsheet>'
    '<table:table table:name="表"><table:table-row table:number-rows-repeated="1048576">'
    '<table:table-cell table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell>'
    "</table:table-row></table:table></o:spreadsheet></o:body></o:document-content>"
)
CELLS = '<td rowspan="65534" colspan="1000">序号</td>'


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        (lambda: zipped(word__document_xml=b" " * 60_000_000), "overpacked: 文件 的“word/document"),
        (lambda: zipped(xl__workbook_xml=b"<x/>", s=b" " * 200_000_000), "too-large: 文件 过大"),
        (lying_size, "damaged: 文件 已损坏或不完整，读到“word/document.xml”时出错"),
        (one_part_twice, "overpacked: 文件 的“zip”"),
        (lambda: made_up.raw_word(BOMB), "declares-entities: "),
        (lambda: zipped(word__document_xml=f"{EXTERNAL}<a>&b;</a>"), "declares-entities: "),
        (lambda: sheet("<row/>", BOMB), "declares-entities: "),
        (lambda: sheet(FAR), "too-many-cells: 文件 的“表”从首格到末格有 1048576 行 × 16384 列"),
        (
            lambda: zipped(
                mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=ODS
            ),
            "too-many-cells: ",
        ),
        (
            lambda: f"<html><table>{f'<tr>{CELLS * 9}</tr>' * 900}</table>".encode(),
            "too-many-cells: ",
        ),
        (lambda: compound("EncryptedPackage"), "encrypted: 文件 设有打开密码。"),
        (locked_xls, "encrypted: 文件 设有打开密码。"),
        (locked_doc, "encrypted: 文件 设有打开密码。"),
        (locked_ods, "encrypted: 文件 设有打开密码。"),
        (lambda: compound("Other"), "wrong-kind: 文件 是办公文档以外的文件"),
        (lambda: compound("Workbook")[:900], "damaged: "),
        (
            lambda: made_up.three_level_headers()[:-200],
            "damaged: 文件 已损坏或不完整，读到“zip”时出错",
        ),
        (
            lambda: made_up.raw_word("<w:p><w:r>"),
            "damaged: 文件 已损坏或不完整，读到“word/document",
        ),
        (lambda: b"%PDF-1.7\n...", "wrong-kind: 文件 是 PDF，读不出表格。"),
        (lambda: b"\x89PNG\r\n\x1a\n\0\0", "wrong-kind: 文件 是图片"),
        (lambda: zipped(a_txt=b"x"), "wrong-kind: 文件 是压缩包"),
        (lambda: zipped(ppt__presentation_xml=b"<x/>"), "wrong-kind: 文件 是演示文稿"),
        (lambda: b"\x7fELF\2\1\1\0\0\0", "wrong-kind: 文件 是办公文档以外的文件"),
    ],
)
def test_what_is_refused_and_why(build: Callable[[], bytes], expected: str) -> None:
    assert refused(build()).startswith(expected)


def test_a_document_with_macros_is_read_as_data() -> None:
    cells = [
        [made_up.paragraph(text) for text in row] for row in (["序号", "项目名称"], ["1", "甲"])
    ]
    body = made_up.table_xml(cells)
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    data = zipped(word__document_xml=document, **{"word__vbaProject.bin": b"\xcc\x61"})
    found = opened(data)
    assert found.tables[0].rows == (("序号", "项目名称"), ("1", "甲"))
    assert [(r.place, r.text) for r in found.remarks] == [("macros", "word/vbaProject.bin")]


def test_formulas_are_never_computed_and_what_lacks_a_value_is_told() -> None:
    cells = (
        '<row r="1"><c r="A1" t="str"><f>CMD()</f><v>序号</v></c><c r="B1"><f>1+1</f></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f><v>7</v></c>'
        '<c r="B2" t="e"><f>NA()</f><v>#N/A</v></c></row>'
    )
    found = opened(sheet(cells))
    assert found.after[:2] == ("序号", "7")
    told = [(remark.place, remark.text) for remark in found.remarks]
    assert told == [("no-value", "表!B1"), ("error-value", "表!B2")]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("空.xlsx", b"", "空.xlsx 是空文件"),
        ("空表.csv", "序号,项目名称,责任单位\n".encode(), "空表.csv 的第 1 张表里没有读到项目"),
        ("图.docx", b"\x89PNG\r\n\x1a\n\0\0", "图.docx 是图片"),
        ("密.xlsx", compound("EncryptedPackage"), "密.xlsx 设有打开密码"),
    ],
)
def test_the_command_says_one_sentence(
    name: str, data: bytes, said: str, county: County, msctl: Msctl, tmp_path: Path
) -> None:
    before = county.tree()
    file = tmp_path / name
    file.write_bytes(data)
    done = msctl("import", str(file), "--into", INTO)
    assert (done.code, done.out, done.err.count("\n")) == (2, b"", 1)
    assert said in done.err
    folder = msctl("import", str(tmp_path), "--list")
    assert (folder.code, folder.err.count("\n")) == (2, 1)
    assert "不是文件" in folder.err
    assert county.tree() == before


GOOD = [made_up.totals_first(), made_up.two_tables(), made_up.progress_and_money()]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(GOOD), st.integers(0, 2**32), st.booleans())
def test_damage_anywhere_is_a_sentence_or_a_document(good: bytes, seed: int, cut: bool) -> None:
    dice = random.Random(seed)
    data = bytearray(good[: dice.randrange(1, len(good))] if cut else good)
    for _ in range(dice.randrange(1, 20)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    try:
        found = opened(bytes(data))
    except MsctlError as error:
        told = sentence(error)
        assert told
        return
    assert found.characters >= 0


def test_a_file_that_the_system_does_not_give_is_told_as_that() -> None:
    with pytest.raises(CannotOpen) as caught:
        read_source(Path("长" * 300))
    assert "读不出来：文件名太长" in sentence(caught.value)
