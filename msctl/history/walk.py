"""The walk over commits: what one ``git log --raw -z`` tells of each, before any blob is read."""

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from msctl.history.errors import GitFailed
from msctl.history.raw import MOVED, RawChange, raw_change, raw_list
from msctl.history.repository import Repository

_FIELDS = ("%H", "%P", "%cI", "%ct", "%aN", "%aE", "%s", "%b")
_MARK = b"\1"
"""begins a commit; only a message could hold one elsewhere, and messages are taken by count"""

_CHUNK = 1 << 16
"""bytes read from git at a time: what its pipe holds"""


@dataclass(frozen=True, slots=True)
class RawCommit:
    """A commit as git lists it."""

    commit: str
    parents: tuple[str, ...]
    time: dt.datetime
    author: str
    email: str
    subject: str
    body: str
    files: tuple[RawChange, ...]


def walk(
    repository: Repository, options: Sequence[str], start: str, files: Sequence[str]
) -> Iterator[RawCommit]:
    """The commits from ``start`` on that touch the files and folders below the records root.

    ``start`` is a full hash. Raises GitFailed, OutsideRecords.
    """
    message = "".join(f"{field}%x00" for field in _FIELDS)
    arguments = (
        *("log", "--raw", "-z", "--no-abbrev", "--no-notes", "--encoding=UTF-8", MOVED),
        *(f"--format=%x01{message}", *options, start, *repository.scope(tuple(files))),
    )
    with repository.git.stream(*arguments) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        yield from _commits(_tokens(process.stdout.fileno()))
        said = process.stderr.read().decode("utf-8", errors="replace").strip()
        if process.wait():
            raise GitFailed(command="log", reason=said)


def walk_file(
    repository: Repository, options: Sequence[str], start: str, file: str
) -> Iterator[RawCommit]:
    """The commits of one file, and on under the name it had before it was moved.

    git's own ``--follow`` also goes on along copies, and next year's project begins as a copy of
    this year's. Raises GitFailed, OutsideRecords.
    """
    place: str | None = start
    while place is not None:
        commits, place = walk(repository, options, place, [file]), None
        for commit in commits:
            move = _move(repository, commit, file)
            if move is None:
                yield commit
                continue
            yield replace(commit, files=(move,))
            place, file = commit.parents[0], move.old_path.removeprefix(repository.prefix)
            break


def _move(repository: Repository, commit: RawCommit, file: str) -> RawChange | None:
    """How a commit that seems to add a file moved it there; None when it did not.

    A file moved into the records from elsewhere in the repository was added.
    """
    path = repository.inside(file)
    added = any(entry.path == path and entry.olds == (None,) for entry in commit.files)
    if not added or not commit.parents:
        return None
    command = ("diff-tree", "-r", "-z", "--raw", "--no-abbrev", MOVED, "--diff-filter=R")
    found = repository.git.read(*command, commit.parents[0], commit.commit, *repository.scope())
    return next((entry for entry in raw_list(found) if entry.path == path), None)


def _tokens(pipe: int) -> Iterator[bytes]:
    """The pieces between zero bytes, as they come."""
    rest = b""
    while chunk := os.read(pipe, _CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole


def _commits(tokens: Iterator[bytes]) -> Iterator[RawCommit]:
    head: list[bytes] = []
    files: list[RawChange] = []
    for token in tokens:
        # a line end parts the message from the files, an empty piece stands where there are none
        piece = token.lstrip(b"\n")
        if piece.startswith(_MARK):
            if head:
                yield _commit(head, files)
            head = [piece[1:], *(next(tokens) for _ in _FIELDS[1:])]
            files = []
        elif piece.startswith(b":"):
            entry = raw_change(tokens, piece)
            if entry is not None:
                files.append(entry)
    if head:
        yield _commit(head, files)


def _commit(head: list[bytes], files: list[RawChange]) -> RawCommit:
    commit, parents, written, seconds, author, email, subject, body = map(_text, head)
    return RawCommit(
        commit,
        tuple(parents.split()),
        _time(written, seconds),
        author,
        email,
        subject,
        body.strip("\n"),
        tuple(files),
    )


def _time(written: str, seconds: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(written)
    except ValueError:
        # a time zone no clock has, as some converters write
        return dt.datetime.fromtimestamp(int(seconds), dt.UTC)


def _text(data: bytes) -> str:
    """UTF-8 as git gives it; else GBK, which older tools here wrote without saying so."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            return data.decode("utf-8", errors="replace")
