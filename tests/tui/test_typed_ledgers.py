"""The session over ledgers: their fields, their status words, and the usual words taken up."""

from pathlib import Path

import pytest
from invented import LEDGER, ROAD, SCHOOL, County
from wordless import LEDGER_FILE, without_words

from msctl.export.official import build
from msctl.model.errors import BadDate, MsctlError, OutOfRange, UnknownMark, UnknownStatus
from msctl.model.ledger import Standing
from msctl.model.paths import FieldPath, LedgerId, ProjectId, RecordId
from msctl.model.record import Record
from msctl.store.records import Records
from msctl.tui.errors import ChangedMeanwhile, MarkInUse, WordInUse
from msctl.tui.journal import Journal
from msctl.tui.ledger_settings import list_words, remove_word, setting_paths
from msctl.tui.ledger_view import LedgerView
from msctl.tui.legend import list_mark, remove_mark
from msctl.tui.session import Session

LEDGER_ID = LedgerId(LEDGER)
ROAD_ID, SCHOOL_ID = ProjectId(ROAD), ProjectId(SCHOOL)
STATUS = FieldPath.parse("report.Q2.status")
TITLE, DATE = FieldPath.of("title"), FieldPath.of("date")
BEHIND = FieldPath.of("status", "滞后", "pace")


def opened(county: County) -> Session:
    records = Records(county.root)
    return Session(records, records.snapshot())


@pytest.fixture
def session(county: County) -> Session:
    return opened(county)


@pytest.fixture
def wordless(county: County) -> Session:
    return opened(without_words(county))


def test_a_ledgers_field_is_edited_as_any_other(session: Session, county: County) -> None:
    before = county.tree()
    assert session.type(LEDGER_ID, TITLE, "甲县民生实事表") is None
    assert session.unsaved == (LEDGER_ID,)
    assert session.unsaved_projects == ()
    assert session.ledger(LEDGER_ID).title == "甲县民生实事表"
    session.save()
    text = (
        before[f"{LEDGER_FILE}.toml"].decode().replace("甲县2024年民生实事项目表", "甲县民生实事表")
    )
    assert county.tree() == before | {f"{LEDGER_FILE}.toml": text.encode()}
    session.undo()
    assert county.tree() == before
    session.undo()
    assert session.unsaved_fields == 0
    session.redo()
    session.redo()
    assert "甲县民生实事表" in county.text(LEDGER_FILE)


@pytest.mark.parametrize(
    ("path", "text", "error"),
    [
        ("date", "2024-02-30", BadDate),
        ("due.day", "32", OutOfRange),
        ("light.red", "-1", OutOfRange),
    ],
)
def test_a_ledgers_field_tells_what_is_wrong(
    session: Session, county: County, path: str, text: str, error: type[MsctlError]
) -> None:
    before = county.tree()
    assert isinstance(session.type(LEDGER_ID, FieldPath.parse(path), text), error)
    with pytest.raises(error):
        session.save()
    assert county.tree() == before


def test_a_killed_session_leaves_a_ledgers_edit_too(session: Session, county: County) -> None:
    session.type(LEDGER_ID, TITLE, "甲县民生实事表")
    killed = Journal(county.root)
    killed.write(session.typed)
    killed.close()
    (left,) = Journal(county.root).left_behind()
    assert left.garbled == 0
    later = opened(county)
    later.recover({LEDGER_ID: {path: typed for (_, path), typed in left.typed.items()}})
    assert later.typed == session.typed


def test_a_ledgers_field_that_others_changed_is_a_question(
    session: Session, county: County
) -> None:
    session.type(LEDGER_ID, TITLE, "我的标题")
    county.replace(LEDGER_FILE, "甲县2024年民生实事项目表", "他的标题")
    with pytest.raises(ChangedMeanwhile):
        session.save()
    (clash,) = session.clashes()
    assert (clash.record, clash.mine, clash.theirs) == (LEDGER_ID, "我的标题", "他的标题")
    session.answer(clash, clash.mine)
    session.save()
    assert "我的标题" in county.text(LEDGER_FILE)


