"""The queue: what is due, in the ledger's order, by unit; done, skipped, back."""

from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County
from screen import LARGE, SMALL, assert_golden, front, press, running, settle, text, type_text

from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.period import parse_period
from msctl.store.records import Records
from msctl.tui.queue import Queue
from msctl.tui.session import Session
from msctl.tui.widgets.grid import Grid

QUARTER = parse_period("Q3")


def begun(county: County) -> tuple[Session, Queue]:
    records = Records(county.root)
    session = Session(records, records.snapshot())
    return session, Queue(session, LedgerId(LEDGER), QUARTER)


def report(session: Session, project: str, path: str) -> None:
    session.type(ProjectId(project), FieldPath.parse(path), "按期推进")
    session.save()


def test_what_is_due_is_listed_by_task_and_a_completed_task_owes_nothing(county: County) -> None:
    _, queue = begun(county)
    assert [(e.project, e.task) for e in queue.entries] == [
        (ROAD, ""),
        (ELDERLY, "2"),
        (SCHOOL, ""),
    ]
    assert queue.units == {"丙局": 2, "乙局": 2}
    queue.unit = "丙局"
    assert [e.project for e in queue.entries] == [ELDERLY, SCHOOL]


def test_it_goes_on_past_what_is_done_and_back_to_what_was_skipped(county: County) -> None:
    session, queue = begun(county)
    assert queue.place == (1, 3)
    report(session, ELDERLY, "task.2.report.Q3.status")
    second = queue.forward(skip=True)
    assert second is not None
    assert second.project == SCHOOL, "the one between is done meanwhile"
    assert [queue.is_skipped(entry) for entry in queue.entries] == [True, False, False]
    report(session, SCHOOL, "report.Q3.status")
    assert queue.forward() is None
    assert queue.waiting == 1
    assert len(queue.entries) == 3, "what is done stays listed"
    assert queue.go_to(f"{ROAD} ") == queue.entries[0]
    assert queue.backward() is None
    report(session, ROAD, "report.Q3.status")
    assert not queue.is_skipped(queue.entries[0])
    assert queue.waiting == 0


def test_what_is_typed_into_one_task_is_not_the_other_ones(county: County) -> None:
    county.replace(ELDERLY, 'status = "已完成"', 'status = "按期推进"')
    session, queue = begun(county)
    session.type(ProjectId(ELDERLY), FieldPath.parse("task.2.report.Q3.progress"), "乙")
    session.type(ProjectId(SCHOOL), FieldPath.parse("report.Q3.progress"), "丙")
    assert {e.key: queue.is_typed(e) for e in queue.entries} == {
        f"{ROAD} ": False,
        f"{ELDERLY} 1": False,
        f"{ELDERLY} 2": True,
        f"{SCHOOL} ": True,
    }


async def test_reporting_one_after_the_other(archive: County) -> None:
    async with running(archive, SMALL, overview=True) as (app, pilot):
        await press(app, pilot, "end", "f12")
        app.screen.query_one("#period").focus()
        await press(app, pilot, "right", "right", "tab")
        assert_golden(app, "due")
        await press(app, pilot, "f7", "down", "down", "enter")
        assert "老年食堂：西食堂" in text(app)
        assert "村道路硬化" not in text(app)
        await press(app, pilot, "f7", "enter", "home", "enter")
        assert_golden(app, "queue")
        await type_text(app, pilot, "甲")
        await press(app, pilot, "ctrl+s")
        assert "2 / 3 待填报" in text(app)
        await type_text(app, pilot, "乙")
        await press(app, pilot, "f8")
        assert "3 / 3 待填报" in text(app)
        await press(app, pilot, "f3")
        assert "2 / 3 待填报" in text(app)
        await press(app, pilot, "f9")
        assert front(app) == "DueScreen"
        assert app.screen.query_one(Grid).cursor_row_key == f"{ELDERLY} 2"
        await pilot.resize_terminal(*LARGE)
        await settle(app, pilot)
        assert_golden(app, "due-begun")
    assert 'progress = "甲"' in archive.text(ROAD)
