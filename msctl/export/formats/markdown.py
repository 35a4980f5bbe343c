"""Tables as Markdown: a pipe table as GitHub reads it (GFM 4.10), the title as a heading.

Wording is data: what Markdown or HTML would interpret is escaped. A pipe table has one header row,
so titles of several levels stand in one as ``upper/lower``.
"""

import re

from msctl.export.options import Options
from msctl.export.table import Table
from msctl.text.joining import one_line
from msctl.text.safe import printable

_MARKUP = re.compile(r"[\\`*_\[\]<>&~|$]")
_LEADING = re.compile(r"(?=[#+=-])|(?<=\d)(?=[.)]\s)")
"""Where a line would become a heading, a rule or an item of a list (CommonMark 4.1-4.3, 5.2)."""
_LEAD = re.compile(r"\s*(?:[#+=-]|\d+[.)]\s)")


def write(table: Table, options: Options) -> str:
    """The annex's number, the title, the line of the money unit, the table, and its note."""
    from tabulate import tabulate

    lines = [paragraph(" ".join(table.heading.split())), ""] if table.heading else []
    if table.title:
        lines += [f"# {escaped(one_line(table.title))}", ""]
    for line in table.above:
        lines += [paragraph(line), ""]
    if table.unit_line:
        lines += [paragraph(table.unit_line), ""]
    rows = [[escaped(text) for text in own] for own in table.body_texts(fill=options.fill)]
    drawn = tabulate(
        rows,
        headers=[escaped(column.label) for column in table.columns],
        tablefmt="pipe",
        disable_numparse=True,
        colalign=["right" if column.numeric else "left" for column in table.columns],
    )
    for line in table.below:
        drawn += f"\n\n{paragraph(line)}"
    if options.stamp and options.origin is not None:
        drawn += f"\n\n{escaped(options.origin.line())}"
    return "\n".join([*lines, drawn]) + "\n"


def paragraph(text: str) -> str:
    """Wording as a paragraph of its own, whatever it begins with."""
    found = escaped(text)
    return _LEADING.sub(r"\\", found, count=1) if _LEAD.match(found) else found


def escaped(text: str) -> str:
    """Wording as it stands in a cell of a pipe table."""
    return _MARKUP.sub(r"\\\g<0>", printable(text)).replace("\n", "<br>")
