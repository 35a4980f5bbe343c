"""The archive: the git side of a session, used from worker threads only.

Git is started when it is first needed, and every question that goes wrong raises an error with a
sentence; a records folder without a repository can be read and edited all the same.
"""

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msctl.locale.catalogue import t
from msctl.model.errors import NothingInScope
from msctl.model.paths import LedgerId, ProjectId
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.store.reading import file_of
from msctl.store.records import Records
from msctl.tui.past import Moment

if TYPE_CHECKING:
    from msctl.history.answers import Answer
    from msctl.history.blame import BlameLine
    from msctl.history.conflict import Conflict
    from msctl.history.difference import RecordChange
    from msctl.history.log import Commit
    from msctl.history.repository import Repository
    from msctl.history.syncing import Progress, Step, Synced
    from msctl.history.walk import Head
    from msctl.history.witness import Witness
    from msctl.model.finding import Finding
    from msctl.report.revisions import Revision
    from msctl.tui.background import Job
    from msctl.tui.picking import Picked


def _rules(snapshot: Snapshot) -> "list[Finding]":
    """What no merge may leave; imported when a merge is first asked about."""
    from msctl.check.merge_rules import merge_breaches

    return merge_breaches(snapshot)


HISTORY_LIMIT = 200
"""commits of one project that the history shows; one a week for four years"""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the records stand beside the remote's, as of the last sync."""

    ahead: int = 0
    """commits that the remote does not have"""
    behind: int = 0
    """commits that only the remote has"""
    conflicts: int = 0
    """questions of a merge that wait for an answer"""
    merging: bool = False
    """whether a merge waits for its end"""


@dataclass(frozen=True, slots=True)
class Questions:
    """What a merge asks, and what it was answered."""

    open: "Sequence[Conflict]" = ()
    answered: Sequence[str] = ()
    """what was said of each step of answers that can be taken back, the first one first"""
    merging: bool = False
    """whether a merge waits for its end"""

    @property
    def are_answered(self) -> bool:
        """Whether the merge waits for nothing but its end."""
        return self.merging and not self.open


@dataclass(frozen=True, slots=True)
class Testimony:
    """Who stands behind the two sides of a conflict, where it can be told."""

    ours: "Witness | None" = None
    theirs: "Witness | None" = None


