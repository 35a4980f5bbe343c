"""What can go wrong while a report is asked for."""

from msctl.model.errors import MsctlError


class UnknownFilterKey(MsctlError):
    """A filter term whose key is neither a short key nor a field. Details: key, near."""


class FilterNeedsNumber(MsctlError):
    """A filter term that compares a number with a text. Details: term."""
