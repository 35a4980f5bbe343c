"""Whose document it is: one that says it is of another ledger than the one it is imported into."""

from collections.abc import Iterable
from dataclasses import dataclass

from msctl.importing.residue import compact
from msctl.model.errors import MsctlError
from msctl.model.paths import LedgerId
from msctl.model.scope import ledgers_in
from msctl.model.snapshot import Snapshot
from msctl.text.fold import fold

ORIGIN, TITLE = "origin", "title"
"""How it is known: the document says where it was exported, or it has the other ledger's title and
projects."""
_ALIKE = 0.5
"""of a document's project names stand in a ledger that it is of"""


class OtherLedger(MsctlError):
    """A document of another ledger. Details: file, other, ledger."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """The other ledger that a document is of, and how that is known: ORIGIN or TITLE."""

    ledger: LedgerId
    by: str


def other_ledger(
    snapshot: Snapshot, into: LedgerId, scope: str, title: str, names: Iterable[str]
) -> Belonging | None:
    """The ledger that a document is of, where that is another one than it is imported into.

    Args:
        snapshot: the records as they are.
        into: where the document is to be imported.
        scope: what the document says it was exported from; empty where it says nothing.
        title: its title.
        names: the names of its projects.
    """
    exported = _exported(snapshot, scope)
    if into in exported:
        return None
    titled = [own for own in snapshot.ledgers if _has_title(snapshot, own, title)]
    if exported:
        return Belonging(next((own for own in exported if own in titled), exported[0]), ORIGIN)
    folded = {fold(name) for name in names if name}
    if into in titled or not folded:
        return None
    for own in titled:
        there = {fold(project.name) for project in snapshot.by_ledger.get(own, ())}
        if len(folded & there) >= _ALIKE * len(folded):
            return Belonging(own, TITLE)
    return None


def _has_title(snapshot: Snapshot, ledger: LedgerId, title: str) -> bool:
    return bool(title) and compact(snapshot.ledgers[ledger].title) == compact(title)


def _exported(snapshot: Snapshot, scope: str) -> list[LedgerId]:
    """The ledgers that a document was exported from; whole ids also where the records lack them."""
    found: list[LedgerId] = []
    for part in scope.split():
        try:
            found += ledgers_in(snapshot, part)
        except MsctlError:
            # other records may have it: then the whole id says what it is
            found += _whole_id(part)
    return found


def _whole_id(part: str) -> list[LedgerId]:
    try:
        return [LedgerId.parse("/".join(part.split("/")[:3]))]
    except MsctlError:
        return []
