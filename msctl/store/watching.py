"""Watching the records: which files somebody changed since the last look, told by their times.

Nothing is read. A look asks for the times of all folders, which tell of files that were made,
removed or replaced, as git, msctl and most editors do it, and for the times of a part of the files,
for an editor that writes into a file in place. Some looks together ask for all files.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

AT_A_LOOK = 2_000
"""files whose times are asked for at each look, some 4 ms"""
MOST_PARTS = 3
"""looks after which all files have been asked for at the latest, whatever their number"""
RACY = 2.0
"""seconds within which two changes may get the same time: that of FAT and of some file servers,
as with git's index (git's documentation: racy-git)"""

Mark = tuple[int, int, int]
"""time of change in nanoseconds, size, number of the file"""


@dataclass(slots=True)
class _Folder:
    time: int = -1
    """of its last change; -1 where it has to be listed again"""
    files: dict[str, Mark] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)


class Watch:
    """The times of the files below a records root."""

    def __init__(self, root: Path) -> None:
        """Takes the times as they are now."""
        self._root = str(root)
        self._folders: dict[str, _Folder] = {}
        self._racy: set[str] = set()
        """files that were changed too short a time ago to be sure that this was the last one"""
        self._turn = 0
        self._enter("", set())
        self._racy.clear()

    def look(self) -> frozenset[str]:
        """The files that were changed, added or removed since the last look, as far as this look
        goes; a file that was changed just now is told again once it rests."""
        changed: set[str] = set()
        for prefix in list(self._folders):
            folder = self._folders.get(prefix)
            if folder is None:
                continue
            found = self._time(prefix)
            if found is None:
                self._leave(prefix, changed)
            elif found != folder.time:
                self._list(prefix, folder, changed)
        for prefix in self._part():
            for name, mark in self._folders[prefix].files.items():
                self._compare(prefix, name, mark, changed)
        self._tell_resting(changed)
        return frozenset(changed)

    def _part(self) -> Iterator[str]:
        """The folders whose files have their turn."""
        folders = [prefix for prefix, folder in self._folders.items() if folder.files]
        files = sum(len(folder.files) for folder in self._folders.values())
        parts = min(MOST_PARTS, -(-files // AT_A_LOOK)) or 1
        self._turn = (self._turn + 1) % parts
        yield from folders[self._turn :: parts]

    def _time(self, prefix: str) -> int | None:
        try:
            # not Path.stat, here and below: it costs twice as much, and there are thousands
            return os.stat(f"{self._root}/{prefix}").st_mtime_ns  # noqa: PTH116
        except OSError:
            return None

    def _enter(self, prefix: str, changed: set[str]) -> None:
        self._folders[prefix] = folder = _Folder()
        self._list(prefix, folder, changed)

    def _leave(self, prefix: str, changed: set[str]) -> None:
        folder = self._folders.pop(prefix)
        changed.update(prefix + name for name in folder.files)
        for name in folder.folders:
            self._leave(f"{prefix}{name}/", changed)

    def _list(self, prefix: str, folder: _Folder, changed: set[str]) -> None:
        """List a folder again: what is new, what is gone, and the times of the rest."""
        # taken before the listing: what comes while it goes on has a later time
        folder.time = self._sure(self._time(prefix))
        files: set[str] = set()
        folders: set[str] = set()
        try:
            with os.scandir(f"{self._root}/{prefix}") as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.add(entry.name)
                    elif entry.name.endswith(".toml") and entry.is_file(follow_symlinks=False):
                        files.add(entry.name)
        except OSError:
            folder.time = -1
        for name in folder.files.keys() - files:
            del folder.files[name]
            changed.add(prefix + name)
        for name in files:
            self._compare(prefix, name, folder.files.get(name), changed)
        for name in folder.folders - folders:
            self._leave(f"{prefix}{name}/", changed)
        for name in folders - folder.folders:
            self._enter(f"{prefix}{name}/", changed)
        folder.folders = folders

    def _compare(self, prefix: str, name: str, known: Mark | None, changed: set[str]) -> None:
        try:
            told = os.stat(f"{self._root}/{prefix}{name}", follow_symlinks=False)  # noqa: PTH116
        except OSError:
            return  # it is gone, which its folder tells
        mark = (told.st_mtime_ns, told.st_size, told.st_ino)
        if mark == known:
            return
        self._folders[prefix].files[name] = mark
        changed.add(prefix + name)
        if self._sure(told.st_mtime_ns) < 0:
            self._racy.add(prefix + name)

    def _tell_resting(self, changed: set[str]) -> None:
        for file in self._racy - changed:
            folder, name = self._folders.get(file[: file.rfind("/") + 1]), file.rpartition("/")[2]
            mark = folder.files.get(name) if folder else None
            if mark is None:
                self._racy.discard(file)
            elif self._sure(mark[0]) >= 0:
                self._racy.discard(file)
                changed.add(file)

    @staticmethod
    def _sure(when: int | None) -> int:
        """A time of change, or -1 where another change might get the same one."""
        if when is None or abs(time.time_ns() - when) < RACY * 1e9:
            return -1
        return when
