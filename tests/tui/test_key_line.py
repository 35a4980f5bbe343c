"""The line of keys names what can be called now; a key that cannot says why; help tells all."""

from invented import LEDGER, County
from screen import LARGE, front, lines, press, running, text, type_text
from textual.widgets import Input

from msctl.model.paths import LedgerId
from msctl.tui.commands import COMMANDS
from msctl.tui.screens.page import Page
from msctl.tui.widgets.key_line import MOST


def named(line: str, page: Page) -> list[str]:
    """The commands that a line of keys names."""
    return [
        name
        for name in page.KEYS
        if f"{COMMANDS[name].shown_key} {COMMANDS[name].label}" in f" {line} "
    ]


async def test_at_most_eight_keys_and_only_those_that_work(archive: County) -> None:
    async with running(archive, LARGE) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "down")
        page = app.screen
        assert isinstance(page, Page)
        before = named(lines(app)[-1], page)
        assert len(before) == MOST
        assert {"edit", "history"} <= set(before)
        await press(app, pilot, "f7")
        await type_text(app, pilot, "没有这样的项目")
        after = named(lines(app)[-1], page)
        assert not {"edit", "history", "fields"} & set(after)
        assert "filter" in after
        await press(app, pilot, "enter", "f2")
        assert front(app) == "MainScreen"
        assert app.said[0].startswith("没有选中的项目")
        await press(app, pilot, "f1")
        told = [line for line in text(app).splitlines() if line.strip().startswith("F2 ")]
        assert "现在不能用" in told[0]
        await press(app, pilot, "escape", "ctrl+p")
        assert "F2 " not in text(app), "the list of commands leaves it out"


async def test_help_tells_of_what_has_the_focus(archive: County) -> None:
    async with running(archive, LARGE) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "question_mark")
        assert "光标所在：列表" in text(app)
        assert "第一行" in text(app)
        await press(app, pilot, "escape", "f7", "question_mark")
        assert front(app) == "MainScreen"
        assert app.screen.query_one("#filter", Input).value == "?", "in a field it is typed"
        await press(app, pilot, "backspace", "f1")
        shown = text(app)
        assert "光标所在：单行输入" in shown
        assert "Ctrl+W Ctrl+退格  向左删一个词" in shown
        await press(app, pilot, "escape")
        assert app.focused is not None, "the focus is where it was"
        assert app.focused.id == "filter"