def test_a_usual_word_is_listed_with_the_report_that_uses_it(
    wordless: Session, county: County
) -> None:
    before = county.tree()
    assert wordless.type(ROAD_ID, STATUS, "滞后") is None
    assert wordless.unsaved == (ROAD_ID,)
    changed = {(change.id, str(change.path)): change.new for change in wordless.save()}
    assert changed == {
        (ROAD, "report.Q2.status"): "滞后",
        (LEDGER, "status.滞后.state"): "in-progress",
        (LEDGER, "status.滞后.pace"): "behind",
    }
    after = county.tree()
    wordless.undo()
    assert county.tree() == before
    wordless.redo()
    assert county.tree() == after


def test_a_word_that_others_use_by_now_outlives_the_undo(wordless: Session, county: County) -> None:
    wordless.type(ROAD_ID, STATUS, "滞后")
    wordless.save()
    county.write(SCHOOL, county.text(SCHOOL) + 'status = "滞后"\n')
    wordless.snapshot = Records(county.root).snapshot()
    saved = county.tree()
    wordless.undo()
    assert 'status = "滞后"' not in county.text(ROAD)
    assert wordless.snapshot.ledgers[LEDGER_ID].status == {
        "滞后": Standing("in-progress", "behind")
    }
    wordless.redo()
    assert county.tree() == saved


def test_only_the_word_that_stands_in_the_end_is_listed(wordless: Session, county: County) -> None:
    for word in ("已完成", "按计划推进", "滞后", "未开工"):
        wordless.type(ROAD_ID, STATUS, word)
    assert list(wordless.ledger(LEDGER_ID).status) == ["未开工"]
    wordless.save()
    assert list(Records(county.root).snapshot().ledgers[LEDGER_ID].status) == ["未开工"]


def test_saving_one_project_lists_its_words_alone(wordless: Session, county: County) -> None:
    wordless.type(ROAD_ID, STATUS, "滞后")
    wordless.type(SCHOOL_ID, STATUS, "已完成")
    wordless.type(LEDGER_ID, TITLE, "另一个标题")
    wordless.save([SCHOOL_ID])
    assert list(wordless.snapshot.ledgers[LEDGER_ID].status) == ["已完成"]
    assert wordless.unsaved == (ROAD_ID, LEDGER_ID)
    assert "另一个标题" not in county.text(LEDGER_FILE)


def test_a_word_that_others_listed_meanwhile_means_what_they_said(
    wordless: Session, county: County
) -> None:
    wordless.type(ROAD_ID, STATUS, "滞后")
    county.write(LEDGER_FILE, county.text(LEDGER_FILE) + '\n[status."滞后"]\nstate = "stalled"\n')
    wordless.save()
    assert wordless.snapshot.ledgers[LEDGER_ID].status == {"滞后": Standing("stalled")}


def test_a_word_unknown_to_a_ledger_of_its_own_words_stays_unknown(session: Session) -> None:
    assert isinstance(session.type(ROAD_ID, STATUS, "滞后"), UnknownStatus)


def test_a_word_that_is_only_typed_into_the_ledger_can_be_used_and_is_saved_along(
    session: Session, county: County
) -> None:
    words = {"基本完成": Standing("completed")}
    list_words(session, LEDGER_ID, words, "另加用语", (ROAD_ID, STATUS))
    session.type(LEDGER_ID, TITLE, "另一个标题")
    assert session.ledger(LEDGER_ID).status["基本完成"] == Standing("completed")
    session.save([ROAD_ID])
    assert 'status = "基本完成"' in county.text(ROAD)
    assert '[status."基本完成"]\nstate = "completed"' in county.text(LEDGER_FILE)
    assert session.unsaved_paths(LEDGER_ID) == (TITLE,)
    session.undo()
    session.undo()
    session.undo()
    assert session.text(ROAD_ID, STATUS) == "按期推进"
    assert "基本完成" not in session.ledger(LEDGER_ID).status


