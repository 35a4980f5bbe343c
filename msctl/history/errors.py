"""What can go wrong between the records and git."""

from msctl.model.errors import ExitCode, MsctlError


class GitMissing(MsctlError):
    """There is no git program. No details."""

    exit_code = ExitCode.REFUSED


class NoRepository(MsctlError):
    """A records root that lies in no git work tree. Details: root."""

    exit_code = ExitCode.REFUSED


class UntrustedRepository(MsctlError):
    """A repository of another owner, which git refuses to read. Details: root, reason."""

    exit_code = ExitCode.REFUSED


class NoCommits(MsctlError):
    """A repository without any commit, where one is needed. Details: root."""

    exit_code = ExitCode.REFUSED


class UnknownRevision(MsctlError):
    """A text that names no commit, tag or branch, or is no name at all. Details: revision."""


class BeforeHistory(MsctlError):
    """A date before the first commit. Details: revision, first."""


class NoIdentity(MsctlError):
    """git knows no name or no e-mail address to commit with. Details: root."""

    exit_code = ExitCode.REFUSED


class BadAuthor(MsctlError):
    """An author that is not written ``Name <e-mail>``. Details: value."""


class EmptyMessage(MsctlError):
    """A commit without a message. No details."""


class NothingToCommit(MsctlError):
    """None of the files asked for differs from the last commit. Details: root."""

    exit_code = ExitCode.REFUSED


class RepositoryBusy(MsctlError):
    """A rebase, merge or the like that is not finished. Details: operation, give_up."""

    exit_code = ExitCode.REFUSED


class IndexLocked(MsctlError):
    """Another git process holds the repository, or died while it did. Details: file."""

    exit_code = ExitCode.REFUSED


class GitFailed(MsctlError):
    """git refused for a reason of its own, or a hook did. Details: command, reason."""

    exit_code = ExitCode.REFUSED
