"""What worker threads tell the app when they are done."""

from typing import TYPE_CHECKING

from textual.message import Message

from msctl.model.errors import MsctlError
from msctl.model.paths import ProjectId
from msctl.model.snapshot import Snapshot

if TYPE_CHECKING:
    from msctl.history.difference import RecordChange
    from msctl.history.log import Commit
    from msctl.tui.finder import Finder


class SnapshotRead(Message):
    """The records were read; they could not be when there is trouble instead."""

    def __init__(self, snapshot: Snapshot | None, trouble: MsctlError | None = None) -> None:
        super().__init__()
        self.snapshot = snapshot
        self.trouble = trouble


class PendingRead(Message):
    """The uncommitted changes were read."""

    def __init__(self, changes: "list[RecordChange]", trouble: MsctlError | None) -> None:
        super().__init__()
        self.changes = changes
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


class InitialsLearnt(Message):
    """The names of a ledger are spelled, so a filter may hold initials from now on."""

    def __init__(self, finder: "Finder") -> None:
        super().__init__()
        self.finder = finder
