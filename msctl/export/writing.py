"""Writing a table in any format: the one entry to all writers.

The same table and options give the same bytes: UTF-8, lines that end with LF, a final newline.
"""

from collections.abc import Callable
from importlib import import_module

from msctl.export.errors import NoByteOrderMark, UnknownFormat
from msctl.export.options import Options
from msctl.export.table import Table

_WRITERS = {
    "text": ("text", "write"),
    "table": ("text", "write_list"),
    "md": ("markdown", "write"),
    "csv": ("delimited", "write"),
    "tsv": ("delimited", "write_tsv"),
    "json": ("jsonarray", "write"),
}
"""The module and function of each format; a module is imported when its format is asked for."""

FORMATS = tuple(_WRITERS)
WITH_BOM = ("csv", "tsv")


def write(
    table: Table,
    format_name: str,
    *,
    fill: bool = False,
    bom: bool = False,
    width: int | None = None,
) -> bytes:
    """The table as a file's bytes.

    Args:
        table: what to write.
        format_name: one of FORMATS.
        fill: repeat a merged cell in every place it covers.
        bom: begin with a byte order mark (csv and tsv only).
        width: the cells a line of text may take.

    Raises:
        UnknownFormat: no writer has that name.
        NoByteOrderMark: the format has none.
    """
    if format_name not in _WRITERS:
        raise UnknownFormat(value=format_name, formats="、".join(FORMATS))
    if bom and format_name not in WITH_BOM:
        raise NoByteOrderMark(value=format_name, formats="、".join(WITH_BOM))
    module, name = _WRITERS[format_name]
    writer: Callable[[Table, Options], str | bytes] = getattr(
        import_module(f"msctl.export.formats.{module}"), name
    )
    written = writer(table, Options(fill, bom, width))
    if isinstance(written, bytes):
        return written
    return written.encode("utf-8-sig" if bom else "utf-8")
