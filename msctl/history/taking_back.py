"""Answers of a merge taken back before it ends: files, index and questions as they were before.

What is kept is small (the files of one step of answers), lives as long as whoever keeps it, and
is put back only where nobody has touched those files since.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from msctl.history.answers import Answer, resolve
from msctl.history.conclusion import is_merging
from msctl.history.conflict import Conflict, place
from msctl.history.questions import merged_side
from msctl.history.refusals import NothingToMerge, NotTakenBack
from msctl.history.repository import Repository
from msctl.store import atomic
from msctl.store.lock import locked


@dataclass(frozen=True, slots=True)
class Before:
    """How some files of a merge stood before answers, and right after."""

    merge: str | None
    """the commit that is merged"""
    state: bytes | None
    """the file that keeps the questions; None where there was none"""
    files: dict[str, bytes | None]
    """by path below the top; None is no file"""
    index: bytes
    """git's own entries of these files"""
    after: dict[str, bytes | None]
    """the files once the answers were written"""


def answer(
    repository: Repository, answers: Sequence[tuple[Conflict, Answer]]
) -> Callable[[], None]:
    """Write answers down; what takes them back. Raises as :func:`msctl.history.answers.resolve`.

    What takes them back raises NothingToMerge when the merge has ended, NotTakenBack when a file
    was changed since, Locked, DiskRefused, GitFailed.
    """
    paths = sorted({path for conflict, _ in answers for path in _paths(conflict)})
    with locked(repository.root):
        merge, state = merged_side(repository), _bytes(place(repository))
        files, index = _files(repository, paths), _index(repository, paths)
        resolve(repository, answers)
        before = Before(merge, state, files, index, _files(repository, paths))
    return lambda: _put_back(repository, before)


def _put_back(repository: Repository, before: Before) -> None:
    with locked(repository.root):
        if not is_merging(repository) or merged_side(repository) != before.merge:
            raise NothingToMerge()
        for path, data in _files(repository, before.files).items():
            if data != before.after[path]:
                raise NotTakenBack(file=path)
        for path, data in before.files.items():
            _write(repository.top / path, data)
        gone = "".join(f"0 {'0' * 40}\t{path}\0" for path in before.files)
        lines = gone.encode("utf-8", errors="surrogateescape") + before.index
        repository.git.write("update-index", "-z", "--index-info", data=lines)
        _write(place(repository), before.state)


def _paths(conflict: Conflict) -> Iterable[str]:
    """The files that an answer may write, below the top; of a moved record all of its places."""
    if conflict.kind == "moved":
        return (conflict.file, str(conflict.base), str(conflict.ours), str(conflict.theirs))
    return (conflict.file,)


def _files(repository: Repository, paths: Iterable[str]) -> dict[str, bytes | None]:
    return {path: _bytes(repository.top / path) for path in paths}


def _index(repository: Repository, paths: Sequence[str]) -> bytes:
    """The entries of files as ``update-index --index-info`` takes them."""
    return repository.git.read("ls-files", "--stage", "-z", "--", *paths)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _write(path: Path, data: bytes | None) -> None:
    if data is not None:
        atomic.replace(path, data)
    elif path.exists():
        atomic.remove(path)
