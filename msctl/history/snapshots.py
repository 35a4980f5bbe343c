"""Snapshots of the past: which commit is meant, and the records it holds."""

import unicodedata
from collections.abc import Iterator, Sequence

from msctl.history.errors import BeforeHistory, UnknownRevision
from msctl.history.moments import is_date, span
from msctl.history.repository import Repository
from msctl.model.snapshot import Snapshot
from msctl.store.reading import read_snapshot


def resolve(repository: Repository, when: str) -> str:
    """The hash of the commit that a text names: a commit, tag, branch, or a date (a day, month
    or year), which means the last commit up to its end in local time.

    A tag or branch wins over a date of the same form, a date over a short hash. A date goes by
    the committer's date along the first parents of HEAD: what this line of history held then,
    without branches that were merged later.

    Raises UnknownRevision, BeforeHistory, BadDate for a date that does not exist, NoCommits.
    """
    if not when or when.startswith("-") or any(_is_control(c) for c in when):
        raise UnknownRevision(revision=when)
    if is_date(when):
        return _named(repository, when) or _at_date(repository, when)
    found = _parse(repository, when)
    if found is None:
        repository.need_head()
        raise UnknownRevision(revision=when)
    return found


def snapshot_at(repository: Repository, commit: str) -> Snapshot:
    """The records as of a commit, named as for :func:`resolve`; empty where it has none.

    Raises what :func:`resolve` raises, GitFailed.
    """
    found = resolve(repository, commit)
    return read_snapshot(files_at(repository, found), at=found)


def read_file(repository: Repository, commit: str, file: str) -> bytes | None:
    """A file below the records root as of a commit; None when the commit does not have it.

    Raises what :func:`resolve` raises, OutsideRecords, GitFailed.
    """
    path = repository.inside(file)
    for name, blob in _blobs(repository, resolve(repository, commit), path):
        if name == path:
            return repository.objects.read([blob])[0]
    return None


def read_files(repository: Repository, commit: str, files: Sequence[str]) -> dict[str, bytes]:
    """Those of some files below the records root that a commit, named by its hash, has.

    Raises OutsideRecords, GitFailed.
    """
    if not files:
        return {}
    wanted = {repository.inside(file): file for file in files}
    # a long list might not fit into a command line, and then the whole tree is cheaper anyway
    paths = list(wanted) if len(wanted) <= _MANY else [repository.prefix] * bool(repository.prefix)
    listed = [(p, blob) for p, blob in _blobs(repository, commit, *paths) if p in wanted]
    contents = repository.objects.read([blob for _, blob in listed])
    pairs = zip(listed, contents, strict=True)
    return {wanted[path]: data for (path, _), data in pairs if data is not None}


_MANY = 500
"""files that are asked for by name at once"""


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs")


def _parse(repository: Repository, revision: str) -> str | None:
    asked = repository.git.ask(
        "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    return None if asked.status else asked.out.decode("ascii").strip()


def _named(repository: Repository, name: str) -> str | None:
    for kind in ("tags", "heads"):
        found = _parse(repository, f"refs/{kind}/{name}")
        if found:
            return found
    return None


def _at_date(repository: Repository, when: str) -> str:
    last = span(when)[1]
    head = repository.need_head()
    line = ("rev-list", "--first-parent")
    found = repository.git.read(*line, "--max-count=1", f"--min-age={last}", head, "--").split()
    if found:
        return found[0].decode("ascii")
    dates = repository.git.read("log", "--first-parent", "--format=%cs", head, "--").split()
    raise BeforeHistory(revision=when, first=min(dates).decode("ascii"))


def _blobs(repository: Repository, commit: str, *paths: str) -> Iterator[tuple[str, str]]:
    """Ordinary files of a commit with their blobs' hashes, by path below the top."""
    listing = repository.git.read("ls-tree", "-r", "-z", "--full-tree", commit, "--", *paths)
    for entry in listing.split(b"\0")[:-1]:
        about, _, path = entry.partition(b"\t")
        mode, _, blob = about.split(b" ")
        if mode.startswith(b"100"):
            yield path.decode("utf-8", errors="surrogateescape"), blob.decode("ascii")


def files_at(repository: Repository, commit: str) -> Iterator[tuple[str, bytes]]:
    """The TOML files below the records root in a commit or tree, named by its full hash; hidden
    folders are passed over, as on the disk."""
    folder = [repository.prefix] if repository.prefix else []
    listed = [
        (file, blob)
        for path, blob in _blobs(repository, commit, *folder)
        if (file := repository.below(path)) and file.endswith(".toml")
        if not any(part.startswith(".") for part in file.split("/"))
    ]
    contents = repository.objects.read([blob for _, blob in listed])
    for (file, _), data in zip(listed, contents, strict=True):
        if data is not None:
            yield file, data
