"""The end of a merge: the commit with both parents once nothing is in question, or giving it up."""

import contextlib
import time

from msctl.history.committing import PATIENCE, patiently
from msctl.history.conflict import MergeState, place
from msctl.history.questions import conflicts, merged_side
from msctl.history.refusals import NothingToMerge, UnresolvedConflicts
from msctl.history.repository import Repository
from msctl.history.taking_back import forget_answers
from msctl.history.tree_merge import Rules
from msctl.store.lock import locked


def refuse_open(repository: Repository, rules: Rules | None = None) -> None:
    """Refuse to go on while anything is in question. Raises UnresolvedConflicts, GitFailed."""
    count = len(conflicts(repository, rules))
    if count:
        raise UnresolvedConflicts(count=count)


def finish(repository: Repository, message: str | None = None, rules: Rules | None = None) -> str:
    """Commit a merge that has no question left, and return the new commit.

    A merge that :func:`msctl.history.syncing.sync` began has the remote's commit as its first
    parent, so that the first parents are the history that everybody shares. Without a message it
    gets the one that was kept when the merge began. What is not committed otherwise stays so.

    Raises NothingToMerge, UnresolvedConflicts, NoIdentity, GitFailed.
    """
    with locked(repository.root):
        if not is_merging(repository):
            raise NothingToMerge()
        repository.identity()
        refuse_open(repository, rules)
        state = MergeState.load(repository)
        ours, theirs = repository.need_head(), merged_side(repository)
        assert theirs is not None
        tree = repository.git.write("write-tree").decode("ascii").strip()
        parents = [theirs, ours] if state.theirs == theirs else [ours, theirs]
        words = message or state.message or _git_message(repository)
        done = commit_tree(repository, tree, parents, words)
        move_head(repository, done, ours)
        forget(repository)
        return done


def abort(repository: Repository) -> None:
    """Give a merge up: the files are as the last commit has them, but for changes that had not
    been committed before. Raises NothingToMerge, GitFailed."""
    with locked(repository.root):
        if not is_merging(repository):
            raise NothingToMerge()
        repository.git.write("merge", "--abort")
        MergeState().save(repository)
        forget_answers(repository)


def is_merging(repository: Repository) -> bool:
    """Whether a merge waits for its end."""
    return (repository.git_folder / "MERGE_HEAD").exists()


def commit_tree(repository: Repository, tree: str, parents: list[str], message: str) -> str:
    """Make a commit object and return its hash. Raises GitFailed."""
    pairs = [word for parent in parents for word in ("-p", parent)]
    data = f"{message.strip()}\n".encode("utf-8", errors="replace")
    options = ("-c", "user.useConfigOnly=true")
    done = repository.git.write("commit-tree", tree, *pairs, "-F", "-", data=data, options=options)
    return done.decode("ascii").strip()


def move_head(repository: Repository, new: str, old: str) -> None:
    """Move the current branch on, unless somebody else did. Raises IndexLocked, GitFailed."""

    def action() -> None:
        repository.git.write("update-ref", "-m", "msctl: merge", "HEAD", new, old)

    patiently(time.monotonic() + PATIENCE, action)


def forget(repository: Repository) -> None:
    """Drop git's and msctl's notes of a merge that is done."""
    for name in ("MERGE_HEAD", "MERGE_MSG", "MERGE_MODE", "AUTO_MERGE", "MERGE_RR"):
        with contextlib.suppress(FileNotFoundError):
            (repository.git_folder / name).unlink()
    with contextlib.suppress(FileNotFoundError):
        place(repository).unlink()
    forget_answers(repository)


def _git_message(repository: Repository) -> str:
    try:
        text = (repository.git_folder / "MERGE_MSG").read_text("utf-8", errors="replace")
    except FileNotFoundError:
        text = ""
    return "\n".join(line for line in text.splitlines() if not line.startswith("#")) or "merge"
