"""The ledger as it was: read-only in words, no edit gets through, and the way back."""

import pytest
from invented import LEDGER, ROAD, County
from screen import SMALL, front, lines, press, running, settle, text, type_text

from msctl.locale.commands import COMMANDS
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.store.records import Records
from msctl.tui.app import MsctlApp
from msctl.tui.archive import Archive
from msctl.tui.past import WRITES, PastIsReadOnly, PastSession, refusal
from msctl.tui.widgets.grid import Grid

PROGRESS = FieldPath.parse("report.Q2.progress")
ROAD_ID = ProjectId(ROAD)


@pytest.fixture
def changed(archive: County) -> County:
    archive.replace(ROAD, "路基4公里", "路基7公里")
    archive.commit("二季度核对", "2024-07-05")
    return archive


def is_past(app: MsctlApp) -> bool:
    return app.lookback.moment is not None


def progress(app: MsctlApp) -> str:
    return app.session.text(ROAD_ID, PROGRESS)


def test_a_past_session_takes_nothing(changed: County) -> None:
    records = Records(changed.root)
    archive = Archive(records)
    moment, snapshot = archive.past("2024-03")
    session = PastSession(records, snapshot, moment)
    assert isinstance(session.type(ROAD_ID, PROGRESS, "改"), PastIsReadOnly)
    with session.step("填"):
        session.type(ROAD_ID, PROGRESS, "改")
    with pytest.raises(PastIsReadOnly):
        session.save()
    with pytest.raises(PastIsReadOnly):
        session.restore(ROAD_ID, {PROGRESS: "改"})
    session.snapshot = records.snapshot()
    assert session.text(ROAD_ID, PROGRESS) == "已完成路基4公里。"
    assert (session.unsaved, moment.subject, moment.date) == ((), "建立台账", "2024-03-01")
    archive.close()


def test_every_command_that_writes_is_refused_and_looking_is_not(changed: County) -> None:
    archive = Archive(Records(changed.root))
    moment, _ = archive.past("2024-03")
    archive.close()
    looking = {
        *("help", "history", "fields", "blame", "compare", "export", "copy", "back", "leave"),
        *("open", "filter", "places", "palette", "past", "findings", "choose", "settings"),
    }
    assert not WRITES - COMMANDS.keys()
    for name in COMMANDS:
        action = name.replace("-", "_")
        if name in looking:
            assert refusal(moment, action) is None, name
        if name in WRITES:
            assert refusal(moment, f"app.{action}") is not None, name


async def test_the_ledger_as_of_a_day_and_back_with_what_was_typed(changed: County) -> None:
    before = changed.tree()
    async with running(changed) as (app, pilot):
        app.session.type(ROAD_ID, PROGRESS, "未保存的话")
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "ctrl+r")
        await type_text(app, pilot, "2024-03")
        await press(app, pilot, "enter")
        assert progress(app) == "已完成路基4公里。"
        commit = changed.git("rev-parse", "HEAD~1").strip()
        band = f" 只读 2024-03-01 {commit[:10]}  Esc 返回现在  （张三：建立台账）"
        assert lines(app)[0] == band
        assert "未保存 1" in lines(app)[1]
        for key in ("f2", "f9", "ctrl+s", "ctrl+z", "ctrl+g"):
            await press(app, pilot, key)
            assert app.said == (
                "现在看的是 2024-03-01 的台账，只能看，不能改；按 Esc 返回现在再改。",
                True,
            )
        await press(app, pilot, "f3")
        assert [row.cells[-1] for row in app.screen.query_one(Grid).rows] == ["建立台账"]
        await press(app, pilot, "escape", "ctrl+x")
        assert f"甲县2024年民生实事项目表：{commit[:10]} -> 现在" in text(app), "what changed since"
        assert "路基[7]公里" in text(app)
        await press(app, pilot, "escape")
        assert is_past(app), "Escape above the ledger only goes back to it"
        await press(app, pilot, "escape")
        assert not is_past(app)
        assert front(app) == "MainScreen"
        assert progress(app) == "未保存的话"
        assert not any("只读" in line for line in lines(app))
    assert changed.tree() == before


async def test_the_screens_may_begin_in_the_past_and_choose_another_commit(
    changed: County,
) -> None:
    app = MsctlApp(Records(changed.root), when="2024-03")
    async with app.run_test(size=SMALL) as pilot:
        await settle(app, pilot)
        await settle(app, pilot)
        assert progress(app) == "已完成路基4公里。"
        await press(app, pilot, "ctrl+r", "tab")
        grid = app.screen.query_one(Grid)
        assert [row.cells[-1] for row in grid.rows] == ["返回现在", "二季度核对", "建立台账"]
        await press(app, pilot, "home", "down", "enter")
        assert progress(app) == "已完成路基7公里。"
        assert app.lookback.moment is not None
        await press(app, pilot, "ctrl+r", "tab", "home", "enter")
        assert app.lookback.moment is None
