"""What can go wrong when a document is read."""

from msctl.model.errors import MsctlError


class NoTable(MsctlError):
    """A document in which no table was found. No details."""


class NotText(MsctlError):
    """A file that is neither UTF-8 nor GB18030 text. Details: position, counted in bytes."""


class UnknownTable(MsctlError):
    """A table number that the document does not have. Details: table, tables."""
