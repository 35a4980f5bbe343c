"""A real terminal for the screens: a pty, the program in it, and pyte to read what it draws."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self
from unicodedata import east_asian_width

import pyte
from invented import County

PATIENCE = 20.0
"""seconds; a loaded machine takes its time"""


class WideScreen(pyte.Screen):
    """A terminal set to draw ambiguous characters in two cells, as many Chinese ones are."""

    def draw(self, data: str) -> None:
        """Draw, each ambiguous character followed by the cell it takes beside its own."""
        for character in data:
            super().draw(character)
            if east_asian_width(character) == "A" and self.cursor.x < self.columns:
                self.buffer[self.cursor.y][self.cursor.x] = self.cursor.attrs._replace(data="")
                self.cursor.x += 1


class Terminal:
    """The program in a terminal of its own."""

    def __init__(
        self,
        county: County,
        width: int = 80,
        height: int = 24,
        *,
        options: tuple[str, ...] = (),
        wide: bool = False,
        **variables: str,
    ) -> None:
        """Start the program.

        Args:
            county: The records it opens.
            width: The terminal's width in cells.
            height: The terminal's height in lines.
            options: What stands on the command line.
            wide: Whether ambiguous characters are drawn two cells wide.
            variables: What its surroundings say beside the usual.
        """
        self.received = b""
        self._screen = WideScreen(width, height) if wide else pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self._screen)
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "msctl", "--lang", "zh", *options],
            cwd=county.root,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            # a terminal of its own, whose end the system tells it
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
            env=os.environ | {"TERM": "xterm-256color", "PYTHONUTF8": "1"} | variables,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.close_window()

    def close_window(self) -> None:
        """The terminal goes away, as when its window is closed."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def read(self, seconds: float = 0.05) -> None:
        """Take what the program draws."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self._master], [], [], left)
            if ready:
                try:
                    data = os.read(self._master, 65536)
                except OSError:  # the program is gone
                    return
                self.received += data
                self._stream.feed(data)

    def send(self, data: bytes | str) -> None:
        """Send keys as a terminal does."""
        os.write(self._master, data.encode("utf-8") if isinstance(data, str) else data)

    def wait_for(self, text: str) -> None:
        """Wait until the screen shows a text."""
        self.wait_until(lambda: text in self.text, text)

    def wait_until(self, condition: Callable[[], object], what: str) -> None:
        """Wait for a condition that what is drawn can fulfil."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, f"{what} is not on the screen:\n{self.text}"
            self.read()

    def wait(self) -> int:
        """Wait for the program's end; its exit code."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, f"it does not end:\n{self.text}"
            self.read()
        self.read()
        return self.process.returncode

    def kill(self, number: signal.Signals) -> None:
        """Send a signal."""
        self.process.send_signal(number)

    @property
    def before_cursor(self) -> str:
        """The character before the terminal's cursor, where an input method opens its window."""
        cursor, line = self._screen.cursor, self._screen.buffer[self._screen.cursor.y]
        # the second cell of a wide character holds nothing
        return str(line[cursor.x - 1].data or line[cursor.x - 2].data)

    @property
    def text(self) -> str:
        """What the screen shows; the second cells of wide characters hold nothing."""
        # not Screen.display, which fails on a line that is being overdrawn
        cells, size = self._screen.buffer, (self._screen.columns, self._screen.lines)
        shown = ["".join(cells[y][x].data for x in range(size[0])) for y in range(size[1])]
        return "\n".join(line.rstrip() for line in shown)
