"""What the top line says of a ledger and of what is not yet safe."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msctl.locale.catalogue import t
from msctl.model.money import plain
from msctl.model.paths import LedgerId
from msctl.tui.archive import Standing
from msctl.tui.session import Session
from msctl.tui.widgets.top_line import Piece, TopText

if TYPE_CHECKING:
    from msctl.history.difference import RecordChange
    from msctl.tui.ledger_view import LedgerView

_URGENT = "bold $text-warning"
_CALM = "$foreground-muted"

TO_CONFLICTS = "conflicts:"
"""where the count of conflicts leads; the other counts lead to a filter"""


def top_text(
    session: Session,
    ledger: LedgerId | None,
    view: "LedgerView | None",
    pending: "Sequence[RecordChange] | None",
    standing: Standing,
    findings: int | None = None,
) -> TopText:
    """The parts of the top line."""
    safety: list[Piece] = []
    if findings:
        safety.append((t("findings.top", count=findings), _URGENT))
    if session.snapshot.unreadable:
        count = len(session.snapshot.unreadable)
        safety.append((t("tui.top.unreadable", count=count), "bold $text-error"))
    if standing.conflicts:
        safety.append((t("tui.top.conflicts", count=standing.conflicts), "bold $text-error"))
    elif standing.merging:
        safety.append((t("tui.top.merging"), _URGENT))
    if not os.access(session.records.root, os.W_OK):
        safety.append((t("tui.top.read-only"), _URGENT))
    unsaved = session.unsaved_fields
    safety.append((t("tui.top.unsaved", count=unsaved), _URGENT if unsaved else _CALM))
    if pending is None:
        safety.append((t("tui.top.uncommitted-unknown"), _CALM))
    else:
        style = _URGENT if pending else _CALM
        safety.append((t("tui.top.uncommitted", count=len(pending)), style))
    if standing.ahead:
        safety.append((t("tui.top.ahead", count=standing.ahead), _URGENT))
    if standing.behind:
        safety.append((t("tui.top.behind", count=standing.behind), _URGENT))
    if ledger is None or view is None:
        return TopText("msctl", safety=tuple(safety), links=_conflicts(standing))
    counts: list[Piece] = [(t("tui.projects", count=len(view.projects)), "")]
    counts += [(f"{word} {count}", style) for word, count, style in view.counts()]
    links = dict(zip((text for text, _ in counts[1:]), view.count_filters, strict=True))
    money = view.planned
    return TopText(
        f"{view.region.name} {ledger.year}",
        tuple(counts),
        t("tui.top.planned", amount=plain(money), unit=view.ledger.money_unit) if money else "",
        tuple(safety),
        links | _conflicts(standing),
    )


def _conflicts(standing: Standing) -> dict[str, str]:
    """Where the count leads; once all is answered, the word that the merge is not ended."""
    if standing.conflicts:
        return {t("tui.top.conflicts", count=standing.conflicts): TO_CONFLICTS}
    return {t("tui.top.merging"): TO_CONFLICTS} if standing.merging else {}
