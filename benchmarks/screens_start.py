"""How long the screens take to their first useful frame, and what memory they hold, beside a
minimal Textual application in the same run.

    python benchmarks/screens_start.py [RUNS]

Everything runs in a real pseudo-terminal of 160 x 45 cells: a frame counts when the names and the
number of projects of the first ledger have been drawn, `all figures` when its counts have. Invented
records of 200 and of 10,000 projects stand in a temporary folder, the published ones in `records/`.
"""

import os
import pty
import select
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

from invented_records import commit, invent

ROOT = Path(__file__).resolve().parent.parent
MINIMAL = (
    "from textual.app import App\n"
    "from textual.widgets import Static\n"
    "class Minimal(App):\n"
    "    def compose(self):\n"
    "        yield Static('READY')\n"
    "Minimal().run()\n"
)
KEYS = (b"\x1b[B" * 5, b"\r", b"\x1b[B" * 20, b"\x1bOR")
"""down the overview, into a ledger, down its grid, the history of a project"""


class Program:
    """A terminal program, from its start on."""

    def __init__(self, arguments: list[str]) -> None:
        self.begin = time.perf_counter()
        self._drawn = b""
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            os.chdir(ROOT)
            os.environ |= {"TERM": "xterm-256color", "COLUMNS": "160", "LINES": "45"}
            os.execv(arguments[0], arguments)

    def drawn(self, mark: str, patience: float = 60.0) -> float:
        """Seconds from the start until a text has been drawn; the end of patience ends all."""
        end = time.perf_counter() + patience
        while mark.encode() not in self._drawn:
            if time.perf_counter() > end:
                raise SystemExit(f"{mark} was not drawn:\n{self._drawn[-2000:].decode()}")
            self.read(0.5)
        return time.perf_counter() - self.begin

    def read(self, seconds: float) -> None:
        """Take what is drawn, for some seconds at most."""
        if select.select([self._terminal], [], [], seconds)[0]:
            try:
                self._drawn += os.read(self._terminal, 1 << 16)
            except OSError:
                raise SystemExit(f"it ended:\n{self._drawn[-500:]!r}") from None

    def send(self, keys: bytes) -> None:
        """Press keys and let what they start come to rest."""
        os.write(self._terminal, keys)
        end = time.perf_counter() + 2
        while time.perf_counter() < end:
            self.read(0.2)

    @property
    def memory(self) -> float:
        """The resident memory in MB, with its processes of git."""
        found = 0
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                told = (folder / "status").read_text()
            except OSError:
                continue
            fields = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
            if str(self.process) in (fields["Pid"].strip(), fields["PPid"].strip()):
                found += int(fields.get("VmRSS", "0 kB").split()[0])
        return found / 1024

    def end(self) -> None:
        """End it."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._terminal)


def main(runs: int) -> None:
    """Run all in turn and print medians and ratios."""
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        places = {"147 published": ROOT / "records"}
        for count in (200, 10_000):
            places[f"{count:,} invented"] = root = Path(folder) / str(count)
            invent(root, count)
            commit(root)
        times: dict[str, list[float]] = {}
        for _ in range(runs):
            minimal = Program([python, "-c", MINIMAL])
            times.setdefault("minimal Textual", []).append(minimal.drawn("READY"))
            minimal.end()
            for name, root in places.items():
                screens = Program([python, "-m", "msctl", "--records", str(root), "--lang", "zh"])
                names, counts = ("30项", "已完成 ") if "147" in name else ("50项", "按计划 ")
                times.setdefault(f"{name}: frame", []).append(screens.drawn(names))
                times.setdefault(f"{name}: all figures", []).append(screens.drawn(counts))
                screens.end()
        unit = statistics.median(times["minimal Textual"])
        for name, taken in times.items():
            median = statistics.median(taken)
            print(f"{name:30} {median * 1000:7.0f} ms  {median / unit:5.2f} x minimal Textual")
        for name, root in places.items():
            screens = Program([python, "-m", "msctl", "--records", str(root), "--lang", "zh"])
            screens.drawn("已读取")
            for keys in KEYS:
                screens.send(keys)
            print(f"{name:30} {screens.memory:7.0f} MB after all is shown")
            screens.end()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
