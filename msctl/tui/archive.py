"""The archive: the git side of a session, used from worker threads only.

Git is started when it is first needed, and every question that goes wrong raises an error with a
sentence; a records folder without a repository can be read and edited all the same.
"""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msctl.store.reading import file_of
from msctl.store.records import Records

if TYPE_CHECKING:
    from msctl.history.difference import RecordChange
    from msctl.history.log import Commit
    from msctl.history.repository import Repository

HISTORY_LIMIT = 200
"""commits of one project that the history shows; one a week for four years"""


class Archive:
    """Commits, history and uncommitted changes of a records root."""

    def __init__(self, records: Records) -> None:
        self._root = records.root
        self._lock = threading.Lock()
        self._found: Repository | None = None

    def repository(self) -> "Repository":
        """The repository that holds the records. Raises NoRepository, GitMissing."""
        from msctl.history.repository import Repository

        with self._lock:
            if self._found is None:
                self._found = Repository.of(self._root)
            return self._found

    def pending(self) -> "list[RecordChange]":
        """What differs from the last commit, by field. Raises NoRepository, GitFailed."""
        from msctl.history.pending import changes

        return changes(self.repository())

    def history(self, record: str) -> "list[Commit]":
        """The commits that changed a record, newest first. Raises NoRepository, GitFailed."""
        from msctl.history.log import log

        return list(log(self.repository(), [file_of(record)], limit=HISTORY_LIMIT))

    def identity(self) -> tuple[str, str]:
        """The name and e-mail address of the user's commits. Raises NoIdentity."""
        return self.repository().identity()

    def commit(self, message: str, files: Sequence[str]) -> str:
        """Commit the changes of some files; the commit. Raises what git refuses."""
        from msctl.history.committing import commit

        return commit(self.repository(), message, list(files))

    def close(self) -> None:
        """End the helper process of git."""
        if self._found is not None:
            self._found.close()
