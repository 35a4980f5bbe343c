"""The tables of the history index: reading the way through history, and taking in what is new.

Import this module only where the index is used: it needs sqlite3.
"""

import contextlib
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Self

from msctl.history.difference import difference
from msctl.history.following import Names
from msctl.history.packed import pack
from msctl.history.raw import RawChange, ToldChange
from msctl.history.readings import Readings
from msctl.history.repository import Repository
from msctl.history.walk import Step, order, walk

VERSION = 1
"""of the tables below and of what stands in them; another one is built anew"""

APPLICATION = 0x6D736374
"""SQLite's application_id: a file of somebody else is not read"""

_BATCH = 500
"""files whose contents are read from git in one exchange"""

_VIEWS = 8
"""orders kept: of the branches somebody looks at"""

_NOTHING: tuple[tuple[RawChange, ...], ...] = ((),)
"""the sides of a commit of one parent that touches none of the records asked for"""

_SCHEMA = f"""
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
CREATE TABLE about (cut_off TEXT NOT NULL);
CREATE TABLE commits (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    parents TEXT NOT NULL
);
CREATE TABLE tips (hash TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE views (start TEXT PRIMARY KEY, ids BLOB NOT NULL, used INTEGER NOT NULL);
CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    commit_id INTEGER NOT NULL,
    side INTEGER NOT NULL,
    path TEXT NOT NULL,
    old_path TEXT NOT NULL,
    old TEXT,
    new TEXT,
    told TEXT
);
CREATE INDEX entries_by_path ON entries (path);
CREATE INDEX entries_by_old_path ON entries (old_path) WHERE old_path <> path;
"""


