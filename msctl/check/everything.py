"""Everything that the checks find in a snapshot: what is wrong with its shape, and what the rules
ask about its contents."""

from collections.abc import Collection

from msctl.check.places import Read, placed
from msctl.check.questions import Questions
from msctl.check.structure import shape
from msctl.model.finding import Finding
from msctl.model.snapshot import Snapshot


def every_finding(
    snapshot: Snapshot,
    read: Read,
    only: Collection[str] | None = None,
    questions: Questions | None = None,
) -> list[Finding]:
    """The findings with their lines, in file order; see :func:`placed`.

    ``questions`` that were asked of a snapshot before are asked anew only of what has changed.
    """
    asked = (questions or Questions()).ask(snapshot)
    return placed([*shape(snapshot), *asked], read, only)
