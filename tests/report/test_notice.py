"""Every project of a notice is told of once, under the office's own word."""

from collections.abc import Callable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from msctl.model.period import parse_period
from msctl.model.snapshot import Snapshot
from msctl.report.notice import Notice, notice

from .conftest import LEDGER, snapshot_of

Build = Callable[..., Snapshot]
Q2 = parse_period("Q2")


def told(snapshot: Snapshot, period: str = "Q2") -> Notice:
    return notice(snapshot, snapshot.by_ledger[LEDGER], parse_period(period))


def counts(found: Notice) -> dict[str, int]:
    return {group.word: len(group.projects) for group in found.groups}


def test_projects_are_counted_under_the_ledgers_words_in_its_order(county: Snapshot) -> None:
    found = told(county)
    assert counts(found) == {"已完成": 1, "进展缓慢": 1, "reported": 1}
    assert list(counts(found)) == ["已完成", "进展缓慢", "reported"]
    assert counts(told(county, "Q1")) == {"按计划推进": 1, "unreported": 2}


def test_a_project_is_slow_by_its_slow_task_with_that_tasks_units_and_progress(
    county: Snapshot,
) -> None:
    (slow,) = told(county).slow
    assert slow.project.name == "农村道路"
    assert [task.text("name") for task in slow.slow] == ["田间道路"]
    assert (slow.units, slow.progress) == (("农业农村局",), "正在招标")


def test_tasks_of_different_words_count_under_the_word_that_means_what_they_mean_together(
    with_reports: Build,
) -> None:
    assert counts(told(with_reports("已完成", "按计划推进"))) == {"按计划推进": 1}
    assert counts(told(with_reports("已完成", "停工"))) == {"停工": 1}
    assert counts(told(with_reports("已完成", "不详"))) == {"已完成、不详": 1}


def test_what_was_said_of_an_earlier_period_says_nothing_of_this_one(county: Snapshot) -> None:
    found = told(county, "Q3")
    assert counts(found) == {"已完成": 1, "unreported": 2}
    assert [one.project.name for one in found.unreported] == ["农村道路", "卫生院改造"]
    assert found.slow == ()


def test_what_no_word_calls_slow_and_figures_do_is_told_apart() -> None:
    text = """
    number = "1"
    name = "电梯"
    [measure."部"]
    target = 20
    plan.Q2 = 10
    report.Q2 = 1
    [report.Q2]
    status = "按计划推进"
    """
    found = told(snapshot_of({f"{LEDGER}/1-x": text}))
    assert [one.project.name for one in found.late] == ["电梯"]
    assert found.slow == ()


def test_who_reported_one_task_of_two_and_what_was_cancelled_before_are_not_unreported(
    with_reports: Build,
) -> None:
    half = told(with_reports("按计划推进", None))
    assert counts(half) == {"按计划推进": 1}
    assert (half.totals.on_track, half.totals.unreported) == (1, 0)
    part = told(with_reports("已完成", None))
    assert (counts(part), part.totals.completed) == ({"reported": 1}, 0)
    cancelled = told(with_reports("取消"), "Q3")
    assert counts(cancelled) == {"取消": 1}
    assert (cancelled.totals.other, cancelled.totals.unreported) == (1, 0)


WORDS = st.sampled_from(["已完成", "按计划推进", "进展缓慢", "停工", "取消", "不详", ""])


@given(st.lists(st.lists(WORDS, min_size=1, max_size=3), max_size=6))
def test_the_counts_add_up_and_the_slow_are_named(ledger: Sequence[Sequence[str]]) -> None:
    files = {}
    for number, words in enumerate(ledger, 1):
        tasks = "".join(
            f'[task.{key}]\nname = "子项"\n'
            + (f'[task.{key}.report.Q2]\nstatus = "{word}"\n' if word else "")
            for key, word in enumerate(words, 1)
        )
        files[f"{LEDGER}/{number}"] = f'number = "{number}"\nname = "甲"\n{tasks}'
    found = told(snapshot_of(files))
    assert sum(counts(found).values()) == len(found.projects) == len(ledger)
    assert sum(len(group.projects) for group in found.groups if group.slow) == len(found.slow)
    assert all(one.slow for group in found.groups if group.slow for one in group.projects)
    # a summary of the same projects says the same
    assert found.totals.unreported == counts(found).get("unreported", 0)
    states = [group.state for group in found.groups for _ in group.projects]
    assert found.totals.completed == states.count("completed")
    paces = [one.standing.pace for one in found.projects if not one.unreported]
    assert found.totals.behind == paces.count("behind")
