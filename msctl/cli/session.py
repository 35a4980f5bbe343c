"""What one command works on: the records root, the moment asked for, the repository."""

import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msctl.cli.errors import ReadOnlyPast
from msctl.locale.catalogue import finding_sentence, place
from msctl.model.errors import ExitCode
from msctl.model.paths import LedgerId
from msctl.model.snapshot import Snapshot
from msctl.text.safe import printable

if TYPE_CHECKING:
    from msctl.export.origin import Origin
    from msctl.history.repository import Repository
    from msctl.importing.proposal import Decision, Proposal
    from msctl.store.records import Records
    from msctl.store.settings import Settings


Decide = Callable[["Records", "Settings", "Proposal", str], "Decision | None"]
"""puts a proposal before the user, with a message for the commit; None when nothing is to be
written"""


class Session:
    """One command's view of the records."""

    def __init__(self, named: str | None, when: str | None, settings: "Settings") -> None:
        self._named = named
        self.when = when
        self.decide: Decide | None = None
        """shows an import's proposal on the screen; None where there are no screens"""
        self.settings = settings

    @cached_property
    def records(self) -> "Records":
        """The records root. Raises NoRecords, NotRecordsRoot."""
        from msctl.store.records import Records

        return Records.find(self._named)

    @cached_property
    def repository(self) -> "Repository":
        """The git repository that holds the records. Raises NoRepository."""
        from msctl.history.repository import Repository

        return Repository.of(self.records.root)

    @cached_property
    def snapshot(self) -> Snapshot:
        """The records at the moment asked for (``--at``), else as they are in the folder."""
        if self.when is None:
            return self.records.snapshot()
        from msctl.history.snapshots import resolve, snapshot_at

        return snapshot_at(self.repository, resolve(self.repository, self.when))

    def read_file(self, file: str) -> bytes | None:
        """A file below the records root at the moment asked for; None when it is not there."""
        if self.when is None:
            path = self.records.root / file
            return path.read_bytes() if path.is_file() else None
        from msctl.history.snapshots import read_file

        return read_file(self.repository, self.snapshot.at or "", file)

    def for_changes(self, message: str | None = None) -> Snapshot:
        """The work tree's snapshot for a command that changes it, and commits when it is given a
        message: what would refuse the commit is told before anything is written.

        Raises ReadOnlyPast, EmptyMessage, NoRepository, NoIdentity, RepositoryBusy.
        """
        if self.when is not None:
            raise ReadOnlyPast
        if message is not None:
            from msctl.history.committing import may_commit
            from msctl.history.errors import EmptyMessage

            if not message.strip():
                raise EmptyMessage
            may_commit(self.repository)
        return self.snapshot

    def origin(
        self,
        what: str,
        scopes: Sequence[str] = (),
        *,
        layout: str = "",
        period: str = "",
        unit: str = "",
        ledgers: Sequence[LedgerId] = (),
    ) -> "Origin":
        """What a document tells about where it comes from: the command ``what`` on ``scopes``."""
        from msctl.export.provenance import origin_of

        return origin_of(
            self.records.root,
            self.snapshot,
            what,
            " ".join(scopes),
            layout=layout,
            period=period,
            unit=unit,
            ledgers=ledgers,
        )

    def exit_code(self) -> ExitCode:
        """Tell what could not be read, and the exit code that says so."""
        for finding in self.snapshot.unreadable:
            print(
                "msctl:",
                printable(f"{place(finding)}: {finding_sentence(finding)}"),
                file=sys.stderr,
            )
        return ExitCode.UNREADABLE if self.snapshot.unreadable else ExitCode.DONE


def say(text: str) -> None:
    """Talk to the person: standard error, one line."""
    print(printable(text), file=sys.stderr)
