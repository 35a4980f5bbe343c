"""The history index: what every commit changed, read from git once.

An SQLite file in the git folder, made when a question first profits from it and brought up to
date by what is new since. It holds nothing that git does not: it may be removed at any time, and
every answer is the same without it. What a commit changed never changes, so rewriting history
(force-push, gc) leaves it right: what is gone is no longer asked for.
"""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msctl.history.following import Names
from msctl.history.repository import Repository
from msctl.history.walk import Step

if TYPE_CHECKING:
    import sqlite3

    from msctl.history.index_tables import Tables

_PATIENCE = 10.0
"""seconds to wait for another process that builds; then git is asked instead"""


def steps(
    repository: Repository, start: str, names: Names, *, build: bool = True
) -> list[Step] | None:
    """Every commit from ``start`` on, as :func:`msctl.history.walk.walk` gives them, without their
    heads and with no files but those that are or once were one of the names.

    None when there is no index to be had: the git folder cannot be written, another process is
    still building, or, without ``build``, none was made yet. Raises GitFailed.
    """
    import sqlite3

    if repository.is_grafted:
        return None
    file = repository.own_folder / "history.sqlite"
    for last in (False, True):
        try:
            if not build and not file.exists():
                return None
            with _current(repository, file, start) as index:
                return index.steps(start, names)
        except _Unusable:
            return None
        except sqlite3.DatabaseError as error:
            if last or not _is_damage(error):
                return None
            if not _removed(file):
                return None
        except OSError:
            # a read-only or full disk refuses only the index, which is a convenience
            return None
    return None


class _Unusable(Exception):
    """The index cannot be brought up to date now."""


def _is_damage(error: "sqlite3.DatabaseError") -> bool:
    """Whether a file is damaged or not ours, rather than busy, read-only or too large."""
    import sqlite3

    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return code in (
        *(sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB),
        *(sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_SCHEMA),
    )


@contextlib.contextmanager
def _current(repository: Repository, file: Path, start: str) -> Iterator["Tables"]:
    """The index with everything from ``start`` on. Raises _Unusable and what SQLite raises."""
    from msctl.history.index_tables import Tables

    cut_off = " ".join(sorted(repository.cut_off))
    if _is_ours(file, cut_off):
        with Tables.opened(file, _PATIENCE) as index, index.moment():
            if index.covers(start):
                yield index
                return
    file.parent.mkdir(exist_ok=True)
    with _building(file.parent):
        if not _is_ours(file, cut_off):
            # beside it and then in its place: nobody ever sees half an index
            new = file.with_suffix(".new")
            _removed(new)
            with Tables.opened(new, _PATIENCE) as index:
                index.create(cut_off)
                index.update(repository, start)
            new.replace(file)
        with Tables.opened(file, _PATIENCE) as index:
            if not index.covers(start):
                index.update(repository, start)
    with Tables.opened(file, _PATIENCE) as index, index.moment():
        if not index.covers(start):
            raise _Unusable
        yield index


def _is_ours(file: Path, cut_off: str) -> bool:
    """Whether a file is an index of this version, and of a clone that is cut off where this one
    is: deepened, its commits have other parents."""
    import sqlite3

    from msctl.history.index_tables import APPLICATION, VERSION, Tables

    if not file.exists():
        return False
    with Tables.opened(file, _PATIENCE) as index:
        try:
            return index.about() == (APPLICATION, VERSION, cut_off)
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
            return False


def _removed(file: Path) -> bool:
    """Remove an index and SQLite's own file beside it; whether it could be done."""
    try:
        for path in (file.with_name(file.name + "-journal"), file):
            path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def _building(folder: Path) -> Iterator[None]:
    """Hold the right to write, which ends with its process. Raises _Unusable."""
    deadline = time.monotonic() + _PATIENCE
    descriptor = os.open(folder / "history.lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise _Unusable from None
            time.sleep(0.02)
        yield
    finally:
        os.close(descriptor)
