"""How far a long command is: one line on standard error that writes over itself, on a terminal."""

import sys
import time

from msctl.locale.catalogue import t

_PATIENCE = 0.5
"""Seconds before the first sign; what is done sooner needs none."""
_BETWEEN = 0.1


class Progress:
    """Counts up to a total. Nothing is printed where standard error is no terminal."""

    def __init__(self, key: str, total: int = 0) -> None:
        self._key = key
        self._total = total
        self._next = time.monotonic() + _PATIENCE
        self._shown = False

    def __call__(self, done: int, total: int | None = None) -> None:
        """Tells how many are done, and of how many where that was not known before."""
        now = time.monotonic()
        if now < self._next or not sys.stderr.isatty():
            return
        self._next = now + _BETWEEN
        self._shown = True
        total = total or self._total
        self._print(t(self._key, done=done, total=total, percent=100 * done // max(1, total)))

    def end(self) -> None:
        """Takes the line away."""
        if self._shown:
            self._print("")

    def _print(self, text: str) -> None:
        # the whole line is erased first: a shorter text would leave the end of a longer one
        sys.stderr.write(f"\r\x1b[2K{text}")
        sys.stderr.flush()
