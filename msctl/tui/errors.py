"""What can go wrong between what is typed on screen and what is in the files."""

from msctl.model.errors import ExitCode, MsctlError


class ChangedMeanwhile(MsctlError):
    """Fields typed in on screen that hold another value in the file now. Details: file, count."""

    exit_code = ExitCode.CONFLICT


class GoneMeanwhile(MsctlError):
    """A project typed in on screen whose file is gone. Details: file, id."""

    exit_code = ExitCode.CONFLICT


class StoppedInPart(MsctlError):
    """A writing that the user stopped, when some files were written. Details: written, left."""

    exit_code = ExitCode.REFUSED


class WrittenInPart(MsctlError):
    """A file that the disk refused, while others of the same save were written. Details: file,
    reason, written, left."""

    exit_code = ExitCode.REFUSED


class GarbledJournal(MsctlError):
    """Lines of an ended session's journal that cannot be read. Details: file, count."""


class EditorNotRun(MsctlError):
    """The user's editor could not be started. Details: editor, reason."""

    exit_code = ExitCode.REFUSED


class EditorRefused(MsctlError):
    """The user's editor did not end well; the old value stays and so does the edited file. Details:
    editor, file, code."""

    exit_code = ExitCode.REFUSED


class EditedLost(MsctlError):
    """The file that the user's editor was given cannot be read any more. Details: file, reason."""

    exit_code = ExitCode.REFUSED


class EditedNotText(MsctlError):
    """The user's editor left what is no UTF-8; the old value stays and so does the edited file.
    Details: file, line."""


class EditedWrong(MsctlError):
    """What the user's editor left was refused; the old value stays and so does the edited file.
    Details: file, reason."""


class NoWord(MsctlError):
    """A status word to be listed that is empty."""


class WordTaken(MsctlError):
    """A status word to be listed that the ledger lists already. Details: word."""


class NoMeaning(MsctlError):
    """A status word without a state and without a pace. Details: word."""


class NoMark(MsctlError):
    """A mark to be listed that is empty."""


class MarkTaken(MsctlError):
    """A mark to be listed that the ledger's legend has already. Details: mark."""


class MarkOfParts(MsctlError):
    """A mark to be listed that reads as several names. Details: mark."""


class NoSign(MsctlError):
    """A mark without a sign. Details: mark."""


class MarkInUse(MsctlError):
    """A mark that projects carry, to be taken off the legend. Details: mark, count, places."""


class WordInUse(MsctlError):
    """A status word that reports use, to be taken off the list. Details: word, count, places."""
