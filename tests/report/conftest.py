"""An invented county with two lists: one of status words, one in another money unit."""

import tomllib
from collections.abc import Callable
from decimal import Decimal

import pytest

from msctl.model.ledger import Ledger, Region
from msctl.model.paths import LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot

LEDGER = LedgerId("qinghe/2024/minsheng")
OTHER = LedgerId("qinghe/2024/key")


def record(text: str) -> Record:
    return Record.from_tree(tomllib.loads(text, parse_float=Decimal))


REGION = record("""
name = "清河县"
[unit."农业农村局"]
aliases = ["农业\\n农村局", "农林局"]
[unit."住建局"]
[unit."教体局"]
""")

WORDS = record("""
title = "清河县2024年民生实事"
[marks]
"省级民生实事" = "●"
"票决制民生实事" = "○"
[status."已完成"]
state = "completed"
[status."按计划推进"]
state = "in-progress"
pace = "on-track"
[status."进展缓慢"]
state = "in-progress"
pace = "behind"
[status."停工"]
state = "stalled"
pace = "behind"
[status."取消"]
state = "cancelled"
""")

SCHOOL = """
number = "1"
name = "新建小学"
category = "一、教育惠民"
kind = "new"
content = "新建1所小学，完成招标并开工。"
marks = ["票决制民生实事", "省级民生实事"]
[units]
lead = ["教体局", "住建局"]
[funding]
total = 1200.5
[plan.Q1]
text = "完成招标"
[plan.Q2]
text = "主体施工"
[report.Q1]
progress = "已招标"
status = "按计划推进"
investment = 100
[report.Q2]
progress = "主体封顶"
status = "已完成"
investment = 900.25
"""

ROADS = """
number = "2"
name = "农村道路"
category = "二、交通出行"
kind = "continuing"
[units]
responsible = ["农林局"]
[task.1]
name = "村内道路"
[task.1.plan.Q2]
text = "进场施工"
investment = 30
[task.1.report.Q2]
progress = "已进场"
status = "按计划推进"
[task.2]
name = "田间道路"
[task.2.plan.Q2]
text = "挂网招标"
investment = 20
[task.2.report.Q2]
progress = "正在招标"
status = "进展缓慢"
investment = 5
"""

CLINIC = """
number = "10"
name = "卫生院改造"
category = "一、教育惠民"
[units]
responsible = ["农业\\n农村局"]
[report.H1]
progress = "正在推进"
"""

BRIDGE = """
number = "1"
name = "大桥"
[funding]
this_year = 2
[units]
lead = ["住建局"]
"""


def snapshot_of(projects: dict[str, str], ledger: Record = WORDS) -> Snapshot:
    """A snapshot of project files by id."""
    return Snapshot(
        regions={"qinghe": Region("qinghe", REGION)},
        ledgers={
            LEDGER: Ledger(LEDGER, ledger),
            OTHER: Ledger(OTHER, record('money_unit = "亿元"')),
        },
        projects={
            ProjectId(name): Project(ProjectId(name), record(text))
            for name, text in projects.items()
        },
    )


@pytest.fixture
def county() -> Snapshot:
    return snapshot_of(
        {
            f"{LEDGER}/1-school": SCHOOL,
            f"{LEDGER}/2-roads": ROADS,
            f"{LEDGER}/10-clinic": CLINIC,
        }
    )


@pytest.fixture
def two_lists() -> Snapshot:
    return snapshot_of({f"{LEDGER}/1-school": SCHOOL, f"{OTHER}/1-bridge": BRIDGE})


@pytest.fixture
def with_reports() -> Callable[..., Snapshot]:
    """Builds a snapshot of one project whose tasks have these status words in Q2."""

    def build(*words: str) -> Snapshot:
        tasks = "\n".join(
            f'[task.{key}]\nname = "子项{key}"\n'
            + (f'[task.{key}.report.Q2]\nstatus = "{word}"\n' if word else "")
            for key, word in enumerate(words, 1)
        )
        return snapshot_of({f"{LEDGER}/1-x": f'number = "1"\nname = "甲"\n{tasks}'})

    return build
