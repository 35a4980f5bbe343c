from collections.abc import Mapping
from decimal import Decimal

from msctl.model.paths import ProjectId
from msctl.model.period import parse_period
from msctl.model.project import Project, natural
from msctl.model.record import Record

ID = ProjectId.parse("jiaxian/2024/minsheng/01-shiyan")


def project(tree: Mapping[str, object]) -> Project:
    return Project(ID, Record.from_tree(tree))


def test_a_project_is_its_own_only_task() -> None:
    (task,) = project({"number": "1", "content": "修路"}).tasks
    assert task.key is None
    assert task.text("content") == "修路"


def test_a_task_takes_from_its_project_what_it_leaves_out() -> None:
    found = project(
        {
            "content": "共同内容",
            "units": {"lead": ["甲局"]},
            "plan": {"Q1": {"text": "共同计划"}},
            "task": {"2": {"units": {"lead": ["乙局"]}}, "10": {}, "1": {"content": "自己的"}},
        }
    )
    one, two = found.tasks
    assert (one.key, two.key) == ("1", "2")
    assert one.text("content") == "自己的"
    assert two.text("content") == "共同内容"
    assert one.names("units", "lead") == ("甲局",)
    assert found.units("lead") == ("甲局", "乙局")
    assert [plan.text for plan in two.plans] == ["共同计划"]


def test_planned_money_is_the_sum_or_the_last_of_a_cumulative_series() -> None:
    each = {"Q1": {"investment": 20}, "Q2": {"investment": 60}, "Q3": {"text": "无"}}
    (task,) = project({"plan": each}).tasks
    assert task.planned == 80
    growing = {q: {"investment": n, "mode": "cumulative"} for q, n in [("Q1", 2), ("Q2", 5)]}
    (task,) = project({"plan": growing}).tasks
    assert task.planned == 5
    assert project({"funding": {"this_year": Decimal("1.5")}, "plan": each}).planned == Decimal(
        "1.5"
    )
    assert project({}).planned is None


def test_money_that_tasks_take_from_their_project_counts_once() -> None:
    shared = {
        "plan": {"Q1": {"investment": 100}},
        "task": {"1": {"name": "甲"}, "2": {"name": "乙"}},
    }
    assert project(shared).planned == 100
    own = {"task": {n: {"plan": {"Q1": {"investment": 30}}} for n in ("1", "2")}}
    assert project(own).planned == 60


def test_reports_and_measures_are_typed() -> None:
    (task,) = project(
        {
            "report": {"Q2": {"progress": "开工", "status": "是"}, "Q1": {"progress": "勘察"}},
            "measure": {
                "电梯": {"target": 25, "unit": "部", "plan": {"Q1": 2}, "report": {"Q1": 3}}
            },
        }
    ).tasks
    assert [report.period.key for report in task.reports] == ["Q1", "Q2"]
    assert task.report(parse_period("Q2")).status == "是"
    (measure,) = task.measures
    assert (measure.target, measure.unit) == (Decimal(25), "部")
    assert measure.report == {parse_period("Q1"): Decimal(3)}


def test_printed_numbers_sort_as_people_count() -> None:
    numbers = ["10", "9*", "2", "9", "一", "十一", "十", "二十", "附"]
    assert sorted(numbers, key=natural) == ["一", "2", "9", "9*", "10", "十", "十一", "二十", "附"]
