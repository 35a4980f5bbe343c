"""The walk over commits: what one ``git log --raw -z`` tells of each, before any blob is read."""

import datetime as dt
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, repeat

from msctl.history.errors import GitFailed
from msctl.history.raw import MOVED, RawChange, raw_change
from msctl.history.readings import owner_of
from msctl.history.repository import Repository

_FIELDS = ("%H", "%P", "%cI", "%ct", "%aN", "%aE", "%s", "%b")
_FORMAT = "--format=%x01" + "".join(f"{field}%x00" for field in _FIELDS)
_MARK = b"\1"
"""begins a commit; only a message could hold one elsewhere, and messages are taken by count"""

_HEAD = ("--no-notes", "--encoding=UTF-8", _FORMAT)
_DIFF = (
    *("--raw", "-z", "--no-abbrev", MOVED),
    # neither the order of files nor what counts as moved may hang on the user's settings
    *("-l1000", "-O/dev/null"),
)
ORDER = "--date-order"
"""Children before their parents, however the clocks were set; else newest first."""

_CHUNK = 1 << 16
"""bytes read from git at a time: what its pipe holds"""

WINDOWS = (50, 50, 1000)
"""commits taken together for what costs an exchange with git: the first page comes at once, and
later the exchanges' own cost disappears"""

_HASH = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")


@dataclass(frozen=True, slots=True)
class Head:
    """What a commit says of itself."""

    time: dt.datetime
    """the committer's, with its time zone"""
    author: str
    email: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Step:
    """A commit as git lists it."""

    commit: str
    parents: tuple[str, ...]
    sides: tuple[tuple[RawChange, ...], ...]
    """the changed files against each parent; of a commit without parents, against nothing"""
    head: Head | None = None
    """None where only the way through history is told; :func:`heads` reads it"""


def walk(
    repository: Repository, start: str, known: Sequence[str] = (), *, first_parent: bool = False
) -> Iterator[Step]:
    """Every commit from ``start`` on, children before parents, with its files below the records
    root, also those that touch none.

    ``start`` and ``known`` are full hashes; what can be reached from a known one is left out, and
    one that is gone is passed over. With ``first_parent`` only this line is walked, and a merge
    has one side. Raises GitFailed.
    """
    arguments = (
        *("log", ORDER, *_HEAD, *_DIFF),
        # every commit, not only those that git finds worth showing for the folder
        *("--full-history", "--sparse"),
        *(("--first-parent", "-m") if first_parent else ("--no-diff-merges",)),
        *("--ignore-missing", start, *(f"^{commit}" for commit in known)),
        *repository.scope(),
    )
    with repository.git.stream(*arguments) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        steps = _steps(_tokens(process.stdout.fileno()))
        for window in windows(steps):
            for step in window if first_parent else _with_merges(repository, window):
                sides = tuple(tuple(_records(repository, side)) for side in step.sides)
                yield replace(step, sides=sides)
        said = process.stderr.read().decode("utf-8", errors="replace").strip()
        if process.wait():
            raise GitFailed(command="log", reason=said)


def windows(steps: Iterator[Step]) -> Iterator[list[Step]]:
    """The commits in the numbers of WINDOWS, of which the last repeats."""
    for size in chain(WINDOWS, repeat(WINDOWS[-1])):
        window = list(islice(steps, size))
        if not window:
            return
        yield window


def heads(repository: Repository, commits: Sequence[str]) -> dict[str, Head]:
    """What commits say of themselves. Raises GitFailed."""
    if not commits:
        return {}
    arguments = ("log", "--no-walk=unsorted", "--stdin", "-z", "--no-patch", *_HEAD)
    found = _asked(repository, arguments, "".join(f"{commit}\n" for commit in commits))
    steps = _steps(iter(found.split(b"\0")))
    return {step.commit: step.head for step in steps if step.head is not None}


def order(repository: Repository, start: str) -> list[str]:
    """Every commit from ``start`` on, in the order of :func:`walk`. Raises GitFailed."""
    return repository.git.read("rev-list", ORDER, start, "--").decode("ascii").split()


def _with_merges(repository: Repository, window: list[Step]) -> Iterator[Step]:
    """The commits with every side of the merges among them, which ``git log`` cannot tell apart."""
    pairs = [(s.commit, parent) for s in window if len(s.parents) > 1 for parent in s.parents]
    if not pairs:
        yield from window
        return
    arguments = ("diff-tree", "--stdin", "--always", "-r", *_DIFF, *repository.scope())
    asked = _asked(repository, arguments, "".join(f"{one} {other}\n" for one, other in pairs))
    sides = _sides(iter(asked.split(b"\0")))
    for step in window:
        if len(step.parents) > 1:
            step = replace(step, sides=tuple(next(sides) for _ in step.parents))
        yield step


def _records(repository: Repository, side: Sequence[RawChange]) -> Iterator[RawChange]:
    """The records among changed files. One moved from elsewhere in the repository was added, one
    moved out of the records was removed."""
    for entry in side:
        here, before = (_is_record(repository, path) for path in (entry.path, entry.old_path))
        if here and before:
            yield entry
        elif here:
            yield replace(entry, old_path=entry.path, olds=(None,))
        elif before:
            yield RawChange(entry.old_path, entry.old_path, entry.olds, None, present=False)


def _is_record(repository: Repository, path: str) -> bool:
    file = repository.below(path)
    return file is not None and owner_of(file) is not None


def _asked(repository: Repository, arguments: Sequence[str], data: str) -> bytes:
    with repository.git.stream(*arguments) as process:
        out, said = process.communicate(data.encode("ascii"))
        if process.returncode:
            reason = said.decode("utf-8", errors="replace").strip()
            raise GitFailed(command=arguments[0], reason=reason)
    return out


def _sides(tokens: Iterator[bytes]) -> Iterator[tuple[RawChange, ...]]:
    """The files of each comparison, whose beginning a line with the commit's hash marks."""
    files: list[RawChange] | None = None
    for token in tokens:
        if _HASH.fullmatch(token):
            if files is not None:
                yield tuple(files)
            files = []
        elif token.startswith(b":"):
            entry = raw_change(tokens, token)
            if entry is not None and files is not None:
                files.append(entry)
    if files is not None:
        yield tuple(files)


def _tokens(pipe: int) -> Iterator[bytes]:
    """The pieces between zero bytes, as they come."""
    rest = b""
    while chunk := os.read(pipe, _CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole


def _steps(tokens: Iterator[bytes]) -> Iterator[Step]:
    head: list[bytes] = []
    files: list[RawChange] = []
    for token in tokens:
        # a line end parts the message from the files, an empty piece stands where there are none
        piece = token.lstrip(b"\n")
        if piece.startswith(_MARK):
            if head:
                yield _step(head, files)
            head = [piece[1:], *(next(tokens) for _ in _FIELDS[1:])]
            files = []
        elif piece.startswith(b":"):
            entry = raw_change(tokens, piece)
            if entry is not None:
                files.append(entry)
    if head:
        yield _step(head, files)


def _step(head: list[bytes], files: list[RawChange]) -> Step:
    commit, parents, written, seconds, author, email, subject, body = map(_text, head)
    told = Head(_time(written, seconds), author, email, subject, body.strip("\n"))
    return Step(commit, tuple(parents.split()), (tuple(files),), told)


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
