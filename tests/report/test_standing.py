from collections.abc import Callable

import pytest

from msctl.model.period import parse_period
from msctl.model.snapshot import Snapshot
from msctl.report.standing import StandingAt, is_reported, project_standing, standing_word

Build = Callable[..., Snapshot]


def stand(snapshot: Snapshot, period: str | None = None) -> StandingAt:
    project = next(iter(snapshot.projects.values()))
    limit = parse_period(period) if period else None
    return project_standing(snapshot.ledger(project.id.ledger), project, limit)


@pytest.mark.parametrize(
    ("words", "state", "pace", "light"),
    [
        (["已完成", "已完成"], "completed", None, "done"),
        (["已完成", "按计划推进"], "in-progress", "on-track", "green"),
        (["按计划推进", "进展缓慢"], "in-progress", "behind", "yellow"),
        (["已完成", "停工"], "stalled", "behind", "red"),
        (["已完成", "取消"], "completed", None, "done"),
        (["取消", "取消"], "cancelled", None, "none"),
        (["已完成", ""], "in-progress", None, "none"),
        (["", ""], None, None, "none"),
        (["取消", ""], None, None, "none"),
    ],
)
def test_a_project_is_as_far_as_its_tasks(
    with_reports: Build, words: list[str], state: str | None, pace: str | None, light: str
) -> None:
    found = stand(with_reports(*words))
    assert (found.state, found.pace, found.light) == (state, pace, light)


def test_different_words_of_tasks_are_joined_and_equal_ones_told_once(with_reports: Build) -> None:
    assert stand(with_reports("已完成", "按计划推进", "已完成")).status == "已完成、按计划推进"


def test_a_word_the_ledger_does_not_know_says_neither_state_nor_pace(with_reports: Build) -> None:
    assert stand(with_reports("尚可")) == StandingAt("尚可")


@pytest.mark.parametrize(
    ("period", "status"),
    [(None, "已完成"), ("Q1", "按计划推进"), ("M03", "按计划推进"), ("Q2", "已完成"), ("M02", "")],
)
def test_the_last_word_up_to_the_period_counts(
    county: Snapshot, period: str | None, status: str
) -> None:
    assert stand(county, period).status == status


def test_the_period_asked_for_goes_before_a_longer_one_with_the_same_end(
    with_reports: Build,
) -> None:
    snapshot = with_reports("按计划推进")
    project = next(iter(snapshot.projects.values()))
    project.record.fields[type(next(iter(project.record.fields))).parse("report.H1.status")] = (
        "已完成"
    )
    assert stand(snapshot, "Q2").status == "按计划推进"
    assert stand(snapshot, "H1").status == "已完成"


def test_the_half_years_report_is_a_report_for_the_second_quarter(county: Snapshot) -> None:
    clinic = next(p for p in county.projects.values() if p.number == "10")
    assert is_reported(clinic, parse_period("Q2"))
    assert is_reported(clinic)
    assert not is_reported(clinic, parse_period("Q1"))
    assert not is_reported(clinic, parse_period("Y"))


def test_a_project_is_reported_when_all_its_tasks_are(with_reports: Build) -> None:
    project = next(iter(with_reports("已完成", "").projects.values()))
    assert not is_reported(project, parse_period("Q2"))


def test_a_word_that_is_true_of_some_tasks_only_is_not_the_projects(with_reports: Build) -> None:
    half = stand(with_reports("已完成", ""))
    assert (half.status, half.state) == ("", "in-progress")
    assert standing_word(half, reported=False) == "in-progress"
    assert stand(with_reports("进展缓慢", "")).status == "进展缓慢"
