"""What can go wrong when a document is read."""

from msctl.model.errors import ExitCode, MsctlError


class NoTable(MsctlError):
    """A document in which no table was found. No details."""


class NotText(MsctlError):
    """A file that is neither UTF-8 nor GB18030 text. Details: position, counted in bytes."""


class FramedText(MsctlError):
    """A table drawn with signs for reading: its cells are broken into lines anew. No details."""


class NoRows(MsctlError):
    """A table in which no project was found. Details: file, table."""


class UnknownTable(MsctlError):
    """A table number that the document does not have. Details: table, tables."""


class LayoutDoesNotFit(MsctlError):
    """A layout asked for that has another number of columns. Details: layout, columns, found."""


class NotAFile(MsctlError):
    """A folder or a device where a document should be. Details: file."""


class CannotOpen(MsctlError):
    """A document that the system does not let be read: gone meanwhile, without permission, on a
    disk that fails. Details: file, reason."""

    exit_code = ExitCode.REFUSED


class EmptyFile(MsctlError):
    """A file without a byte. Details: file."""


class WrongKind(MsctlError):
    """A file that holds no table: a picture, a PDF, an archive. Details: file, kind."""


class Damaged(MsctlError):
    """A document that cannot be read to its end. Details: file, part."""


class Encrypted(MsctlError):
    """A document that a password locks. Details: file."""


class TooLarge(MsctlError):
    """A document, or a part of it, beyond what is read into memory; sizes are in MB. Details:
    file, part, size, limit."""


class TooManyCells(MsctlError):
    """A table whose corners lie further apart than any ledger's. Details: file, part, rows,
    columns."""


class Overpacked(MsctlError):
    """A part that grows beyond all measure when it is unpacked. Details: file, part, ratio."""


class DeclaresEntities(MsctlError):
    """XML with a document type of its own, which no office program writes. Details: file, part."""


class NoOffice(MsctlError):
    """A kind that LibreOffice would convert, and it is not installed. Details: file, kind."""


class OfficeFailed(MsctlError):
    """LibreOffice could not convert a document. Details: file."""

    exit_code = ExitCode.REFUSED


class OfficeTooSlow(MsctlError):
    """LibreOffice did not get done with a document. Details: file, seconds."""

    exit_code = ExitCode.REFUSED
