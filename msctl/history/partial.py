"""Commits of some fields of a record, while its other changes stay in the work tree.

The commit is made on an index of its own that begins as the last commit: git's index and the work
tree are as they were until the commit exists, and whoever stops it has lost nothing. The text that
is committed is the last commit's with the chosen fields changed, so comments and layout that were
changed besides wait with the other fields.
"""

import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from msctl.history.committing import PATIENCE, may_commit, patiently, refuse_questions
from msctl.history.errors import EmptyMessage, NothingToCommit
from msctl.history.merged_file import table_and_year
from msctl.history.repository import Repository
from msctl.model.changes import Change
from msctl.store.editing import edit
from msctl.store.lock import locked
from msctl.store.reading import decode

_IDENTITY = ("-c", "user.useConfigOnly=true")


def commit_fields(
    repository: Repository,
    message: str,
    fields: Mapping[str, Sequence[Change]],
    files: Sequence[str] = (),
) -> str:
    """Commit some changed fields of records, and other files whole; the new commit's hash.

    Args:
        repository: where the records are.
        message: as for :func:`msctl.history.committing.commit`.
        fields: the changes to commit by file below the records root; each file is in the last
            commit, and each change begins with the value it has there.
        files: files below the records root that are committed as they are in the work tree.

    Raises:
        EmptyMessage, OutsideRecords, RepositoryBusy, NoIdentity, NothingToCommit, NotRecorded for
        a change that does not begin with the committed value: before anything is touched.
        UnresolvedConflicts, IndexLocked, Locked, GitFailed.
    """
    if not message.strip():
        raise EmptyMessage()
    if not fields and not files:
        raise NothingToCommit(root=repository.root)
    may_commit(repository)
    whole = [repository.inside(file) for file in files]
    with locked(repository.root):
        head = repository.need_head()
        refuse_questions(repository, [*whole, *map(repository.inside, fields)])
        entries = {
            repository.inside(file): _entry(repository, head, file, changes)
            for file, changes in fields.items()
        }
        with tempfile.TemporaryDirectory(prefix="msctl-") as folder:
            index = Path(folder) / "index"
            repository.git.write("read-tree", head, index=index)
            _put(repository, entries, whole, index)
            text = Path(folder) / "message.txt"
            text.write_text(message, encoding="utf-8", errors="replace")
            repository.git.write(
                *("commit", "--quiet", "--cleanup=whitespace", f"--file={text}"),
                options=_IDENTITY,
                index=index,
            )
        # from here on the commit exists; git's own index learns of it
        deadline = time.monotonic() + PATIENCE
        patiently(deadline, lambda: _put(repository, entries, whole, None))
        return repository.need_head()


def _entry(repository: Repository, head: str, file: str, changes: Sequence[Change]) -> str:
    """The index line of a file whose committed text has the changes made."""
    path = repository.inside(file)
    listed = repository.git.read("ls-tree", "-z", "--full-tree", head, "--", path)
    mode, _, blob = listed.partition(b"\t")[0].decode("ascii").split(" ")
    data = repository.objects.read([blob])[0] or b""
    table, year = table_and_year(file)
    new = edit(decode(file, data)[0], changes, year, table, file)
    if b"\r\n" in data:
        new = new.replace("\n", "\r\n")
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    made = repository.git.write("hash-object", "-w", "--stdin", data=mark + new.encode("utf-8"))
    return f"{mode} {made.decode('ascii').strip()}\t{path}\0"


def _put(
    repository: Repository, entries: Mapping[str, str], whole: Sequence[str], index: Path | None
) -> None:
    """Put entries, and files as they are in the work tree, into an index; None is git's own."""
    git = repository.git
    if entries:
        data = "".join(entries.values()).encode("utf-8", errors="surrogateescape")
        git.write("update-index", "-z", "--index-info", data=data, index=index)
    if whole:
        names = "".join(f"{path}\0" for path in whole).encode("utf-8", errors="surrogateescape")
        git.write("update-index", "--add", "--remove", "-z", "--stdin", data=names, index=index)
