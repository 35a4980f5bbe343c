"""What holds for every rule: it has examples, and no text or number breaks it."""

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from msctl.check.questions import questions
from msctl.check.rules import ALL_RULES
from msctl.locale.catalogue import finding_sentence
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value

from . import (
    test_arithmetic,
    test_completeness,
    test_consistency,
    test_standing,
    test_timing,
    test_wording,
)
from .asked import LEDGER, WORDS, record

TABLES = (
    *(test_arithmetic, test_completeness, test_consistency),
    *(test_standing, test_timing, test_wording),
)
TOGETHER = {
    *("all-the-same", "two-standards", "two-targets", "unit-names"),
    *("notice-counts", "notice-names", "notice-title", "notice-schedule"),
}
"""rules of several projects, which have tests of their own"""


def test_every_rule_has_examples_that_it_asks_of_and_that_it_does_not() -> None:
    shown = {example.rule for table in TABLES for example in table.EXAMPLES}
    ids = {rule.id for rule in ALL_RULES}
    assert shown == ids - TOGETHER


WORDS_OF_RULES = """
其中 共计 完成 正在 开工 招标 累计 覆盖率 进度 任务的 20 13 0 999999999999999999999999999999999999
1.5 2024年 2023年秋季学期 9月 12月 个 人 户 % 万元 亿元 KVA 变电站设施 （ ） 、 ， 。 ； “ ” , ①
成危房 的名学生 等 上半年建成 投入使用 甲校 電梯
"""
words = st.sampled_from([*WORDS_OF_RULES.split(), "\n", " "])
texts = st.lists(words, max_size=12).map("".join) | st.text(max_size=20)
numbers = st.decimals(allow_nan=True, allow_infinity=True) | st.sampled_from(
    [Decimal(0), Decimal("1E+60"), Decimal("1E-60"), Decimal(-1)]
)
paths = st.sampled_from(
    [
        *("name", "content", "kind", "funding.total", "funding.this_year", "funding.county"),
        *("funding.own", "task.1.name", "task.2.name", "task.1.content", "units.responsible"),
        *(f"plan.{period}.text" for period in ("Q1", "Q2", "Q3-Q4", "2023-M11", "ongoing")),
        *("plan.Q1.investment", "plan.Q2.investment", "plan.Q2.mode", "report.H1.investment"),
        *("report.H1.progress", "report.H1.status", "report.Y.progress", "report.Y.status"),
        *(f"measure.增设电梯.{key}" for key in ("target", "unit", "mode", "relation")),
        *(
            f"measure.增设电梯.{side}.{period}"
            for side in ("plan", "report")
            for period in ("Q1", "Y")
        ),
    ]
)
values = (
    texts
    | numbers
    | st.sampled_from(["已完成", "按期推进", "cumulative", "at-most", "部", "new"])
    | st.sampled_from([("乙局", "丙局"), (), dt.date(2024, 1, 1), True])
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.dictionaries(paths, values, max_size=12), min_size=1, max_size=3))
def test_no_record_breaks_a_rule(invented: list[dict[str, Value]]) -> None:
    projects = {}
    for index, fields in enumerate(invented):
        own = Record({FieldPath.parse(path): value for path, value in fields.items()})
        project_id = ProjectId(f"{LEDGER}/{index:02}-x")
        projects[project_id] = Project(project_id, own)
    ledgers = {LEDGER: Ledger(LEDGER, record('[notice]\ntext = "2项完成，1项滞后。"\n' + WORDS))}
    regions = {"jia-xian": Region("jia-xian", Record({}))}
    for finding in questions(Snapshot(regions, ledgers, projects)):
        assert finding_sentence(finding)
