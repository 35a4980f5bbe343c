"""A ledger's settings on screen: its fields, its status words, and where another word is asked
for."""

from invented import LEDGER, ROAD, SCHOOL, County
from screen import LARGE, SMALL, assert_golden, front, press, running, text, type_text
from textual.widgets import Input
from wordless import LEDGER_FILE, without_words

from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.tui.screens.form import FormScreen
from msctl.tui.widgets.choice import Choice

ROAD_ID, SCHOOL_ID = ProjectId(ROAD), ProjectId(SCHOOL)
STATUS = FieldPath.parse("report.Q2.status")


async def test_the_fields_are_listed_changed_undone_and_saved(archive: County) -> None:
    before = archive.text(LEDGER_FILE)
    async with running(archive, SMALL, overview=True) as (app, pilot):
        await press(app, pilot, "down", "at")
        assert front(app) == "LedgerSettingsScreen"
        assert_golden(app, "ledger-settings")
        await press(app, pilot, *["down"] * 13, "f2")
        assert front(app) == "LedgerFormScreen"
        await type_text(app, pilot, "x")
        assert "不是日期" in text(app)
        await press(app, pilot, "ctrl+s")
        assert front(app) == "LedgerFormScreen"
        await press(app, pilot, "backspace", "backspace")
        await type_text(app, pilot, "5")
        await press(app, pilot, "escape")
        assert_golden(app, "ledger-settings-asked")
        await press(app, pilot, "right", "enter")
        assert front(app) == "LedgerSettingsScreen"
        assert archive.text(LEDGER_FILE) == before.replace("2024-03-01", "2024-03-05")
        await press(app, pilot, "ctrl+z")
        assert archive.text(LEDGER_FILE) == before
        assert "未保存 1" in text(app)
        await press(app, pilot, "escape", "f9")
        assert "未保存 甲县" in text(app)
        assert "2024-03-01 -> 2024-03-05" in text(app)


async def test_a_word_is_added_and_means_something_and_a_used_one_stays(archive: County) -> None:
    async with running(archive, LARGE) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "at", "f8", "ctrl+s")
        assert "请写用语" in app.said[0]
        await type_text(app, pilot, "已完成")
        assert "已经有用语" in text(app)
        app.screen.query_one(Input).value = "基本完成"
        await press(app, pilot, "tab", "right", "right", "right", "right")
        assert_golden(app, "word")
        await press(app, pilot, "ctrl+s")
        assert front(app) == "LedgerSettingsScreen"
        assert_golden(app, "ledger-settings-word")
        await press(app, pilot, "down", "down", "f7")
        assert app.said == (
            "用语“按期推进”用在 2 处（甲县 1、甲县 2），不能去掉；请先把这些填报改用别的词。",
            True,
        )
        await press(app, pilot, "up", "f7")
        assert app.said[0].startswith('已去掉用语"未开工"')
        await press(app, pilot, "enter")
        assert_golden(app, "word-changed")
        await press(app, pilot, "end", "ctrl+s", "ctrl+s")
        ledger = archive.text(LEDGER_FILE)
        assert '[status."基本完成"]\nstate = "completed"' in ledger
        assert "未开工" not in ledger
        assert '[status."按期推进"]\nstate = "cancelled"\npace = "on-track"' in ledger


