"""The records root: find it, read it, and change it without losing anything."""

import contextlib
import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from msctl.model.changes import Change
from msctl.model.errors import OutsideRecords
from msctl.model.finding import Finding, Severity
from msctl.model.paths import LedgerId, ProjectId
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.store import atomic
from msctl.store.errors import (
    AlreadyThere,
    DiskRefused,
    FileChanged,
    NoRecords,
    NoSuchRecord,
    NotRecordsRoot,
    UnreadableFile,
)
from msctl.store.lock import locked
from msctl.store.reading import (
    SETTINGS_FILE,
    decode,
    file_of,
    read_record,
    read_snapshot,
    record_id,
    table_of,
)


@dataclass(frozen=True, slots=True)
class Census:
    """What can be told of the records without reading a project."""

    snapshot: Snapshot
    """regions and ledgers, no projects"""
    projects: Mapping[LedgerId, int]
    """how many files of projects each ledger has"""


@dataclass(frozen=True, slots=True)
class Document:
    """A record with the text it was read from, for an edit that must not overwrite another's."""

    id: str
    text: str
    digest: str
    """of the file's bytes"""
    record: Record
    bom: bool = False
    crlf: bool = False

    def encode(self, text: str) -> bytes:
        """A new text of the document as bytes, with the line ends the file came with."""
        if self.crlf:
            text = text.replace("\n", "\r\n")
        return (b"\xef\xbb\xbf" if self.bom else b"") + text.encode("utf-8")


