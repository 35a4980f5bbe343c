"""Who changed each ledger last, from one walk over the commits."""

from collections.abc import Collection

from msctl.history.readings import owner_of
from msctl.history.repository import Repository
from msctl.history.walk import Head, walk
from msctl.model.paths import LedgerId

FARTHEST = 5_000
"""commits that are looked at: a ledger nobody touched for so long has no news to tell"""


def last_changes(
    repository: Repository, ledgers: Collection[LedgerId], at: str | None = None
) -> dict[LedgerId, Head]:
    """What the last commit that changed each ledger says of itself; a ledger that no commit
    changed is left out. Merges do not count: what they bring in was changed by others.

    ``at`` is the commit to begin with; None is the last one. Raises GitFailed.
    """
    found: dict[LedgerId, Head] = {}
    start = at or repository.head()
    wanted = set(ledgers)
    if start is None or not wanted:
        return found
    for number, step in enumerate(walk(repository, start)):
        if len(step.parents) > 1 or step.head is None:
            continue
        for entry in step.sides[0]:
            ledger = _ledger_of(repository.below(entry.path) or "")
            if ledger in wanted:
                wanted.discard(ledger)
                found[ledger] = step.head
        if not wanted or number >= FARTHEST:
            break
    return found


def _ledger_of(file: str) -> LedgerId | None:
    """The ledger that a file of records belongs to."""
    owner = owner_of(file)
    parts = owner.split("/") if owner else []
    return LedgerId("/".join(parts[:3])) if len(parts) > 2 else None
