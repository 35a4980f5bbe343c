"""Where history stands: told by the times of git's own files, without starting git."""

import os
from collections.abc import Iterator
from pathlib import Path

from msctl.history.repository import Repository

_OWN = ("HEAD", "MERGE_HEAD")
_SHARED = ("packed-refs",)

Standpoint = tuple[tuple[str, int, int], ...]
"""files of git's folder with their times and sizes"""


def standpoint(repository: Repository) -> Standpoint:
    """Differs from an earlier one when a commit, a fetch, a branch or a merge came between."""
    return tuple(_marks(repository.git_folder, repository.own_folder.parent))


def _marks(own: Path, shared: Path) -> Iterator[tuple[str, int, int]]:
    for path in (*(own / name for name in _OWN), *(shared / name for name in _SHARED)):
        yield from _mark(str(path))
    waiting = [str(shared / "refs")]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in listed:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            else:
                yield from _mark(entry.path)


def _mark(path: str) -> Iterator[tuple[str, int, int]]:
    try:
        told = Path(path).stat()
    except OSError:
        return
    yield path, told.st_mtime_ns, told.st_size
