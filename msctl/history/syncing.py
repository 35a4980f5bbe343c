"""Sync: fetch, merge by field, push, until both sides hold the same.

The remote's commit becomes the first parent of the merge, so the first parents are the history
that everybody shares. What is not committed stays as it is. Whatever stops a sync, the commits of
both sides are still there, and the next one goes on from where this one was.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from msctl.history.committing import GIVE_UP
from msctl.history.conclusion import (
    commit_tree,
    finish,
    forget,
    is_merging,
    move_head,
    refuse_open,
)
from msctl.history.conflict import MergeState, Waiting, conflict_of
from msctl.history.errors import RepositoryBusy
from msctl.history.questions import conflicts, merged_side, unmerged_files
from msctl.history.refusals import (
    NothingInCommon,
    RemoteBusy,
    RemoteRewritten,
    UnresolvedConflicts,
)
from msctl.history.remote import Remote
from msctl.history.repository import Repository
from msctl.history.tree_merge import FileMerge, Rules, TreeMerge, merge_trees
from msctl.history.work_tree import bring_in
from msctl.store.lock import locked

TRIES = 12
"""pushes before giving up: with eight offices that push at once, the last one's turn is the
eighth"""

Step = Literal["fetch", "merge", "push", "again"]
Progress = Callable[[Step, str], None]
"""takes the step that begins, or a line of git's own progress in it"""


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did, or with ``dry_run`` would do."""

    remote: str
    """its name"""
    received: int
    """commits that came from the remote"""
    sent: int
    """commits that went there, merges included"""
    merged: bool
    """whether the two had to be merged"""
    head: str
    """the commit that both are on now"""
    questions: int = 0
    """of a dry run: the conflicts that would be asked"""


@dataclass(frozen=True)
class Wishes:
    """How a sync is to go."""

    message: str
    """of the merge commit"""
    rules: Rules = lambda _: []
    dry_run: bool = False
    accept_rewritten: bool = False
    """merge although the remote's history no longer holds what it held"""
    prompts: bool = False
    """git may ask for passwords on the terminal"""
    told: Progress = lambda _step, _line: None
    """what it raises ends the sync; the commits of both sides are there then"""
    waiting: Callable[[], None] = lambda: None
    """called while the remote says nothing; what it raises ends the sync, too"""


def sync(repository: Repository, wishes: Wishes) -> Synced:
    """Bring this repository's branch and its remote's together.

    A merge that waits with answered questions is ended first. New questions stop the sync: the
    merge then waits in the work tree, which holds our values, and the next sync ends it.

    Raises:
        OnNoBranch, NoRemote, NoCommits, NoIdentity, RepositoryBusy, UnresolvedConflicts: before
            anything is done.
        RemoteUnreachable, RemoteDenied, RemoteRefused, RemoteRewritten, NothingInCommon,
        RemoteBusy: from the remote; nothing of this side has changed then but for merges made.
        UnsavedInTheWay: with incoming changes where there are ones that are not committed.
        UnresolvedConflicts: the merge has questions.
        Locked, IndexLocked, DiskRefused, GitFailed.
    """
    remote = Remote.of(repository)
    repository.git.waiting = wishes.waiting
    received = _end_waiting(repository, wishes)
    merged = received > 0
    for attempt in range(TRIES):
        if attempt:
            wishes.told("again", str(attempt))
            # those who were rejected together must not come back together
            time.sleep(random.uniform(0.02, 0.1 * min(attempt, 5)))
        wishes.told("fetch", "")
        before = remote.noted(remote.synced) or remote.noted(remote.tracking)
        theirs = remote.fetch(lambda line: wishes.told("fetch", line), wishes.prompts)
        _refuse_rewritten(remote, before, theirs, wishes)
        ours = repository.need_head()
        if wishes.dry_run:
            return _rehearse(repository, remote, ours, theirs, wishes)
        if theirs is not None:
            received += _count(repository, f"{ours}..{theirs}")
            head = _bring_together(repository, remote, ours, theirs, wishes)
            merged = merged or head not in (ours, theirs)
        else:
            head = ours
        sent = _count(repository, head if theirs is None else f"{theirs}..{head}")
        if head == theirs:
            remote.note(head)
            return Synced(remote.name, received, 0, merged, head)
        wishes.told("push", "")
        if remote.push(head, lambda line: wishes.told("push", line), wishes.prompts):
            remote.note(head)
            _follow(repository, remote)
            return Synced(remote.name, received, sent, merged, head)
    raise RemoteBusy(remote=remote.place, tries=TRIES)


