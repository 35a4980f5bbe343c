"""Ledgers with what is not in their files yet: fields typed into them, usual words taken up.

Each is the same object as long as nothing of it changes, so that who shows it knows when to look
again.
"""

from collections.abc import Mapping, Sequence

from msctl.model.changes import Change, apply, same
from msctl.model.ledger import Ledger, Standing
from msctl.model.paths import FieldPath, LedgerId
from msctl.model.snapshot import Snapshot
from msctl.report.legend import uses_of_mark
from msctl.report.status_words import uses_of, word_fields, words_to_add


class TypedLedgers:
    """Makes the ledgers of one session and keeps what it made last of each."""

    def __init__(self) -> None:
        self._typed: dict[LedgerId, tuple[Ledger, tuple[Change, ...], Ledger]] = {}
        self._listing: dict[LedgerId, tuple[Ledger, frozenset[str], Ledger]] = {}
        self._allowing: dict[LedgerId, tuple[Ledger, Ledger]] = {}

    def typed(self, recorded: Ledger, changes: tuple[Change, ...]) -> Ledger:
        """A ledger with changes made."""
        known = self._typed.get(recorded.id)
        if known is None or known[0] is not recorded or known[1] != changes:
            made = Ledger(recorded.id, apply(recorded.record, changes))
            known = self._typed[recorded.id] = (recorded, changes, made)
        return known[2]

    def listing(self, ledger: Ledger, words: Mapping[str, Standing]) -> Ledger:
        """A ledger that lists some more words."""
        if not words:
            return ledger
        known = self._listing.get(ledger.id)
        if known is None or known[0] is not ledger or known[1] != words.keys():
            made = _with_words(ledger, words)
            known = self._listing[ledger.id] = (ledger, frozenset(words), made)
        return known[2]

    def allowing(self, ledger: Ledger) -> Ledger:
        """A ledger that lists every usual word it may take up."""
        known = self._allowing.get(ledger.id)
        if known is None or known[0] is not ledger:
            made = _with_words(ledger, words_to_add(ledger))
            known = self._allowing[ledger.id] = (ledger, made)
        return known[1]


def listed_words(ledger: LedgerId, words: Mapping[str, Standing]) -> tuple[Change, ...]:
    """The changes by which a ledger lists some words that it does not list yet."""
    return tuple(
        Change(ledger, path, None, value)
        for word, meaning in words.items()
        for path, value in word_fields(word, meaning).items()
    )


def sparing_words(snapshot: Snapshot, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes of a step that is taken back or done again, but for those of a status word or a
    mark that others have come to use meanwhile: it stays on the ledger's list."""
    places = {(change.id, change.path) for change in changes}
    return tuple(change for change in changes if not _is_spared(snapshot, change, places))


def _is_spared(snapshot: Snapshot, change: Change, places: set[tuple[str, FieldPath]]) -> bool:
    if change.id.count("/") != 2 or change.path[0] not in ("status", "marks"):
        return False
    ledger = LedgerId(change.id)
    if change.new is not None:
        return same(snapshot.ledger(ledger).record.get(change.path), change.new)
    find = uses_of if change.path[0] == "status" else uses_of_mark
    uses = find(snapshot.by_ledger.get(ledger, ()), change.path[1])
    return any((use.project, use.path) not in places for use in uses)


def _with_words(ledger: Ledger, words: Mapping[str, Standing]) -> Ledger:
    if not words:
        return ledger
    return Ledger(ledger.id, apply(ledger.record, listed_words(ledger.id, words)))
