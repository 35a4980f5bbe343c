"""Naming fields that a project does not have yet."""

import pytest
from invented import ELDERLY, ROAD, County
from screen import front, press, running, settle, text, type_text

from msctl.model.errors import BadDate, MsctlError, UnknownField, UnknownPeriod
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.store.records import Records
from msctl.tui.field_names import groups, matching, named_fields


def test_a_group_names_its_fields_and_a_field_itself() -> None:
    named = [str(path) for path in named_fields("measure.电梯")]
    assert named == [f"measure.电梯.{key}" for key in ("target", "unit", "relation", "mode")]
    assert len(named_fields("adjustment.2024-06-30")) == 6
    assert named_fields("task.2.measure.电梯.report.Q1") == (
        FieldPath.parse("task.2.measure.电梯.report.Q1"),
    )
    assert named_fields("plan.M03")[0] == FieldPath.parse("plan.M03.text")


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("adjustment.六月", BadDate),
        ("report.Q5", UnknownPeriod),
        ("measur.电梯.target", UnknownField),
        ("plan.Q1.txt", UnknownField),
    ],
)
def test_what_names_nothing_is_refused(typed: str, error: type[MsctlError]) -> None:
    with pytest.raises(error):
        named_fields(typed)


def test_groups_are_found_by_words_and_initials_and_by_what_is_begun(county: County) -> None:
    project = Records(county.root).snapshot().projects[ProjectId(ELDERLY)]
    listed = groups(project)
    assert [g.begin for g in matching(listed, "zb")] == [
        "measure.",
        "task.1.measure.",
        "task.2.measure.",
    ]
    assert [g.begin for g in matching(listed, "子项2 指标")] == ["task.2.measure."]
    assert [g.begin for g in matching(listed, "task.2.measure.灶台")] == ["task.2.measure."]


async def test_a_measure_is_named_and_filled_in(archive: County) -> None:
    async with running(archive) as (app, pilot):
        app.open_ledger(LedgerId(ROAD.rpartition("/")[0]))
        await settle(app, pilot)
        await press(app, pilot, "f4", "f8")
        await type_text(app, pilot, "zb")
        await press(app, pilot, "enter")
        await type_text(app, pilot, "错车道")
        assert "错车道 目标、错车道 计量单位" in text(app)
        await press(app, pilot, "enter")
        assert front(app) == "FormScreen"
        await type_text(app, pilot, "6")
        await press(app, pilot, "enter")
        await type_text(app, pilot, "处")
        await press(app, pilot, "ctrl+s")
        assert front(app) == "FieldsScreen"
    assert '[measure."错车道"]\ntarget = 6\nunit = "处"\n' in archive.text(ROAD)
