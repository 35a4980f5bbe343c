"""The reading of the records: all of them, in the background, when the screens open and anew."""

from typing import TYPE_CHECKING

from msctl.importing.steady import uncollected
from msctl.locale.catalogue import t
from msctl.model.snapshot import Snapshot
from msctl.tui.background import Job
from msctl.tui.garbage import keep_apart
from msctl.tui.opening import Opening

if TYPE_CHECKING:
    from msctl.tui.app import MsctlApp


class Reading:
    """Reads the records of an app, and shows them."""

    def __init__(self, host: "MsctlApp", opening: Opening) -> None:
        """The reading.

        Args:
            host: The app.
            opening: What its first frame shows.
        """
        self._host = host
        self.opening = opening
        self.is_done = False
        """whether they have been read at least once"""

    def begin(self, *, quietly: bool = False) -> None:
        """Read all records anew; ``quietly`` leaves on the status line what stands there."""
        host = self._host
        written = host.keeping.writer.count
        post = (lambda _progress: None) if quietly else host.post_message
        job = Job(post, t("background.reading"), total=self.opening.size)
        is_first = not self.is_done
        host.background.run_in_steps(
            "records",
            job,
            lambda job: self._read(job, is_first=is_first),
            lambda snapshot: self._over(snapshot, quietly, written),
            host.tell,
        )

    def _read(self, job: Job, *, is_first: bool) -> Snapshot:
        if is_first:
            # what changes while the records are being read is seen by the first look
            self._host.watching.begin()
        with uncollected():
            snapshot = self._host.keeping.session.records.snapshot(job.step)
            _ = snapshot.by_ledger  # put in order here, not when a screen asks for it
        keep_apart(len(snapshot.projects))
        return snapshot

    def _over(self, snapshot: Snapshot, quietly: bool, written: int) -> None:
        host = self._host
        if written != host.keeping.writer.count:
            # what was read may be older than what was saved meanwhile
            host.keeping.writer.after(lambda: self.begin(quietly=quietly))
            return
        is_first, self.is_done = not self.is_done, True
        host.keeping.session.snapshot = snapshot
        if not quietly:
            host.say(t("tui.read", count=len(snapshot.projects)))
        host.show_records()
        if is_first:
            host.call_after_refresh(host.records_there)
