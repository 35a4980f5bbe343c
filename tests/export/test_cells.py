import pytest

from msctl.export.cells import official_label, plan_in_paragraphs, plan_of_task, worded_step
from msctl.model.paths import ProjectId
from msctl.model.period import parse_period
from msctl.model.project import Plan, Project

from .ledgers import DRAINS, PARKING, record


def project(text: str) -> Project:
    return Project(ProjectId("qinghe/2024/minsheng/x"), record(text))


@pytest.mark.parametrize(
    ("period", "label"),
    [
        ("Q1", "一季度"),
        ("Q2-Q3", "二、三季度"),
        ("Q1-Q3", "一至三季度"),
        ("2025-Q1", "2025年一季度"),
        ("H1", "上半年"),
        ("H2", "下半年"),
        ("Y", "全年"),
        ("2025-Y", "2025年"),
        ("M03", "3月"),
        ("M01-M09", "1至9月"),
        ("2025-M03", "2025年3月"),
        ("ongoing", "常态化"),
    ],
)
def test_periods_have_their_official_labels(period: str, label: str) -> None:
    assert official_label(parse_period(period)) == label


@pytest.mark.parametrize(
    ("period", "text", "printed"),
    [
        ("Q1", "1月底前开工。", "一季度：1月底前开工。"),
        ("H1", "6月底前开工。", "上半年：6月底前开工。"),
        ("H1", "上半年开工。", "上半年开工。"),
        ("Y", "完成3公里。", "全年：完成3公里。"),
        ("Y", "12月底前完成。", "12月底前完成。"),
        ("M06", "完工。", "6月：完工。"),
        ("M06", "6月底竣工。", "6月底竣工。"),
        ("2023-M11", "2023年：11月18日进场。", "2023年：11月18日进场。"),
        ("ongoing", "每周巡查。", "每周巡查。"),
        ("Q3", "", ""),
    ],
)
def test_wording_that_tells_its_time_has_no_label(period: str, text: str, printed: str) -> None:
    assert worded_step(Plan(parse_period(period), text)) == printed


def test_paragraphs_begin_with_each_tasks_own_heading() -> None:
    assert plan_in_paragraphs(project(DRAINS)) == (
        "东片区：\n一季度：开工。\n二季度：完工。\n西片区：\n2023年：11月18日进场。\n2024年6月底竣工。"
    )


def test_a_project_without_tasks_prints_its_own_plan() -> None:
    assert plan_in_paragraphs(project(PARKING)) == "上半年：建成180个\n日常维护"


def test_a_tasks_plan_begins_with_its_name() -> None:
    found = project(
        'number = "1"\nname = "甲"\n[task.1]\nname = "乙{name}"\n[task.1.plan.Q1]\ntext = "开工"'
    )
    assert plan_of_task(found.tasks[0], "（{name}）") == "（乙{name}）\n一季度：开工"
    assert plan_of_task(found.tasks[0], "") == "一季度：开工"
