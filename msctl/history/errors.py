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


class NothingBefore(MsctlError):
    """The first commit, where the state before it is asked for. Details: commit."""


class UnknownRevision(MsctlError):
    """A text that names no commit, tag or branch, or is no name at all. Details: revision."""


class BeforeHistory(MsctlError):
    """A date before the first commit. Details: revision, first."""


class NoIdentity(MsctlError):
    """git knows no name or no e-mail address to commit with. Details: root."""

    exit_code = ExitCode.REFUSED


class BadAuthor(MsctlError):
    """An author that is not written ``Name <e-mail>``. Details: value."""


class PlaceholderAuthor(MsctlError):
    """A name or an e-mail address that stands for nobody in particular. Details: name, address."""


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


class AddedThen(MsctlError):
    """A project asked for as it was before the commit that added it. Details: commit."""


class NotThen(MsctlError):
    """A record that did not exist at the moment asked for. Details: id, commit."""


class NoSuchValue(MsctlError):
    """A field path that has no value, neither then nor now. Details: id, path, commit."""


class WouldLose(MsctlError):
    """A change that is not committed and would be overwritten. Details: id, path."""

    exit_code = ExitCode.CONFLICT


class WouldLoseInCommit(MsctlError):
    """A file with changes of its own that are not committed, which a commit of msctl's would take
    along. Details: id."""

    exit_code = ExitCode.CONFLICT


class NotUndoable(MsctlError):
    """A commit that cannot be taken back by field. Details: commit, file."""


class NothingToUndo(MsctlError):
    """A commit that changed no value of a record, or no commit that did. Details: commit."""


class NothingToRedo(MsctlError):
    """No undone commit whose undoing is still in force. No details."""


class ChangedLater(MsctlError):
    """A value that a later commit changed again. Details: id, path, commit, author, subject."""

    exit_code = ExitCode.CONFLICT
