"""Writing tables in any format: the one entry to all writers.

The same tables and options give the same bytes. Text formats are UTF-8 with lines that end with LF
and a final newline.
"""

from collections.abc import Callable, Sequence
from importlib import import_module

from msctl.export.errors import NoByteOrderMark, OneTableOnly, UnknownFormat
from msctl.export.options import Options
from msctl.export.origin import Origin
from msctl.export.table import Table

_WRITERS = {
    "text": ("text", "write"),
    "table": ("text", "write_list"),
    "md": ("markdown", "write"),
    "csv": ("delimited", "write"),
    "tsv": ("delimited", "write_tsv"),
    "json": ("jsonarray", "write"),
    "html": ("html", "write"),
    "xlsx": ("xlsx", "write"),
    "docx": ("docx", "write"),
    "pdf": ("pdf", "write"),
}
"""The module and function of each format; a module is imported when its format is asked for."""

FORMATS = tuple(_WRITERS)
WITH_BOM = ("csv", "tsv")
BINARY = ("xlsx", "docx", "pdf")
"""The formats that no terminal can show."""
DOCUMENTS = ("html", *BINARY)
"""The formats whose files hold several tables, an annex each; their writers take all at once."""
JOINED = ("text", "table", "md")
"""The formats in which several tables can stand one below the other."""

_ENDINGS = {"text": "txt", "table": "txt"}


def ending(format_name: str) -> str:
    """How the names of a format's files end: ``txt``, ``docx``."""
    return _ENDINGS.get(format_name, format_name)


def check_count(format_name: str, tables: int) -> None:
    """Raises OneTableOnly when a file of the format does not hold so many tables."""
    several = (*DOCUMENTS, *JOINED)
    if tables > 1 and format_name not in several:
        raise OneTableOnly(value=format_name, formats=several)


def write(
    table: Table,
    format_name: str,
    *,
    fill: bool = False,
    bom: bool = False,
    width: int | None = None,
    origin: Origin | None = None,
    stamp: bool = False,
) -> bytes:
    """One table as a file's bytes; see :func:`write_all`."""
    return write_all([table], format_name, Options(fill, bom, width, origin=origin, stamp=stamp))


def write_all(tables: Sequence[Table], format_name: str, options: Options) -> bytes:
    """Tables as one file's bytes.

    Raises:
        UnknownFormat: no writer has that name.
        NoByteOrderMark: one is asked for and the format has none.
        OneTableOnly: the format holds one table and there are several.
        what the format's writer raises: MissingExtra, NoFont, TextTooLong.
    """
    if format_name not in _WRITERS:
        raise UnknownFormat(value=format_name, formats=tuple(FORMATS))
    if options.bom and format_name not in WITH_BOM:
        raise NoByteOrderMark(value=format_name, formats=tuple(WITH_BOM))
    check_count(format_name, len(tables))
    module, name = _WRITERS[format_name]
    writer: Callable[..., str | bytes] = getattr(
        import_module(f"msctl.export.formats.{module}"), name
    )
    if format_name in DOCUMENTS:
        written = writer(tables, options)
        return written if isinstance(written, bytes) else written.encode("utf-8")
    text = "\n".join(str(writer(table, options)) for table in tables)
    return text.encode("utf-8-sig" if options.bom else "utf-8")
