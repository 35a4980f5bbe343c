"""Lights from figures and words, by the ledger's rule."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msctl.model.ledger import Ledger
from msctl.model.paths import ProjectId
from msctl.model.period import parse_period
from msctl.model.project import Project
from msctl.report.light import LIGHTS, gap_of, together
from msctl.report.standing import project_standing, task_standing

from .conftest import LEDGER, WORDS, record


def made(text: str, rule: str = "") -> tuple[Ledger, Project]:
    """A project of a ledger with the usual words and a light rule."""
    fields = WORDS.fields | record(rule).fields
    project_id = ProjectId(f"{LEDGER}/1-x")
    body = f'number = "1"\nname = "电梯"\n{text}'
    return Ledger(LEDGER, type(WORDS)(fields)), Project(project_id, record(body))


def light(text: str, period: str | None = "Q2", rule: str = "") -> str:
    ledger, project = made(text, rule)
    return project_standing(ledger, project, parse_period(period) if period else None).light


def gap(text: str, period: str | None = None) -> Decimal | None:
    _, project = made(text)
    found = gap_of(project.tasks[0], parse_period(period) if period else None)
    return found.points if found else None


NODES = """
[measure."电梯"]
target = 20
mode = "cumulative"
[measure."电梯".plan]
Q2 = 4
Q4 = 20
[measure."电梯".report]
"""
CALENDAR = """
[measure."电梯"]
target = 20
[measure."电梯".report]
"""


@pytest.mark.parametrize(
    ("figures", "points", "expected"),
    [
        ("Q2 = 4", 0, "green"),  # a quarter's start under the calendar, and all that was promised
        ("Q2 = 2.1", -9.5, "green"),
        ("Q2 = 2", -10, "yellow"),
        ("Q4 = 14", -30, "yellow"),
        ("Q4 = 13.9", -30.5, "red"),
    ],
)
def test_a_measure_with_planned_figures_is_held_against_them(
    figures: str, points: float, expected: str
) -> None:
    assert gap(NODES + figures) == Decimal(str(points))
    assert light(NODES + figures, "Q4") == expected


def test_a_measure_without_planned_figures_is_held_against_the_calendar() -> None:
    assert gap(CALENDAR + "Q1 = 3\nQ2 = 3") == Decimal(-20)
    assert light(CALENDAR + "Q1 = 3\nQ2 = 3") == "yellow"
    assert light(CALENDAR + "Q1 = 4\nQ2 = 1", "Q1") == "green"
    assert light(CALENDAR + "Q1 = 4\nQ2 = 1") == "yellow"


def test_a_half_year_beside_its_quarters_counts_once() -> None:
    assert gap(CALENDAR + "Q1 = 5\nQ2 = 5\nH1 = 10") == gap(CALENDAR + "Q1 = 5\nQ2 = 5") == 0


def test_the_offices_word_stands_against_the_calendar_unless_the_ledger_says_otherwise() -> None:
    text = CALENDAR + 'Q2 = 1\n[report.Q2]\nstatus = "按计划推进"'
    assert light(text) == "green"
    assert light(text, rule='light.schedule = "time"') == "red"


def test_planned_figures_stand_against_the_offices_word() -> None:
    assert light(NODES + 'Q4 = 10\n[report.Q4]\nstatus = "按计划推进"', "Q4") == "red"
    assert light(NODES + 'Q4 = 20\n[report.Q4]\nstatus = "进展缓慢"', "Q4") == "yellow"
    assert light(NODES + 'Q4 = 10\n[report.Q4]\nstatus = "已完成"', "Q4") == "done"


def test_the_ledger_sets_the_thresholds() -> None:
    rule = "light.yellow = 5\nlight.red = 15"
    assert light(NODES + "Q2 = 3", rule=rule) == "yellow"
    assert light(NODES + "Q2 = 0", rule=rule) == "red"
    assert light(NODES + "Q2 = 0", rule="light.yellow = 0\nlight.red = 0") == "red"


def test_an_upper_limit_is_no_progress() -> None:
    limit = (
        '[measure."死亡率"]\ntarget = 4\nrelation = "at-most"\n[measure."死亡率".report]\nQ2 = 1'
    )
    assert gap(limit) is None
    assert light(limit) == "none"


def test_a_task_is_held_against_the_measures_of_its_project() -> None:
    ledger, project = made(NODES + 'Q2 = 0\n[task.1]\nname = "甲"\n')
    assert task_standing(ledger, project.tasks[0], parse_period("Q2")).light == "yellow"


@given(st.lists(st.sampled_from(LIGHTS)))
def test_a_project_is_never_brighter_than_its_darkest_task(lights: list[str]) -> None:
    found = together(lights)
    assert found in LIGHTS
    assert together([*lights, "red"]) == "red"
    assert (found == "done") == (bool(lights) and set(lights) == {"done"})


def test_the_gap_of_a_project_is_that_of_its_task_furthest_behind() -> None:
    text = "".join(
        f'[task.{key}]\nname = "子项"\n[task.{key}.measure."部"]\ntarget = 20\n'
        f"plan.Q2 = 10\nreport.Q2 = {done}\n"
        for key, done in ((1, 9), (2, 12))
    )
    ledger, project = made(text)
    found = project_standing(ledger, project)
    assert (found.gap, found.light) == (Decimal(-5), "green")
