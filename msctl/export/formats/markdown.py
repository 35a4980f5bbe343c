"""Tables as Markdown: a pipe table as GitHub reads it (GFM 4.10), the title as a heading.

Wording is data: what Markdown or HTML would interpret is escaped. A pipe table has one header row,
so titles of several levels stand in one as ``upper/lower``.
"""

import re

from msctl.export.options import Options
from msctl.export.table import Table
from msctl.text.safe import printable

_MARKUP = re.compile(r"[\\`*_\[\]<>&~|$]")


def write(table: Table, options: Options) -> str:
    """The annex's number, the title, the line of the money unit, and the table."""
    lines = [_escaped(" ".join(table.heading.split())), ""] if table.heading else []
    if table.title:
        lines += [f"# {_escaped(' '.join(table.title.split()))}", ""]
    if table.unit_line:
        lines += [_escaped(table.unit_line), ""]
    lines.append(_row([column.label for column in table.columns]))
    lines.append("|" + "|".join(" ---: " if c.numeric else " --- " for c in table.columns) + "|")
    lines += [_row(texts) for texts in table.body_texts(fill=options.fill)]
    return "\n".join(lines) + "\n"


def _row(texts: list[str]) -> str:
    return "|" + "|".join(f" {_escaped(text)} " if text else " " for text in texts) + "|"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", printable(text)).replace("\n", "<br>")
