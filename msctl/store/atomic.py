"""Write a file whole or not at all, and durably."""

import contextlib
import os
from pathlib import Path

from msctl.store.errors import DiskRefused


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of a file: a new file beside it, fsync, rename, fsync the folder.

    A crash or a full disk leaves the old file as it was. Raises DiskRefused.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink()
        raise DiskRefused(file=path, reason=error.strerror or error) from error


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


def _umask() -> int:
    # the only way to read it is to set it
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
