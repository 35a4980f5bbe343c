"""What can go wrong between what is typed on screen and what is in the files."""

from msctl.model.errors import ExitCode, MsctlError


class ChangedMeanwhile(MsctlError):
    """Fields typed in on screen that hold another value in the file now. Details: file, count."""

    exit_code = ExitCode.CONFLICT


class GoneMeanwhile(MsctlError):
    """A project typed in on screen whose file is gone. Details: file, id."""

    exit_code = ExitCode.CONFLICT


class WrittenInPart(MsctlError):
    """A file that the disk refused, while others of the same save were written. Details: file,
    reason, written, left."""

    exit_code = ExitCode.REFUSED


class GarbledJournal(MsctlError):
    """Lines of an ended session's journal that cannot be read. Details: file, count."""


class EditorRefused(MsctlError):
    """The user's editor did not end well, or left what cannot be read; the old value stays and so
    does the edited file. Details: editor, file, reason."""
