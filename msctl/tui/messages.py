"""What worker threads tell the app when they are done."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from msctl.model.errors import MsctlError
from msctl.model.paths import ProjectId

if TYPE_CHECKING:
    from msctl.history.difference import RecordChange
    from msctl.history.log import Commit
    from msctl.history.syncing import Step
    from msctl.model.snapshot import Snapshot
    from msctl.tui.archive import Standing
    from msctl.tui.background import Job


class PendingRead(Message):
    """The uncommitted changes were read, and how far the remote is."""

    def __init__(
        self,
        changes: "list[RecordChange]",
        trouble: MsctlError | None,
        standing: "Standing | None" = None,
    ) -> None:
        super().__init__()
        self.changes = changes
        self.standing = standing
        self.trouble = trouble


class HistoryRead(Message):
    """The history of a project was read."""

    def __init__(
        self, project: ProjectId, commits: "list[Commit]", trouble: MsctlError | None
    ) -> None:
        super().__init__()
        self.project = project
        self.commits = commits
        self.trouble = trouble


class Committed(Message):
    """A commit was made, or refused."""

    def __init__(self, message: str, commit: str, trouble: MsctlError | None) -> None:
        super().__init__()
        self.message = message
        self.commit = commit
        self.trouble = trouble


class Finished(Message):
    """A worker is done; what comes next runs in the app."""

    def __init__(self, go_on: Callable[[], None]) -> None:
        super().__init__()
        self.go_on = go_on


class RecordsChangedOutside(Message):
    """Somebody else changed files of the records: another program, or a colleague's pull."""

    def __init__(self, ids: tuple[str, ...], before: "Snapshot", after: "Snapshot") -> None:
        """The change.

        Args:
            ids: the records that differ now; files for what holds no record that can be read.
            before: the records as they were shown.
            after: the records as they are now, already those of the session.
        """
        super().__init__()
        self.ids = ids
        self.before = before
        self.after = after


class Progress(Message):
    """A job is so far; a newer message of the same job replaces it."""

    def __init__(self, job: "Job", count: str) -> None:
        super().__init__()
        self.job = job
        self.count = count

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts."""
        return isinstance(message, Progress) and message.job is self.job


class SyncStep(Message):
    """A step of a sync begins, or a line of git's own progress in it; a newer one replaces it."""

    def __init__(self, step: "Step", line: str) -> None:
        super().__init__()
        self.step = step
        self.line = line

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts."""
        return isinstance(message, SyncStep)
