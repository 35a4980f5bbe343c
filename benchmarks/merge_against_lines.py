"""Random three-way merges of records against a model, beside git's merge by line on the same cases.

    python benchmarks/merge_against_lines.py [MERGES]

The model knows leaf by leaf what the answer must be; the columns count merges. A merge by line is
wrong when it says it is clean and a value is not what the model wants, a question too many when it
leaves markers though every answer is determined.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from history.merge_model import asked, losses
from history.random_records import FILE, edited, record

from msctl.history.merged_file import MergedFile, merge_file
from msctl.model.record import Record
from msctl.store.canonical import to_text
from msctl.store.syntax import SyntaxFault, parse


def by_line(folder: Path, texts: list[bytes]) -> tuple[bool, bytes]:
    """git's own merge: whether it is clean, and the text."""
    places = [folder / name for name in ("ours", "base", "theirs")]
    for place, text in zip(places, (texts[1], texts[0], texts[2]), strict=True):
        place.write_bytes(text)
    done = subprocess.run(
        ["git", "merge-file", "-p", "-q", *places], capture_output=True, check=False
    )
    return done.returncode == 0, done.stdout


def judge_lines(sides: tuple[Record, Record, Record], clean: bool, text: bytes) -> str:
    if not clean:
        return "asked" if asked(*sides) else "asked without need"
    try:
        found = MergedFile(text)
        return "wrong" if any(losses(*sides, found)) else "right"
    except SyntaxFault:
        return "not readable"


def judge_fields(sides: tuple[Record, Record, Record], found: MergedFile) -> str:
    assert found.data is not None
    parse(found.data.decode("utf-8"))
    faults = list(losses(*sides, found))
    if faults:
        return "asked without need" if all("need" in fault for fault in faults) else "wrong"
    return "asked" if found.conflicts else "right"


def main(merges: int) -> None:
    chance = random.Random(2024)
    counts = {"by field": Counter[str](), "by line": Counter[str]()}
    taken = dict.fromkeys(counts, 0.0)
    with tempfile.TemporaryDirectory() as name:
        for _ in range(merges):
            base = record(chance)
            sides = (base, edited(chance, base), edited(chance, base))
            texts = [to_text(side, 2024).encode() for side in sides]
            before, ours, theirs = texts
            begin = time.perf_counter()
            merged = merge_file(FILE, before, ours, theirs)
            middle = time.perf_counter()
            clean, text = by_line(Path(name), texts)
            end = time.perf_counter()
            taken["by field"] += middle - begin
            taken["by line"] += end - middle
            counts["by field"][judge_fields(sides, merged)] += 1
            counts["by line"][judge_lines(sides, clean, text)] += 1
    words = ("right", "asked", "asked without need", "wrong", "not readable")
    print(f"{merges} merges", *(f"{word:>18}" for word in words), f"{'ms a merge':>12}")
    for way, counted in counts.items():
        cells = (f"{counted[word]:18}" for word in words)
        print(f"{way:13}", *cells, f"{taken[way] / merges * 1000:12.2f}")
    if counts["by field"]["wrong"] or counts["by field"]["asked without need"]:
        sys.exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
