"""A notice as DOCX in the form of GB/T 9704-2012: A4 upright, 22 lines of 28 characters, the
annexes on lying pages behind."""

from collections.abc import Iterator, Sequence

from msctl.export import paper
from msctl.export.formats.package import Style, landscape, pack, section
from msctl.export.formats.wordml import TWIPS, annex, paragraph
from msctl.export.notice.annexed import indent, lead
from msctl.export.notice.document import Document
from msctl.export.notice.signature import indents
from msctl.export.notice.template import Block
from msctl.text.width import cells

PAGE = (210.0, 297.0)
"""A4 upright, in millimetres"""
MARGINS = (28.0, 26.0, 37.0, 35.0)
"""millimetres: left, right, top, bottom; the type area is 156 by 225 (5.2.1)"""
FOOTER = 23.0
"""millimetres below the page number, which stands 7 below the type area (7.5)"""

_LINE = '<w:spacing w:line="579" w:lineRule="exact"/>'
"""a 22nd of the type area's height, in twentieths of a point"""
_BEFORE = '<w:spacing w:before="579" w:line="579" w:lineRule="exact"/>'
_TIGHT = '<w:spacing w:val="-5"/>'
"""3号 is 16 points, 28 of them 2 millimetres wider than the type area"""
_TEXT = paper.Face(paper.BODY.names, 16)
_HEAD = paper.Face(paper.HEAD.names, 16)
_KAI = paper.Face(("楷体_GB2312", "楷体", "KaiTi", "华文楷体", *paper.BODY.names[4:]), 16)
_FIRST = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_CENTRE = '<w:jc w:val="center"/>'

STYLES = (
    Style(
        "NoticeTitle",
        "公文标题",
        paper.TITLE,
        f'<w:spacing w:before="289" w:after="289" w:line="640" w:lineRule="exact"/>{_CENTRE}',
    ),
    Style("NoticeText", "公文正文", _TEXT, f"{_LINE}{_FIRST}", _TIGHT),
    Style("NoticeHead1", "公文一级标题", _HEAD, f"<w:keepNext/>{_LINE}{_FIRST}", _TIGHT),
    Style("NoticeHead2", "公文二级标题", _KAI, f"<w:keepNext/>{_LINE}{_FIRST}", _TIGHT),
    Style("NoticeAnnex", "附件说明", _TEXT, _BEFORE, _TIGHT),
    Style("NoticeMore", "附件说明续行", _TEXT, _LINE, _TIGHT),
    Style("NoticeFlush", "主送机关", _TEXT, _LINE, _TIGHT),
    Style("NoticeCentre", "发文字号", _TEXT, f"{_LINE}{_CENTRE}", _TIGHT),
    Style("NoticeRight", "署名日期", _TEXT, f'{_LINE}<w:jc w:val="right"/>', _TIGHT),
)
_STYLE_OF = {
    "title": "NoticeTitle",
    "h1": "NoticeHead1",
    "h2": "NoticeHead2",
    "annex": "NoticeAnnex",
    "more": "NoticeMore",
    "flush": "NoticeFlush",
    "centre": "NoticeCentre",
    "right": "NoticeRight",
}


def write(document: Document) -> bytes:
    """The document."""
    ends = landscape() if document.annexes else _upright()
    return pack(_body(document), ends, title=document.title, origin=document.origin, styles=STYLES)


def _body(document: Document) -> Iterator[str]:
    last = len(document.blocks) - 1
    closing = _closing(document.blocks)
    signed = False
    for place, (block, free) in enumerate(
        zip(document.blocks, indents(document.blocks), strict=True)
    ):
        # the signature never stands on a page without wording of the text (7.3.5.4)
        properties = "<w:keepNext/>" if closing <= place < last else ""
        if block.kind == "right":
            properties += "<w:keepLines/>"
            # one blank line between the text and the signature
            if not signed:
                properties += _BEFORE
            properties += f'<w:ind w:rightChars="{free * 50}" w:right="{free * 160}"/>'
            signed = True
        elif block.kind in ("annex", "more"):
            properties += _hanging(block)
        if place == last and document.annexes:
            properties += _upright()
        yield paragraph(block.text, _STYLE_OF.get(block.kind, "NoticeText"), properties)
    for place, table in enumerate(document.annexes):
        yield from annex(table, new_page=place > 0)


def _closing(blocks: Sequence[Block]) -> int:
    """The place of the last paragraph of the text: what follows it is signed, or annexed."""
    signed = next((i for i, block in enumerate(blocks) if block.kind == "right"), len(blocks))
    end = signed
    while end and blocks[end - 1].kind in ("annex", "more"):
        end -= 1
    return max(0, end - 1) if signed < len(blocks) else len(blocks)


def _hanging(block: Block) -> str:
    """The indent that puts each line of an annex's name under the first one."""
    before = cells(lead(block))
    left = indent(block) + before
    return (
        f'<w:ind w:leftChars="{left * 50}" w:left="{left * 160}" '
        f'w:hangingChars="{before * 50}" w:hanging="{before * 160}"/>'
    )


def _upright() -> str:
    left, right, top, bottom = (round(own * TWIPS) for own in MARGINS)
    width, height = (round(own * TWIPS) for own in PAGE)
    footer = round(FOOTER * TWIPS)
    return section(
        f'<w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{footer}" w:footer="{footer}" w:gutter="0"/>'
    )
