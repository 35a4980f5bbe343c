"""Write a file whole or not at all, and durably."""

import contextlib
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msctl.store.errors import DiskRefused

_AT_ONCE = 8
"""Files that are synced at once: 10,000 take a fifth of the time that they take one by one."""


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of a file: a new file beside it, fsync, rename, fsync the folder.

    A crash or a full disk leaves the old file as it was. Raises DiskRefused.
    """
    _replace(path, data, 0o666 & ~_umask())


def replace_all(
    files: Sequence[tuple[Path, bytes]], told: Callable[[int], None] = lambda done: None
) -> None:
    """As :func:`replace` for each of some files, several at once, for a disk syncs them together.

    ``told`` hears how many are replaced. A file that is refused leaves the others replaced. Raises
    DiskRefused for the first one.
    """
    mode = 0o666 & ~_umask()
    if len(files) == 1:
        _replace(*files[0], mode)
        return
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        waiting = [pool.submit(_replace, path, data, mode) for path, data in files]
        for done, written in enumerate(waiting, start=1):
            written.result()
            told(done)


def _replace(path: Path, data: bytes, new_mode: int) -> None:
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o777 if path.exists() else new_mode
        _write(new, data, mode)
        new.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink()
        raise DiskRefused(file=path, reason=error.strerror or error) from error


def create_all(files: Iterable[tuple[Path, bytes]], told: Callable[[int], None]) -> None:
    """Write many new files, all or none, each as durable as one: a disk syncs several at once.

    The files may be made while they are asked for. ``told`` hears how many are written. Raises
    DiskRefused, and what making the files raises, with none of them left.
    """
    mode = 0o666 & ~_umask()
    done: list[Path] = []
    folders: set[Path] = set()

    def write(path: Path, data: bytes) -> None:
        # plain system calls: pathlib takes longer than a fast disk does
        new = f"{path.parent}/.{path.name}.{os.getpid()}.new"
        try:
            _write(new, data, mode)
            os.replace(new, path)  # noqa: PTH105
            done.append(path)
        except OSError as error:
            with contextlib.suppress(OSError):
                Path(new).unlink()
            raise DiskRefused(file=path, reason=error.strerror or error) from error

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            waiting = []
            for path, data in files:
                if path.parent not in folders:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    folders.add(path.parent)
                waiting.append(pool.submit(write, path, data))
            for count, written in enumerate(waiting, start=1):
                written.result()
                told(count)
            for folder in folders:
                sync_folder(folder)
        except BaseException as error:
            pool.shutdown(cancel_futures=True)
            for path in done:
                with contextlib.suppress(OSError):
                    path.unlink()
            if isinstance(error, OSError):
                reason = error.strerror or error
                raise DiskRefused(file=error.filename, reason=reason) from error
            raise


def remove(path: Path) -> None:
    """Remove a file durably. Raises DiskRefused."""
    try:
        path.unlink()
        sync_folder(path.parent)
    except OSError as error:
        raise DiskRefused(file=path, reason=error.strerror or error) from error


def sync_folder(folder: Path) -> None:
    """Make what was added to or removed from a folder durable. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(path: Path | str, data: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _umask() -> int:
    # the only way to read it is to set it
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
