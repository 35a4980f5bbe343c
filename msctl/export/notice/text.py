"""A notice as text, 28 characters a line as on paper, and as Markdown."""

from collections.abc import Iterator

from msctl.export.notice.annexed import indent, lead
from msctl.export.notice.document import Document
from msctl.export.notice.signature import indents
from msctl.export.notice.template import Block
from msctl.export.options import Options
from msctl.export.writing import write_all
from msctl.text.joining import one_line
from msctl.text.width import cells, pad
from msctl.text.wrap import wrap

LINE = 56
"""cells: 28 characters (GB/T 9704-2012, 5.2.3)"""
INDENT = "\u3000\u3000"
"""two characters, at the beginning of a paragraph"""


def write(document: Document) -> bytes:
    """The notice as text, its tables below."""
    lines = [line for block in _placed(document) for line in _lines(*block)]
    text = ("\n".join(lines) + "\n").encode("utf-8")
    return b"\n\n".join([text, *_tables(document, "text")])


def write_markdown(document: Document) -> bytes:
    """The notice as Markdown, its tables below."""
    from msctl.export.formats.markdown import escaped, paragraph

    marks = {"title": "# ", "h1": "## ", "h2": "### "}
    parts = [
        marks[block.kind] + escaped(one_line(block.text))
        if block.kind in marks
        else paragraph(block.text)
        for block in document.blocks
    ]
    text = ("\n\n".join(parts) + "\n").encode("utf-8")
    return b"\n".join([text, *_tables(document, "md")])


def _tables(document: Document, form: str) -> list[bytes]:
    if not document.annexes:
        return []
    return [write_all(document.annexes, form, Options(origin=document.origin))]


def _placed(document: Document) -> Iterator[tuple[Block, int]]:
    """Every paragraph with the cells that stay free at its right edge, blank ones between."""
    before = ""
    for block, free in zip(document.blocks, indents(document.blocks), strict=True):
        if block.kind == "annex" or (block.kind == "right" != before):
            yield Block("flush", ""), 0
        before = block.kind
        yield block, free


def _lines(block: Block, free: int) -> Iterator[str]:
    if block.kind in ("title", "centre"):
        yield from (pad(line, LINE, "center").rstrip() for line in wrap(block.text, LINE))
        yield ""
    elif block.kind == "right":
        yield pad(block.text, max(cells(block.text), LINE - free), "right")
    elif block.kind == "flush":
        yield from wrap(block.text, LINE)
    elif block.kind in ("annex", "more"):
        before = _blank(indent(block)) + lead(block)
        for line in wrap(block.text[len(lead(block)) :], LINE - cells(before)):
            yield before + line
            before = _blank(cells(before))
    else:
        yield from wrap(INDENT + block.text, LINE)


def _blank(width: int) -> str:
    return "\u3000" * (width // 2) + " " * (width % 2)