class Tables:
    """One open index."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._ask = database.execute

    @classmethod
    @contextlib.contextmanager
    def opened(cls, file: Path, patience: float) -> Iterator[Self]:
        """An index file, made when there is none, closed with the block."""
        database = sqlite3.connect(file, timeout=patience, isolation_level=None)
        try:
            yield cls(database)
        finally:
            database.close()

    @contextlib.contextmanager
    def moment(self) -> Iterator[None]:
        """Read one state, whatever others write meanwhile."""
        self._ask("BEGIN")
        try:
            yield
        finally:
            if self._database.in_transaction:
                self._ask("ROLLBACK")

    def about(self) -> tuple[int, int, str]:
        """Whose file it is, of which version, and where the clone was cut off."""
        (application,) = self._ask("PRAGMA application_id").fetchone()
        (version,) = self._ask("PRAGMA user_version").fetchone()
        (cut_off,) = self._ask("SELECT cut_off FROM about").fetchone() or ("",)
        return application, version, cut_off

    def create(self, cut_off: str) -> None:
        """Make the tables of a new file."""
        self._database.executescript(_SCHEMA)
        self._ask("INSERT INTO about VALUES (?)", (cut_off,))

    def covers(self, start: str) -> bool:
        """Whether everything from a commit on is here."""
        return self._ask("SELECT 1 FROM views WHERE start = ?", (start,)).fetchone() is not None

    # reading

    def steps(self, start: str, names: Names) -> list[Step]:
        """Every commit from ``start`` on with its files among the names, without heads."""
        ids = array("q", self._ask("SELECT ids FROM views WHERE start = ?", (start,)).fetchone()[0])
        commits = {i: rest for i, *rest in self._ask("SELECT id, hash, parents FROM commits")}
        files: dict[int, list[list[RawChange]]] = {}
        for commit, side, entry in self._entries(self._with_older(names)):
            sides = files.setdefault(commit, [])
            while len(sides) <= side:
                sides.append([])
            sides[side].append(entry)
        found = []
        for number in ids:
            commit, parents = commits[number]
            listed = tuple(parents.split())
            told = _NOTHING
            if number in files or len(listed) > 1:
                told = tuple(tuple(side) for side in files.get(number, ()))
                told += ((),) * (max(1, len(listed)) - len(told))
            found.append(Step(commit, listed, told))
        return found

    def _with_older(self, names: Names) -> Names:
        """The names, and all that what they name was ever called."""
        moves = self._ask("SELECT path, old_path FROM entries WHERE old_path <> path").fetchall()
        files = set(names.files)
        grown = True
        while grown:
            known = Names(frozenset(files), names.folders)
            older = {old for new, old in moves if known.hold(new) and not known.hold(old)}
            files |= older
            grown = bool(older)
        return Names(frozenset(files), names.folders)

    def _entries(self, names: Names) -> Iterator[tuple[int, int, RawChange]]:
        columns = "id, commit_id, side, path, old_path, old, new, told"
        listed = []
        if "" in names.folders:
            listed += self._ask(f"SELECT {columns} FROM entries ORDER BY id").fetchall()
        else:
            for column, also in (("path", ""), ("old_path", " AND old_path <> path")):
                select = f"SELECT {columns} FROM entries WHERE {column}"
                for file in names.files:
                    listed += self._ask(f"{select} = ?{also}", (file,))
                for folder in names.folders:
                    # a folder's paths lie between it and the character after its "/"
                    listed += self._ask(
                        f"{select} >= ? AND {column} < ?{also}", (folder, folder[:-1] + "0")
                    )
            listed = sorted(dict.fromkeys(listed))
        for _, commit, side, path, old_path, old, new, told in listed:
            given = (path, old_path, (old,), new, new is not None)
            yield commit, side, ToldChange(*given, told) if told else RawChange(*given)

    # writing

    def update(self, repository: Repository, start: str) -> None:
        """Take in what is new from ``start`` on, all of it or nothing."""
        self._ask("BEGIN IMMEDIATE")
        try:
            last = self._last_entry()
            new = self._take_in(repository, start)
            self._compare(repository, last)
            self._view(repository, start, new)
            self._ask("COMMIT")
        except BaseException:
            if self._database.in_transaction:
                self._ask("ROLLBACK")
            raise

    def _last_entry(self) -> int:
        (last,) = self._ask("SELECT max(id) FROM entries").fetchone()
        return last or 0

    def _take_in(self, repository: Repository, start: str) -> list[Step]:
        """The commits that were not known yet, newest first, without their files."""
        tips = [tip for (tip,) in self._ask("SELECT hash FROM tips")]
        new = []
        for step in walk(repository, start, tips):
            row = (step.commit, " ".join(step.parents))
            added = self._ask("INSERT OR IGNORE INTO commits (hash, parents) VALUES (?, ?)", row)
            if not added.rowcount:
                continue  # the tip that led to it is gone
            self._database.executemany(
                "INSERT INTO entries (commit_id, side, path, old_path, old, new)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                _rows(added.lastrowid or 0, step),
            )
            self._database.executemany(
                "DELETE FROM tips WHERE hash = ?", [(parent,) for parent in step.parents]
            )
            new.append(Step(step.commit, step.parents, ()))
        if new:
            self._ask("INSERT OR IGNORE INTO tips VALUES (?)", (new[0].commit,))
        return new

    def _compare(self, repository: Repository, last: int) -> None:
        """Note what changed in the files of the new entries that have one old and one new side.

        A file's versions lie together in this order, so each is read and parsed once.
        """
        rows = self._ask(
            "SELECT id, path, old_path, old, new FROM entries WHERE id > ? AND side = 0"
            " AND old IS NOT NULL AND new IS NOT NULL"
            " AND (SELECT instr(parents, ' ') FROM commits WHERE id = commit_id) = 0"
            " ORDER BY path, id",
            (last,),
        ).fetchall()
        readings = Readings(repository)
        for first in range(0, len(rows), _BATCH):
            batch = rows[first : first + _BATCH]
            readings.fetch(
                (repository.below(place) or "", blob)
                for _, path, old_path, old, new in batch
                for place, blob in ((old_path, old), (path, new))
            )
            self._database.executemany(
                "UPDATE entries SET told = ? WHERE id = ?", _told(repository, readings, batch)
            )

    def _view(self, repository: Repository, start: str, new: list[Step]) -> None:
        """Keep the order of all commits from ``start`` on."""
        older: bytes | None = None
        if new and not any(len(step.parents) > 1 for step in new) and _is_chain(new):
            base = new[-1].parents
            if not base:
                older = b""
            else:
                row = self._ask("SELECT ids FROM views WHERE start = ?", base).fetchone()
                older = row[0] if row else None
        if older is not None:
            listed = [step.commit for step in new]
        else:
            listed, older = order(repository, start), b""
        known = self._ids(listed)
        ids = array("q", (known[commit] for commit in listed)).tobytes() + older
        (used,) = self._ask("SELECT coalesce(max(used), 0) + 1 FROM views").fetchone()
        self._ask("INSERT OR REPLACE INTO views VALUES (?, ?, ?)", (start, ids, used))
        self._ask("DELETE FROM views WHERE used <= ?", (used - _VIEWS,))

    def _ids(self, commits: list[str]) -> dict[str, int]:
        if len(commits) < _BATCH:
            one = "SELECT id FROM commits WHERE hash = ?"
            return {commit: self._ask(one, (commit,)).fetchone()[0] for commit in commits}
        return dict(self._ask("SELECT hash, id FROM commits"))


def _is_chain(new: list[Step]) -> bool:
    return all(step.parents == (older.commit,) for step, older in pairwise(new))


def _rows(commit: int, step: Step) -> Iterator[tuple[object, ...]]:
    for side, entries in enumerate(step.sides):
        for entry in entries:
            yield commit, side, entry.path, entry.old_path, entry.olds[0], entry.new


def _told(
    repository: Repository, readings: Readings, rows: Iterable[tuple[int, str, str, str, str]]
) -> Iterator[tuple[str, int]]:
    for number, path, old_path, old, new in rows:
        file, old_file = repository.below(path) or "", repository.below(old_path) or ""
        before, after = readings.blob(old_file, old), readings.blob(file, new)
        found = difference(file, before, after, old_file)
        if found is not None and not found.unreadable:
            yield pack(found), number
