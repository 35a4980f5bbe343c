"""Colour on a terminal: whether it is wanted, and the few styles there are."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import click

from msctl.locale.catalogue import t

F = TypeVar("F", bound=Callable[..., object])

_CODES = {"removed": "31", "added": "32", "head": "33", "strong": "1", "faint": "2"}
"""SGR numbers (ECMA-48), those every terminal has"""


@dataclass(frozen=True, slots=True)
class Paint:
    """Puts text in colour, or leaves it alone."""

    on: bool = False

    def __call__(self, style: str, text: str) -> str:
        """The text in a style, line by line, so that a pager may cut anywhere; its own control
        characters must be gone already."""
        code = _CODES.get(style)
        if not self.on or code is None or not text:
            return text
        return "\n".join(f"\x1b[{code}m{line}\x1b[0m" if line else "" for line in text.split("\n"))


def paint(choice: str) -> Paint:
    """For ``--color``: always, never, or on a terminal unless ``NO_COLOR`` is set
    (https://no-color.org) or the terminal is dumb."""
    if choice == "auto":
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return Paint(sys.stdout.isatty() and not plain)
    return Paint(choice == "always")


def colour_option(command: F) -> F:
    """``--color auto|always|never``."""
    return click.option(
        "--color",
        "colour",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help=t("cli.option.color"),
    )(command)