class Records:
    """The records tree at ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def find(cls, named: str | None = None, start: Path | None = None) -> "Records":
        """The records root: the one named, else ``MSCTL_RECORDS``, else the nearest folder from
        here upwards that holds ``msctl.toml`` or ``records/msctl.toml``.

        Raises NotRecordsRoot for a named one that is none, NoRecords when there is none.
        """
        named = named or os.environ.get("MSCTL_RECORDS")
        if named:
            folder = Path(named)
            if not (folder / SETTINGS_FILE).is_file():
                raise NotRecordsRoot(folder=folder)
            return cls(folder.resolve())
        here = (start or Path.cwd()).resolve()
        for folder in (here, *here.parents):
            for root in (folder, folder / "records"):
                if (root / SETTINGS_FILE).is_file():
                    return cls(root)
        raise NoRecords(start=here)

    def path(self, record: str) -> Path:
        """The file of an id. Raises OutsideRecords for a path that leaves the root."""
        path = self.root / file_of(record)
        if not path.resolve().is_relative_to(self.root.resolve()):
            raise OutsideRecords(value=record)
        return path

    def files(self, broken: list[Finding] | None = None) -> Iterator[tuple[str, bytes]]:
        """Every TOML file below the root, sorted, with its bytes; hidden folders are left out.

        A file or folder that the system will not open is told in ``broken`` and hides nothing.
        """
        broken = broken if broken is not None else []
        for file, path in self.listing(broken):
            try:
                with open(path, "rb") as opened:  # noqa: PTH123 - half of Path.open's cost
                    data = opened.read()
            except OSError:
                broken.append(_unreadable(file))
                continue
            yield file, data

    def listing(self, broken: list[Finding] | None = None) -> Iterator[tuple[str, str]]:
        """Every TOML file below the root, sorted, with its path; as :meth:`files`, none opened."""
        return self._walk(self.root, "", broken if broken is not None else [])

    def _walk(self, folder: Path, prefix: str, broken: list[Finding]) -> Iterator[tuple[str, str]]:
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            broken.append(_unreadable(prefix.rstrip("/")))
            return
        for entry in listed:
            file = prefix + entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(Path(entry.path), f"{file}/", broken)
            elif entry.name.endswith(".toml") and entry.is_file(follow_symlinks=False):
                yield file, entry.path

    def snapshot(self, each: Callable[[], None] | None = None) -> Snapshot:
        """The work tree's snapshot.

        ``each`` is called before each file is read; what it raises stops the reading.
        """
        broken: list[Finding] = []
        files = self.files(broken)
        found = read_snapshot(files if each is None else _telling(files, each))
        return replace(found, findings=(*found.findings, *broken)) if broken else found

    def census(self) -> Census:
        """Regions, ledgers, and how many projects each has; no project is read."""
        counts: Counter[LedgerId] = Counter()
        heads = []
        for file, path in self.listing():
            own = record_id(file)
            if isinstance(own, ProjectId):
                counts[own.ledger] += 1
            elif own is not None:
                with contextlib.suppress(OSError):  # the reading of all files tells of it
                    heads.append((file, Path(path).read_bytes()))
        return Census(read_snapshot(heads), counts)

    def read(self, record: str) -> Document:
        """One record for editing. Raises NoSuchRecord, UnreadableFile, DiskRefused."""
        file = file_of(record)
        try:
            data = self.path(record).read_bytes()
        except FileNotFoundError:
            raise NoSuchRecord(file=file) from None
        except OSError as error:
            raise DiskRefused(file=file, reason=error.strerror or error) from error
        found, faults = read_record(file, data)
        if found is None:
            fault = faults[0]
            raise UnreadableFile(
                file=file,
                line=fault.line,
                column=fault.column,
                reason=fault.details.get("reason", "UTF-8"),
            )
        return Document(
            record,
            decode(file, data)[0],
            digest(data),
            found,
            bom=data.startswith(b"\xef\xbb\xbf"),
            crlf=b"\r\n" in data,
        )

    def read_broken(self, record: str) -> Document:
        """A record whose file does not parse, so that it can be mended; its record is empty."""
        file = file_of(record)
        data = self.path(record).read_bytes()
        text = data.decode("utf-8", errors="surrogateescape").replace("\r\n", "\n")
        found = read_record(file, data)[0]
        return Document(record, text, digest(data), found or Record({}))

    def save(
        self,
        changes: Iterable[Change],
        read: Mapping[str, Document] | None = None,
        proved: Callable[[int], None] = lambda done: None,
        told: Callable[[int], None] = lambda done: None,
    ) -> None:
        """Make changes, each file atomically; all are proved before the first is written.

        Args:
            changes: What is changed.
            read: The documents the changes were made on: a file that changed since is refused.
            proved: Hears how many files are proved; what it raises stops the save, with nothing
                written.
            told: Hears how many files are written; what it raises stops the save, each file
                written whole or as it was.

        Raises FileChanged, NotRecorded, EditFailed, Locked, DiskRefused, UnreadableFile.
        """
        grouped: dict[str, list[Change]] = {}
        for change in changes:
            grouped.setdefault(change.id, []).append(change)
        from msctl.store.editing import edit

        with locked(self.root):
            writes = []
            for done, (record, listed) in enumerate(grouped.items(), start=1):
                if read and record in read:
                    self._unchanged(read[record])
                document = self.read(record)
                text = edit(
                    document.text,
                    listed,
                    year_of(record),
                    table_of(file_of(record)),
                    file_of(record),
                    record=document.record,
                )
                if text != document.text:
                    writes.append((self.path(record), document.encode(text)))
                proved(done)
            atomic.replace_all(writes, told)

    def create(self, record_id: str, record: Record) -> None:
        """Write a new file in canonical form. Raises AlreadyThere, Locked, DiskRefused."""
        path = self.path(record_id)
        with locked(self.root):
            if path.exists():
                raise AlreadyThere(file=file_of(record_id))
            self._write(record_id, record)

    def create_all(
        self, records: Sequence[tuple[str, Record]], told: Callable[[int], None] = lambda done: None
    ) -> None:
        """Write new files in canonical form, all or none; ``told`` hears how many are written.

        Raises AlreadyThere, Locked, DiskRefused.
        """
        with locked(self.root):
            places = self._new_places([record_id for record_id, _ in records])
            texts = (
                (path, _canonical(record_id, record).encode("utf-8"))
                for path, (record_id, record) in zip(places, records, strict=True)
            )
            atomic.create_all(texts, told)

    def _new_places(self, records: Sequence[str]) -> list[str]:
        """The files of ids that have none. Each folder is resolved once, for that takes longer than
        to write what stands in it; a link in the place of a file is refused as a file is."""
        folders: dict[str, str] = {}
        places = []
        for record in records:
            file = file_of(record)
            folder, _, name = file.rpartition("/")
            if folder not in folders:
                folders[folder] = str(self.path(record).parent)
            path = f"{folders[folder]}/{name}"
            if os.path.lexists(path):
                raise AlreadyThere(file=file)
            places.append(path)
        return places

    def copy(self, old: str, new: str, changes: Iterable[Change] = ()) -> None:
        """Make a new file of another's text, with changes of its own; comments go along.

        Raises NoSuchRecord, UnreadableFile, AlreadyThere, EditFailed, Locked, DiskRefused.
        """
        from msctl.store.editing import edit

        with locked(self.root):
            path = self.path(new)
            if path.exists():
                raise AlreadyThere(file=file_of(new))
            document = self.read(old)
            table = table_of(file_of(new))
            text = edit(document.text, changes, year_of(new), table, file_of(new))
            atomic.replace(path, document.encode(text))

    def _write(self, record_id: str, record: Record) -> None:
        atomic.replace(self.path(record_id), _canonical(record_id, record).encode("utf-8"))

    def replace_text(self, document: Document, text: str) -> Record:
        """Put a whole new text in the place of a document (from the user's own editor).

        Raises UnreadableFile when it is not TOML, FileChanged when the file moved on meanwhile.
        """
        file = file_of(document.id)
        found, faults = read_record(file, text.encode("utf-8"))
        if found is None:
            fault = faults[0]
            reason = fault.details.get("reason", "UTF-8")
            raise UnreadableFile(file=file, line=fault.line, column=fault.column, reason=reason)
        with locked(self.root):
            self._unchanged(document)
            atomic.replace(self.path(document.id), document.encode(text))
        return found

    def _unchanged(self, document: Document) -> None:
        """Raises FileChanged for a file that was changed or removed since it was read."""
        try:
            data = self.path(document.id).read_bytes()
        except FileNotFoundError:
            data = b""
        if digest(data) != document.digest:
            raise FileChanged(file=file_of(document.id))

    def remove(self, record: str) -> None:
        """Remove a record's file. Raises NoSuchRecord, Locked, DiskRefused."""
        with locked(self.root):
            path = self.path(record)
            if not path.is_file():
                raise NoSuchRecord(file=file_of(record))
            atomic.remove(path)

    def move(self, old: ProjectId, new: ProjectId, changes: Iterable[Change] = ()) -> None:
        """Give a project another ledger, with changes of its own; the rest of its text stays.

        Raises AlreadyThere and what :meth:`save` raises; the file is as it was then.
        """
        from msctl.store.editing import edit

        with locked(self.root):
            if self.path(new).exists():
                raise AlreadyThere(file=file_of(new))
            document = self.read(old)
            text = edit(document.text, changes, new.year, file=file_of(old), record=document.record)
            atomic.replace(self.path(new), document.encode(text))
            atomic.remove(self.path(old))


def _telling(
    files: Iterable[tuple[str, bytes]], each: Callable[[], None]
) -> Iterator[tuple[str, bytes]]:
    for found in files:
        each()
        yield found


def _canonical(record_id: str, record: Record) -> str:
    from msctl.store.canonical import to_text

    return to_text(record, year_of(record_id), table_of(file_of(record_id)))


def year_of(record: str) -> int:
    """The ledger year of an id; of a region, which has no periods, 0."""
    return int(record.split("/")[1]) if record.count("/") > 1 else 0


def digest(data: bytes) -> str:
    """Tells whether a file is still the one that was read."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _unreadable(file: str) -> Finding:
    return Finding("unreadable", Severity.ERROR, record_id(file) or file, file=file)
