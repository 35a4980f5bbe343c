"""The session: what is unsaved by value, saving, undo and redo, and files that others change."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import ELDERLY, FILES, LEDGER, ROAD, SCHOOL, County

from msctl.model.errors import BadNumber, MsctlError, NotRecorded, UnknownStatus
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.store.records import Records
from msctl.tui.errors import ChangedMeanwhile, GoneMeanwhile
from msctl.tui.session import Session
from msctl.tui.steps import Place

ROAD_ID = ProjectId(ROAD)
PROGRESS = FieldPath.parse("report.Q2.progress")
STATUS = FieldPath.parse("report.Q2.status")
MONEY = FieldPath.parse("report.Q2.investment")
WORD = FieldPath.parse("status.甲.state")


@pytest.fixture
def session(county: County) -> Session:
    records = Records(county.root)
    return Session(records, records.snapshot())


def test_a_typed_text_is_unsaved_until_the_old_value_is_typed_again(session: Session) -> None:
    assert session.type(ROAD_ID, PROGRESS, "已完成路基5公里。") is None
    assert session.unsaved == (ROAD_ID,)
    assert session.unsaved_paths(ROAD_ID) == (PROGRESS,)
    session.type(ROAD_ID, PROGRESS, "已完成路基4公里。")
    assert not session.unsaved


def test_a_number_written_otherwise_is_no_edit(session: Session) -> None:
    session.type(ROAD_ID, FieldPath.of("funding", "county"), "60.50")
    assert not session.unsaved


def test_an_empty_text_removes_a_field(session: Session, county: County) -> None:
    session.type(ROAD_ID, STATUS, "")
    session.save()
    assert "status" not in county.text(ROAD)


def test_saving_changes_only_the_lines_of_the_field(session: Session, county: County) -> None:
    before = county.text(ROAD)
    session.type(ROAD_ID, PROGRESS, "已完成路基5公里。")
    changes = session.save()
    assert [str(change.path) for change in changes] == ["report.Q2.progress"]
    assert county.text(ROAD) == before.replace("路基4公里", "路基5公里")
    assert not session.unsaved
    assert session.text(ROAD_ID, PROGRESS) == "已完成路基5公里。"


def test_a_mistake_is_told_at_once_and_cannot_be_saved(session: Session, county: County) -> None:
    before = county.tree()
    assert isinstance(session.type(ROAD_ID, MONEY, "一百"), BadNumber)
    assert isinstance(session.type(ROAD_ID, STATUS, "办完了"), UnknownStatus)
    with pytest.raises(BadNumber):
        session.save()
    assert county.tree() == before
    assert session.text(ROAD_ID, MONEY) == "一百"
    assert set(session.errors(ROAD_ID)) == {MONEY, STATUS}


def test_what_others_changed_in_other_fields_comes_in_by_itself(
    session: Session, county: County
) -> None:
    session.type(ROAD_ID, PROGRESS, "已完成路基5公里。")
    county.replace(ROAD, "完成招标。", "完成招标和监理。")
    session.save()
    assert "完成招标和监理。" in county.text(ROAD)
    assert "路基5公里" in county.text(ROAD)
    assert session.recorded(ROAD_ID, FieldPath.parse("plan.Q1.text")) == "完成招标和监理。"


def test_the_same_field_changed_by_others_is_a_question_and_nothing_is_written(
    session: Session, county: County
) -> None:
    session.type(ROAD_ID, PROGRESS, "已完成路基5公里。")
    session.type(ROAD_ID, STATUS, "已完成")
    county.replace(ROAD, "路基4公里", "路基6公里")
    before = county.tree()
    for _ in range(2):
        with pytest.raises(ChangedMeanwhile):
            session.save()
    assert county.tree() == before
    (clash,) = session.clashes()
    assert (clash.path, clash.base, clash.mine, clash.theirs) == (
        PROGRESS,
        "已完成路基4公里。",
        "已完成路基5公里。",
        "已完成路基6公里。",
    )


@pytest.mark.parametrize("side", ["base", "mine", "theirs"])
def test_an_answered_question_is_saved_and_can_be_undone(
    session: Session, county: County, side: str
) -> None:
    session.type(ROAD_ID, PROGRESS, "已完成路基5公里。")
    county.replace(ROAD, "路基4公里", "路基6公里")
    theirs = county.text(ROAD)
    with pytest.raises(ChangedMeanwhile):
        session.save()
    (clash,) = session.clashes()
    session.answer(clash, getattr(clash, side))
    assert session.clashes() == []
    session.save()
    assert getattr(clash, side) in county.text(ROAD)
    while session.undo():
        pass
    assert county.text(ROAD) == theirs


def test_a_file_read_anew_is_no_reason_to_forget_the_question(
    session: Session, county: County
) -> None:
    session.type(ROAD_ID, PROGRESS, "已完成路基5公里。")
    county.replace(ROAD, "路基4公里", "路基6公里")
    session.snapshot = session.records.snapshot()
    session.undo()
    session.redo()
    with pytest.raises(ChangedMeanwhile):
        session.save()
    assert "路基6公里" in county.text(ROAD)


def test_a_removed_file_is_a_question_and_can_be_written_back(
    session: Session, county: County
) -> None:
    before = Records(county.root).read(ROAD).record
    session.type(ROAD_ID, PROGRESS, "已完成路基5公里。")
    county.file(ROAD).unlink()
    session.snapshot = session.records.snapshot()
    with pytest.raises(GoneMeanwhile):
        session.save()
    assert session.gone() == [ROAD_ID]
    assert session.text(ROAD_ID, PROGRESS) == "已完成路基5公里。"
    session.write_back(ROAD_ID)
    assert Records(county.root).read(ROAD).record == before.set(PROGRESS, "已完成路基5公里。")
    assert not session.unsaved


def test_a_colleague_who_typed_the_same_leaves_nothing_unsaved(
    session: Session, county: County
) -> None:
    session.type(ROAD_ID, PROGRESS, "已完成路基5公里。")
    county.replace(ROAD, "路基4公里", "路基5公里")
    assert session.save() == ()
    assert not session.unsaved


def test_undo_takes_saves_and_typing_back_step_by_step(session: Session, county: County) -> None:
    before = county.text(ROAD)
    for text in ("甲。", "乙。"):
        session.type(ROAD_ID, PROGRESS, text)
        session.save()
    session.undo()
    assert "甲。" in county.text(ROAD)
    assert session.text(ROAD_ID, PROGRESS) == "乙。", "what was saved is typed and unsaved again"
    session.undo()
    assert session.text(ROAD_ID, PROGRESS) == "甲。"
    session.undo()
    session.undo()
    assert county.text(ROAD) == before
    assert session.undo() is None


def test_keys_in_one_field_are_one_step_and_another_field_is_another(session: Session) -> None:
    for text in ("已", "已完", "已完成"):
        session.type(ROAD_ID, STATUS, text)
    session.type(ROAD_ID, PROGRESS, "甲")
    session.settle()
    session.type(ROAD_ID, PROGRESS, "甲乙")
    assert [step.places for step in session.done] == [
        ((ROAD_ID, STATUS),),
        ((ROAD_ID, PROGRESS),),
        ((ROAD_ID, PROGRESS),),
    ]
    session.undo()
    assert session.text(ROAD_ID, PROGRESS) == "甲"
    session.type(ROAD_ID, PROGRESS, "丙")
    assert session.redo() is None, "what is typed after an undo takes the place of what was undone"


def test_typing_the_old_value_again_leaves_no_step(session: Session) -> None:
    session.type(ROAD_ID, STATUS, "已完成")
    session.type(ROAD_ID, STATUS, "按期推进")
    assert session.done == ()


def test_a_bulk_edit_is_one_named_step_and_all_or_nothing(session: Session, county: County) -> None:
    before = county.text(ROAD)
    with session.step("成批：完成情况"):
        session.type(ROAD_ID, STATUS, "已完成")
        session.type(ProjectId(SCHOOL), STATUS, "已完成")
    session.save(joins=True)
    assert [step.name for step in session.done] == ["成批：完成情况"]
    session.undo()
    assert county.text(ROAD) == before
    assert not session.unsaved
    with pytest.raises(ZeroDivisionError):
        _interrupted(session)
    assert not session.unsaved
    assert len(session.undone) == 1


def test_a_save_that_others_built_on_is_not_undone_and_told_once(
    session: Session, county: County
) -> None:
    session.type(ROAD_ID, PROGRESS, "已完成路基5公里。")
    session.save()
    county.replace(ROAD, "路基5公里", "路基6公里")
    with pytest.raises(NotRecorded):
        session.undo()
    assert "路基6公里" in county.text(ROAD)
    assert [step.kind.value for step in session.done] == ["typed"]


def test_a_hundred_steps_over_several_projects_are_undone_and_redone(
    session: Session, county: County
) -> None:
    before = county.tree()
    for number in range(60):
        session.type(ROAD_ID, PROGRESS, f"已完成路基{number}米。")
        session.settle()
        session.type(ProjectId(SCHOOL), PROGRESS, f"已完成{number}处。")
        if number % 20 == 0:
            session.save()
    after = (county.tree(), session.typed)
    assert len(session.done) > 100
    for _ in range(len(session.done)):
        session.undo()
    assert (county.tree(), session.unsaved) == (before, ())
    for _ in range(len(session.undone)):
        session.redo()
    assert (county.tree(), session.typed) == after


def test_several_projects_are_saved_together(session: Session, county: County) -> None:
    task = FieldPath.parse("task.2.report.Q2.status")
    session.type(ROAD_ID, STATUS, "已完成")
    session.type(ProjectId(ELDERLY), task, "已完成")
    assert session.unsaved_fields == 2
    assert {change.id for change in session.save()} == {ROAD, ELDERLY}
    assert county.text(ELDERLY).count("已完成") == 2


def test_a_project_shows_what_it_would_be_once_saved(session: Session) -> None:
    session.type(ROAD_ID, STATUS, "已完成")
    session.type(ROAD_ID, MONEY, "十")
    shown = session.projects(LedgerId(LEDGER))[0]
    assert shown.record.text("report", "Q2", "status") == "已完成"
    assert shown.record.decimal("report", "Q2", "investment") is None


def test_discarding_can_be_undone(session: Session) -> None:
    session.type(ROAD_ID, STATUS, "已完成")
    session.discard(ROAD_ID)
    assert not session.unsaved
    assert session.text(ROAD_ID, STATUS) == "按期推进"
    session.undo()
    assert session.text(ROAD_ID, STATUS) == "已完成"


def test_restoring_drops_what_was_typed_into_these_fields_until_it_is_undone(
    session: Session, county: County
) -> None:
    before = county.text(ROAD)
    session.type(ROAD_ID, STATUS, "已完成")
    session.type(ROAD_ID, PROGRESS, "甲。")
    session.restore(ROAD_ID, {STATUS: "未开工"})
    assert session.unsaved_paths(ROAD_ID) == (PROGRESS,)
    assert "未开工" in county.text(ROAD)
    session.undo()
    assert county.text(ROAD) == before
    assert session.text(ROAD_ID, STATUS) == "已完成"


def _interrupted(session: Session) -> None:
    with session.step("中断"):
        session.type(ROAD_ID, STATUS, "已完成")
        raise ZeroDivisionError


PLACES: list[Place] = [
    *((ROAD_ID, PROGRESS), (ROAD_ID, MONEY), (ProjectId(SCHOOL), STATUS)),
    *((LedgerId(LEDGER), FieldPath.of("title")), (LedgerId(LEDGER), WORD)),
]
TEXTS = ["", "10", "按期推进", "已完成", "completed", "已完成路基4公里。", "甲"]
ACTIONS = st.one_of(
    st.tuples(st.just("type"), st.sampled_from(PLACES), st.sampled_from(TEXTS)),
    st.sampled_from(["settle", "save", "discard", "bulk", "undo", "redo"]),
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(ACTIONS, max_size=12))
def test_undo_and_redo_are_each_others_inverse(
    county: County, actions: list[str | tuple[str, Place, str]]
) -> None:
    for file, text in FILES.items():
        county.write(file, text)
    records = Records(county.root)
    session = Session(records, records.snapshot())
    moments = [(county.tree(), session.typed)]
    for action in actions:
        with suppress(MsctlError):
            _act(session, action)
        session.settle()
        now = (county.tree(), session.typed)
        if now != moments[-1]:
            moments.append(now)
    states = [(county.tree(), session.typed)]
    while session.undo():
        states.append((county.tree(), session.typed))
    assert states[-1] == moments[0]
    assert all(one in moments for one in states)
    for state in reversed(states[:-1]):
        session.redo()
        assert (county.tree(), session.typed) == state


def _act(session: Session, action: str | tuple[str, Place, str]) -> None:
    if isinstance(action, tuple):
        session.type(*action[1], action[2])
    elif action == "discard":
        session.discard(ROAD_ID)
    elif action == "bulk":
        with session.step("成批"):
            for project, path in PLACES:
                session.type(project, path, "10" if path == MONEY else "未开工")
    else:
        getattr(session, action)()
