"""What is asked anew of a changed snapshot is what would be asked of it alone, and no more."""

from msctl.check.questions import Questions, questions
from msctl.model.ledger import Ledger, Region
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot

from .asked import LEDGER, WORDS, record, snapshot

PROJECTS = [
    '[units]\nlead = ["乙管局"]\n[report.Y]\nprogress = "项目处于停工状态。"\nstatus = "已完成"\n',
    '[units]\nlead = ["乙局"]\n[report.Y]\nprogress = "已完成。"\nstatus = "进展缓慢"\n',
    '[units]\nlead = ["乙局"]\n[report.Y]\nprogress = "正在开展收尾工作。"\nstatus = "按期推进"\n',
]


def test_a_ledgers_words_are_asked_about_anew() -> None:
    first = snapshot(PROJECTS)
    asking = Questions()
    before = asking.ask(first)
    words = WORDS.replace('state = "completed"', 'state = "stalled"')
    ledgers = {**first.ledgers, LEDGER: Ledger(LEDGER, record(words))}
    now = Snapshot(first.regions, ledgers, first.projects)
    assert asking.ask(now) == questions(now) != before


def test_a_project_that_changed_is_asked_about_anew_and_alone() -> None:
    first = snapshot(PROJECTS)
    asking = Questions()
    before = asking.ask(first)
    own = next(iter(first.projects))
    mended = Project(own, record('number = "1"\nname = "某项"\n'))
    now = Snapshot(first.regions, first.ledgers, {**first.projects, own: mended})
    steps: list[None] = []
    assert asking.ask(now, lambda: steps.append(None)) == questions(now) != before
    assert len(steps) == 1


def test_a_register_of_units_that_changed_is_asked_about_without_the_projects() -> None:
    first = snapshot(PROJECTS)
    asking = Questions()
    before = asking.ask(first)
    regions = {"jia-xian": Region("jia-xian", record('name = "甲县"\n'))}
    now = Snapshot(regions, first.ledgers, first.projects)
    steps: list[None] = []
    assert asking.ask(now, lambda: steps.append(None)) == questions(now) != before
    assert steps == []
