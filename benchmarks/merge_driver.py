"""The merge driver as a whole process beside ``git merge-file`` and Python's start, in one run.

    python benchmarks/merge_driver.py [RUNS]

The driver runs as ``msctl setup-git`` registers it. Three cases of one real record: different
fields, one field changed on both sides, and a period that theirs adds.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from msctl.history.registration import driver_command

RECORD = "records/lianshui/2024/minsheng/32-tisheng-quanmin-jianshen-shuiping.toml"
ROOT = Path(__file__).resolve().parent.parent


def timed(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - begin


def cases(text: str) -> dict[str, tuple[str, str]]:
    name = next(line for line in text.splitlines() if line.startswith("name = "))
    ours = text.replace(name, 'name = "己方"')
    return {
        "different fields": (ours, text.replace('number = "32"', 'number = "33"')),
        "same field": (ours, text.replace(name, 'name = "对方"')),
        "a period more": (ours, f'{text}\n[report.Q4]\nprogress = "完成。"\nstatus = "已完成"\n'),
    }


def main(runs: int) -> None:
    base = (ROOT / RECORD).read_text("utf-8")
    start: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        places = [Path(name) / side for side in ("base", "ours", "theirs", "work")]
        print(
            f"{'':18}{'git merge-file':>16}{'python':>10}{'driver':>10}   (driver - python) / git"
        )
        for case, (ours, theirs) in cases(base).items():
            for place, text in zip(places, (base, ours, theirs), strict=False):
                place.write_text(text, "utf-8")
            b, o, t, work = map(str, places)
            git, driver = [], []
            for _ in range(runs):
                start.append(timed([sys.executable, "-c", "pass"]))
                git.append(timed(["git", "merge-file", "-p", o, b, t]))
                shutil.copyfile(o, work)
                driver.append(timed([*driver_command(), b, work, t, "7", RECORD]))
            one, two, three = (statistics.median(times) * 1000 for times in (git, start, driver))
            print(
                f"{case:18}{one:13.1f} ms{two:7.1f} ms{three:7.1f} ms {(three - two) / one:14.1f}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
