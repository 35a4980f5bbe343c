"""Commits of records, and of nothing else that the repository holds."""

import re
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence

from msctl.history import conflict
from msctl.history.errors import (
    BadAuthor,
    EmptyMessage,
    GitFailed,
    IndexLocked,
    NothingToCommit,
    RepositoryBusy,
)
from msctl.history.markers import split
from msctl.history.questions import conflicts
from msctl.history.readings import owner_of
from msctl.history.refusals import UnresolvedConflicts
from msctl.history.repository import Repository
from msctl.store.lock import locked
from msctl.store.reading import is_template

PATIENCE = 5.0
"""seconds to wait for another git process: its lock is a file, which outlives one that is killed"""

_BUSY = re.compile(r"index\.lock|cannot lock ref|Unable to create '.*\.lock'")
"""what git says, in every language, when another process holds what it needs"""

_AUTHOR = re.compile(r"[^<>\x00-\x1f]*[^<>\x00-\x1f\s][^<>\x00-\x1f]* <[^<>\x00-\x20]+>")


def may_commit(repository: Repository) -> None:
    """Refuse what would refuse any commit now. Raises RepositoryBusy, NoIdentity."""
    operation = repository.operation()
    if operation is not None:
        raise RepositoryBusy(operation=operation, give_up=GIVE_UP.get(operation, operation))
    repository.identity()


def commit(
    repository: Repository,
    message: str,
    files: Sequence[str] | None = None,
    author: str | None = None,
    patience: float = PATIENCE,
) -> str:
    """Commit record files as they are in the work tree, and return the new commit's hash.

    Whatever else is changed or staged in the repository stays as it is. The repository's hooks
    run. On a detached head the commit belongs to no branch, as with git itself.

    Args:
        repository: where the records are.
        message: kept as it is, but for white space at the ends of lines and around it.
        files: files and folders below the records root, also ones that were removed; None means
            every changed, new or removed file that holds a record, the records' settings or a
            template of notices.
        author: ``Name <e-mail>`` when somebody else made the changes.
        patience: seconds to wait while another process holds the repository.

    Raises:
        EmptyMessage, BadAuthor, OutsideRecords, RepositoryBusy, NoIdentity, NothingToCommit:
            before anything is touched.
        UnresolvedConflicts: what a merge left in question waits for its answers.
        IndexLocked, Locked, GitFailed: afterwards; what was new is not staged then either.
    """
    if not message.strip():
        raise EmptyMessage()
    if author is not None and not _AUTHOR.fullmatch(author):
        raise BadAuthor(value=author)
    scope = repository.scope(tuple(files or ()))
    may_commit(repository)
    with locked(repository.root):
        changed = _changed(repository, scope, records_only=files is None)
        if not changed:
            raise NothingToCommit(root=repository.root)
        refuse_questions(repository, changed)
        new = [path for path, state in changed.items() if state == b"??"]
        deadline = time.monotonic() + patience
        try:
            if new:
                # only their names: git commit takes no file that it has never heard of
                patiently(deadline, lambda: _on(repository, new, "add", "--intent-to-add"))
            patiently(deadline, lambda: _commit(repository, list(changed), message, author))
        except BaseException:
            if new:
                _forget(repository, new)
            raise
        return repository.need_head()


def refuse_questions(repository: Repository, changed: Iterable[str]) -> None:
    """Refuse what a merge left in question. Raises UnresolvedConflicts."""
    if conflict.place(repository).exists():
        count = len(conflicts(repository))
    else:
        texts = (_text(repository, path) for path in changed if path.endswith(".toml"))
        count = sum(split(text) is not None for text in texts)
    if count:
        raise UnresolvedConflicts(count=count)


def _text(repository: Repository, path: str) -> str:
    try:
        return (repository.top / path).read_bytes().decode("utf-8", errors="replace")
    except (FileNotFoundError, IsADirectoryError):
        return ""


GIVE_UP = {"bisect": "bisect reset"} | {
    name: f"{name} --abort" for name in ("rebase", "am", "merge", "cherry-pick", "revert")
}
"""the git command that ends each operation"""


def _changed(
    repository: Repository, scope: tuple[str, ...], records_only: bool
) -> dict[str, bytes]:
    """The changed files in a scope, below the top, with git's two letters for each."""
    status = ("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames")
    listed = repository.git.read(*status, "--ignore-submodules", *scope)
    found = {}
    for entry in listed.split(b"\0")[:-1]:
        path = entry[3:].decode("utf-8", errors="surrogateescape")
        file = repository.below(path)
        if file is not None and (not records_only or owner_of(file) or is_template(file)):
            found[path] = entry[:2]
    return found


def changed_templates(repository: Repository) -> list[str]:
    """The templates of notices below the records root that are not committed as they are."""
    paths = _changed(repository, repository.scope(()), records_only=True)
    files = (repository.below(path) for path in paths)
    return [file for file in files if file is not None and is_template(file)]


def _commit(repository: Repository, paths: list[str], message: str, author: str | None) -> None:
    with tempfile.NamedTemporaryFile(prefix="msctl-", suffix=".txt") as text:
        text.write(message.encode("utf-8", errors="replace"))
        text.flush()
        _on(
            repository,
            paths,
            *("commit", "--quiet", "--only", "--cleanup=whitespace", f"--file={text.name}"),
            *([f"--author={author}"] if author else []),
        )


def _on(repository: Repository, paths: list[str], *command: str) -> None:
    """A writing command on files, whose names go through its standard input: there may be more of
    them than a command line takes."""
    names = "".join(f":(top,literal){path}\0" for path in paths)
    repository.git.write(
        *(*command, "--pathspec-from-file=-", "--pathspec-file-nul"),
        data=names.encode("utf-8", errors="surrogateescape"),
        options=("-c", "user.useConfigOnly=true"),
    )


def _forget(repository: Repository, new: list[str]) -> None:
    try:
        _on(repository, new, "rm", "--cached", "--quiet", "--ignore-unmatch")
    except GitFailed:
        # the first error is the one to tell; a name noted in the index does no harm
        return


def patiently(deadline: float, action: Callable[[], None]) -> None:
    """Repeat an action while another process holds what it needs. Raises IndexLocked, GitFailed."""
    pause = 0.02
    while True:
        try:
            return action()
        except GitFailed as error:
            reason = str(error.details["reason"])
            if not _BUSY.search(reason):
                raise
            if time.monotonic() >= deadline:
                file = re.search(r"[^']*\.lock", reason)
                raise IndexLocked(file=file.group() if file else reason) from error
        time.sleep(pause)
        pause = min(pause * 1.5, 0.3)