async def test_a_mark_is_added_and_has_another_sign_and_a_used_one_stays(archive: County) -> None:
    before = archive.tree()
    async with running(archive, LARGE) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "at", "f4", "ctrl+s")
        assert "请写标识的名称" in app.said[0]
        await type_text(app, pilot, "票决")
        assert "图例里已经有标识" in text(app)
        app.screen.query_one("#mark", Input).value = "市级、区级"
        await pilot.pause()
        assert "会被当成几个标识" in text(app)
        app.screen.query_one("#mark", Input).value = "市级重点"
        await press(app, pilot, "enter", "enter")
        assert "请写标识“市级重点”的符号" in app.said[0]
        await type_text(app, pilot, "★")
        assert_golden(app, "mark")
        await press(app, pilot, "enter")
        assert front(app) == "LedgerSettingsScreen"
        assert app.session.text(LedgerId(LEDGER), FieldPath.parse("marks.市级重点")) == "★"
        # the heading of the legend, then the first mark
        await press(app, pilot, *["down"] * 5)
        assert "项目可带的标识" in text(app)
        await press(app, pilot, "down", "f7")
        assert app.said == (
            "标识“省级”用在 1 处（甲县 2），不能去掉；请先在这些项目里去掉它。",
            True,
        )
        assert_golden(app, "ledger-settings-mark")
        await press(app, pilot, "enter", "backspace", "enter")
        assert app.said[1], "a mark has a sign"
        await type_text(app, pilot, "▲")
        await press(app, pilot, "ctrl+s", "down", "down", "f7")
        assert app.said[0].startswith('图例已去掉标识"市级重点"')
        await press(app, pilot, "ctrl+z", "ctrl+s")
        ledger = archive.text(LEDGER_FILE)
        assert '"省级" = "▲"\n"票决" = "○"\n"市级重点" = "★"\n' in ledger
        await press(app, pilot, "ctrl+z")
        assert archive.tree() == before


async def test_a_ledger_without_words_offers_the_usual_ones_in_the_form(archive: County) -> None:
    without_words(archive).commit("没有用语", "2024-07-01")
    before = archive.tree()
    async with running(archive) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "f2", "tab", "home", "right")
        assert_golden(app, "form-usual-words")
        await press(app, pilot, "ctrl+s")
        assert "按计划 1" in text(app)
        assert 'status = "按计划推进"' in archive.text(ROAD)
        assert '[status."按计划推进"]\nstate = "in-progress"' in archive.text(LEDGER_FILE)
        await press(app, pilot, "ctrl+z")
        assert archive.tree() == before
        await press(app, pilot, "ctrl+y", "f9")
        assert "台账设置 甲县" in text(app)
        assert "按计划推进 用语状态" in text(app)


async def test_another_word_from_the_form_is_one_step_with_the_report(archive: County) -> None:
    async with running(archive) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "f2", "tab", "plus")
        assert front(app) == "WordScreen"
        await type_text(app, pilot, "基本完成")
        await press(app, pilot, "tab", "end", "ctrl+s")
        assert isinstance(app.screen, FormScreen)
        assert "(*) 基本完成" in text(app)
        assert app.session.done[-1].name == '另加用语"基本完成"'
        await press(app, pilot, "ctrl+z")
        assert "(*) 基本完成" not in text(app)
        assert not app.session.unsaved


async def test_another_word_from_a_cell_keeps_what_was_typed(archive: County) -> None:
    async with running(archive) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "end", *["right"] * 4)
        while app.main._grid.cursor_column_key != "period.Q2":
            await press(app, pilot, "right")
        await press(app, pilot, "enter")
        for _ in range(8):
            await pilot.press("backspace")
        await type_text(app, pilot, "大体办完")
        await press(app, pilot, "enter")
        assert "不是这个台账的用语" in app.said[0]
        await press(app, pilot, "up", "enter")
        assert front(app) == "WordScreen"
        assert app.screen.query_one(Input).value == "大体办完"
        await press(app, pilot, "tab", "end", "ctrl+s")
        assert app.session.text(SCHOOL_ID, STATUS) == "大体办完"
        assert app.session.errors(SCHOOL_ID) == {}


async def test_another_word_is_meant_in_the_bulk_edit(archive: County) -> None:
    async with running(archive) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "ctrl+a", "ctrl+w", "tab", "tab", "plus")
        await type_text(app, pilot, "大体办完")
        await press(app, pilot, "tab", "end", "ctrl+s")
        assert app.screen.query_one("#word", Choice).value == "大体办完"
        await press(app, pilot, "ctrl+s")
        assert archive.text(ROAD).count("大体办完") == 1
        assert '[status."大体办完"]' in archive.text(LEDGER_FILE)


async def test_the_past_shows_the_settings_and_takes_no_change(archive: County) -> None:
    async with running(archive) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        app.lookback.open("HEAD")
        await press(app, pilot, "at")
        await press(app, pilot, "f8")
        assert front(app) == "LedgerSettingsScreen"
        assert app.said[1]
