"""What can go wrong when a table is written."""

from msctl.model.errors import MsctlError


class UnknownFormat(MsctlError):
    """A format that no writer writes. Details: value, formats."""


class NoByteOrderMark(MsctlError):
    """A byte order mark asked for in a format that has none. Details: value, formats."""


class OneTableOnly(MsctlError):
    """Several tables for a format that holds one. Details: value, formats."""


class TextTooLong(MsctlError):
    """Wording that a cell of the format cannot hold. Details: format, title, row, column, most."""


class MissingExtra(MsctlError):
    """A format whose library is not installed. Details: format, extra."""


class NoFont(MsctlError):
    """No font of Chinese characters for a PDF. Details: names."""


class NotTypeset(MsctlError):
    """The typesetter refused a document. Details: reason."""


class NothingToDraw(MsctlError):
    """A chart of projects that hold none of what it shows."""
