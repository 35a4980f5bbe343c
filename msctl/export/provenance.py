"""The origin of what is exported, asked of the records and their history."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from msctl import __version__
from msctl.export.origin import Origin
from msctl.importing.names import split_names
from msctl.model.paths import LedgerId
from msctl.model.snapshot import Snapshot


def origin_of(
    root: Path,
    snapshot: Snapshot,
    what: str,
    scope: str,
    *,
    layout: str = "",
    period: str = "",
    unit: str = "",
    ledgers: Sequence[LedgerId] = (),
) -> Origin:
    """The origin of a document made from a snapshot.

    Args:
        root: the records root.
        snapshot: what the document shows.
        what: the command that makes it, such as ``export``.
        scope: what it was asked for.
        layout: the layout of its tables, if they have one.
        period: the period it was asked for.
        unit: the one unit whose projects it shows.
        ledgers: whose uncommitted changes make it differ from its commit; of none, any.

    Records without history, or on a machine without git, have an origin without a commit.
    """
    from msctl.history.errors import GitMissing, NoRepository, UntrustedRepository
    from msctl.history.repository import Repository

    names = _names_to_tell(snapshot, ledgers)
    origin = Origin(__version__, what, scope or "*", layout, period, unit, names=names)
    try:
        repository = Repository.of(root)
    except (GitMissing, NoRepository, UntrustedRepository):
        return origin
    commit = snapshot.at or repository.head()
    if commit is None:
        return origin
    git = repository.git
    told = git.read("log", "--max-count=1", "--format=%cI", commit, "--").decode("ascii").strip()
    files = {file for ledger in ledgers for file in (ledger, f"{ledger.region}/region.toml")}
    paths = repository.scope(tuple(sorted(files)))
    dirty = snapshot.at is None and bool(
        git.read("status", "--porcelain", "-z", "--untracked-files=all", *paths)
    )
    date = dt.datetime.fromisoformat(told)
    return replace(origin, commit=commit, dirty=dirty, date=date)


def _names_to_tell(snapshot: Snapshot, ledgers: Iterable[LedgerId]) -> tuple[str, ...]:
    """The names of units that cells alone do not tell: those that a reader would part."""
    names = {
        name
        for ledger in ledgers
        for project in snapshot.by_ledger.get(ledger, ())
        for path, value in project.record.leaves()
        if "units" in path[:-1] and isinstance(value, tuple)
        for name in value
        if isinstance(name, str)
    }
    return tuple(sorted(n for n in names if [one.text for one in split_names(n, ())] != [n]))
