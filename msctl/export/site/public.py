"""What may stand on a page for the public.

Official wording, units, plans, progress, status, money and figures; adjustments, which are decided
and announced. What an office may want to keep to itself (difficulties, next steps, remarks, other
columns, the leader's name) is public only where the ledger's official table prints it. Waived
checks never are.
"""

from msctl.export.requests import OFFICIAL
from msctl.model.ledger import Ledger
from msctl.model.paths import FieldPath

_ALWAYS = (
    *("number", "name", "category", "kind", "content", "marks", "plan", "funding"),
    *("measure", "adjustment"),
)
_UNITS = ("lead", "responsible", "assisting", "certifying", "owner")
_REPORTED = ("progress", "status", "investment", "as_of")


class Public:
    """The public fields of one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        printed = ledger.layout(OFFICIAL).columns if OFFICIAL in ledger.layout_names else ()
        self._printed = frozenset(_kind(path) for column in printed for path in column.fields)

    def __contains__(self, path: FieldPath) -> bool:
        """Whether the value at a path may be shown."""
        kind = _kind(path)
        if kind[:1] == ("waive",):
            return False
        if kind in self._printed:
            return True
        match kind:
            case ("units", role):
                return role in _UNITS
            case ("report", what):
                return what in _REPORTED
            case (group, *_):
                return group in _ALWAYS
        return False


def _kind(path: FieldPath) -> tuple[str, ...]:
    """A path without its task and period: every quarter's difficulties are alike."""
    own = path[2:] if path[:1] == ("task",) else tuple(path)
    if own[:1] in (("plan",), ("report",)) and len(own) == 3:
        return (own[0], own[2])
    return tuple(own)
