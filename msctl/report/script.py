"""The script of a ledger: what msctl adds to a document stands in the same characters as its text.

Wording of records is never put into another script.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from msctl.locale.catalogue import in_traditional
from msctl.model.paths import LedgerId
from msctl.model.snapshot import Snapshot
from msctl.text.script import is_traditional


def is_traditional_ledger(snapshot: Snapshot, ledger: LedgerId) -> bool:
    """Whether a ledger is kept in traditional characters, by its own words and its projects'."""
    projects = snapshot.by_ledger.get(ledger, ())
    told = (value for _, value in snapshot.ledger(ledger).record.leaves() if isinstance(value, str))
    return is_traditional([*told, *(f"{p.name}{p.record.text('content')}" for p in projects)])


@contextmanager
def labels_for(snapshot: Snapshot, ledgers: Iterable[LedgerId]) -> Iterator[bool]:
    """Within it every word of the Chinese catalogue stands in the script of these ledgers:
    traditional where all of them are; whether it does."""
    found = list(dict.fromkeys(ledgers))
    wanted = bool(found) and all(is_traditional_ledger(snapshot, ledger) for ledger in found)
    with in_traditional(wanted=wanted):
        yield wanted
