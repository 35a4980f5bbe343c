"""The DOCX file around a body (ECMA-376 parts 1 and 2): styles, fonts, page, footers, properties.

The parts are written here and not taken from a template, so that a file holds nothing that nobody
asked for and the same body gives the same bytes.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from msctl.export import paper
from msctl.export.formats.wordml import TWIPS, attribute
from msctl.export.origin import Origin
from msctl.text.joining import one_line
from msctl.text.safe import printable

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
_FORMATS = "application/vnd.openxmlformats"
_TYPE = f"{_FORMATS}-officedocument.wordprocessingml"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_NO_DATE = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its id, its name in Word, its font, and what its paragraphs are like."""

    id: str
    name: str
    face: paper.Face
    properties: str = ""
    run: str = ""
    """what its runs are like besides their font (the XML of ``w:rPr``)"""


_CENTRE = '<w:jc w:val="center"/>'
_RIGHT = '<w:jc w:val="right"/>'
STYLES = (
    Style("Annex", "附件号", paper.ANNEX),
    Style("TableTitle", "表题", paper.TITLE, f'<w:spacing w:before="60" w:after="120"/>{_CENTRE}'),
    Style("TableUnit", "计量单位", paper.Face(paper.UNIT.names, 12), _RIGHT),
    Style("TableHead", "表头", paper.HEAD, _CENTRE),
    Style("TableText", "表文", paper.BODY),
    Style("TableCentred", "表文居中", paper.BODY, _CENTRE),
    Style("TableNumber", "表中数字", paper.BODY, _RIGHT),
    Style(
        "TableNote",
        "表注",
        paper.Face(paper.BODY.names, paper.NOTE),
        '<w:spacing w:before="40"/>',
    ),
    Style("Stamp", "出处", paper.Face(paper.BODY.names, 8)),
    Style("PageOdd", "单页页码", paper.NUMBER, f'<w:ind w:rightChars="100"/>{_RIGHT}'),
    Style("PageEven", "双页页码", paper.NUMBER, '<w:ind w:leftChars="100"/><w:jc w:val="left"/>'),
)
"""The styles of tables and pages. A document with more adds its own."""


def landscape() -> str:
    """The properties of a section on lying A4 with page numbers at the outer edge."""
    left, right, top, bottom = (round(own * TWIPS) for own in paper.MARGINS)
    width, height = (round(own * TWIPS) for own in paper.PAGE)
    footer = round(paper.FOOTER * TWIPS)
    return section(
        f'<w:pgSz w:w="{width}" w:h="{height}" w:orient="landscape"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{footer}" w:footer="{footer}" w:gutter="0"/>'
    )


def section(page: str) -> str:
    """A section's properties: its page size and margins, and the footers with page numbers."""
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rIdOdd"/>'
        f'<w:footerReference w:type="even" r:id="rIdEven"/>{page}</w:sectPr>'
    )


def pack(
    body: Iterable[str],
    last_section: str,
    *,
    title: str = "",
    origin: Origin | None = None,
    styles: Sequence[Style] = (),
) -> bytes:
    """A DOCX file.

    Args:
        body: the XML of its paragraphs and tables, in order; the last one a paragraph.
        last_section: the properties of the last section, see :func:`landscape`.
        title: the document's title among its properties.
        origin: what its properties say about where it comes from.
        styles: paragraph styles besides STYLES.
    """
    document = (
        f"{_HEAD}<w:document {_NAMES}><w:body>{''.join(body)}{last_section}</w:body></w:document>"
    )
    own = (*STYLES, *styles)
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            ("rIdDocument", f"{_R}/officeDocument", "word/document.xml"),
            ("rIdCore", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rIdApp", f"{_R}/extended-properties", "docProps/app.xml"),
            ("rIdCustom", f"{_R}/custom-properties", "docProps/custom.xml"),
        ),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relationships(
            ("rIdStyles", f"{_R}/styles", "styles.xml"),
            ("rIdFonts", f"{_R}/fontTable", "fontTable.xml"),
            ("rIdSettings", f"{_R}/settings", "settings.xml"),
            ("rIdOdd", f"{_R}/footer", "footer1.xml"),
            ("rIdEven", f"{_R}/footer", "footer2.xml"),
        ),
        "word/styles.xml": _styles(own),
        "word/fontTable.xml": _fonts(own),
        "word/settings.xml": _SETTINGS,
        "word/footer1.xml": _footer("PageOdd"),
        "word/footer2.xml": _footer("PageEven"),
        "docProps/core.xml": _core(title, origin),
        "docProps/app.xml": _APP,
        "docProps/custom.xml": _custom(origin),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, text.encode("utf-8"))
    return written.getvalue()


