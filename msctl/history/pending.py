"""What differs, by field: the work tree against a commit, or one commit against another."""

import os
from collections.abc import Iterator, Sequence

from msctl.history.difference import RecordChange, difference
from msctl.history.raw import MOVED, RawChange, raw_list
from msctl.history.readings import Reading, Readings, owner_of, parse_file
from msctl.history.repository import Repository
from msctl.history.snapshots import resolve


def changes(
    repository: Repository,
    old: str | None = None,
    new: str | None = None,
    paths: Sequence[str] = (),
    *,
    staged: bool = False,
) -> list[RecordChange]:
    """The records that differ between two moments, in the order of their files.

    Args:
        repository: where the records are.
        old: a commit, tag, branch or date; None is the last commit, and before the first one
            everything is added.
        new: as ``old``; None is the work tree, where new files that git does not know yet count.
        paths: files and folders below the records root; none means all.
        staged: git's index in the place of the work tree; ``new`` must be None.

    Raises:
        what :func:`msctl.history.snapshots.resolve` raises, OutsideRecords, GitFailed.
    """
    in_work_tree = new is None and not staged
    start = resolve(repository, old) if old is not None else repository.head()
    scope = repository.scope(tuple(paths))
    if staged:
        since = (start,) if start is not None else ()
        listed = list(raw_list(repository.git.read("diff", "--cached", *_DIFF, *since, *scope)))
    elif new is None:
        listed = _against_work_tree(repository, start, scope)
    elif start is None:
        resolve(repository, new)  # says that there are no commits
        return []
    else:
        listed = list(_between(repository, start, resolve(repository, new), scope))
    readings = Readings(repository)
    readings.fetch(
        (file, blob)
        for entry in listed
        for path, blob in ((entry.old_path, entry.olds[0]), (entry.path, entry.new))
        if blob and (not in_work_tree or blob != entry.new)
        if (file := _record_file(repository, path))
    )
    found = [_difference(repository, readings, entry, in_work_tree) for entry in listed]
    return sorted((change for change in found if change), key=lambda change: change.file)


_DIFF = ("--raw", "-z", "--no-abbrev", MOVED, "--no-ext-diff", "--ignore-submodules")


def _between(
    repository: Repository, old: str, new: str, scope: tuple[str, ...]
) -> Iterator[RawChange]:
    return raw_list(repository.git.read("diff-tree", "-r", *_DIFF, old, new, *scope))


def _against_work_tree(
    repository: Repository, old: str | None, scope: tuple[str, ...]
) -> list[RawChange]:
    git = repository.git
    if old is not None:
        listed = list(raw_list(git.read("diff", *_DIFF, old, *scope)))
        others = git.read("ls-files", "-z", "--others", "--exclude-standard", *scope)
    else:
        listed = []
        others = git.read("ls-files", "-z", "--cached", "--others", "--exclude-standard", *scope)
    known = {entry.path for entry in listed}
    names = dict.fromkeys(os.fsdecode(name) for name in others.split(b"\0")[:-1])
    new = [RawChange(n, n, (None,), None, present=True) for n in names if n not in known]
    return _with_moves(repository, listed, new)


def _with_moves(
    repository: Repository, listed: list[RawChange], new: list[RawChange]
) -> list[RawChange]:
    """What changed and what is new, where a new file that git does not know yet and a removed one
    of the same content are one moved file."""
    gone = [e for e in listed if not e.present and e.olds[0] and _record_file(repository, e.path)]
    if not gone or not new:
        return listed + new
    contents = repository.objects.read([entry.olds[0] or "" for entry in gone])
    by_content = {data: e for data, e in zip(contents, gone, strict=True) if data is not None}
    found = []
    for entry in new:
        file = _record_file(repository, entry.path)
        data = _bytes(repository, file) if file else None
        old = by_content.pop(data, None) if data is not None else None
        if old is not None:
            listed.remove(old)
            entry = RawChange(entry.path, old.path, old.olds, None, present=True)
        found.append(entry)
    return listed + found


def _difference(
    repository: Repository, readings: Readings, entry: RawChange, work_tree: bool
) -> RecordChange | None:
    file, old_file = repository.below(entry.path), repository.below(entry.old_path)
    if file is None or old_file is None:
        return None
    old = readings.blob(old_file, entry.olds[0]) if owner_of(old_file) else None
    new: Reading = None
    if owner_of(file) and entry.present:
        new = _on_disk(repository, file) if work_tree else readings.blob(file, entry.new)
    return difference(file, old, new, old_file)


def _on_disk(repository: Repository, file: str) -> Reading:
    data = _bytes(repository, file)
    return None if data is None else parse_file(file, data)


def _bytes(repository: Repository, file: str) -> bytes | None:
    path = repository.root / file
    try:
        # git's listing is a moment old, and a link is no record, as for the store
        return None if path.is_symlink() else path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None


def _record_file(repository: Repository, path: str) -> str | None:
    file = repository.below(path)
    return file if file is not None and owner_of(file) else None
