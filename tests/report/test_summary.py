from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msctl.model.errors import UnknownField
from msctl.model.period import parse_period
from msctl.model.snapshot import Snapshot
from msctl.report.figures import Figures
from msctl.report.summary import Summary, summarise

from .conftest import LEDGER, snapshot_of


def counted(snapshot: Snapshot, *by: str, period: str | None = None) -> Summary:
    limit = parse_period(period) if period else None
    rows = [project for projects in snapshot.by_ledger.values() for project in projects]
    return summarise(snapshot, rows, by, limit)


def test_without_a_grouping_there_are_only_totals(county: Snapshot) -> None:
    assert counted(county, period="Q2").to_json() == [
        {
            "projects": 3,
            "tasks": 4,
            "completed": 1,
            "on_track": 0,
            "behind": 1,
            "unreported": 0,
            "planned": 1250.5,
            "invested": 1005.25,
            "other": 1,
            "completed_rate": 33.3,
            "invested_rate": 80.4,
            "measures": 0,
            "measured": 0,
            "reached": 0,
            "states": {
                "not_started": 0,
                "preparing": 0,
                "in_progress": 1,
                "completed": 1,
                "stalled": 0,
                "adjusted": 0,
                "cancelled": 0,
            },
            "lights": {"green": 0, "yellow": 1, "red": 0, "done": 1, "none": 1},
            "money_unit": "万元",
        }
    ]


def test_groups_stand_in_printed_order_with_their_key_first(county: Snapshot) -> None:
    found = counted(county, "category").to_json()
    assert [next(iter(row.items())) for row in found] == [
        ("category", "一、教育惠民"),
        ("category", "二、交通出行"),
    ]
    assert [row["projects"] for row in found] == [2, 1]


def test_aliases_of_a_unit_are_one_group(county: Snapshot) -> None:
    found = {group.keys: group.figures.projects for group in counted(county, "unit").groups}
    assert found == {("教体局",): 1, ("住建局",): 1, ("农业农村局",): 2}


def test_a_project_counts_in_each_of_its_marks_in_the_legends_order_and_once_in_the_totals(
    county: Snapshot,
) -> None:
    summary = counted(county, "mark")
    assert [(g.keys, g.figures.projects) for g in summary.groups] == [
        (("省级民生实事",), 1),
        (("票决制民生实事",), 1),
        (("",), 2),
    ]
    assert summary.totals.projects == 3


def test_several_columns_group_together(county: Snapshot) -> None:
    found = counted(county, "light", "category")
    assert [group.keys for group in found.groups] == [
        ("yellow", "二、交通出行"),
        ("done", "一、教育惠民"),
        ("none", "一、教育惠民"),
    ]


def test_who_has_not_reported_for_the_period_is_unreported(county: Snapshot) -> None:
    assert counted(county, period="Q1").totals.unreported == 2
    assert counted(county, period="Q3").totals.unreported == 2
    assert counted(county, period="Q3").totals.completed == 1


def test_money_in_different_units_is_converted(two_lists: Snapshot) -> None:
    assert counted(two_lists).money_unit == "万元"
    assert counted(two_lists).totals.planned == Decimal("21200.5")
    bridge = [project for project in two_lists.projects.values() if project.name == "大桥"]
    assert summarise(two_lists, bridge).money_unit == "亿元"
    assert summarise(two_lists, bridge).totals.planned == Decimal(2)


def test_no_projects_give_zeros_and_no_money(county: Snapshot) -> None:
    summary = summarise(county, [], ["unit"])
    assert summary.groups == ()
    assert (summary.totals.projects, summary.totals.planned) == (0, None)
    assert summary.totals.completed_rate == 0


def test_an_unknown_column_is_an_error(county: Snapshot) -> None:
    with pytest.raises(UnknownField):
        counted(county, "colour")


def test_measures_are_counted_by_target_figure_and_whether_it_is_reached() -> None:
    measures = (
        ("target = 5\n", "Q1 = 2\nQ2 = 3"),  # reached together
        ("target = 5\n", "Q2 = 4"),
        ('target = 4\nrelation = "at-most"\n', "Q2 = 4"),
        ("target = 5\n", ""),
        ("", "Q2 = 9"),  # no target: nothing to reach
    )
    text = 'number = "1"\nname = "甲"\n' + "".join(
        f'[measure."{number}"]\n{head}[measure."{number}".report]\n{body}\n'
        for number, (head, body) in enumerate(measures)
    )
    snapshot = snapshot_of({f"{LEDGER}/1-x": text})
    found = counted(snapshot).totals
    assert (found.measures, found.measured, found.reached) == (4, 3, 2)
    assert counted(snapshot, period="Q1").totals.reached == 0


WORDS = st.sampled_from(["已完成", "按计划推进", "进展缓慢", "停工", "取消", "不详", ""])


@given(st.lists(st.lists(WORDS, min_size=1, max_size=3), max_size=6), st.sampled_from(["Q1", "Q2"]))
def test_every_project_is_counted_in_exactly_one_of_the_five(
    ledger: Sequence[Sequence[str]], period: str
) -> None:
    files = {}
    for number, words in enumerate(ledger, 1):
        tasks = "".join(
            f'[task.{key}]\nname = "子项"\n'
            + (f'[task.{key}.report.Q2]\nstatus = "{word}"\n' if word else "")
            for key, word in enumerate(words, 1)
        )
        files[f"{LEDGER}/{number}"] = f'number = "{number}"\nname = "甲"\n{tasks}'
    snapshot = snapshot_of(files)
    summary = counted(snapshot, "number", period=period)
    for figures in (summary.totals, *(group.figures for group in summary.groups)):
        assert min(_five(figures)) >= 0
        assert sum(_five(figures)) == figures.projects
    assert sum(group.figures.projects for group in summary.groups) == len(ledger)


def _five(figures: Figures) -> list[int]:
    return [
        figures.completed,
        figures.on_track,
        figures.behind,
        figures.unreported,
        figures.other,
    ]
