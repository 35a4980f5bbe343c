"""The contents of git objects, through one long-lived ``git cat-file --batch``."""

import re
import subprocess
import threading
import weakref
from collections.abc import Callable, Sequence

from msctl.history.errors import GitFailed
from msctl.history.git import Git, stop

_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")

_AHEAD = 200
"""objects asked for before the answers are read: 200 names fit in any pipe, so neither side of it
can wait for the other for ever"""


class Objects:
    """Reads blobs by their hash; several threads may share it."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._process: subprocess.Popen[bytes] | None = None
        self._ending: Callable[[], object] = lambda: None
        """ends the process, also when nobody closes this object"""
        self._lock = threading.Lock()

    def read(self, names: Sequence[str]) -> list[bytes | None]:
        """The contents for full hashes, in their order; None for an object that is not there.

        Raises GitFailed when git ends in the middle, ValueError for what is no full hash.
        """
        for name in names:
            if not _HASH.fullmatch(name):
                raise ValueError(name)
        found: list[bytes | None] = []
        with self._lock:
            for start in range(0, len(names), _AHEAD):
                found += self._exchange(names[start : start + _AHEAD])
        return found

    def _exchange(self, names: Sequence[str]) -> list[bytes | None]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = self._git.start("cat-file", "--batch")
            self._ending = weakref.finalize(self, stop, self._process)
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write("".join(f"{name}\n" for name in names).encode("ascii"))
            process.stdin.flush()
            return [_answer(process) for _ in names]
        except BaseException as error:
            # an exchange broken off leaves answers in the pipe that belong to nobody
            self._end()
            if isinstance(error, OSError):
                raise GitFailed(command="cat-file", reason=str(error)) from error
            raise

    def close(self) -> None:
        """End the process; reading starts a new one."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        self._ending()
        self._process = None


def _answer(process: subprocess.Popen[bytes]) -> bytes | None:
    assert process.stdout is not None
    head = process.stdout.readline()
    fields = head.split()
    if len(fields) == 3:
        size = int(fields[2])
        data = process.stdout.read(size + 1)
        if len(data) == size + 1:
            return data[:-1]
    elif fields[1:] == [b"missing"]:
        return None
    raise GitFailed(command="cat-file", reason=head.decode("utf-8", errors="replace").strip())
