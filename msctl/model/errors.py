"""Everything that can go wrong, one class each; the sentences live in the message catalogues.

An error is data: its class says what happened, its details say where and with what. The catalogue
entry ``error.<key>`` holds the sentence, which names the file, line and field and what to do next.
"""

import re
from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the process tells its caller when it ends."""

    DONE = 0
    """everything asked for was done"""
    FOUND = 1
    """there are findings or differences"""
    USAGE = 2
    """the request cannot be understood or is not allowed"""
    UNREADABLE = 3
    """a record cannot be read"""
    CONFLICT = 4
    """somebody else's change is in the way"""
    REFUSED = 5
    """git or the disk refused"""


class MsctlError(Exception):
    """The base of all errors that are told to the user as one sentence."""

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE

    def __init__(self, **details: object) -> None:
        super().__init__(details)
        self.details = details

    @property
    def key(self) -> str:
        """The name of the sentence in the catalogue: ``UnknownPeriod`` -> ``unknown-period``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    def __str__(self) -> str:
        return f"{self.key}: " + ", ".join(f"{k}={v}" for k, v in self.details.items())


class BadFieldPath(MsctlError):
    """A field path that cannot be parsed. Details: path."""


class UnknownField(MsctlError):
    """A field path that no field of a record has. Details: path, near."""


class UnknownPeriod(MsctlError):
    """A period key of no known form. Details: value."""


class BadNumber(MsctlError):
    """A text that is not a plain decimal number. Details: value."""


class BadDate(MsctlError):
    """A text that is not a date YYYY-MM-DD. Details: value."""


class BadChoice(MsctlError):
    """A value outside a field's fixed words. Details: path, value, choices."""


class BadValue(MsctlError):
    """A value of the wrong type for its field. Details: path, expected, found."""


class EmptyValue(MsctlError):
    """A field that must not be empty would be. Details: path."""


class OutOfRange(MsctlError):
    """A number that its field does not reach. Details: path, value, least, most."""


class UnknownStatus(MsctlError):
    """A status word that the ledger does not list. Details: ledger, path, value, words."""


class UnknownMark(MsctlError):
    """A mark that the ledger does not list. Details: ledger, path, value, words."""


class UnknownUnit(MsctlError):
    """A unit that the region's register does not know. Details: region, path, value, near."""


class DuplicateNumber(MsctlError):
    """A printed number that another project of the ledger has. Details: number, id."""


class UnknownMoneyUnit(MsctlError):
    """A money unit other than 元, 万元, 亿元. Details: value."""


class OutsideRecords(MsctlError):
    """An id or path that would leave the records root. Details: value."""


class BadId(MsctlError):
    """An id that is not of the form it must have. Details: value, form."""


class NothingInScope(MsctlError):
    """A scope that no ledger or project matches. Details: scope, near."""


class AmbiguousScope(MsctlError):
    """A scope that should name one thing and names several. Details: scope, candidates."""


class BadLayout(MsctlError):
    """A layout with a mistake. Details: ledger, layout, field, reason."""


class UnknownLayout(MsctlError):
    """A layout that the ledger does not have. Details: ledger, layout, layouts."""


class BadCondition(MsctlError):
    """A ``--where`` that cannot be read. Details: value."""


class NotRecorded(MsctlError):
    """A change whose old value is not what the record holds. Details: id, path, expected, found."""

    exit_code = ExitCode.CONFLICT
