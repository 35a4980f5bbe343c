"""The whole way: change a report, save, review, commit, find it in the history, export it."""

import pytest
from invented import LEDGER, ROAD, County
from openpyxl import load_workbook
from screen import LARGE, SMALL, lines, press, running, text, type_text
from textual.widgets import TextArea

from msctl.model.paths import LedgerId
from msctl.tui.screens.main import MainScreen


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
async def test_from_a_report_to_the_official_table(archive: County, size: tuple[int, int]) -> None:
    before = archive.text(ROAD)
    async with running(archive, size) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, MainScreen)
        screen.open(LedgerId(LEDGER))

        await press(app, pilot, "f2")
        progress = app.screen.query(TextArea).first()
        assert progress.text == "已完成路基4公里。"
        await press(app, pilot, *["backspace"] * 4)
        await type_text(app, pilot, "12公里。")
        await press(app, pilot, "tab", "end", "left")  # the last word before "none"
        assert "* 未保存 2" in lines(app)[0]
        await press(app, pilot, "ctrl+s")
        assert app.said[0].startswith("已保存 甲县 1：二季度 进展情况、完成情况")
        expected = before.replace("路基4公里", "路基12公里").replace("按期推进", "已完成")
        assert archive.text(ROAD) == expected
        assert "未存档 1" in lines(app)[0]

        await press(app, pilot, "f9")
        assert "甲县 1：二季度 进展情况、完成情况" in text(app)
        assert "按期推进 -> 已完成" in text(app)
        await press(app, pilot, "f9")
        assert app.screen is screen
        assert "已存档：甲县 1：二季度 进展情况、完成情况" in app.said[0]
        assert "未存档 0" in lines(app)[0]
        assert archive.git("log", "-1", "--format=%s|%an|%ae").strip() == (
            "甲县 1：二季度 进展情况、完成情况|张三|zhangsan@example.com"
        )
        assert archive.git("status", "--porcelain") == ""

        await press(app, pilot, "f3")
        assert "已完成路基4公里。" in text(app)
        assert "已完成路基12公里。" in text(app)
        await press(app, pilot, "escape", "f8", "f8")
        file = archive.root / "jia-xian-2024-minsheng-official.xlsx"
        assert str(file) in app.said[0]
    rows = list(load_workbook(file).active.iter_rows(values_only=True))
    assert ["已完成" in row for row in rows if "村道路硬化" in row] == [True]


async def test_a_project_can_stay_out_of_a_commit(archive: County) -> None:
    other = ROAD.replace("01-cun-daolu", "03-xuexiao-caochang")
    archive.replace(ROAD, "路基4公里", "路基5公里")
    archive.replace(other, "雨季施工慢。", "已赶上。")
    async with running(archive) as (app, pilot):
        await press(app, pilot, "f9")
        await press(app, pilot, "down", "space")
        assert "[ ]" in text(app)
        await press(app, pilot, "tab")
        await press(app, pilot, "f9")
        assert "未存档 1" in lines(app)[0]
    assert archive.git("show", "--name-only", "--format=").split() == [f"records/{ROAD}.toml"]


async def test_without_a_name_nothing_is_committed(
    archive: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        for part in ("NAME", "EMAIL"):
            monkeypatch.delenv(f"GIT_{role}_{part}")
    archive.replace(ROAD, "路基4公里", "路基5公里")
    async with running(archive) as (app, pilot):
        await press(app, pilot, "f9", "f9")
        assert type(app.screen).__name__ == "IdentityScreen"
        await press(app, pilot, "escape")
        assert type(app.screen).__name__ == "ReviewScreen"
    assert archive.git("log", "--format=%s").strip() == "建立台账"
