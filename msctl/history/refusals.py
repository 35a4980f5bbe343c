"""Why a merge or a sync does not go on."""

from msctl.model.errors import ExitCode, MsctlError


class UnresolvedConflicts(MsctlError):
    """Questions of a merge that nobody has answered. Details: count."""

    exit_code = ExitCode.CONFLICT


class NoSuchConflict(MsctlError):
    """A place where nothing is in question. Details: place."""


class NotAnAnswer(MsctlError):
    """A value that a question cannot be answered with: a whole file or table takes one side.
    Details: id, path."""


class NothingToMerge(MsctlError):
    """A merge that should be ended or given up, where there is none. No details."""


class NotTakenBack(MsctlError):
    """An answer whose file was changed since. Details: file."""

    exit_code = ExitCode.CONFLICT


class NothingToTakeBack(MsctlError):
    """No answer of this merge was given here. No details."""


class NoRemote(MsctlError):
    """A repository without anything to sync with. Details: root."""

    exit_code = ExitCode.REFUSED


class NeverSynced(MsctlError):
    """A remote that was never synced with, where that moment is asked for. Details: remote."""


class OnNoBranch(MsctlError):
    """A work tree that stands on a commit and no branch. Details: root."""

    exit_code = ExitCode.REFUSED


class RemoteUnreachable(MsctlError):
    """No network, no such host, no such path. Details: remote, reason."""

    exit_code = ExitCode.REFUSED


class RemoteDenied(MsctlError):
    """Wrong or missing credentials. Details: remote, reason."""

    exit_code = ExitCode.REFUSED


class RemoteRefused(MsctlError):
    """The remote did not take the commits, for a reason of its own. Details: remote, reason."""

    exit_code = ExitCode.REFUSED


class RemoteRewritten(MsctlError):
    """The remote's history no longer holds what it held. Details: remote, old, new."""

    exit_code = ExitCode.CONFLICT


class NothingInCommon(MsctlError):
    """Two histories without a common commit. Details: remote."""

    exit_code = ExitCode.CONFLICT


class RemoteBusy(MsctlError):
    """Others pushed first every time. Details: remote, tries."""

    exit_code = ExitCode.REFUSED


class UnsavedInTheWay(MsctlError):
    """Changes that are not committed, where the merge brings other ones. Details: files."""

    exit_code = ExitCode.CONFLICT


class NotARepository(MsctlError):
    """A folder that is no git repository. Details: folder."""

    exit_code = ExitCode.REFUSED
