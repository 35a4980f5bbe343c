"""Changed files as ``git … --raw -z`` lists them (git's documentation: diff-format)."""

from collections.abc import Iterator
from dataclasses import dataclass

MOVED = "-M70%"
"""How alike two files are that git calls one file moved: projects share much of their wording, and
git's own 50 % takes a new project for a moved one."""

_NO_BLOB = "0"
"""all digits of the hash that stands for a file that is not there, or not in git yet"""


@dataclass(frozen=True, slots=True)
class RawChange:
    """One changed file, paths below the top."""

    path: str
    old_path: str
    """another one than ``path`` only for a moved file"""
    olds: tuple[str | None, ...]
    """the blob on the old side, None where there is no ordinary file; several for a merge, one
    for each parent"""
    new: str | None
    """the blob on the new side, None where there is no ordinary file"""
    present: bool
    """whether the new side has an ordinary file: in the work tree it has no blob yet"""


@dataclass(frozen=True, slots=True)
class ToldChange(RawChange):
    """A changed file of which the history index knows what changed in it."""

    told: str
    """as :mod:`msctl.history.packed` wrote it"""


def raw_change(tokens: Iterator[bytes], first: bytes) -> RawChange | None:
    """One entry: ``first`` is its description, its paths are taken from ``tokens``.

    None for a file in conflict, which git lists a second time as changed.
    """
    parents = len(first) - len(first.lstrip(b":"))
    fields = first[parents:].decode("ascii").split(" ")
    modes, hashes, status = fields[: parents + 1], fields[parents + 1 : -1], fields[-1]
    path = old_path = _path(next(tokens))
    if status[0] in "RC" and parents == 1:
        path = _path(next(tokens))
    if status == "U":
        return None
    blobs = [
        blob if mode.startswith("100") and blob.strip(_NO_BLOB) else None
        for mode, blob in zip(modes, hashes, strict=True)
    ]
    return RawChange(path, old_path, tuple(blobs[:-1]), blobs[-1], modes[-1].startswith("100"))


def raw_list(output: bytes) -> Iterator[RawChange]:
    """The entries of ``git diff --raw -z`` and ``git diff-tree -z``."""
    tokens = iter(output.split(b"\0"))
    for token in tokens:
        if token.startswith(b":"):
            found = raw_change(tokens, token)
            if found is not None:
                yield found


def _path(token: bytes) -> str:
    return token.decode("utf-8", errors="surrogateescape")
