"""What can go wrong when a table is written."""

from msctl.model.errors import MsctlError


class UnknownFormat(MsctlError):
    """A format that no writer writes. Details: value, formats."""


class NoByteOrderMark(MsctlError):
    """A byte order mark asked for in a format that has none. Details: value, formats."""
