from decimal import Decimal

import pytest

from msctl.model.paths import ProjectId
from msctl.model.period import parse_period
from msctl.model.snapshot import Snapshot
from msctl.report.compare import ComparedTask, Comparison, compare
from msctl.report.reporting_periods import last_two

from .conftest import LEDGER, OTHER, snapshot_of

Q1 = '[report.Q1]\nprogress = "已招标"\nstatus = "按计划推进"\n'


def compared(snapshot: Snapshot, start: str = "Q1", end: str = "Q2") -> Comparison:
    projects = [project for rows in snapshot.by_ledger.values() for project in rows]
    return compare(snapshot, projects, parse_period(start), parse_period(end))


def one(text: str, start: str = "Q1", end: str = "Q2") -> ComparedTask:
    """The only task of a project file."""
    snapshot = snapshot_of({f"{LEDGER}/1-x": f'number = "1"\nname = "甲"\n{text}'})
    (found,) = compared(snapshot, start, end).tasks
    return found


def report(period: str, progress: str = "", status: str = "") -> str:
    told = {"progress": progress, "status": status}
    lines = "".join(f'{key} = "{value}"\n' for key, value in told.items() if value)
    return f"[report.{period}]\n{lines}"


def measure(mode: str, **figures: str) -> str:
    lines = "".join(f"report.{period} = {number}\n" for period, number in figures.items())
    return f'[measure."床位"]\nunit = "张"\nmode = "{mode}"\n{lines}'


def test_json_has_then_and_now_with_differences(county: Snapshot) -> None:
    comparison = compared(county)
    assert comparison.to_json(comparison.tasks[:1]) == [
        {
            "id": f"{LEDGER}/1-school",
            "task": None,
            "from": "Q1",
            "to": "Q2",
            "plan": {"period": "Q2", "text": "主体施工", "investment": None},
            "status": {"old": "按计划推进", "new": "已完成"},
            "state": {"old": "in-progress", "new": "completed"},
            "pace": {"old": "on-track", "new": None},
            "progress": {"old": "已招标", "new": "主体封顶"},
            "invested": {
                "unit": "万元",
                "old": 100,
                "new": 1000.25,
                "difference": 900.25,
                "rate": 900.3,
            },
            "measures": [],
            "flags": ["completed"],
        }
    ]


def test_every_task_is_one(county: Snapshot) -> None:
    comparison = compared(county)
    assert [(str(c.task.project.id), c.task.key) for c in comparison.tasks] == [
        (f"{LEDGER}/1-school", None),
        (f"{LEDGER}/2-roads", "1"),
        (f"{LEDGER}/2-roads", "2"),
        (f"{LEDGER}/10-clinic", None),
    ]
    assert [c.flags for c in comparison.tasks] == [
        ("completed",),
        ("new",),
        ("behind", "new"),
        ("new",),
    ]
    assert (comparison.count("new"), comparison.count("fell")) == (3, 0)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        (report("Q1", "甲", "按计划推进") + report("Q2", "乙", "已完成"), ("completed",)),
        (report("Q1", "甲", "已完成") + report("Q2", "乙", "已完成"), ()),
        (report("Q1", "甲", "按计划推进") + report("Q2", "乙", "进展缓慢"), ("behind",)),
        (report("Q1", "甲", "进展缓慢") + report("Q2", "乙", "进展缓慢"), ()),
        (report("Q1", "甲", "按计划推进"), ("missing",)),
        (report("Q1", "甲", "按计划推进") + report("Q2"), ("missing",)),
        (report("Q1", "甲", "已完成"), ()),
        (report("Q1", "甲", "取消"), ()),
        (report("Q1", "甲\\n乙", "按计划推进") + report("Q2", "甲 乙"), ("unchanged",)),
        (report("Q1", "甲", "已完成") + report("Q2", "甲", "已完成"), ()),
        (report("Q2", "甲", "按计划推进"), ("new",)),
        (report("M02", "甲") + report("Q2", "乙"), ()),
        ("", ()),
    ],
)
def test_flags_of_reports(text: str, flags: tuple[str, ...]) -> None:
    assert one(text).flags == flags


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        (measure("cumulative", Q1="30", Q2="20"), ("fell",)),
        (measure("cumulative", Q1="20", Q2="30"), ()),
        (measure("per-period", Q1="30", Q2="20"), ()),
        (measure("level", Q1="30", Q2="20"), ()),
        (measure("cumulative", Q1="30"), ("missing",)),
        (measure("cumulative", Q1="30") + report("Q2", "", "已完成"), ("completed", "new")),
    ],
)
def test_flags_of_figures(text: str, flags: tuple[str, ...]) -> None:
    assert one(text).flags == flags


