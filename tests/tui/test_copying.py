"""What is copied from the screens of changes: plain text, Markdown and a table for Excel, by a
native tool, without frames and signs."""

from pathlib import Path
from threading import Event

import pytest
from invented import LEDGER, ROAD, SCHOOL, County
from screen import LARGE, press, running, settle

from msctl.model.paths import LedgerId
from msctl.tui.copying import Form, offer

TITLES = ["序号", "项目名称", "字段", "旧", "新", "增减", "增减（%）", "提示"]


@pytest.fixture
def clipboard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that a desktop's tool of its own keeps."""
    kept = tmp_path / "kept"
    tool = tmp_path / "wl-copy"
    tool.write_text(f"#!/bin/sh\nexec cat > '{kept}'\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    return kept


async def test_changes_are_copied_as_text_and_as_tables(archive: County, clipboard: Path) -> None:
    archive.replace(ROAD, "路基4公里", "路基7公里")
    archive.replace(ROAD, "county = 60.5", "county = 65.5")
    archive.replace(SCHOOL, '"县乙局", "丙局"', '"丙局", "丁街道"')
    async with running(archive, LARGE) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "f9", "ctrl+c", "right", "enter")
        assert app.said[0] == "已复制 11 行，送到终端的剪贴板和 wl-copy。"
        assert clipboard.read_text("utf-8").splitlines()[:4] == [
            "甲县 1 村道路硬化",
            "  县财政统筹  +5 (+8.3%)",
            "    旧 60.5",
            "    新 65.5",
        ]
        archive.commit("二季度核对", "2024-07-05")
        await press(app, pilot, "escape", "f3", "f6", "home", "ctrl+c", "right", "enter")
        told = clipboard.read_text("utf-8").splitlines()
        assert told[5] == "县财政统筹  60.5 -> 65.5  +5 (+8.3%)"
        assert told[-3:] == ["牵头单位", "  去掉 县乙局", "  新增 丁街道"]
        assert not [line for line in told if set(line) & set("|│┃") or line.startswith(("+", "-"))]
        await press(app, pilot, "ctrl+c", "right", "right", "enter")
        table = [line.strip("| ") for line in clipboard.read_text("utf-8").splitlines()]
        assert [cell.strip() for cell in table[0].split("|")] == TITLES
        assert "已完成路基7公里。" in "".join(table)
        await press(app, pilot, "ctrl+c", "end", "enter")
        rows = [line.split("\t") for line in clipboard.read_text("utf-8").splitlines()]
        assert rows[0] == TITLES
        told = ["甲县 1", "村道路硬化", "县财政统筹", "60.5", "65.5", "5", "8.3"]
        assert rows[1][:7] == told
        assert app.said[0].startswith(f"已复制 {len(rows)} 行")


async def test_what_is_stopped_leaves_the_clipboard_as_it_was(
    archive: County, clipboard: Path
) -> None:
    begun, go_on = Event(), Event()

    def make() -> str:
        begun.set()
        go_on.wait(60)
        return "很长的表格"

    async with running(archive, LARGE) as (app, pilot):
        offer(app, [Form("md", make)])
        await pilot.press("right", "enter")
        while not begun.is_set():
            await pilot.pause()
        assert app.said[0] == "正在复制  按 Esc 停止"
        await pilot.press("escape")
        go_on.set()
        await settle(app, pilot)
        assert app.said[0] == "已停止：正在复制"
        assert not clipboard.exists()
