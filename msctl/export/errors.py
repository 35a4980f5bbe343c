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


class BadTemplate(MsctlError):
    """A template that cannot be filled in. Details: file, line, reason."""


class UnknownWord(MsctlError):
    """A word in a template that stands for nothing. Details: file, line, word, near."""


class NotReadBack(MsctlError):
    """A file of a kind that no export writes. Details: file."""


class NoOrigin(MsctlError):
    """A document that does not say where it comes from. Details: file."""


class NotATable(MsctlError):
    """A document of a command whose tables are not compared. Details: file, what."""


class OnlyPast(MsctlError):
    """A document that cannot be read back and whose records of then are not known. Details: file,
    records."""


class NotASite(MsctlError):
    """A folder for the site that holds other files. Details: folder."""


class LayoutThere(MsctlError):
    """A layout whose name the ledger has given already. Details: ledger, layout."""


class TakesNoPeriod(MsctlError):
    """A period asked for in a layout that names its own, or none. Details: layout, period."""


class NothingForUnit(MsctlError):
    """A unit that answers for nothing in a scope. Details: unit, scope."""