def test_a_measure_says_what_its_figures_are() -> None:
    (figure,) = one(measure("per-period", Q1="8", Q2="12")).measures
    assert figure.to_json() == {
        "name": "床位",
        "unit": "张",
        "mode": "per-period",
        "old": 8,
        "new": 12,
        "difference": 4,
        "rate": 50,
    }


def test_from_zero_and_from_nothing_there_is_no_rate() -> None:
    (zero,) = one(measure("cumulative", Q1="0", Q2="12")).measures
    assert (zero.difference, zero.rate) == (Decimal(12), None)
    (nothing,) = one(measure("cumulative", Q2="12")).measures
    assert (nothing.old, nothing.difference, nothing.rate) == (None, None, None)


@pytest.mark.parametrize(
    ("start", "end", "old", "new"),
    [
        ("Q1", "H1", "季", "半年"),
        ("Q1", "Q2", "季", "半年"),
        ("M03", "M06", "季", "六月"),
        ("M01-M03", "2024-Q2", "季", "半年"),
        ("2023-Y", "Q1-Q2", "去年", "半年"),
        ("Q1", "Q3", "季", "月"),
    ],
)
def test_a_report_with_the_same_end_counts(start: str, end: str, old: str, new: str) -> None:
    reports = {"2023-M12": "去年", "Q1": "季", "H1": "半年", "M06": "六月", "M09": "月"}
    text = "".join(report(period, progress) for period, progress in reports.items())
    found = one(text, start, end)
    assert (found.old.progress, found.new.progress) == (old, new)


def test_the_report_for_the_period_itself_goes_first() -> None:
    text = report("H1", "半年") + report("Q2", "季")
    assert one(text, "Q1", "Q2").new.progress == "季"


@pytest.mark.parametrize(
    ("plans", "period"),
    [
        (("Q1", "Q2", "Q3"), "Q2"),
        (("Q1", "H1", "Y"), "H1"),
        (("Q1", "Q2-Q3", "Y"), "Q2-Q3"),
        (("Q1", "ongoing"), "ongoing"),
        (("Q1", "Q3"), None),
    ],
)
def test_the_plan_is_that_of_the_later_period(plans: tuple[str, ...], period: str | None) -> None:
    plan = one("".join(f'[plan.{key}]\ntext = "做"\n' for key in plans)).plan
    assert (plan.period.key if plan else None) == period


def test_only_what_differs_or_is_flagged_is_different() -> None:
    files = {
        "1": report("Q1", "甲", "已完成") + report("Q2", "甲", "已完成"),
        "2": report("Q1", "甲", "按计划推进") + report("Q2", "甲", "按计划推进"),
        "3": report("Q1", "甲") + report("Q2", "乙"),
        "4": "[report.Q2]\ninvestment = 5\n",
        "5": "",
        "6": report("Q1", "甲", "已完成"),
        "7": measure("cumulative", Q1="1", Q2="2"),
        "8": measure("cumulative", Q1="2", Q2="2"),
    }
    snapshot = snapshot_of(
        {f"{LEDGER}/{n}": f'number = "{n}"\nname = "甲"\n{text}' for n, text in files.items()}
    )
    found = compared(snapshot)
    assert [c.task.project.number for c in found.different] == ["2", "3", "4", "7"]
    assert len(found.tasks) == 8


PARENT = """
number = "1"
name = "甲"
[report.Q1]
progress = "共同"
investment = 10
[report.Q2]
investment = 20
[task.1]
name = "子项一"
[task.1.report.Q2]
investment = 3
[task.2]
[task.2.report.Q1]
progress = "自己"
"""


