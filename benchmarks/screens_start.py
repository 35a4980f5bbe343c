"""How long the screens take to their first useful frame, and what memory they hold, beside a
minimal Textual application in the same run.

    python benchmarks/screens_start.py [RUNS]

Everything runs in a real pseudo-terminal of 160 x 45 cells: a frame counts when the names and the
number of projects of the first ledger have been drawn, `all figures` when its counts have. Invented
records of 200 and of 10,000 projects stand in a temporary folder, the published ones in `records/`;
as many in one ledger are for the memory alone. Each program has run once before it is timed, so
that Python has compiled it, as it is once installed. Of all runs the fastest counts: what else the
machine does only adds to them.
"""

import os
import pty
import select
import signal
import sys
import tempfile
import time
from pathlib import Path

from installed import environment
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

    def __init__(self, environ: dict[str, str], arguments: list[str]) -> None:
        self.begin = time.perf_counter()
        self._drawn = b""
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            os.chdir(ROOT)
            terminal = {"TERM": "xterm-256color", "COLUMNS": "160", "LINES": "45"}
            os.execve(arguments[0], arguments, environ | terminal)

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
    """Run all in turn and print the fastest and their ratios."""
    with tempfile.TemporaryDirectory() as folder:
        environ = environment(f"{folder}/compiled")
        python = sys.executable

        def screens(root: Path) -> Program:
            return Program(environ, [python, "-m", "msctl", "--records", str(root), "--lang", "zh"])

        places = {"147 published": ROOT / "records"}
        for count in (200, 10_000):
            places[f"{count:,} invented"] = root = Path(folder) / str(count)
            invent(root, count)
            commit(root)
        one = Path(folder) / "one"
        invent(one, 10_000, each=10_000)
        commit(one)
        times: dict[str, list[float]] = {}
        for run in range(runs + 1):
            taken: dict[str, float] = {}
            program = Program(environ, [python, "-c", MINIMAL])
            taken["minimal Textual"] = program.drawn("READY")
            program.end()
            for name, root in places.items():
                program = screens(root)
                names, counts = ("30项", "已完成 ") if "147" in name else ("50项", "按计划 ")
                taken[f"{name}: frame"] = program.drawn(names)
                taken[f"{name}: all figures"] = program.drawn(counts)
                program.end()
            for name, seconds in taken.items():
                times.setdefault(name, []).extend([seconds] if run else ())
        unit = min(times["minimal Textual"])
        for name, all_of_it in times.items():
            best = min(all_of_it)
            print(f"{name:30} {best * 1000:7.0f} ms  {best / unit:5.2f} x minimal Textual")
        for name, root in {**places, "10,000 in one ledger": one}.items():
            program = screens(root)
            program.drawn("已读取")
            for keys in KEYS:
                program.send(keys)
            print(f"{name:30} {program.memory:7.0f} MB after all is shown")
            program.end()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
