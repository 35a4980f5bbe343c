"""The standard streams of a command: their encoding, closed ones, and those that take no more."""

import os
import sys
from pathlib import Path


def prepare() -> None:
    """Make the streams ready. Data is UTF-8 wherever it is not shown on a terminal of another
    encoding; a closed stream gives nothing and keeps nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # the first file that is opened gets the number of the closed stream: not one of ours
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - stays open
            setattr(sys, name, nowhere)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            if not stream.isatty():
                stream.reconfigure(encoding="utf-8", newline="\n")
            else:
                stream.reconfigure(errors="replace")


def finish() -> None:
    """Write what the streams still hold, and drop what they do not take: Python tries that once
    more as it ends, complains on its own and ends with an exit code of its own."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