def test_text_is_taken_from_the_project_and_money_counts_once() -> None:
    comparison = compared(snapshot_of({f"{LEDGER}/1-x": PARENT}))
    assert [
        (c.task.key, c.name, c.old.progress, c.invested.old, c.invested.new)
        for c in comparison.tasks
    ] == [
        (None, "", "", Decimal(10), Decimal(30)),
        ("1", "子项一", "共同", None, Decimal(3)),
        ("2", "", "自己", None, None),
    ]
    assert (comparison.invested.old, comparison.invested.new) == (Decimal(10), Decimal(33))


def test_a_task_takes_unit_and_mode_of_its_measure_from_the_project() -> None:
    text = (
        'number = "1"\nname = "甲"\n[measure."床位"]\nunit = "张"\nmode = "cumulative"\n'
        '[task.1]\nname = "乙"\n[task.1.measure."床位".report]\nQ1 = 3\nQ2 = 2\n'
    )
    (task,) = compared(snapshot_of({f"{LEDGER}/1-x": text})).tasks
    (figure,) = task.measures
    assert (figure.unit, figure.mode, task.flags) == ("张", "cumulative", ("fell",))


def test_sums_of_ledgers_in_different_units_are_converted() -> None:
    text = 'number = "1"\nname = "甲"\n[report.Q1]\ninvestment = 2\n'
    comparison = compared(snapshot_of({f"{LEDGER}/1-x": text, f"{OTHER}/1-x": text}))
    assert {c.invested.unit for c in comparison.tasks} == {"万元", "亿元"}
    assert (comparison.invested.unit, comparison.invested.old) == ("万元", Decimal(20002))
    assert (comparison.invested.difference, comparison.invested.rate) == (Decimal(0), Decimal(0))


def test_nothing_compared_is_no_money(county: Snapshot) -> None:
    found = compare(county, [], parse_period("Q1"), parse_period("Q2"))
    assert (found.tasks, found.invested.old, found.invested.difference) == ((), None, None)


@pytest.mark.parametrize(
    ("reported", "given", "found"),
    [
        (["Q1", "Q2"], (None, None), ("Q1", "Q2")),
        (["Q1", "Q2", "H1", "ongoing"], (None, None), ("Q1", "H1")),
        (["Q1", "Q2", "H1", "Q3"], (None, None), ("H1", "Q3")),
        (["2023-M12", "M01"], (None, None), ("2023-M12", "M01")),
        (["Q1", "Q2", "Q3"], (None, "Q2"), ("Q1", "Q2")),
        (["Q1", "Q2", "Q3"], ("Q1", None), ("Q1", "Q3")),
        (["Q2"], ("Q1", None), ("Q1", "Q2")),
        (["Q2"], (None, "Q3"), ("Q2", "Q3")),
        (["Q2"], (None, None), None),
        (["Q2"], (None, "Q2"), None),
        ([], ("Q1", None), None),
    ],
)
def test_the_last_two_periods(
    reported: list[str], given: tuple[str | None, str | None], found: tuple[str, str] | None
) -> None:
    text = 'number = "1"\nname = "甲"\n' + "".join(report(period, "做") for period in reported)
    snapshot = snapshot_of({f"{LEDGER}/1-x": text})
    start, end = (parse_period(key) if key else None for key in given)
    pair = last_two(snapshot, snapshot.projects.values(), start, end)
    assert (tuple(map(str, pair)) if pair else None) == found


def test_the_whole_ledger_says_which_periods_are_the_last() -> None:
    snapshot = snapshot_of(
        {
            f"{LEDGER}/1-x": f'number = "1"\nname = "甲"\n{Q1}',
            f"{LEDGER}/2-x": f'number = "2"\nname = "乙"\n{report("Q2", "做")}',
        }
    )
    first = [snapshot.projects[ProjectId(f"{LEDGER}/1-x")]]
    assert last_two(snapshot, first, None, None) == (parse_period("Q1"), parse_period("Q2"))


def test_ledgers_that_disagree_leave_it_open() -> None:
    def ledgers(other: str) -> Snapshot:
        head = 'number = "1"\nname = "甲"\n'
        return snapshot_of(
            {f"{LEDGER}/1-x": head + Q1 + report("Q2", "做"), f"{OTHER}/1-x": head + other}
        )

    for other, open_ in ((report("Q1", "做") + report("Q3", "做"), True), ("", False)):
        snapshot = ledgers(other)
        assert (last_two(snapshot, snapshot.projects.values(), None, None) is None) is open_
