"""Tables as PDF, typeset by typst (the extra ``pdf``): lying A4, an annex each.

All wording goes to the typesetter as strings of a JSON value, so nothing in it is markup.
"""

import json
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any, Literal

from msctl.export import paper
from msctl.export.errors import NotTypeset
from msctl.export.fonts import Fonts, fonts
from msctl.export.options import Options
from msctl.export.table import CellRow, Table
from msctl.text.joining import one_line
from msctl.text.safe import printable

_WORD = re.compile(r"[^\s\u2e80-\uffff]{2,}")
"""A run of letters, figures and signs that the typesetter does not break."""

_NARROWEST = 0.7
"""of a word's breadth: what a column must hold at least, for some letters are wider than others"""


def write(tables: Sequence[Table], options: Options) -> bytes:
    """The PDF. Raises MissingExtra, NoFont, NotTypeset."""
    found = fonts("pdf")
    stamp = options.origin.line() if options.origin else ""
    data = {
        "title": one_line(tables[0].title) if tables else "",
        "keywords": [stamp] if stamp else [],
        "page": paper.PAGE,
        "margins": paper.MARGINS,
        "padding": paper.PADDING,
        "titles": _face(found, paper.TITLE),
        "annex": _face(found, paper.ANNEX),
        "head": _face(found, paper.HEAD),
        "body": _face(found, paper.BODY),
        "number": _face(found, paper.NUMBER),
        "tables": [_table(table, stamp if options.stamp else "") for table in tables],
    }
    template = files("msctl.export.formats").joinpath("annex.typ").read_bytes()
    return typeset(template, data, found)


def typeset(
    template: bytes,
    data: object,
    found: Fonts,
    form: Literal["pdf", "png"] = "pdf",
    density: float | None = None,
) -> bytes:
    """A typst text that reads ``data`` from its input ``data``, as PDF, or as the PNG of its one
    page with ``density`` dots an inch.

    Raises NotTypeset, for warnings too: what the typesetter only warns about is lost on paper.
    """
    import typst

    compiler = typst.Compiler(
        template,
        font_paths=found.found,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    try:
        written, warnings = compiler.compile_with_warnings(format=form, ppi=density, timestamp=0)
    except typst.TypstError as error:
        raise NotTypeset(reason=error.message) from error
    if warnings:
        raise NotTypeset(reason="; ".join(warning.message for warning in warnings))
    if not isinstance(written, bytes):
        raise NotTypeset(reason=type(written).__name__)
    return written


def _face(found: Fonts, face: paper.Face) -> dict[str, Any]:
    return {"font": found.of(face), "size": face.size}


def _table(table: Table, stamp: str) -> dict[str, Any]:
    fit = paper.fit(table)
    looks = [
        "r" if column.numeric else "c" if centred else "l"
        for column, centred in zip(table.columns, fit.centred, strict=True)
    ]
    centre = ["c"] * len(looks)
    widths = fit.columns
    return {
        "heading": printable(table.heading),
        "title": printable(table.title),
        "unit": printable(table.unit_line),
        "size": fit.size,
        "columns": fit.millimetres,
        "header": [
            cell for row in table.header for cell in _cells(row, centre, widths, whole=True)
        ],
        "body": [
            cell
            for row in table.body
            for cell in _cells(row.cells, looks, widths, whole=not fit.may_part(row))
        ],
        "above": [printable(line) for line in table.above],
        "note": [printable(line) for line in table.below],
        "note_size": paper.NOTE,
        "stamp": printable(stamp),
    }


def _cells(
    row: CellRow, looks: Sequence[str], widths: Sequence[int], *, whole: bool
) -> Iterator[dict[str, Any]]:
    """The cells of a row as the template takes them; what is as usual is left out."""
    for index, (cell, look) in enumerate(zip(row, looks, strict=True)):
        if cell is None:
            continue
        width = sum(widths[index : index + cell.colspan])
        own: dict[str, Any] = {"text": _breakable(printable(cell.text), width)}
        if cell.rowspan > 1:
            own["rows"] = cell.rowspan
        elif whole:
            own["whole"] = True
        if cell.colspan > 1:
            own["columns"] = cell.colspan
        if look != "l":
            own["align"] = look
        yield own


def _breakable(text: str, width: int) -> str:
    """The text with places to break a word that is wider than its column, an address for one: it
    would be set over the neighbouring cells."""
    most = max(1, int(width * _NARROWEST))
    return _WORD.sub(lambda word: word[0] if len(word[0]) <= most else "\u200b".join(word[0]), text)
