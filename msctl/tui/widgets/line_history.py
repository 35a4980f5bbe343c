"""What can be undone in a line of text: its states before each edit."""

import time
from collections.abc import Callable

State = tuple[str, int]
"""The text and where the cursor stands in it."""

STEPS = 100
"""Edits that can be taken back."""

PAUSE = 1.0
"""Seconds after which the next character typed begins a new step."""


class LineHistory:
    """Steps back and forth; characters typed or deleted in one go are one step."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._before: list[State] = []
        self._after: list[State] = []
        self._last: tuple[State, str, float] | None = None
        """the state the last edit left, what kind it was and when"""

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether an edit was taken back."""
        return bool(self._after)

    def note(self, before: State, after: State) -> None:
        """Remember an edit."""
        if before[0] == after[0]:
            return
        now, kind = self._clock(), _kind(before[0], after[0])
        goes_on = (
            self._last is not None
            and self._last[:2] == (before, kind)
            and kind != "other"
            and now - self._last[2] < PAUSE
        )
        if not goes_on:
            self._before = [*self._before, before][-STEPS:]
        self._after.clear()
        self._last = (after, kind, now)

    def undo(self, now: State) -> State:
        """The state before the last edit."""
        self._last = None
        self._after.append(now)
        return self._before.pop()

    def redo(self, now: State) -> State:
        """The state that the last undo left."""
        self._last = None
        self._before.append(now)
        return self._after.pop()


def _kind(before: str, after: str) -> str:
    """One character more, one less, or something else."""
    return {1: "typed", -1: "deleted"}.get(len(after) - len(before), "other")