def test_a_used_word_is_not_removed_and_an_unused_one_is(session: Session, county: County) -> None:
    with pytest.raises(WordInUse) as caught:
        remove_word(session, LEDGER_ID, "按期推进")
    assert caught.value.details == {"word": "按期推进", "count": 2, "places": "甲县 1、甲县 2"}
    session.type(ROAD_ID, STATUS, "未开工")
    with pytest.raises(WordInUse):
        remove_word(session, LEDGER_ID, "未开工")
    session.type(ROAD_ID, STATUS, "按期推进")
    remove_word(session, LEDGER_ID, "未开工")
    session.save()
    assert "未开工" not in county.text(LEDGER_FILE)
    session.undo()
    assert '[status."未开工"]\nstate = "not-started"' in county.text(LEDGER_FILE)


def test_a_new_mark_is_saved_with_the_project_that_carries_it(
    session: Session, county: County
) -> None:
    marks = FieldPath.of("marks")
    assert isinstance(session.type(ROAD_ID, marks, "市级"), UnknownMark)
    session.type(ROAD_ID, marks, "")
    list_mark(session, LEDGER_ID, "市级", "★", "另加标识")
    list_mark(session, LEDGER_ID, "区级", "▽", "另加标识")
    assert session.type(ROAD_ID, marks, "市级、省级") is None
    with pytest.raises(MarkInUse) as caught:
        remove_mark(session, LEDGER_ID, "市级")
    assert caught.value.details == {"mark": "市级", "count": 1, "places": "甲县 1"}
    session.save([ROAD_ID])
    assert 'marks = ["市级", "省级"]' in county.text(ROAD)
    assert '"市级" = "★"' in county.text(LEDGER_FILE)
    assert session.unsaved_paths(LEDGER_ID) == (FieldPath.of("marks", "区级"),)
    # somebody else has come to use it: taking the save back leaves it in the legend
    county.replace(SCHOOL, 'name = "学校操场改造"', 'name = "学校操场改造"\nmarks = ["市级"]')
    session.snapshot = session.records.snapshot()
    session.undo()
    assert "市级" not in county.text(ROAD)
    assert '"市级" = "★"' in county.text(LEDGER_FILE)


def test_the_list_shows_typed_words_as_they_count(wordless: Session) -> None:
    view = LedgerView(wordless, LEDGER_ID)
    wordless.type(ROAD_ID, STATUS, "滞后")
    assert view.refresh(wordless) == [ROAD_ID]
    view.update([ROAD_ID])
    assert ("滞后", 1) in [(word, count) for word, count, _ in view.counts()]
    wordless.type(LEDGER_ID, TITLE, "另一个标题")
    wordless.type(LEDGER_ID, FieldPath.of("status", "已完成", "state"), "completed")
    assert view.refresh(wordless) is None, "a title is shown anew"
    view = LedgerView(wordless, LEDGER_ID)
    wordless.type(LEDGER_ID, BEHIND, "ahead")
    assert view.refresh(wordless) is None, "a word that means something else is counted anew"


def test_the_settings_are_the_ledgers_fields_without_its_layouts(session: Session) -> None:
    paths = [str(path) for path in setting_paths(session, LEDGER_ID)]
    assert paths[:3] == ["title", "heading", "issuer"]
    assert {"money_unit", "due.day", "due.Q2", "light.red"} <= set(paths)
    assert not [path for path in paths if path.startswith(("layout", "status"))]


OFFICIAL = Path(__file__).parents[2] / "records"


@pytest.mark.parametrize(
    "ledger",
    [
        *("lianshui/2024/minsheng", "wenzhou-lucheng/2024/minsheng"),
        *("nanyang-wancheng/2024/district", "nanyang-wancheng/2024/province-city"),
    ],
)
def test_a_word_changes_nothing_of_an_official_table_that_prints_none(ledger: str) -> None:
    snapshot = Records(OFFICIAL).snapshot()
    session = Session(Records(OFFICIAL), snapshot)
    own = LedgerId(ledger)
    (layout,) = snapshot.ledgers[own].layout_names
    before = build(snapshot, own, layout)
    for project in snapshot.by_ledger[own]:
        path = FieldPath((*project.tasks[0].prefix, "report", "Q1", "status"))
        assert session.type(project.id, path, "按计划推进") is None
    assert list(session.ledger(own).status) == ["按计划推进"]
    records: dict[RecordId, Record] = {p.id: p.record for p in session.projects(own)}
    saved = snapshot.with_records(records | {own: session.ledger(own).record})
    assert build(saved, own, layout) == before
