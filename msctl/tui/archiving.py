"""The archiving, for all screens: what is not committed yet, who changed a project, commits."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.model.paths import ProjectId
from msctl.tui.archive import Standing

if TYPE_CHECKING:
    from msctl.history.difference import RecordChange
    from msctl.history.log import Commit
    from msctl.tui.app import MsctlApp
    from msctl.tui.picking import Picked


class Archiving:
    """Asks the archive of an app in the background, and keeps what it answered."""

    def __init__(self, host: "MsctlApp") -> None:
        self._host = host
        self.pending: Sequence[RecordChange] | None = None
        """the uncommitted changes; None while they are not known"""
        self.trouble: MsctlError | None = None
        """why they are not known"""
        self.history: dict[ProjectId, Sequence[Commit]] = {}
        """the commits of the projects that were asked for, the newest one first"""
        self.history_trouble: MsctlError | None = None

    # What is not committed.

    def count(self) -> None:
        """Read what is not committed, and how far the remote is."""
        archive = self._host.archive
        self._host.in_background(
            "pending",
            lambda: (archive.pending(), archive.standing()),
            lambda found: self._counted(*found),
            self._not_counted,
        )

    def _counted(self, pending: "Sequence[RecordChange]", standing: Standing) -> None:
        self.pending, self.trouble = pending, None
        self._host.exchange.learn(standing)
        self._show_pending()

    def _not_counted(self, error: MsctlError) -> None:
        known, self.trouble = self.trouble, error
        self.pending = None
        if type(error) is not type(known):
            # told once, not after every save
            self._host.tell(error)
        self._show_pending()

    def _show_pending(self) -> None:
        for listing in self._host.lists:
            listing.refresh_top()
        self._host.tell_screens("pending_read")

    # Who changed a project.

    def read_history(self, project: ProjectId) -> None:
        """Read who changed a project, when and how; it ends when another project is asked for."""

        def work() -> "Sequence[Commit] | None":
            worker = get_current_worker()
            found = self._host.archive.history(project, lambda: worker.is_cancelled)
            return None if worker.is_cancelled else found

        self._host.in_background(
            "history",
            work,
            lambda found: self._history_read(project, found),
            lambda error: self._history_unread(project, error),
        )

    def _history_read(self, project: ProjectId, found: "Sequence[Commit] | None") -> None:
        if found is not None:
            self.history[project], self.history_trouble = found, None
            self._host.tell_screens("history_read", project)

    def _history_unread(self, project: ProjectId, error: MsctlError) -> None:
        self.history_trouble = error
        self._host.tell_screens("history_read", project)

    # Commits.

    def commit(self, message: str, picked: "Picked") -> None:
        """Commit what was picked of the changes, once what is being written is written."""
        host = self._host

        def committed(commit: str) -> None:
            host.say(t("tui.committed", message=message, commit=commit[:8]))
            host.records_changed()
            host.tell_screens("committed")

        def begin() -> None:
            host.in_background(
                "commit", lambda: host.archive.commit(message, picked), committed, host.tell
            )

        host.keeping.writer.after(begin)
