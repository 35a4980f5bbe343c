"""An import put before the user on the screen: guesses to accept, differences to decide."""

import sys
from collections.abc import Callable, Collection, Sequence

from msctl.cli.session import Session
from msctl.importing.account import Guess
from msctl.importing.belonging import Belonging, OtherLedger
from msctl.importing.documents import Imported
from msctl.importing.landing import Landing
from msctl.importing.proposal import (
    OTHER_LEDGER,
    Decision,
    Item,
    Proposal,
    answered,
    apply_verdicts,
    items_of,
)
from msctl.locale.catalogue import t
from msctl.model.paths import FieldPath, LedgerId
from msctl.model.record import Record

Plan = Callable[[Sequence[Record], Collection[str]], Landing]
"""lays records beside the present ones; the second are units that are not registered"""


def can_decide(session: Session) -> bool:
    """Whether there is a screen and somebody before it."""
    return session.decide is not None and sys.stdin.isatty() and sys.stdout.isatty()


def decide(
    session: Session,
    document: str,
    digest: str,
    ledger: LedgerId,
    imported: Imported,
    plan: Plan,
    told: Sequence[str],
    message: str | None,
    *,
    other: Belonging | None = None,
) -> tuple[Landing, Decision] | None:
    """The landing as the user decided it, and the decision; None to write nothing.

    ``digest`` is of the document's bytes. The imported projects hold none of the account's proposed
    numbers yet. ``other`` is the ledger that the document is of: that it is meant here is one more
    thing to accept. Raises OtherLedger where it is not accepted, and what the screens raise.
    """
    projects = imported.projects
    landing = plan(projects, ())
    items = items_of(imported.account.guesses, landing)
    if other is not None:
        said = t(f"cli.import.other.{other.by}", other=other.ledger, ledger=ledger)
        items = (Item(Guess(OTHER_LEDGER, "", FieldPath(), ledger, said)), *items)
    proposal = Proposal(
        document=document,
        ledger=ledger,
        snapshot=session.snapshot,
        items=items,
        projects=len(projects),
        files=len(landing.ids),
        told=tuple(told),
        digest=digest,
    )
    proposed = message or t("cli.import.message", document=document)
    assert session.decide is not None
    decision = session.decide(session.records, session.settings, proposal, proposed)
    if decision is None:
        return None
    if other is not None and not decision.verdicts[0].accepted:
        raise OtherLedger(file=document, other=other.ledger, ledger=ledger)
    accepted = apply_verdicts(projects, proposal.items, decision.verdicts)
    settled = answered(plan(accepted.projects, accepted.refused_units), accepted.answers)
    return settled, decision
