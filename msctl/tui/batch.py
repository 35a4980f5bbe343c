"""A batch: texts for many fields, made ready in any thread and typed in as one step."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from msctl.model.snapshot import Snapshot
from msctl.tui.drafts import Drafts
from msctl.tui.steps import Edit, Kind, Place, Step


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be typed, and against which records it was read."""

    step: Step
    snapshot: Snapshot

    @classmethod
    def of(
        cls,
        drafts: Drafts,
        name: str,
        texts: Iterable[tuple[Place, str]],
        step: Callable[[], object] = lambda: None,
    ) -> "Batch":
        """Make texts ready, the last one of a field counting.

        Args:
            drafts: What is typed so far.
            name: What the step is called.
            texts: The fields and their new texts.
            step: Called for each of them; may raise.

        Raises what is wrong with the first text that is; nothing is typed then.
        """
        snapshot = drafts.snapshot
        edits: dict[Place, Edit] = {}
        for place, text in texts:
            step()
            edits[place] = drafts.edit_of(place, text)
        kept = {place: edit for place, edit in edits.items() if edit[0] != edit[1]}
        return cls(Step(Kind.BULK, kept, (), name), snapshot)
