"""Clones of one ledger with random edits, removals, additions, pushes and syncs.

    python benchmarks/converging_clones.py [STEPS] [SEED]

After each step whoever syncs answers what is asked by chance; every twentieth step all sync, and
must then hold the same bytes with a clean work tree. The short form is a test.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from history.neighbours import Round

PEOPLE = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "张三"), ("EMAIL", "zhangsan@example.com"))
}


def main(steps: int, seed: int) -> None:
    os.environ |= PEOPLE
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        rounds = Round(Path(name), seed)
        for step in range(1, steps + 1):
            rounds.step()
            if step % 20 == 0 or step == steps:
                rounds.settle()
                first, *others = rounds.trees()
                same = all(other == first for other in others)
                clean = not any(office.status for office in rounds.offices)
                if not (same and clean):
                    sys.exit(f"step {step}, seed {seed}: same bytes {same}, clean {clean}")
        commits = rounds.offices[0].git("rev-list", "--count", "HEAD").strip()
        merges = rounds.offices[0].git("rev-list", "--count", "--merges", "HEAD").strip()
    taken = time.perf_counter() - begin
    print(
        f"{steps} steps, {commits} commits, {merges} merges, {rounds.asked} questions answered: "
        f"the same bytes in all clones each time; {taken:.0f} s"
    )


if __name__ == "__main__":
    main(*(int(a) for a in (sys.argv[1:] + ["220", "7"][len(sys.argv) - 1 :])))
