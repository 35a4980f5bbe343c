"""Figures out of 10,000 projects against reading and listing them, in one run.

What is measured: summaries by unit, by category and state and by period, a cross table, what is
due, the figures of a notice, and the pages for the public (1,000 projects against 100).

    python benchmarks/figures_speed.py
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from invented_records import invent

from msctl.export.origin import Origin
from msctl.export.site.pages import Site, pages
from msctl.model.period import parse_period
from msctl.model.snapshot import Snapshot
from msctl.report.due import unreported
from msctl.report.listing import rows
from msctl.report.notice import notice
from msctl.report.pivot import pivot
from msctl.report.summary import summarise
from msctl.store.records import Records

PROJECTS = 10_000
RUNS = 3


def seconds(action: Callable[[], object], runs: int = RUNS) -> float:
    """The run that was disturbed least."""
    took = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        took.append(time.perf_counter() - start)
    return min(took)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "records"
        invent(root, PROJECTS)
        reading = seconds(lambda: Records(root).snapshot())
        snapshot = Records(root).snapshot()
    measure(snapshot, reading)


def measure(snapshot: Snapshot, reading: float) -> None:
    projects = list(snapshot.projects.values())
    third = parse_period("Q3")
    listing = seconds(lambda: rows(snapshot, projects))
    whole = reading + listing
    print(f"read {len(projects):,} projects: {reading:.2f} s, list them: {listing:.2f} s")
    for name, action in {
        "summary by unit": lambda: summarise(snapshot, projects, ["unit"]),
        "summary by category, state": lambda: summarise(snapshot, projects, ["category", "state"]),
        "summary by period": lambda: summarise(snapshot, projects, ["period"]),
        "cross table": lambda: pivot(snapshot, projects, ("category", "state"), "projects"),
        "due": lambda: unreported(snapshot, None, third),
        "notice": lambda: notice(snapshot, projects, third),
    }.items():
        took = seconds(action)
        print(f"{name}: {took:.2f} s, {took / whole:.2f} x reading and listing")
    origin = Origin("", "site", "*")
    short, long = (
        seconds(lambda own=own: pages(Site(snapshot, own, origin)))  # type: ignore[misc]
        for own in (projects[:100], projects[:1_000])
    )
    print(f"pages of 1,000 projects: {long:.2f} s, {long / short:.1f} x those of 100")


if __name__ == "__main__":
    main()
