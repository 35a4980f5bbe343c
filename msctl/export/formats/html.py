"""Tables as one HTML file: readable on a screen, printed on landscape A4, nothing loaded from
anywhere.

Wording is data: everything is escaped, and a page that says it runs no scripts and loads nothing
holds even where a browser disagrees about the escaping.
"""

from collections.abc import Iterator, Sequence
from html import escape

from msctl.export import paper
from msctl.export.options import Options
from msctl.export.table import Cell, CellRow, Table
from msctl.text.joining import one_line
from msctl.text.safe import printable

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write(tables: Sequence[Table], options: Options) -> str:
    """The tables one below the other, each on a page of its own when printed."""
    title = one_line(tables[0].title) if tables else ""
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="generator" content="msctl">',
    ]
    if options.origin is not None:
        head += [
            f'<meta name="{escape(name)}" content="{text_of(value)}">'
            for name, value in options.origin.properties().items()
        ]
    head += [f"<title>{text_of(title)}</title>", f"<style>\n{_STYLE}</style>"]
    body = [line for table in tables for line in _section(table, options)]
    page = ["<!DOCTYPE html>", '<html lang="zh">', "<head>", *head, "</head>", "<body>", *body]
    return "\n".join([*page, "</body>", "</html>", ""])


def text_of(text: str) -> str:
    """Wording as HTML text or attribute value; line breaks stay line breaks of the source."""
    return escape(printable(text))


def _section(table: Table, options: Options) -> Iterator[str]:
    fit = paper.fit(table)
    yield "<section>"
    if table.heading:
        yield f'<p class="annex">{text_of(table.heading)}</p>'
    if table.title:
        yield f"<h1>{_lines(table.title)}</h1>"
    for note in table.above:
        yield f'<p class="note">{text_of(note)}</p>'
    if table.unit_line:
        yield f'<p class="unit">{text_of(table.unit_line)}</p>'
    yield f'<table style="font-size:{fit.size:g}pt">'
    yield "<colgroup>"
    for own in fit.millimetres:
        yield f'<col style="width:{100 * own / paper.ROOM:.2f}%">'
    yield "</colgroup>"
    yield "<thead>"
    for row in table.header:
        yield _row(row, "th", [""] * len(row))
    yield "</thead>"
    yield "<tbody>"
    looks = [
        "n" if column.numeric else "c" if centred else ""
        for column, centred in zip(table.columns, fit.centred, strict=True)
    ]
    for line in table.body:
        yield _row(line.cells, "td", looks, "tall" if fit.may_part(line) else "")
    yield "</tbody>"
    yield "</table>"
    for note in table.below:
        yield f'<p class="note">{text_of(note)}</p>'
    if options.stamp and options.origin is not None:
        yield f'<p class="stamp">{text_of(options.origin.line())}</p>'
    yield "</section>"


def _row(row: CellRow, tag: str, looks: Sequence[str], look: str = "") -> str:
    cells = (
        _cell(cell, tag, own) for cell, own in zip(row, looks, strict=True) if cell is not None
    )
    return f"<tr{_class(look)}>{''.join(cells)}</tr>"


def _cell(cell: Cell, tag: str, look: str) -> str:
    spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    return f"<{tag}{spans}{_class(look)}>{_lines(cell.text)}</{tag}>"


def _class(look: str) -> str:
    return f' class="{look}"' if look else ""


def _lines(text: str) -> str:
    return text_of(text).replace("\n", "<br>")


def _family(face: paper.Face) -> str:
    kind = "sans-serif" if face.family == "swiss" else "serif"
    return ", ".join(f'"{name}"' for name in face.names) + f", {kind}"


_STYLE = f"""\
@page {{
  size: A4 landscape;
  margin: {paper.MARGINS[2]:g}mm {paper.MARGINS[1]:g}mm {paper.MARGINS[3]:g}mm;
  @bottom-center {{ content: "\\2014  " counter(page) " \\2014"; }}
}}
body {{ margin: 1.5em auto; max-width: 297mm; padding: 0 1em; color: #000; background: #fff;
  font-family: {_family(paper.BODY)}; line-height: {paper.LEADING}; }}
h1 {{ font: normal {paper.TITLE.size:g}pt/1.4 {_family(paper.TITLE)}; text-align: center;
  margin: .4em 0 .6em; }}
.annex {{ font: {paper.ANNEX.size:g}pt {_family(paper.ANNEX)}; margin: 0; white-space: pre-line; }}
.unit {{ text-align: right; margin: 0 0 .2em; }}
.note {{ margin: .2em 0 0; overflow-wrap: anywhere; }}
.stamp {{ font-size: 8pt; margin: .4em 0 0; overflow-wrap: anywhere; }}
table {{ border-collapse: collapse; table-layout: fixed; width: 100%; }}
th, td {{ border: 1px solid #000; padding: .2em {paper.PADDING:g}mm; vertical-align: middle;
  text-align: left; overflow-wrap: anywhere; white-space: pre-wrap; }}
th {{ font-family: {_family(paper.HEAD)}; font-weight: normal; text-align: center; }}
td.c {{ text-align: center; }}
td.n {{ text-align: right; font-variant-numeric: tabular-nums; }}
section + section {{ margin-top: 3em; }}
@media print {{
  body {{ margin: 0; max-width: none; padding: 0; }}
  thead {{ display: table-header-group; }}
  tr {{ break-inside: avoid; }}
  tr.tall {{ break-inside: auto; }}
  table ~ .note, .stamp {{ break-before: avoid; }}
  section + section {{ break-before: page; margin: 0; }}
}}
@media (max-width: 700px) {{
  section {{ overflow-x: auto; }}
  table {{ min-width: 900px; }}
}}
"""
