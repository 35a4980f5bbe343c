"""The session: what is unsaved by value, saving, undoing, and files that others change."""

import pytest
from invented import ELDERLY, LEDGER, ROAD, County

from msctl.model.errors import BadNumber, UnknownStatus
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.store.errors import FileChanged
from msctl.store.records import Records
from msctl.tui.session import Session

ROAD_ID = ProjectId(ROAD)
PROGRESS = FieldPath.parse("report.Q2.progress")
STATUS = FieldPath.parse("report.Q2.status")
MONEY = FieldPath.parse("report.Q2.investment")


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


def test_a_file_that_changed_is_refused_once_and_nothing_typed_is_lost(
    session: Session, county: County
) -> None:
    session.type(ROAD_ID, PROGRESS, "已完成路基5公里。")
    county.replace(ROAD, "完成招标。", "完成招标和监理。")
    with pytest.raises(FileChanged):
        session.save()
    assert session.text(ROAD_ID, PROGRESS) == "已完成路基5公里。"
    session.save()
    assert "完成招标和监理。" in county.text(ROAD)
    assert "路基5公里" in county.text(ROAD)


def test_a_colleague_who_typed_the_same_leaves_nothing_unsaved(
    session: Session, county: County
) -> None:
    session.type(ROAD_ID, PROGRESS, "已完成路基5公里。")
    county.replace(ROAD, "路基4公里", "路基5公里")
    with pytest.raises(FileChanged):
        session.save()
    assert not session.unsaved


def test_undo_takes_saves_back_one_by_one(session: Session, county: County) -> None:
    before = county.text(ROAD)
    for text in ("甲。", "乙。"):
        session.type(ROAD_ID, PROGRESS, text)
        session.save()
    session.undo()
    assert session.text(ROAD_ID, PROGRESS) == "甲。"
    session.undo()
    assert county.text(ROAD) == before
    assert session.undo() == ()
    assert not session.can_undo


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


def test_discard_forgets_what_is_typed(session: Session) -> None:
    session.type(ROAD_ID, STATUS, "已完成")
    session.discard(ROAD_ID)
    assert not session.unsaved
    assert session.text(ROAD_ID, STATUS) == "按期推进"
