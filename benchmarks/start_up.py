"""How long commands take as whole processes, as ratios to ``python -c pass`` in one run.

    python benchmarks/start_up.py [RUNS]

The screens have a benchmark of their own, `screens_start.py`.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def process(arguments: Sequence[str]) -> Callable[[], float]:
    """Time a process from its start to its end, in seconds."""

    def once() -> float:
        begin = time.perf_counter()
        subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        return time.perf_counter() - begin

    return once


def main(runs: int) -> None:
    """Run all in turn and print medians and ratios."""
    python = sys.executable
    msctl = [python, "-m", "msctl", "--records", "records"]
    cases: dict[str, tuple[Callable[[], float], str]] = {
        "python -c pass": (process([python, "-c", "pass"]), ""),
        "msctl --version": (process([*msctl, "--version"]), "python -c pass"),
        "msctl list": (process([*msctl, "list"]), "python -c pass"),
        "msctl export": (
            process([*msctl, "export", "lianshui", "--format", "csv"]),
            "python -c pass",
        ),
        "msctl log": (process([*msctl, "log", "-n", "5"]), "python -c pass"),
    }
    times: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(runs):
        for name, (once, _against) in cases.items():
            times[name].append(once())
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    for name, (_once, against) in cases.items():
        ratio = f"{medians[name] / medians[against]:6.2f} x {against}" if against else ""
        print(f"{name:20} {medians[name] * 1000:7.0f} ms  {ratio}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