def _content_types() -> str:
    named = {
        "/word/document.xml": f"{_TYPE}.document.main+xml",
        "/word/styles.xml": f"{_TYPE}.styles+xml",
        "/word/fontTable.xml": f"{_TYPE}.fontTable+xml",
        "/word/settings.xml": f"{_TYPE}.settings+xml",
        "/word/footer1.xml": f"{_TYPE}.footer+xml",
        "/word/footer2.xml": f"{_TYPE}.footer+xml",
        "/docProps/core.xml": f"{_FORMATS}-package.core-properties+xml",
        "/docProps/app.xml": f"{_FORMATS}-officedocument.extended-properties+xml",
        "/docProps/custom.xml": f"{_FORMATS}-officedocument.custom-properties+xml",
    }
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in named.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(*listed: tuple[str, str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="{own}" Type="{kind}" Target="{target}"/>'
        for own, kind, target in listed
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _font_of(face: paper.Face) -> str:
    name = attribute(face.name)
    return f"<w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name}/>"


def _styles(styles: Sequence[Style]) -> str:
    base = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'{_font_of(paper.BODY)}<w:sz w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:pPr><w:widowControl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr/></w:style>'
    )
    named = "".join(
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}">'
        f'<w:name w:val={attribute(style.name)}/><w:basedOn w:val="Normal"/>'
        f"<w:pPr>{style.properties}</w:pPr><w:rPr>{_font_of(style.face)}{style.run}{_size(style.face)}</w:rPr>"
        "</w:style>"
        for style in styles
    )
    return f"{_HEAD}<w:styles {_NAMES}>{base}{named}</w:styles>"


def _size(face: paper.Face) -> str:
    return f'<w:sz w:val="{round(2 * face.size)}"/>' if face.size else ""


def _fonts(styles: Sequence[Style]) -> str:
    """The fonts by name, each with what to take where it is missing (17.8.3.1, altName)."""
    faces = {style.face.name: style.face for style in styles}
    rows = "".join(
        f"<w:font w:name={attribute(name)}><w:altName w:val={attribute(','.join(face.names[1:]))}/>"
        f'<w:charset w:val="86"/><w:family w:val="{face.family}"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, face in faces.items()
    )
    return f"{_HEAD}<w:fonts {_NAMES}>{rows}</w:fonts>"


_SETTINGS = (
    f"{_HEAD}<w:settings {_NAMES}><w:evenAndOddHeaders/>"
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)

_APP = (
    f"{_HEAD}<Properties "
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>msctl</Application></Properties>"
)


def _footer(style: str) -> str:
    """The page's number between two 一字线 (GB/T 9704-2012, 7.5)."""
    return (
        f'{_HEAD}<w:ftr {_NAMES}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">\u2014 </w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:t xml:space="preserve"> \u2014</w:t></w:r></w:p></w:ftr>'
    )


def _core(title: str, origin: Origin | None) -> str:
    date = origin.date if origin and origin.date else _NO_DATE
    stamp = date.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    when = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(one_line(title))}</dc:title>"
        f"<dc:creator>msctl</dc:creator>{when}</cp:coreProperties>"
    )


def _custom(origin: Origin | None) -> str:
    properties = origin.properties() if origin else {}
    rows = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" '
        f"name={attribute(name)}><vt:lpwstr>{escape(printable(value))}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), start=2)
    )
    return (
        f"{_HEAD}<Properties "
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{rows}</Properties>"
    )
