"""Many fields typed in as one step: made ready anywhere, typed whole or not at all."""

import pytest
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County
from screen import press, running, settle

from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.store.records import Records
from msctl.tui.background import Stopped
from msctl.tui.batch import Batch
from msctl.tui.screens import proposing
from msctl.tui.session import Session

NOTE = FieldPath.parse("note")
TEXTS = [((ProjectId(own), NOTE), "备注") for own in (ROAD, ELDERLY, SCHOOL)]


def begun(county: County) -> Session:
    records = Records(county.root)
    return Session(records, records.snapshot())


def test_a_batch_is_one_step(county: County) -> None:
    session = begun(county)
    assert session.type_all(Batch.of(session, "填备注", TEXTS))
    assert session.unsaved_fields == 3
    assert [project.record.text("note") for project in session.projects(LedgerId(LEDGER))] == [
        "备注"
    ] * 3
    assert [step.name for step in session.done] == ["填备注"]
    session.undo()
    assert not session.unsaved


def test_what_was_typed_meanwhile_is_not_overwritten_unseen(county: County) -> None:
    session = begun(county)
    batch = Batch.of(session, "填备注", TEXTS)
    session.type(ProjectId(ROAD), NOTE, "别人")
    assert not session.type_all(batch)
    assert session.unsaved_fields == 1
    assert session.type_all(Batch.of(session, "填备注", TEXTS))
    session.undo()
    assert session.text(ProjectId(ROAD), NOTE) == "别人"


def test_what_the_files_took_in_meanwhile_makes_a_batch_old(county: County) -> None:
    session = begun(county)
    batch = Batch.of(session, "填备注", TEXTS[:1])
    session.type(ProjectId(SCHOOL), NOTE, "另一处")
    session.save()
    assert not session.type_all(batch)
    assert not session.unsaved


def test_a_batch_that_is_stopped_types_nothing(county: County) -> None:
    session = begun(county)

    def step() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        Batch.of(session, "填备注", TEXTS, step)
    assert not session.unsaved


async def test_many_edits_are_found_and_typed_in_by_a_worker(
    archive: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposing, "AT_ONCE", 0)
    async with running(archive) as (app, pilot):
        app.go_to(LedgerId(LEDGER))
        await settle(app, pilot)
        app.main._list.choice.everything()
        app.main.action_bulk_edit()
        await settle(app, pilot)
        count = len(app.screen.proposals)  # type: ignore[attr-defined]
        assert count > 0
        await press(app, pilot, "f9")
        await settle(app, pilot)
        assert app.screen is app.main
        assert app.session.unsaved_fields == count
        assert len(app.session.done) == 1
        await press(app, pilot, "ctrl+z")
        assert not app.session.unsaved
