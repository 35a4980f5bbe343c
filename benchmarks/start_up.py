"""How long commands take as whole processes, as ratios to ``python -c pass`` in one run.

    python benchmarks/start_up.py [RUNS]

The screens have a benchmark of their own, `screens_start.py`.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from installed import environment

ROOT = Path(__file__).resolve().parent.parent


def process(environ: dict[str, str], arguments: Sequence[str]) -> float:
    """Time a process from its start to its end, in seconds."""

    begin = time.perf_counter()
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=environ)
    return time.perf_counter() - begin


def main(runs: int) -> None:
    """Run all in turn, once more at first to have them compiled, and print medians and ratios."""
    python = sys.executable
    msctl = [python, "-m", "msctl", "--records", "records"]
    cases = {
        "python -c pass": ([python, "-c", "pass"], ""),
        "msctl --version": ([*msctl, "--version"], "python -c pass"),
        "msctl list": ([*msctl, "list"], "python -c pass"),
        "msctl export": ([*msctl, "export", "lianshui", "--format", "csv"], "python -c pass"),
        "msctl log": ([*msctl, "log", "-n", "5"], "python -c pass"),
    }
    times: dict[str, list[float]] = {name: [] for name in cases}
    with tempfile.TemporaryDirectory() as folder:
        environ = environment(folder)
        for run in range(runs + 1):
            for name, (arguments, _against) in cases.items():
                taken = process(environ, arguments)
                times[name] += [taken] if run else []
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    for name, (_arguments, against) in cases.items():
        ratio = f"{medians[name] / medians[against]:6.2f} x {against}" if against else ""
        print(f"{name:20} {medians[name] * 1000:7.0f} ms  {ratio}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
