"""Who changed a record since a commit."""

from collections.abc import Collection

from msctl.history.log import Commit, log
from msctl.history.repository import Repository
from msctl.history.snapshots import resolve
from msctl.store.reading import file_of


def changed_since(
    repository: Repository, commit: str, records: Collection[str], at: str | None = None
) -> dict[str, list[Commit]]:
    """The commits that changed each of some records after ``commit``, newest first.

    A record that none of them changed is left out: what differs in it is not committed yet. ``at``
    is the commit to look back from; None is the last one. Raises what
    :func:`msctl.history.snapshots.resolve` raises, GitFailed.
    """
    found: dict[str, list[Commit]] = {}
    start = resolve(repository, at) if at is not None else repository.head()
    if start is None or not records:
        return found
    span = f"{resolve(repository, commit)}..{start}"
    later = set(repository.git.read("rev-list", span, "--").decode("ascii").split())
    if not later:
        return found
    for one in log(repository, [file_of(record) for record in records], at=start, layout=False):
        if one.commit in later:
            for record in one.records:
                found.setdefault(record.id, []).append(one)
    return found
