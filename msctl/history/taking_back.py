"""Answers of a merge taken back before it ends: files, index and questions as they were before.

Each step of answers is kept in git's folder beside the questions, durably, so that it can be taken
back in a later session, too. It is small (the files of one step), goes with the merge, and is put
back only where nobody has touched those files since.
"""

import contextlib
import hashlib
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msctl.history.answers import Answer, resolve
from msctl.history.conflict import Conflict, Waiting, read_waiting, waiting_json
from msctl.history.questions import waiting
from msctl.history.refusals import NothingToTakeBack, NotTakenBack
from msctl.history.repository import Repository
from msctl.store import atomic
from msctl.store.errors import DiskRefused
from msctl.store.lock import locked

FILE = "msctl-answers.jsonl"
"""in the work tree's own git folder, where the questions are: one line a step, the last one last"""


@dataclass(frozen=True, slots=True)
class Answered:
    """One step of answers: how some files of a merge stood before it, and right after."""

    told: str
    """what was said of it"""
    files: Mapping[str, bytes | None]
    """the files before, by path below the top; None is no file"""
    index: bytes
    """git's own entries of these files"""
    waiting: Mapping[str, Waiting]
    """what these files waited for"""
    after: Mapping[str, str | None]
    """the digests of the files once the answers were written"""


def answer(
    repository: Repository, answers: Sequence[tuple[Conflict, Answer]], told: str = ""
) -> None:
    """Write answers down, and keep what takes them back; ``told`` is what :func:`answered` says.

    Raises as :func:`msctl.history.answers.resolve`.
    """
    paths = sorted({path for conflict, _ in answers for path in _paths(conflict)})
    with locked(repository.root):
        asked = {p: kept for p, kept in waiting(repository).files.items() if p in paths}
        asked_json = {path: waiting_json(kept) for path, kept in asked.items()}
        files, index = _files(repository, paths), _index(repository, paths)
        resolve(repository, answers)
        after = {path: _digest(data) for path, data in _files(repository, paths).items()}
        step = {
            "told": told,
            "files": {path: _text(data) for path, data in files.items()},
            "index": _text(index),
            "waiting": asked_json,
            "after": after,
        }
        _append(repository, step)


def answered(repository: Repository) -> list[str]:
    """What was said of each step of answers to the merge that waits, the first one first."""
    return [step.told for step in _steps(repository)]


def take_back(repository: Repository) -> None:
    """Take the last step of answers back: its questions are open again.

    Raises NothingToTakeBack, NotTakenBack when a file was changed since (the step is in the way of
    those before it no longer), Locked, DiskRefused, GitFailed.
    """
    with locked(repository.root):
        steps = _steps(repository)
        if not steps:
            raise NothingToTakeBack()
        try:
            _put_back(repository, steps[-1])
        except NotTakenBack:
            _drop_last(repository)
            raise
        _drop_last(repository)


def forget_answers(repository: Repository) -> None:
    """The merge is over: nothing can be taken back any more."""
    with contextlib.suppress(FileNotFoundError):
        _place(repository).unlink()


def _put_back(repository: Repository, step: Answered) -> None:
    for path, data in _files(repository, step.files).items():
        if _digest(data) != step.after[path]:
            raise NotTakenBack(file=path)
    for path, data in step.files.items():
        place = repository.top / path
        if data is not None:
            atomic.replace(place, data)
        elif place.exists():
            atomic.remove(place)
    gone = "".join(f"0 {'0' * 40}\t{path}\0" for path in step.files)
    lines = gone.encode("utf-8", errors="surrogateescape") + step.index
    repository.git.write("update-index", "-z", "--index-info", data=lines)
    state = waiting(repository)
    state.files.update(step.waiting)
    state.save(repository)


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


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


# What is kept.


def _place(repository: Repository) -> Path:
    return repository.git_folder / FILE


def _merge(repository: Repository) -> str:
    """The merge that waits, and when it began: the same one may be given up and begun anew. Empty
    where none waits."""
    head = repository.git_folder / "MERGE_HEAD"
    try:
        return f"{head.read_text('ascii').strip()} {head.stat().st_mtime_ns}"
    except FileNotFoundError:
        return ""


def _lines(repository: Repository) -> list[dict[str, Any]]:
    """The steps of the merge that waits, as they are kept. A line without its end was being
    written when the power went; its answer is in the files all the same."""
    merge = _merge(repository)
    try:
        whole, _, _ = _place(repository).read_bytes().rpartition(b"\n")
    except FileNotFoundError:
        return []
    found: list[dict[str, Any]] = []
    for line in filter(None, whole.split(b"\n")):
        try:
            told = json.loads(line)
        except ValueError:
            found.clear()  # a damaged step cannot be gone back over
            continue
        if merge and told["merge"] == merge:
            found.append(told)
    return found


def _steps(repository: Repository) -> list[Answered]:
    return [
        Answered(
            told["told"],
            {path: _data(text) for path, text in told["files"].items()},
            _data(told["index"]) or b"",
            {path: read_waiting(repository, path, kept) for path, kept in told["waiting"].items()},
            told["after"],
        )
        for told in _lines(repository)
    ]


def _append(repository: Repository, step: Mapping[str, object]) -> None:
    merge, file = _merge(repository), _place(repository)
    if not merge:
        return  # conflict markers that somebody committed: nothing waits that could be given up
    line = _line({"merge": merge, **step})
    if not _lines(repository):
        atomic.replace(file, line)
        return
    try:
        with file.open("r+b") as opened:
            # half a line would spoil this one
            opened.truncate(file.read_bytes().rfind(b"\n") + 1)
            opened.seek(0, os.SEEK_END)
            opened.write(line)
            opened.flush()
            os.fsync(opened.fileno())
    except OSError as error:
        raise DiskRefused(file=file, reason=error.strerror or error) from error


def _drop_last(repository: Repository) -> None:
    rest = _lines(repository)[:-1]
    if rest:
        atomic.replace(_place(repository), b"".join(map(_line, rest)))
    else:
        atomic.remove(_place(repository))


def _line(told: Mapping[str, object]) -> bytes:
    # paths of git's may hold bytes that are no text
    return json.dumps(told).encode("ascii") + b"\n"


def _text(data: bytes | None) -> str | None:
    return None if data is None else b64encode(data).decode("ascii")


def _data(text: str | None) -> bytes | None:
    return None if text is None else b64decode(text)
