"""Write a file whole or not at all, and durably."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from msctl.store.errors import DiskRefused

_AT_ONCE = 8
"""Files that are replaced at once: 10,000 take a fifth of the time that they take one by one."""
_OPEN_AT_ONCE = 200
"""New files that are waited for together: 10,000 take a third of the time and half of the processor
that they take one by one. More gain little, and some systems open no more than 256."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of a file: a new file beside it, fsync, rename, fsync the folder.

    A crash or a full disk leaves the old file as it was. Raises DiskRefused.
    """
    _put(path, data, 0o666 & ~_umask())
    _sync_folders([path.parent])


def replace_all(
    files: Sequence[tuple[Path, bytes]], told: Callable[[int], None] = lambda done: None
) -> None:
    """As :func:`replace` for each of some files, several at once, for a disk syncs them together;
    a folder is synced once, behind its last file.

    ``told`` hears how many are replaced; what it raises leaves those that are not begun as they
    were. A file that is refused leaves the others replaced. Raises DiskRefused for the first one.
    """
    mode = 0o666 & ~_umask()
    if len(files) == 1:
        replace(*files[0])
        return
    waiting: list[Future[None]] = []
    try:
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            waiting += (pool.submit(_put, path, data, mode) for path, data in files)
            for done, written in enumerate(waiting, start=1):
                written.result()
                try:
                    told(done)
                except BaseException:
                    pool.shutdown(cancel_futures=True)
                    raise
    finally:
        pairs = zip(files, waiting, strict=False)
        replaced = (file for (file, _), written in pairs if _is_done(written))
        _sync_folders(dict.fromkeys(path.parent for path in replaced))


def _is_done(written: "Future[None]") -> bool:
    return not written.cancelled() and written.exception() is None


def _put(path: Path, data: bytes, new_mode: int) -> None:
    """Put ``data``, once it is on the disk, in the place of a file. Raises DiskRefused."""
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o777 if path.exists() else new_mode
        _write(new, data, mode)
        new.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink()
        raise DiskRefused(file=path, reason=error.strerror or error) from error


def create_all(
    files: Iterable[tuple[str | Path, bytes]], told: Callable[[int], None] = lambda done: None
) -> None:
    """Write many new files, all or none: each is on the disk before the first has its name.

    The files may be made while they are asked for. ``told`` hears how many are on the disk. Raises
    DiskRefused, and what making the files raises, with none of them left.
    """
    mode = 0o666 & ~_umask()
    made: list[tuple[str, str]] = []
    folders: set[str] = set()
    waiting = ((os.fspath(path), data) for path, data in files)
    try:
        while part := list(islice(waiting, _OPEN_AT_ONCE)):
            before = len(made)
            _write_together(part, mode, made, folders)
            for done in range(before + 1, len(made) + 1):
                told(done)
        for new, path in made:
            os.replace(new, path)  # noqa: PTH105 - pathlib takes longer than a fast disk does
        for folder in folders:
            sync_folder(Path(folder))
    except BaseException as error:
        _take_back(made)
        if isinstance(error, OSError):
            reason = error.strerror or error
            file = error.filename2 or error.filename
            raise DiskRefused(file=file, reason=reason) from error
        raise


def _write_together(
    part: Sequence[tuple[str, bytes]], mode: int, made: list[tuple[str, str]], folders: set[str]
) -> None:
    """Write some files under names of their own, and wait once all of them are on their way.

    What was begun is added to ``made``, the new name and the one it is to have. Raises DiskRefused.
    """
    opened: list[int] = []
    file = ""
    try:
        for path, data in part:
            file = path
            folder, name = os.path.split(path)
            if folder not in folders:
                folders.update(_make_folder(folder))
            new = _new_name(folder, name)
            opened.append(os.open(new, _NEW, mode))
            made.append((new, path))
            _write_whole(opened[-1], data)
            _start_writing(opened[-1])
        for descriptor, (path, _) in zip(opened, part, strict=True):
            file = path
            os.fsync(descriptor)
    except OSError as error:
        raise DiskRefused(file=file, reason=error.strerror or error) from error
    finally:
        for descriptor in opened:
            os.close(descriptor)


def _make_folder(folder: str) -> Iterator[str]:
    """Make a folder that may be there, with those it stands in; what has to be synced for it."""
    whole = Path(folder)
    absent = [one for one in (whole, *whole.parents) if not one.exists()]
    whole.mkdir(parents=True, exist_ok=True)
    yield folder
    yield from (str(one.parent) for one in absent)


def _take_back(made: Iterable[tuple[str, str]]) -> None:
    """Remove files that were begun, whether they have their names already or not."""
    for new, path in made:
        with contextlib.suppress(OSError):
            try:
                Path(new).unlink()
            except FileNotFoundError:
                Path(path).unlink()


def _start_writing(descriptor: int) -> None:
    """Have the disk begin with a file without waiting for it: to wait for many is then little more
    than to wait for one. Where a system has no way to say so, each is waited for in its turn."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def remove(path: Path) -> None:
    """Remove a file durably. Raises DiskRefused."""
    try:
        path.unlink()
        sync_folder(path.parent)
    except OSError as error:
        raise DiskRefused(file=path, reason=error.strerror or error) from error


def _sync_folders(folders: Iterable[Path]) -> None:
    """Make the names of replaced files durable. Raises DiskRefused."""
    for folder in folders:
        try:
            sync_folder(folder)
        except OSError as error:
            raise DiskRefused(file=folder, reason=error.strerror or error) from error


def sync_folder(folder: Path) -> None:
    """Make what was added to or removed from a folder durable. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(path: Path | str, data: bytes, mode: int) -> None:
    descriptor = os.open(path, _NEW, mode)
    try:
        # what a file shared by a group allows outlives the umask of who writes it
        os.fchmod(descriptor, mode)
        _write_whole(descriptor, data)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_whole(descriptor: int, data: bytes) -> None:
    written = os.write(descriptor, data)
    while written < len(data):
        written += os.write(descriptor, data[written:])


def _new_name(folder: str, name: str) -> str:
    """What a file is called until it is whole."""
    return f"{folder}/.{name}.{os.getpid()}.new"


def _umask() -> int:
    # the only way to read it is to set it
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
