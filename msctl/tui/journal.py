"""The journal of what is typed and not saved: what a killed session leaves behind.

It lies below ``.msctl/``, one file a session, of one line a committed edit, appended and flushed to
the disk; the last line of a field counts. A live session holds the lock of its file, so the file of
a dead one is known by its lock being free, whatever has its process number now. A session that ends
with everything saved removes its own.
"""

import contextlib
import datetime as dt
import fcntl
import getpass
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from pathlib import Path

from msctl.model.errors import MsctlError
from msctl.model.paths import FieldPath, parse_record_id
from msctl.store import atomic
from msctl.store.errors import DiskRefused
from msctl.store.lock import private_folder
from msctl.tui.steps import Place, Typed, TypedFields


@dataclass
class LeftBehind:
    """The journal of an ended session; its file is locked for us until it is closed."""

    file: Path
    time: dt.datetime
    """when it was last written"""
    typed: dict[Place, Typed] = field(default_factory=dict)
    garbled: int = 0
    """lines that cannot be read"""
    _descriptor: int = -1

    def keep_only(self, places: Mapping[Place, Typed]) -> None:
        """Leave these fields for a later start, and the file as it is where it is garbled; with
        none the file goes. Raises DiskRefused."""
        self.typed = dict(places)
        if self.garbled:
            kept = self.file.with_suffix(".garbled")
            try:
                self.file.rename(kept)
            except OSError as error:
                raise DiskRefused(file=self.file, reason=error.strerror or error) from error
            self.file = kept
        if places:
            atomic.replace(self.file.with_suffix(".jsonl"), _lines_of(places.items()))
        elif not self.garbled:
            atomic.remove(self.file)

    def close(self) -> None:
        """Let go of the file: another session may offer it."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


class Journal:
    """What this session has typed and not saved."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._written: dict[Place, Typed] = {}
        self._file: Path | None = None
        self._descriptor = -1

    def write(self, typed: TypedFields) -> None:
        """Put down what is typed now, durably; nothing typed, no file. Raises DiskRefused."""
        now = {(record, path): one for record, of in typed.items() for path, one in of.items()}
        if now == self._written:
            return
        before = self._written
        gone = [(place, None) for place in before if place not in now]
        come = [(place, one) for place, one in now.items() if before.get(place) != one]
        lines = _lines_of([*gone, *come]) if now else b""
        try:
            if not now:
                self._remove()
            else:
                self._append(lines)
        except OSError as error:
            file = self._file or self._root
            raise DiskRefused(file=file, reason=error.strerror or error) from error
        self._written = now

    def close(self) -> None:
        """The session ends: the file is left for the next start, if it holds anything."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor, self._file = -1, None

    def _remove(self) -> None:
        """Everything is saved or dropped: the file goes."""
        if self._file is not None:
            self._file.unlink(missing_ok=True)
            self.close()

    def _append(self, lines: bytes) -> None:
        if self._descriptor < 0 or os.fstat(self._descriptor).st_nlink == 0:
            # a file that somebody removed is begun anew, with all that is typed
            lines = self._begin(lines)
        whole = os.fstat(self._descriptor).st_size
        try:
            with os.fdopen(self._descriptor, "ab", closefd=False) as file:
                file.write(lines)
            os.fsync(self._descriptor)
        except OSError:
            # half a line would spoil the next one
            os.ftruncate(self._descriptor, whole)
            raise

    def _begin(self, lines: bytes) -> bytes:
        folder = private_folder(self._root)
        whole = _lines_of(self._written.items()) + lines
        if self._descriptor >= 0:
            os.close(self._descriptor)
        while True:
            file = folder / f"typed-{user_name()}-{os.getpid()}-{time.time_ns()}.jsonl"
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            # between its making and its lock, a session that starts may have cleared it away
            if os.fstat(descriptor).st_nlink:
                break
            os.close(descriptor)
        self._descriptor, self._file = descriptor, file
        atomic.sync_folder(folder)
        return whole

    def left_behind(self) -> list[LeftBehind]:
        """What ended sessions of this user had typed, the newest first. An empty file goes; the
        folder is not made for the question: a records root may be read-only."""
        found = []
        for file in sorted((self._root / ".msctl").glob(f"typed-{user_name()}-*.jsonl")):
            descriptor = _lock_of_dead(file)
            if descriptor is None:
                continue
            left = LeftBehind(file, _written_at(file), _descriptor=descriptor)
            _read_lines(left)
            if left.typed or left.garbled:
                found.append(left)
            else:
                with contextlib.suppress(OSError):
                    file.unlink()
                left.close()
        return sorted(found, key=lambda left: left.time, reverse=True)


def _lines_of(edits: Iterable[tuple[Place, Typed | None]]) -> bytes:
    """Lines of JSON, put together by hand: to have thousands of them encoded whole takes five
    times as long, and the screen waits for it."""
    paths: dict[FieldPath, str] = {}
    lines = []
    for (record, path), typed in edits:
        if (name := paths.get(path)) is None:
            name = paths[path] = encode_basestring(str(path))
        place = f'"record": {encode_basestring(record)}, "path": {name}'
        if typed is None:
            lines.append(f"{{{place}}}\n")
        else:
            text, base = encode_basestring(typed.text), encode_basestring(typed.base)
            lines.append(f'{{{place}, "text": {text}, "base": {base}}}\n')
    return "".join(lines).encode("utf-8", "surrogatepass")


def _read_lines(left: LeftBehind) -> None:
    """The last line of each field. A line without its end was being written when the session
    died, and tells nothing of a committed edit."""
    for line in _lines(left.file):
        try:
            told = json.loads(line.decode("utf-8", "surrogatepass"))
            place = (parse_record_id(told["record"]), FieldPath.parse(told["path"]))
            if "text" in told:
                left.typed[place] = Typed(str(told["text"]), str(told["base"]))
            else:
                left.typed.pop(place, None)
        except (ValueError, KeyError, TypeError, MsctlError):
            left.garbled += 1


def _lines(file: Path) -> Iterator[bytes]:
    whole, _, _ = file.read_bytes().rpartition(b"\n")
    return (line for line in whole.split(b"\n") if line)


def _lock_of_dead(file: Path) -> int | None:
    """The file of an ended session, locked; None while its session is alive or it is no more."""
    try:
        descriptor = os.open(file, os.O_RDWR)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _written_at(file: Path) -> dt.datetime:
    return dt.datetime.fromtimestamp(file.stat().st_mtime).astimezone()


def user_name() -> str:
    """The user's name as a part of a file's name."""
    try:
        return "".join(c for c in getpass.getuser() if c.isalnum()) or "user"
    except (KeyError, OSError):
        return str(os.getuid())
