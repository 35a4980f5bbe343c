"""The list of all commands: found by Chinese and English names and pinyin; places; recent first."""

import pytest
from invented import ELDERLY, LEDGER, SCHOOL, County
from screen import front, press, running, text, type_text

from msctl.locale.commands import COMMANDS
from msctl.model.paths import LedgerId
from msctl.store.records import Records
from msctl.store.settings import Settings
from msctl.tui.palette_entries import (
    PaletteIndex,
    command_entries,
    ledger_entries,
    project_entries,
)


@pytest.fixture
def index(county: County) -> PaletteIndex:
    snapshot = Records(county.root).snapshot()
    commands = command_entries(COMMANDS.values(), ("export", "edit"))
    found = PaletteIndex([*commands, *ledger_entries(snapshot)], project_entries(snapshot))
    found.read()
    found.learn()
    return found


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("存档", "command:review"),
        ("cundang", "command:review"),
        ("cd", "command:review"),
        ("commit", "command:review"),
        ("ＥＸＰＯＲＴ", "command:export"),
        ("导出 文件", "command:export"),
        ("xxcc", f"project:{SCHOOL}"),
        ("食堂 2024", f"project:{ELDERLY}"),
        ("2024年民生实事", f"ledger:{LEDGER}"),
    ],
)
def test_a_few_letters_find_it(index: PaletteIndex, typed: str, first: str) -> None:
    found = [entry.key for entry in index.find(typed)]
    assert found
    assert first in found[:3], found[:5]


def test_with_nothing_typed_what_was_used_last_comes_first(index: PaletteIndex) -> None:
    found = index.find("")
    assert [entry.key for entry in found[:2]] == ["command:export", "command:edit"]
    assert {entry.kind for entry in found} == {"command", "ledger"}


def test_nothing_fits_what_nobody_says(index: PaletteIndex) -> None:
    assert index.find("qqqqq") == []


async def test_it_runs_commands_goes_to_projects_and_remembers(archive: County) -> None:
    async with running(archive) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "ctrl+p")
        assert "只读" not in text(app)
        await type_text(app, pilot, "xxcc")
        await press(app, pilot, "enter")
        assert front(app) == "MainScreen"
        assert app.main.project == SCHOOL
        await press(app, pilot, "ctrl+p")
        await type_text(app, pilot, "liuhen")
        assert "留痕" in text(app)
        await press(app, pilot, "enter")
        assert front(app) == "HistoryScreen"
        assert Settings.load().recent == ("history",)
        await press(app, pilot, "ctrl+p")
        assert "去 " not in text(app), "places are offered where nothing lies over the lists"
        await press(app, pilot, "escape", "escape", "ctrl+p")
        shown = [line for line in text(app).splitlines() if line.startswith(">")]
        assert shown[0].startswith(">留痕")


async def test_many_projects_come_in_while_one_types(
    archive: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("msctl.tui.screens.palette.AT_ONCE", 0)
    async with running(archive) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "ctrl+p")
        await type_text(app, pilot, "xxcc")
        await press(app, pilot, "enter")
        assert app.main.project == SCHOOL
