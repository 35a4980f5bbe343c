"""What worker threads tell the app when they are done."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from msctl.history.syncing import Step
    from msctl.model.snapshot import Snapshot
    from msctl.tui.background import Job


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
