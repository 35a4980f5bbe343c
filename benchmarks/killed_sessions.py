"""Sessions that are ended at random moments: what was committed and is lost, what is damaged.

    python benchmarks/killed_sessions.py [COUNT] [SEED]

Each session is a process of its own in a terminal of its own, which types reports into four
projects and saves them; it is ended by kill -9, SIGTERM, SIGHUP or its window's end, in turn. An
edit counts as committed once the screen shows what was typed after it. It must be in its file or
offered by the journal; every file must be TOML and hold nothing that nobody typed.
"""

import os
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "tui"))

from killing import WAYS, Outcome, run_session

COUNT = 200
SEED = 20240701
LONGEST = 3600.0
"""seconds; a moment that no script reaches"""


def one(way: str, moment: float, random: Random) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="msctl-killed-") as folder:
        return run_session(Path(folder), way, moment, random)


def main() -> int:
    os.environ["LC_ALL"] = "C.UTF-8"
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    random = Random(seed)
    whole = one("SIGTERM", LONGEST, random)
    print(f"seed {seed}; a whole script: {whole.seconds:.1f} s, {whole.committed} edits")
    found: dict[str, list[Outcome]] = defaultdict(list)
    for number in range(count):
        way = WAYS[number % len(WAYS)]
        outcome = one(way, random.uniform(0, whole.seconds * 1.1), random)
        found[way].append(outcome)
        for fault in outcome.faults:
            print(f"{way} after {outcome.moment:.3f} s: {fault}", flush=True)
    print(f"{'':14}" + "".join(f"{head:>12}" for head in ("sessions", *NAMES, "faults")))
    for way, outcomes in found.items():
        sums = [sum(getattr(o, name) for o in outcomes) for name in NAMES]
        faults = sum(len(outcome.faults) for outcome in outcomes)
        print(f"{way:14}" + "".join(f"{count:12}" for count in (len(outcomes), *sums, faults)))
    return int(any(outcome.faults for outcomes in found.values() for outcome in outcomes))


NAMES = ("committed", "in_files", "in_journal")

if __name__ == "__main__":
    raise SystemExit(main())