class Archive:
    """Commits, history and uncommitted changes of a records root."""

    def __init__(self, records: Records) -> None:
        self._root = records.root
        self._lock = threading.Lock()
        self._found: Repository | None = None
        self.at: str | None = None
        """the commit whose records are shown; None is now"""

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

    def revisions(
        self, snapshot: Snapshot, old: str | None, new: str | None, paths: Sequence[str]
    ) -> "list[Revision]":
        """What happened to records between two moments, with flags; raises as the engine."""
        from msctl.report.revisions import between

        return between(self.repository(), snapshot, old, new, paths)

    def last_synced(self) -> str:
        """The commit that was last synced with. Raises NeverSynced, NoRemote, OnNoBranch."""
        from msctl.history.refusals import NeverSynced
        from msctl.history.remote import Remote

        remote = Remote.of(self.repository())
        found = remote.noted(remote.synced) or remote.noted(remote.tracking)
        if found is None:
            raise NeverSynced(remote=remote.place)
        return found

    def last_changes(self, ledgers: Collection[LedgerId]) -> "dict[LedgerId, Head]":
        """What the last commit that changed each ledger says of itself. Raises NoRepository,
        GitFailed."""
        from msctl.history.last_changes import last_changes

        return last_changes(self.repository(), ledgers, self.at)

    def history(self, record: str, stopped: Callable[[], bool] = _never) -> "list[Commit]":
        """The commits that changed a record, newest first; when it is ``stopped``, those found so
        far, and git's process is ended. Raises NoRepository, GitFailed."""
        from msctl.history.log import log

        found = []
        for commit in log(self.repository(), [file_of(record)], at=self.at, limit=HISTORY_LIMIT):
            if stopped():
                break
            found.append(commit)
        return found

    def file_then(self, file: str) -> bytes | None:
        """A file as of the moment shown. Raises GitFailed."""
        from msctl.history.snapshots import read_file

        return read_file(self.repository(), self.at or "HEAD", file)

    def commits(self, paths: Sequence[str] = ()) -> "Iterator[Commit]":
        """Every commit up to the moment shown that changed records, or some files or folders of
        them, newest first, as they are found. Raises NoRepository, GitFailed."""
        from msctl.history.log import log

        return log(self.repository(), paths, at=self.at)

    def all_commits(self) -> "Iterator[Commit]":
        """As :meth:`commits`, also those after the moment shown."""
        from msctl.history.log import log

        return log(self.repository())

    def past(self, when: str) -> tuple[Moment, Snapshot]:
        """The records as of a commit, tag, branch or date. Raises what naming a moment raises,
        NoRepository, GitFailed."""
        from msctl.history.snapshots import resolve, snapshot_at
        from msctl.history.walk import heads

        repository = self.repository()
        commit = resolve(repository, when)
        head = heads(repository, [commit])[commit]
        moment = Moment(commit, head.time, head.author, head.subject)
        return moment, snapshot_at(repository, commit)

    def identity(self) -> tuple[str, str]:
        """The name and e-mail address of the user's commits. Raises NoIdentity."""
        return self.repository().identity()

    def set_identity(self, name: str, address: str) -> None:
        """Keep who commits here. Raises BadAuthor, PlaceholderAuthor, GitFailed."""
        from msctl.history.identity import set_identity

        set_identity(self.repository(), name, address)

    def commit(self, message: str, picked: "Picked") -> str:
        """Commit what was picked of the changes, or end the merge that waits; the commit.

        Raises UnresolvedConflicts and what git refuses.
        """
        from msctl.history.committing import commit
        from msctl.history.conclusion import finish, is_merging
        from msctl.history.partial import commit_fields

        repository = self.repository()
        if is_merging(repository):
            return finish(repository, message, _rules)
        if picked.fields:
            return commit_fields(repository, message, picked.fields, picked.files)
        return commit(repository, message, list(picked.files))

    def blame(self, project: ProjectId, before: str | None = None) -> "Sequence[BlameLine]":
        """Who set each value of a project, as shown or as it was before a commit.

        Raises NothingBefore for the first commit, AddedThen for the one that added the project,
        NothingInScope, UnreadableFile, GitFailed.
        """
        from msctl.history.blame import blame
        from msctl.history.errors import AddedThen, NothingBefore, UnknownRevision
        from msctl.history.snapshots import resolve

        repository = self.repository()
        if before is None:
            return blame(repository, project, self.at)
        try:
            parent = resolve(repository, f"{before}^")
        except UnknownRevision:
            raise NothingBefore(commit=before[:10]) from None
        try:
            return blame(repository, project, parent)
        except NothingInScope:
            raise AddedThen(commit=before[:10]) from None

    def record_then(self, project: ProjectId, commit: str) -> Record:
        """A project as it was at a commit. Raises NotThen, UnreadableFile, GitFailed."""
        from msctl.history.restoring import record_then

        return record_then(self.repository(), project, commit).record

    # Sync and its conflicts.

    def standing(self) -> Standing:
        """How far these records are from the remote's, and what is in question. Raises GitFailed.

        Nothing is fetched and nothing is written.
        """
        from msctl.history.conclusion import is_merging
        from msctl.history.questions import conflicts

        repository = self.repository()
        ahead, behind = repository.ahead_behind() or (0, 0)
        count = len(conflicts(repository, _rules))
        return Standing(ahead, behind, count, is_merging(repository))

    def sync(self, job: "Job", told: "Progress", *, rewritten: bool = False) -> "Synced":
        """Fetch, merge by field, push. Raises UnresolvedConflicts, Stopped, and what a sync is
        refused for; never asks for a password, for the screens hold the terminal.

        Args:
            job: Stops it.
            told: Takes each step.
            rewritten: Merge although the remote's history no longer holds what it held.
        """
        from msctl.history.syncing import Wishes, sync

        def step(one: "Step", line: str) -> None:
            job.step()
            told(one, line)

        wishes = Wishes(
            message=t("tui.sync.commit"),
            rules=_rules,
            accept_rewritten=rewritten,
            told=step,
            waiting=job.step,
        )
        return sync(self.repository(), wishes)

    def conclude(self, job: "Job", told: "Progress") -> "Synced | None":
        """End a merge whose conflicts are all decided, and push it; None when there is nobody to
        push to. Raises as :meth:`sync`."""
        from msctl.history.conclusion import finish, is_merging
        from msctl.history.refusals import NoRemote, OnNoBranch

        try:
            return self.sync(job, told)
        except (NoRemote, OnNoBranch):
            if is_merging(self.repository()):
                finish(self.repository(), rules=_rules)
            return None

    def questions(self) -> Questions:
        """What is in question; files that git left with its own marks are made readable first.
        Raises Locked, GitFailed, DiskRefused."""
        from msctl.history.answers import settle

        found = self._questions()
        if found.open:
            settle(self.repository())
            found = self._questions()
        return found

    def _questions(self) -> Questions:
        from msctl.history.conclusion import is_merging
        from msctl.history.questions import conflicts
        from msctl.history.taking_back import answered

        repository = self.repository()
        return Questions(
            conflicts(repository, _rules), answered(repository), is_merging(repository)
        )

    def answer(self, answers: "Sequence[tuple[Conflict, Answer]]", told: str) -> Questions:
        """Write answers down, of which ``told`` is said; what is in question then. Raises as the
        engine's resolve."""
        from msctl.history.taking_back import answer

        answer(self.repository(), answers, told)
        return self._questions()

    def take_back(self) -> Questions:
        """Take the last answers back, also those of an earlier session; what is in question then.
        Raises NothingToTakeBack, NotTakenBack, Locked, DiskRefused, GitFailed."""
        from msctl.history.taking_back import take_back

        take_back(self.repository())
        return self._questions()

    def give_up(self) -> None:
        """Give the waiting merge up. Raises NothingToMerge, GitFailed."""
        from msctl.history.conclusion import abort

        abort(self.repository())

    def testimony(self, conflict: "Conflict") -> Testimony:
        """Who stands behind the sides of a conflict. Raises GitFailed."""
        from msctl.history.witness import Witnesses

        witnesses = Witnesses(self.repository())
        return Testimony(witnesses.ours(conflict), witnesses.theirs(conflict))

    def close(self) -> None:
        """End the helper process of git."""
        if self._found is not None:
            self._found.close()
