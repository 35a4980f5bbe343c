"""Kinds of documents, told by their first bytes; a wrong suffix counts for nothing."""

import re
from enum import Enum

from msctl.importing.readers import compound
from msctl.importing.readers.archive import Archive
from msctl.importing.readers.source import Source


class Kind(Enum):
    """What a file is."""

    DOCX = "docx"
    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    HTML = "html"
    MHTML = "mhtml"
    """web pages in one file"""
    TEXT = "text"
    WRITER = "writer"
    """a text document that LibreOffice reads: doc, wps, rtf, odt"""
    CALC = "calc"
    """a spreadsheet that LibreOffice reads: XML of Excel 2003, flat OpenDocument"""
    ENCRYPTED = "encrypted"
    PDF = "pdf"
    PICTURE = "picture"
    ARCHIVE = "archive"
    SLIDES = "slides"
    OTHER = "other"
    """a binary file of no known kind"""


_MAGIC = (
    (b"%PDF", Kind.PDF),
    (b"\x89PNG", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"BM", Kind.PICTURE),
    (b"II*\0", Kind.PICTURE),
    (b"MM\0*", Kind.PICTURE),
    (b"Rar!", Kind.ARCHIVE),
    (b"7z\xbc\xaf", Kind.ARCHIVE),
    (b"\x1f\x8b", Kind.ARCHIVE),
    (b"{\\rtf", Kind.WRITER),
)
_PARTS = (
    ("word/document.xml", Kind.DOCX),
    ("xl/workbook.xml", Kind.XLSX),
    ("xl/workbook.bin", Kind.XLSB),
    ("ppt/presentation.xml", Kind.SLIDES),
)
_OPENDOCUMENT = (
    (b"opendocument.spreadsheet", Kind.ODS),
    (b"opendocument.text", Kind.WRITER),
    (b"opendocument.presentation", Kind.SLIDES),
)
_MANIFEST = "META-INF/manifest.xml"
"""Where OpenDocument says how a part is encrypted (ODF 1.3, part 2, 4.8)."""
_STREAMS = (
    ("EncryptedPackage", Kind.ENCRYPTED),
    ("Workbook", Kind.XLS),
    ("Book", Kind.XLS),
    ("WordDocument", Kind.WRITER),
    ("PowerPoint Document", Kind.SLIDES),
)
_HTML = re.compile(
    rb"(?:\s|<!--.*?-->|<\?xml[^>]*\?>)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|table|div|style|title|p|h[1-6]|center|font|span)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(
    rb"\s*(?:mime-version|from|subject|date|content-type|x-document-type):"
    rb"(?:(?!\r?\n\r?\n).)*multipart/related",
    re.IGNORECASE | re.DOTALL,
)
"""The headers of a message with pages in it (RFC 2557)."""
_CALC_XML = re.compile(rb"<(?:\w+:)?Workbook[\s>]|office:spreadsheet|opendocument\.spreadsheet")
_WRITER_XML = re.compile(rb"<w:wordDocument|opendocument\.text|<pkg:package")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096


def kind_of(source: Source) -> Kind:
    """The kind of a file. Raises EmptyFile, Damaged, TooLarge, Overpacked."""
    data = source.data
    if data.startswith(b"PK"):
        return _zipped(source)
    if data.startswith(compound.MAGIC):
        names = compound.stream_names(source)
        if "WordDocument" in names and _is_locked_word(source):
            return Kind.ENCRYPTED
        return next((kind for name, kind in _STREAMS if name in names), Kind.OTHER)
    # BM begins words too; a bitmap says its own size behind it
    for magic, kind in _MAGIC:
        if data.startswith(magic) and not (magic == b"BM" and b"\0" not in data[:16]):
            return kind
    return _written(data)


def _is_locked_word(source: Source) -> bool:
    """Whether a document of Word 97 needs a password: a bit of its beginning ([MS-DOC] 2.5.2)."""
    head = compound.stream_head(source, "WordDocument")
    return len(head) > 11 and bool(head[11] & 1)


def _zipped(source: Source) -> Kind:
    archive = Archive(source)
    for part, kind in _PARTS:
        if part in archive.names:
            return kind
    if "mimetype" in archive.names:
        if _MANIFEST in archive.names and b":encryption-data" in archive.read(_MANIFEST):
            return Kind.ENCRYPTED
        mime = archive.read("mimetype")
        return next((kind for word, kind in _OPENDOCUMENT if word in mime), Kind.ARCHIVE)
    return Kind.ARCHIVE


def _written(data: bytes) -> Kind:
    """Of what is text, or should be."""
    head = data[:_HEAD]
    if head.startswith(_UTF16):
        head = head.decode("utf-16", "ignore").encode()
    elif b"\0" in data:
        return Kind.OTHER
    head = head.removeprefix(b"\xef\xbb\xbf")
    if head.lstrip().startswith(b"<?xml"):
        if _CALC_XML.search(head):
            return Kind.CALC
        if _WRITER_XML.search(head):
            return Kind.WRITER
    if _HTML.match(head):
        return Kind.HTML
    return Kind.MHTML if _MHTML.match(head) else Kind.TEXT
