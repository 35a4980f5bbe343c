"""Files opened: the reader that a file's content asks for."""

from pathlib import Path

from msctl.importing.errors import Encrypted, WrongKind
from msctl.importing.lists import with_lists
from msctl.importing.readers.kinds import Kind, kind_of
from msctl.importing.readers.source import Source, read_source
from msctl.importing.steady import uncollected
from msctl.importing.tables import Document

_NO_DOCUMENTS = {Kind.PDF, Kind.PICTURE, Kind.ARCHIVE, Kind.SLIDES, Kind.OTHER}


def open_file(path: Path) -> Document:
    """A file's tables and text. Raises NotAFile, EmptyFile, CannotOpen, and what open_document
    does."""
    return open_document(read_source(path))


@uncollected()
def open_document(source: Source) -> Document:
    """A document's tables and text, whatever its suffix says.

    Raises WrongKind, NotText, Damaged, Encrypted, TooLarge, TooManyCells, Overpacked,
    DeclaresEntities, NoOffice, OfficeFailed, OfficeTooSlow.
    """
    kind = kind_of(source)
    if kind in _NO_DOCUMENTS:
        raise WrongKind(file=source.name, kind=kind.value)
    if kind is Kind.ENCRYPTED:
        raise Encrypted(file=source.name)
    return with_lists(_read(source, kind))


def _read(source: Source, kind: Kind) -> Document:
    # readers are imported where they are used: lxml and python-calamine take their time
    if kind is Kind.DOCX:
        from msctl.importing.readers.docx import read_docx

        return read_docx(source)
    if kind is Kind.XLSX:
        from msctl.importing.readers.sheets import read_xlsx

        return read_xlsx(source)
    if kind is Kind.ODS:
        from msctl.importing.readers.ods import read_ods

        return read_ods(source)
    if kind in (Kind.XLS, Kind.XLSB):
        from msctl.importing.readers import legacy

        return legacy.read_xls(source) if kind is Kind.XLS else legacy.read_xlsb(source)
    if kind is Kind.HTML:
        from msctl.importing.readers.html import read_html

        return read_html(source)
    if kind is Kind.MHTML:
        from msctl.importing.readers.mhtml import read_mhtml

        return read_mhtml(source)
    if kind in (Kind.WRITER, Kind.CALC):
        from msctl.importing.readers.office import convert

        to = Kind.DOCX if kind is Kind.WRITER else Kind.XLSX
        return _read(convert(source, kind.value, to.value), to)
    from msctl.importing.dumps import read_text
    from msctl.importing.readers.encoding import decode

    return read_text(decode(source.data))
