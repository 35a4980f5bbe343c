"""One writer at a time for a records root.

The lock is the operating system's (``flock``), so it ends with its holder, however that dies; the
file's text only says who holds it. It lies in ``.msctl/``, a folder that git ignores by itself.
"""

import contextlib
import datetime as dt
import fcntl
import getpass
import json
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from msctl.store.errors import DiskRefused, Locked

PATIENCE = 15.0
"""seconds to wait for another writer, who is alive as the lock ends with him: a save takes
milliseconds and a commit tenths of a second, on a busy machine ten times that, and whoever waits
beside others comes in no order"""

_held: dict[tuple[Path, int], int] = {}
"""the locks this process holds, by the thread that holds it, and how often each was taken"""


def private_folder(root: Path) -> Path:
    """``.msctl/`` below the records root, made when absent: for what is never a record."""
    folder = root / ".msctl"
    try:
        folder.mkdir(exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists() or not ignore.stat().st_size:  # empty: the disk was full
            ignore.write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise DiskRefused(file=folder, reason=error.strerror or error) from error
    return folder


@contextlib.contextmanager
def locked(root: Path, patience: float | None = None) -> Iterator[None]:
    """Hold the lock of a records root; its thread may take it again inside.

    Raises Locked after ``patience`` seconds, PATIENCE where none are named, DiskRefused.
    """
    path = (private_folder(root) / "lock").resolve()
    own = (path, threading.get_ident())
    if own in _held:
        _held[own] += 1
        try:
            yield
        finally:
            _held[own] -= 1
        return
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise DiskRefused(file=path, reason=error.strerror or error) from error
    try:
        _take(descriptor, path, PATIENCE if patience is None else patience)
        _held[own] = 1
        try:
            os.ftruncate(descriptor, 0)
            # a full disk takes no signature; what is then refused is told by its own name
            with contextlib.suppress(OSError):
                os.pwrite(descriptor, _signature(), 0)
            yield
        finally:
            del _held[own]
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _take(descriptor: int, path: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise Locked(**_holder(path)) from None
            time.sleep(0.02)


def _signature() -> bytes:
    now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = str(os.getuid())
    return json.dumps({"holder": user, "process": os.getpid(), "since": now}).encode()


def _holder(path: Path) -> dict[str, object]:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        told = {}
    return {key: told.get(key, "?") for key in ("holder", "process", "since")}
