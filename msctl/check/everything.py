"""Everything that the checks find in a snapshot: what is wrong with its shape, and what the rules
ask about its contents."""

from collections.abc import Callable, Collection, Sequence

from msctl.check.places import Read, placed
from msctl.check.questions import questions
from msctl.check.structure import shape
from msctl.model.finding import Finding
from msctl.model.snapshot import Snapshot


def every_finding(
    snapshot: Snapshot,
    read: Read,
    only: Collection[str] | None = None,
    ask: Callable[[Snapshot], Sequence[Finding]] = questions,
) -> list[Finding]:
    """The findings with their lines, in file order; see :func:`placed`. ``ask`` asks the rules."""
    return placed([*shape(snapshot), *ask(snapshot)], read, only)
