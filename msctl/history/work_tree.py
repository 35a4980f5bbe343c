"""Bring the files of a merge into the work tree, and keep what is not committed there.

A file that nobody changed since the last commit is replaced whole. A record with changes that are
not committed takes the incoming ones field by field; where the two meet, nothing is touched.
The files come first, the index second: who is interrupted finds the rest as uncommitted changes,
and doing it again does no harm.
"""

import contextlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from msctl.history.committing import PATIENCE, patiently
from msctl.history.merged_file import merge_file
from msctl.history.refusals import UnsavedInTheWay
from msctl.history.repository import Repository
from msctl.history.tree_merge import Entry, FileMerge, index_line, os_name
from msctl.store import atomic


@dataclass(frozen=True, slots=True)
class _Write:
    path: str
    data: bytes | None
    entry: Entry | None


def bring_in(repository: Repository, head: str, files: Mapping[str, FileMerge]) -> None:
    """Write merged files into the work tree and the index; those in question are left in the
    index with their versions, as git leaves them.

    Raises UnsavedInTheWay before anything is touched, DiskRefused, IndexLocked, GitFailed.
    """
    writes = _plan(repository, head, files)
    for write in writes:
        _put(repository, write)
    lines = "".join(_index_lines(path, merge) for path, merge in files.items())
    data = lines.encode("utf-8", errors="surrogateescape")
    deadline = time.monotonic() + PATIENCE
    git = repository.git
    patiently(deadline, lambda: _void(git.write("update-index", "-z", "--index-info", data=data)))
    special = [w.path for w in writes if w.entry is not None and not w.entry.ordinary]
    if special:
        names = "".join(f"{path}\0" for path in special).encode("utf-8", "surrogateescape")
        git.write("checkout-index", "--force", "-z", "--stdin", data=names)
    # the index knows these files' times only after it has looked; that is for speed alone
    git.ask("update-index", "-q", "--refresh")


def _void(_out: bytes) -> None:
    return None


def _plan(repository: Repository, head: str, files: Mapping[str, FileMerge]) -> list[_Write]:
    """What to write where. Raises UnsavedInTheWay."""
    committed = _entries(repository, "ls-tree", "-r", "--full-tree", head, paths=list(files))
    staged = _entries(repository, "ls-files", "--stage", paths=list(files))
    wanted = {path: merge.result for path, merge in files.items()}
    blobs = {e.blob for entries in (committed, wanted) for e in entries.values() if e is not None}
    ordinary = sorted(blob for blob in blobs if blob)
    contents = dict(zip(ordinary, repository.objects.read(ordinary), strict=True))
    writes, in_the_way = [], []
    for path, merge in files.items():
        target, old = merge.result, committed.get(path)
        data = contents.get(target.blob) if target is not None else None
        before = contents.get(old.blob) if old is not None else None
        found = _bytes(repository.top / path)
        if found in (before, data) or _same_text(found, before):
            if staged.get(path, old) not in (old, target) and found != data:
                in_the_way.append(path)
            writes.append(_Write(path, data, target))
            continue
        carried = merge_file(path, before, found, data) if _is_record(repository, path) else None
        if carried is None or carried.conflicts or merge.conflicts or carried.data is None:
            in_the_way.append(path)
        else:
            writes.append(_Write(path, carried.data, target))
    if in_the_way:
        raise UnsavedInTheWay(files=tuple(in_the_way))
    return writes


def _is_record(repository: Repository, path: str) -> bool:
    return path.endswith(".toml") and repository.below(path) is not None


def _same_text(one: bytes | None, other: bytes | None) -> bool:
    """Whether two contents differ in line ends only, which git may have changed."""
    if one is None or other is None:
        return False
    return one.replace(b"\r\n", b"\n") == other.replace(b"\r\n", b"\n")


def _entries(repository: Repository, *command: str, paths: list[str]) -> dict[str, Entry]:
    """The files of a tree or, of stage 0, of the index, by path."""
    listing = repository.git.read(*command, "-z", "--", *(paths if len(paths) < _MANY else ()))
    found = {}
    for line in listing.split(b"\0")[:-1]:
        about, _, name = line.partition(b"\t")
        first, second, third = about.decode("ascii").split(" ")
        # <mode> <type> <blob> of a tree, <mode> <blob> <stage> of the index
        if third == "0":
            found[os_name(name)] = Entry(first, second)
        elif len(third) > 1:
            found[os_name(name)] = Entry(first, third)
    return found


_MANY = 500
"""paths from which on the whole list is cheaper, and a command line might not hold them"""


def _bytes(path: Path) -> bytes | None:
    try:
        return str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _put(repository: Repository, write: _Write) -> None:
    place = repository.top / write.path
    if write.entry is not None and not write.entry.ordinary:
        return  # git itself makes links and submodules
    if write.data is None:
        if _bytes(place) is not None:
            atomic.remove(place)
            _remove_empty(place.parent, repository.top)
    elif _bytes(place) != write.data:
        atomic.replace(place, write.data)
        if write.entry is not None and write.entry.mode == "100755":
            place.chmod(place.stat().st_mode | 0o111)


def _remove_empty(folder: Path, top: Path) -> None:
    with contextlib.suppress(OSError):  # it is not empty
        while folder != top:
            folder.rmdir()
            folder = folder.parent


def _index_lines(path: str, merge: FileMerge) -> str:
    if not merge.conflicts:
        return index_line(path, merge.result)
    lines = index_line(path, None)
    for stage, entry in enumerate(merge.stages, start=1):
        if entry is not None:
            lines += index_line(path, entry, stage)
    return lines
