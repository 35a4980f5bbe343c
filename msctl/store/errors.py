"""What can go wrong between the records and the disk."""

from msctl.model.errors import ExitCode, MsctlError


class NoRecords(MsctlError):
    """No records root from here upwards. Details: start."""


class NotRecordsRoot(MsctlError):
    """A folder named as records root that holds no ``msctl.toml``. Details: folder."""


class UnreadableFile(MsctlError):
    """A record file that cannot be read as UTF-8 TOML. Details: file, line, column, reason."""

    exit_code = ExitCode.UNREADABLE


class NoSuchRecord(MsctlError):
    """A record file that should exist and does not. Details: file."""


class AlreadyThere(MsctlError):
    """A record file that should be new and exists. Details: file."""

    exit_code = ExitCode.CONFLICT


class FileChanged(MsctlError):
    """A record file that somebody changed since it was read. Details: file."""

    exit_code = ExitCode.CONFLICT


class Locked(MsctlError):
    """Another msctl holds the records root. Details: holder, process, since."""

    exit_code = ExitCode.CONFLICT


class EditFailed(MsctlError):
    """An edit that would not read back as asked. Details: file, path, reason."""

    exit_code = ExitCode.REFUSED


class DiskRefused(MsctlError):
    """The file system would not write. Details: file, reason."""

    exit_code = ExitCode.REFUSED


class UnreadableSettings(MsctlError):
    """The user's own settings that cannot be read as TOML. Details: file, reason."""


class BadSetting(MsctlError):
    """A setting with a value it cannot have. Details: file, name, value, choices."""
