"""Tables as a DOCX document, an annex each: lying A4, merged cells, the header on each page."""

from collections.abc import Sequence

from msctl.export.formats.package import landscape, pack
from msctl.export.formats.wordml import annex
from msctl.export.options import Options
from msctl.export.table import Table


def write(tables: Sequence[Table], options: Options) -> bytes:
    """The document."""
    stamp = options.origin.line() if options.stamp and options.origin else ""
    body = (
        part
        for index, table in enumerate(tables)
        for part in annex(table, new_page=index > 0, stamp=stamp)
    )
    title = tables[0].title if tables else ""
    return pack(body, landscape(), title=title, origin=options.origin)
