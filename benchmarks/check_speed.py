"""The rules over 10,000 projects against reading the same files, in one run.

The projects are the published records again and again, each time in regions of their own, so that
the wording is an office's. What is measured: one pass over everything, 10,000 projects against
1,000, the same projects in one ledger beside another, and the pass after one project changed.

    python benchmarks/check_speed.py
"""

import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from msctl.check.questions import Questions, questions
from msctl.check.structure import shape
from msctl.model.ledger import Ledger
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.store.records import Records

PUBLISHED = Path(__file__).parent.parent / "records"
COPIES = 68
"""of 147 projects: 9,996"""
RUNS = 3


def seconds(action: Callable[[], object]) -> float:
    """The run that was disturbed least."""
    took = []
    for _ in range(RUNS):
        start = time.perf_counter()
        action()
        took.append(time.perf_counter() - start)
    return min(took)


def copied(root: Path, copies: int) -> Path:
    """A records root with the published regions some times over."""
    root.mkdir()
    for copy in range(copies):
        for region in PUBLISHED.iterdir():
            if region.is_dir():
                shutil.copytree(region, root / f"{region.name}-{copy:03}")
    return root


def in_two_ledgers(snapshot: Snapshot) -> Snapshot:
    """Every project in one of two ledgers of one region and year."""
    ledgers = [LedgerId("jia-xian/2024/minsheng"), LedgerId("jia-xian/2024/shengding")]
    projects = {}
    for index, project in enumerate(snapshot.projects.values()):
        own = ProjectId(f"{ledgers[index % 2]}/{index:05}-x")
        projects[own] = Project(own, project.record)
    status = next(one for one in snapshot.ledgers.values() if len(one.status) > 1)
    return Snapshot({}, {one: Ledger(one, status.record) for one in ledgers}, projects)


def after_an_edit(snapshot: Snapshot) -> Snapshot:
    """The snapshot with another text in one project."""
    project = next(iter(snapshot.projects.values()))
    fields = {**project.record.fields, FieldPath.of("note"): "改。"}
    return snapshot.with_projects({project.id: replace(project, record=Record(fields))})


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        many, few = (
            copied(Path(folder) / "many", COPIES),
            copied(Path(folder) / "few", COPIES // 10),
        )
        reading = seconds(lambda: Records(many).snapshot())
        snapshot, tenth = Records(many).snapshot(), Records(few).snapshot()
    everything = seconds(lambda: questions(snapshot))
    print(f"{len(snapshot.projects):,} projects, {len(questions(snapshot)):,} findings")
    told("reading", reading, reading)
    told("shape", seconds(lambda: shape(snapshot)), reading)
    told("rules", everything, reading)
    together = in_two_ledgers(snapshot)
    told("rules, two ledgers", seconds(lambda: questions(together)), reading)
    asked = Questions()
    asked.ask(snapshot)
    edited = after_an_edit(snapshot)
    start = time.perf_counter()
    asked.ask(edited)
    told("rules after an edit", time.perf_counter() - start, reading)
    grown = everything / seconds(lambda: questions(tenth))
    size = len(snapshot.projects) / len(tenth.projects)
    print(f"{size:.1f} times the projects take {grown:.1f} times as long")


def told(what: str, took: float, reading: float) -> None:
    """One line of the account."""
    print(f"{what:20} {took:6.2f} s  {took / reading:5.2f} x reading")


if __name__ == "__main__":
    main()
