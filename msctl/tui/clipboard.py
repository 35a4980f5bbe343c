"""The clipboard: text without frames, sent to the terminal and to the desktop's own tool.

A terminal over SSH takes a text by an escape sequence (OSC 52) and never says whether it did, so a
native tool is used besides where there is one, and the reader is told where the text went.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from msctl.locale.catalogue import t
from msctl.tui.compat import write_to_terminal

if TYPE_CHECKING:
    from textual.app import App

LIMIT = 74_994
"""bytes of a text that xterm and tmux still take in one sequence (100,000 in base64)"""

_PATIENCE = 2
"""seconds until a native tool that hangs is given up"""

_TOOLS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
    ("", ("clip.exe",)),
)
"""the variable that tells of the desktop a tool needs, and its command line"""


@dataclass(frozen=True, slots=True)
class Copied:
    """Where a text went."""

    lines: int
    tool: str = ""
    """the native tool that took it"""
    by_terminal: bool = True
    """False for a text too long for the terminal"""

    @property
    def sentence(self) -> str:
        """What the status line says."""
        if self.tool and self.by_terminal:
            return t("clipboard.both", count=self.lines, tool=self.tool)
        if self.tool:
            return t("clipboard.tool", count=self.lines, tool=self.tool)
        if self.by_terminal:
            return t("clipboard.terminal", count=self.lines)
        return t("clipboard.too-long", count=self.lines)


def copy(app: "App[Any]", text: str) -> Copied:
    """Put a text on the clipboard."""
    lines = text.count("\n") + (not text.endswith("\n"))
    data = text.encode("utf-8", errors="replace")
    if len(data) <= LIMIT:
        write_to_terminal(app, sequence(data, in_tmux=bool(os.environ.get("TMUX"))))
    return Copied(lines, _native(data), len(data) <= LIMIT)


def sequence(data: bytes, *, in_tmux: bool) -> str:
    """The escape sequence that puts bytes on the clipboard. tmux takes it for itself, and passes
    on what is wrapped, so it gets both."""
    from base64 import b64encode

    plain = f"\x1b]52;c;{b64encode(data).decode('ascii')}\x07"
    if not in_tmux:
        return plain
    return f"{plain}\x1bPtmux;{plain.replace(chr(27), chr(27) * 2)}\x1b\\"


def _native(data: bytes) -> str:
    """The desktop's tool that took the text; empty where there is none."""
    for variable, command in _TOOLS:
        there = (not variable or os.environ.get(variable)) and shutil.which(command[0])
        if there and _fed(command, data):
            return command[0]
    return ""


def _fed(command: Sequence[str], data: bytes) -> bool:
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
