"""What can go wrong on the command line itself."""

from msctl.model.errors import ExitCode, MsctlError


class BadUsage(MsctlError):
    """A request that click refuses for another reason. Details: reason, command."""


class NoSuchCommand(MsctlError):
    """Details: name, near, command."""


class NoSuchOption(MsctlError):
    """Details: name, near, command."""


class MissingArgument(MsctlError):
    """Details: name, command."""


class TooManyArguments(MsctlError):
    """Details: names, command."""


class MissingValue(MsctlError):
    """An option without its value. Details: name, command."""


class BadOptionValue(MsctlError):
    """Details: name, reason, command."""


class NoSuchSetting(MsctlError):
    """Details: name, known."""


class BadAssignment(MsctlError):
    """A ``PATH=VALUE`` without ``=``. Details: value."""


class NoSuchFile(MsctlError):
    """Details: file."""


class NotThisFormat(MsctlError):
    """Details: file, formats."""


class FileExists(MsctlError):
    """Details: file."""


class BinaryToTerminal(MsctlError):
    """A document that would be printed on the terminal. Details: format."""


class NotEmpty(MsctlError):
    """A folder for new records that holds something. Details: folder."""


class ReadOnlyPast(MsctlError):
    """``--at`` with a command that changes records."""


class ScopeOrMoment(MsctlError):
    """A word that names records and a moment as well. Details: word, scope."""


class NeitherScopeNorMoment(MsctlError):
    """A word that names neither records nor a moment. Details: word, near."""


class EditorFailed(MsctlError):
    """Details: editor, reason."""

    exit_code = ExitCode.REFUSED


class EditKept(MsctlError):
    """The text from the editor was refused and is kept. Details: file, reason."""

    def __init__(self, reason: MsctlError, file: object) -> None:
        super().__init__(reason=reason, file=file)
        self.exit_code = reason.exit_code  # type: ignore[misc]


class Unexpected(MsctlError):
    """A fault of msctl itself. Details: reason."""

    exit_code = ExitCode.REFUSED
