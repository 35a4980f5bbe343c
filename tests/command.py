"""How one command line ended."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Done:
    """The exit code, the data on standard output, the talk on standard error."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


Msctl = Callable[..., Done]
"""Runs a command line: ``msctl("list", "--format", "json")``."""
