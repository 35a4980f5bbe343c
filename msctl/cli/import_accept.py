"""An import put before the user on the screen: guesses to accept, differences to decide."""

import sys
from collections.abc import Callable, Collection, Sequence

from msctl.cli.session import Session
from msctl.importing.account import Account
from msctl.importing.landing import Landing
from msctl.importing.proposal import Decision, Proposal, answered, apply_verdicts, items_of
from msctl.locale.catalogue import t
from msctl.model.paths import LedgerId
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
    projects: Sequence[Record],
    account: Account,
    plan: Plan,
    told: Sequence[str],
    message: str | None,
) -> tuple[Landing, Decision] | None:
    """The landing as the user decided it, and the decision; None to write nothing.

    ``digest`` is of the document's bytes. ``projects`` hold none of the account's proposed numbers
    yet. Raises what the screens raise.
    """
    landing = plan(projects, ())
    proposal = Proposal(
        document=document,
        ledger=ledger,
        snapshot=session.snapshot,
        items=items_of(account.guesses, landing),
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
    accepted = apply_verdicts(projects, proposal.items, decision.verdicts)
    settled = answered(plan(accepted.projects, accepted.refused_units), accepted.answers)
    return settled, decision
