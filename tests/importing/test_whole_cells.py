"""Cells that are read at once say what they say when they are read part by part."""

from collections.abc import Iterator
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from msctl.importing import assemble
from msctl.importing.documents import Imported, read_document
from msctl.importing.schedules import read_plan, read_quarters
from msctl.importing.tables import Document, SourceTable, lay_out
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import LedgerId
from msctl.model.record import Record

TITLES = (
    *("序号", "项目名称", "建设内容", "总投资（万元）", "进度计划", "牵头单位", "责任单位"),
    *("完成情况", "是否完成", "建设性质", "备注"),
)
LEDGER = LedgerId("yi-xian/2024/minsheng")
WORDS = (
    *(
        "一季度：开工；",
        "二季度：完工，",
        "二季度：",
        "第三季度：验收",
        "三、四季度：运营",
        "\n",
        "\n",
        " ",
    ),
    *(
        "县教育局",
        "各镇街、",
        "县 医院",
        "红十\n字会",
        "1,200.5",
        "３",
        "1.8亿元",
        "是",
        "新增",
        "续建",
    ),
    *("新建幼儿园2所，惠及居民300户", "<br>", "[bookmark: _x]", "\u3000", "计划投资20万元", "\r\n"),
)
wordings = st.lists(st.sampled_from(WORDS), max_size=5).map("".join)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    titles = draw(st.lists(st.sampled_from(TITLES), min_size=2, max_size=7, unique=True))
    rows = draw(st.lists(st.tuples(*(wordings for _ in titles)), min_size=1, max_size=6))
    header = [(title, 1, 1) for title in titles]
    laid, spans = lay_out([header, *([(cell, 1, 1) for cell in row] for row in rows)], "")
    return Document("html", (SourceTable((), laid, spans, exact=True),))


def read(document: Document) -> Imported:
    return read_document(
        document, Ledger(LEDGER, Record({})), Region("yi-xian", Record({})), accept=True
    )


@given(documents())
def test_records_and_account_are_those_of_reading_part_by_part(document: Document) -> None:
    at_once = read(document)
    with patch.object(assemble, "taker", lambda reader, column: None):
        by_parts = read(document)
    assert at_once.projects == by_parts.projects
    assert at_once.account == by_parts.account
    assert at_once.account.characters.total == document.characters


def plans() -> Iterator[str]:
    yield "一季度：开工；\n二季度：完成主体，\n并装修；\n四季度：验收。"
    yield "二季度： 开工"


def test_plain_quarters_are_the_steps_of_a_plan() -> None:
    for plan in plans():
        [schedule] = read_plan(plan, 2024, lambda kind, quote: None)
        assert read_quarters(plan) == schedule.steps
        assert not schedule.lead_in


def test_whatever_else_a_plan_says_is_left_to_whoever_reads_plans() -> None:
    for plan in (
        "年内完成：\n一季度：开工；",
        "第一季度：开工；",
        "一季度，开工；",
        "2025年一季度：开工；",
        "一、二季度：开工；",
        "一季度：\n开工；",
        "一季度：开工；\n一季度：完工；",
        "6月底前开工",
        "",
    ):
        assert read_quarters(plan) is None
