"""Exported documents read again: where one comes from, and its tables as a reader gives them.

What a document should hold is found by writing the table once more in the same format and reading
that: what a format or a reader does to wording happens on both sides.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from msctl.export import origin as origins
from msctl.export.errors import NotReadBack
from msctl.export.options import Options
from msctl.export.origin import Origin
from msctl.export.table import Table
from msctl.export.writing import write_all
from msctl.importing.readers.kinds import Kind, kind_of
from msctl.importing.readers.opening import open_document
from msctl.importing.readers.properties import properties
from msctl.importing.readers.source import Source, read_source
from msctl.importing.tables import Document, SourceTable

_FORMATS = {
    Kind.DOCX: "docx",
    Kind.WRITER: "docx",
    Kind.XLSX: "xlsx",
    Kind.XLSB: "xlsx",
    Kind.XLS: "xlsx",
    Kind.ODS: "xlsx",
    Kind.CALC: "xlsx",
    Kind.HTML: "html",
    Kind.MHTML: "html",
    Kind.PDF: "pdf",
}
_BY_SUFFIX = {".csv": "csv", ".tsv": "tsv", ".md": "md", ".txt": "text"}
_ESCAPE = re.compile(r"\\(?=[\\`*_\[\]<>&~|$])")


@dataclass(frozen=True)
class Reread:
    """A document as it is now."""

    source: Source
    form: str
    """the format it was written in, also where an office program saved it as another since"""

    @cached_property
    def document(self) -> Document:
        """Its text and tables. Raises what the readers raise."""
        return _opened(self.source, self.form)

    @property
    def tables(self) -> tuple[SourceTable, ...]:
        """Its tables, each with the lines above and below."""
        return _with_after(self.document)

    @cached_property
    def stamp(self) -> Origin | None:
        """The origin that is printed below its tables."""
        if self.form == "pdf":
            return None
        return _stamp(self.document)

    @cached_property
    def origin(self) -> Origin | None:
        """Where it says it comes from: its properties, else what is printed."""
        if self.form == "pdf":
            # typst writes what a document tells about itself as XML that is not packed
            return origins.find(self.source.data.decode("utf-8", errors="ignore"))
        return origin_of_document(self.source, self.document)

    def tables_of(self, written: Sequence[Table], *, fill: bool) -> tuple[SourceTable, ...]:
        """The tables that a reader finds where these are written in the same format."""
        options = Options(fill, origin=self.stamp, stamp=self.stamp is not None)
        if self.form in ("csv", "tsv"):
            written = written[:1]
        data = write_all(written, self.form, options)
        return _with_after(_opened(Source(self.source.name, data), self.form))


def origin_of_document(source: Source, document: Document) -> Origin | None:
    """Where a document that was read says it comes from: its properties, else what is printed.
    Raises what its reader raises."""
    return origins.from_properties(document.properties or properties(source)) or _stamp(document)


def _stamp(document: Document) -> Origin | None:
    tables = _with_after(document)
    lines = [line for table in tables for line in (*table.before, *table.after)]
    lines += [cell for table in tables for row in table.rows[-1:] for cell in row]
    return origins.find(_ESCAPE.sub("", "\n".join(lines)))


def reread(path: Path) -> Reread:
    """A document for reading it again. Raises NotReadBack, NotAFile, EmptyFile, TooLarge;
    NoOffice and OfficeFailed where LibreOffice must convert it."""
    source = read_source(path)
    kind = kind_of(source)
    form = _FORMATS.get(kind) or _BY_SUFFIX.get(path.suffix.lower())
    if form is None:
        raise NotReadBack(file=path)
    if kind in (Kind.WRITER, Kind.CALC):
        from msctl.importing.readers.office import convert

        source = convert(source, kind.value, form)
    return Reread(source, form)


def _with_after(document: Document) -> tuple[SourceTable, ...]:
    """The tables of a document; the lines below the last one belong to it."""
    *others, last = document.tables or (SourceTable((), ()),)
    return (*others, replace(last, after=(*last.after, *document.after)))


def _opened(source: Source, form: str) -> Document:
    if form != "text":
        return open_document(source)
    # a drawn table is compared line by line
    rows = tuple((line,) for line in source.data.decode("utf-8", errors="replace").splitlines())
    return Document(form, (SourceTable((), rows),))