def _end_waiting(repository: Repository, wishes: Wishes) -> int:
    """End a merge whose questions are all answered, and count the commits that came in with it;
    refuse what else waits."""
    if is_merging(repository) and not wishes.dry_run:
        ours, theirs = repository.need_head(), merged_side(repository)
        finish(repository, rules=wishes.rules)
        return _count(repository, f"{ours}..{theirs}")
    interrupted = bool(unmerged_files(repository)) and bool(MergeState.load(repository).theirs)
    operation = repository.operation()
    if operation is not None:
        refuse_open(repository, wishes.rules)
        raise RepositoryBusy(operation=operation, give_up=GIVE_UP.get(operation, operation))
    if not interrupted:
        # an interrupted sync is simply done again
        refuse_open(repository)
    return 0


def _refuse_rewritten(
    remote: Remote, before: str | None, theirs: str | None, wishes: Wishes
) -> None:
    if before is None or wishes.accept_rewritten:
        return
    if theirs is None or not _is_ancestor(remote.repository, before, theirs):
        # the note is as it was, so that the next sync says the same
        remote.repository.git.write("update-ref", remote.synced, before)
        raise RemoteRewritten(remote=remote.place, old=before[:10], new=(theirs or "-")[:10])


def _is_ancestor(repository: Repository, old: str, new: str) -> bool:
    return repository.git.ask("merge-base", "--is-ancestor", old, new).status == 0


def _count(repository: Repository, commits: str) -> int:
    return int(repository.git.read("rev-list", "--count", commits, "--"))


def _bring_together(
    repository: Repository, remote: Remote, ours: str, theirs: str, wishes: Wishes
) -> str:
    """The commit that holds both sides, and the work tree on it."""
    if _is_ancestor(repository, theirs, ours):
        return ours
    wishes.told("merge", "")
    with locked(repository.root):
        if repository.need_head() != ours:
            ours = repository.need_head()
        merge = _merge(repository, remote, ours, theirs)
        if _is_ancestor(repository, ours, theirs):
            bring_in(repository, ours, merge.files)
            move_head(repository, theirs, ours)
            forget(repository)
            return theirs
        repository.identity()
        if merge.conflicts or merge.breaches(wishes.rules):
            _leave_waiting(repository, merge, wishes)
        bring_in(repository, ours, merge.files)
        done = commit_tree(repository, merge.tree, [theirs, ours], wishes.message)
        move_head(repository, done, ours)
        forget(repository)
        return done


def _merge(repository: Repository, remote: Remote, ours: str, theirs: str) -> TreeMerge:
    asked = repository.git.ask("merge-base", "--all", ours, theirs)
    bases = asked.out.decode("ascii").split()
    if not bases:
        raise NothingInCommon(remote=remote.place)
    return merge_trees(repository, bases, ours, theirs)


def _leave_waiting(repository: Repository, merge: TreeMerge, wishes: Wishes) -> None:
    """Leave a merge with questions as git leaves one. Raises UnresolvedConflicts."""
    state = MergeState(merge.theirs, wishes.message)
    for path, file in merge.files.items():
        if file.conflicts:
            listed = [conflict_of(repository, path, one) for one in file.conflicts]
            state.files[path] = Waiting(file.stages, listed)
    old = MergeState.load(repository)
    state.save(repository)
    try:
        bring_in(repository, merge.ours, merge.files)
    except BaseException:
        old.save(repository)
        raise
    for name, text in (
        ("ORIG_HEAD", merge.ours),
        ("MERGE_MSG", wishes.message),
        ("MERGE_MODE", "no-ff"),
        ("MERGE_HEAD", merge.theirs),
    ):
        (repository.git_folder / name).write_text(f"{text}\n", encoding="utf-8")
    raise UnresolvedConflicts(count=len(conflicts(repository, wishes.rules)))


def _rehearse(
    repository: Repository, remote: Remote, ours: str, theirs: str | None, wishes: Wishes
) -> Synced:
    """What a sync would do, without doing it; only the remote's commits are fetched."""
    if theirs is None:
        return Synced(remote.name, 0, _count(repository, ours), False, ours)
    received = _count(repository, f"{ours}..{theirs}")
    sent = _count(repository, f"{theirs}..{ours}")
    files: dict[str, FileMerge] = {}
    questions = 0
    if received and sent:
        merge = _merge(repository, remote, ours, theirs)
        files = dict(merge.files)
        questions = sum(len(file.conflicts) for file in files.values())
        questions = questions or len(merge.breaches(wishes.rules))
    return Synced(remote.name, received, sent, bool(received and sent), ours, questions)


def _follow(repository: Repository, remote: Remote) -> None:
    """Let a branch that had no upstream go with the remote's from now on."""
    branch = remote.local.removeprefix("refs/heads/")
    if repository.git.ask("config", "--get", f"branch.{branch}.merge").status:
        repository.git.write("config", f"branch.{branch}.remote", remote.name)
        repository.git.write("config", f"branch.{branch}.merge", remote.branch)
