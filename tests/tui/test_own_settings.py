"""The settings at work: seen at once, kept for the next start, keys given and refused."""

from pathlib import Path

import pytest
from invented import LEDGER, County
from screen import LARGE, SMALL, assert_golden, front, lines, press, running, text
from textual.widgets import Static

from msctl.model.paths import LedgerId
from msctl.store.settings import Settings
from msctl.tui.widgets.grid import Grid


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "settings.toml"
    monkeypatch.setenv("MSCTL_SETTINGS", str(file))
    return file


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
async def test_the_screen_of_settings(
    archive: County, settings: Path, size: tuple[int, int]
) -> None:
    async with running(archive, size) as (app, pilot):
        app.settings.file = Path("settings.toml")
        await press(app, pilot, "ctrl+t")
        # the keys below are told by docs/keys.md
        assert_golden(app, "settings", "\n".join(lines(app)[:11]) + "\n")


async def test_a_choice_is_seen_at_once_and_kept(archive: County, settings: Path) -> None:
    async with running(archive, (120, 30)) as (app, pilot):
        assert app.theme == "dark"
        before = app.screen.styles.background
        await press(app, pilot, "ctrl+t", "tab", "right")
        assert app.theme == "light"
        assert app.screen.styles.background != before
        assert Settings.load().choice("theme") == "light"
        await press(app, pilot, "tab", "tab", "right", "escape")
        assert any("│" in line for line in text(app).splitlines()), "frames of lines"
        await press(app, pilot, "ctrl+t", "right")
        assert "下次启动" in app.said[0]
        assert settings.read_text() == 'theme = "light"\nframes = "lines"\nlanguage = "zh"\n'


async def test_a_key_is_given_and_a_taken_one_refused(archive: County, settings: Path) -> None:
    async with running(archive) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "ctrl+t")
        app.screen.query_one("Grid").focus()
        grid = app.screen.query_one("Grid")
        assert grid.move_to("history")  # type: ignore[attr-defined]
        await press(app, pilot, "enter")
        assert front(app) == "AskKey"
        await press(app, pilot, "f2")
        assert app.said[1]
        assert "填报 (edit) 已经用它" in app.said[0]
        assert not settings.exists()
        await press(app, pilot, "enter", "insert")
        assert settings.read_text() == '[keys]\nhistory = "insert"\n'
        assert any(line.startswith(">* 留痕") for line in text(app).splitlines())
        await press(app, pilot, "escape")
        assert "Ins 留痕" in text(app).splitlines()[-1]
        await press(app, pilot, "f3")
        assert front(app) == "MainScreen"
        await press(app, pilot, "insert")
        assert front(app) == "HistoryScreen"


async def test_a_bad_settings_file_is_told_and_everything_is_as_usual(
    archive: County, settings: Path
) -> None:
    settings.write_text('theme = "purple"\n')
    async with running(archive) as (app, _):
        assert app.theme == "dark"
        assert app.said[1]
        assert "theme 不能是 purple" in " ".join(
            str(label.render()) for label in app.screen.query(Static)
        )


async def test_own_keys_come_back_unless_another_command_has_them_now(
    archive: County, settings: Path
) -> None:
    settings.write_text('[keys]\nno-such-command = "f2"\npast = "insert"\nhistory = "ctrl+r"\n')
    async with running(archive) as (app, pilot):
        await press(app, pilot, "ctrl+t")
        grid = app.screen.query_one(Grid)
        grid.focus()
        assert grid.move_to("past")
        await press(app, pilot, "f5")
        assert "看以前 (past) 不能用 Ctrl+R：同一画面的 留痕 (history)" in app.said[0]
        assert any(line.startswith(">* 看以前         Ins") for line in text(app).splitlines())
        assert grid.move_to("history")
        await press(app, pilot, "f5")
        assert grid.move_to("past")
        await press(app, pilot, "f5")
        assert app.said == ("看以前 的按键现在是 Ctrl+R。", False)
    assert settings.read_text() == '[keys]\nno-such-command = "f2"\n'
