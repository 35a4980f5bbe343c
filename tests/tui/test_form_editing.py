"""Editing on the screens: undo over fields and screens, questions of changed files, recovery."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from invented import LEDGER, ROAD, SCHOOL, County
from screen import (
    LARGE,
    SMALL,
    assert_golden,
    front,
    press,
    running,
    settle,
    text,
    type_text,
    until,
)
from textual.pilot import Pilot
from textual.widgets import Input

from msctl.model.paths import FieldPath, LedgerId, ProjectId, RecordId
from msctl.tui.app import MsctlApp
from msctl.tui.journal import Journal
from msctl.tui.screens.form import FormScreen
from msctl.tui.steps import Typed
from msctl.tui.widgets.field_editor import FieldEditor

ROAD_ID, SCHOOL_ID = ProjectId(ROAD), ProjectId(SCHOOL)
PROGRESS = FieldPath.parse("report.Q2.progress")
STATUS = FieldPath.parse("report.Q2.status")


@asynccontextmanager
async def in_ledger(
    county: County, size: tuple[int, int] = SMALL
) -> AsyncIterator[tuple[MsctlApp, Pilot[None]]]:
    """The app on the grid of the newest ledger."""
    async with running(county, size) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await settle(app, pilot)
        yield app, pilot


async def test_undo_goes_through_the_field_the_form_and_back_to_the_files(
    archive: County,
) -> None:
    before = archive.text(ROAD)
    async with in_ledger(archive) as (app, pilot):
        await press(app, pilot, "f2")
        await type_text(app, pilot, "新")
        await press(app, pilot, "tab", "right", "down")
        assert app.session.text(ROAD_ID, STATUS) == "进展缓慢", "down goes on, it does not choose"
        await type_text(app, pilot, "难")
        await press(app, pilot, "ctrl+s")
        assert "进展缓慢" in archive.text(ROAD)
        await press(app, pilot, "ctrl+z")
        assert archive.text(ROAD) == before
        assert "已撤销：保存 甲县 1：二季度" in app.said[0]
        await press(app, pilot, "f2", "ctrl+z")
        assert "已撤销：填写 甲县 1：二季度 困难问题" in app.said[0]
        await press(app, pilot, "ctrl+z")
        assert "进展缓慢" not in text(app).partition("(*)")[2][:10]
        await press(app, pilot, "ctrl+z")
        assert "未保存" not in text(app)
        await press(app, pilot, "ctrl+y", "ctrl+y", "ctrl+y")
        assert "未保存 3" in text(app)
        await press(app, pilot, "ctrl+e")
        assert_golden(app, "steps")
        await press(app, pilot, "end", "enter", "escape")
        assert "未保存" not in text(app)
        await press(app, pilot, "escape")
        assert archive.text(ROAD) == before


async def test_the_fields_own_undo_comes_first(archive: County) -> None:
    async with in_ledger(archive) as (app, pilot):
        await press(app, pilot, "f2", "tab", "right", "shift+tab")
        await type_text(app, pilot, "新")
        await press(app, pilot, "ctrl+z")
        assert app.session.unsaved_paths(ROAD_ID) == (STATUS,)
        await press(app, pilot, "ctrl+y")
        assert app.session.unsaved_paths(ROAD_ID) == (STATUS, PROGRESS)
        await press(app, pilot, "ctrl+z", "ctrl+z")
        assert not app.session.unsaved


async def test_the_same_field_changed_by_others_is_asked_about(archive: County) -> None:
    async with in_ledger(archive) as (app, pilot):
        await press(app, pilot, "f2")
        await type_text(app, pilot, "新")
        archive.replace(ROAD, "路基4公里", "路基6公里")
        archive.replace(ROAD, "完成招标。", "完成招标和监理。")
        theirs = archive.text(ROAD)
        await press(app, pilot, "ctrl+s")
        assert archive.text(ROAD) == theirs
        assert_golden(app, "clashes")
        await press(app, pilot, "escape")
        assert front(app) == "FormScreen"
        await press(app, pilot, "ctrl+s", "f2")
        editor = app.screen.query_one(FieldEditor)
        assert editor.text == "已完成路基4公里。新\n已完成路基6公里。"
        await type_text(app, pilot, "合")
        await press(app, pilot, "ctrl+s")
        assert front(app) == "MainScreen"
    saved = archive.text(ROAD)
    assert "已完成路基4公里。新\n已完成路基6公里。合" in saved
    assert "完成招标和监理。" in saved


@pytest.mark.parametrize(("key", "kept"), [("f5", True), ("f6", False)])
async def test_a_removed_file_is_asked_about(archive: County, key: str, kept: bool) -> None:
    async with in_ledger(archive) as (app, pilot):
        await press(app, pilot, "f2")
        await type_text(app, pilot, "新")
        archive.file(ROAD).unlink()
        await press(app, pilot, "ctrl+s")
        assert "一方修改、一方删去" in text(app)
        await press(app, pilot, key)
    assert archive.file(ROAD).exists() == kept
    if kept:
        assert "已完成路基4公里。新" in archive.text(ROAD)


def leave_behind(county: County, texts: dict[tuple[ProjectId, FieldPath], str]) -> None:
    """What a session that ended had typed."""
    journal = Journal(county.root)
    typed: dict[RecordId, dict[FieldPath, Typed]] = {}
    for (project, path), told in texts.items():
        typed.setdefault(project, {})[path] = Typed(told, "按期推进")
        journal.write(typed)
    journal.close()
    for file in (county.root / ".msctl").glob("typed-*"):
        os.utime(file, (1719800000, 1719800000))


async def test_what_ended_sessions_typed_is_offered_and_taken_over(archive: County) -> None:
    leave_behind(archive, {(ROAD_ID, STATUS): "已完成", (SCHOOL_ID, STATUS): "已完成"})
    async with running(archive, overview=True) as (app, pilot):
        assert_golden(app, "recover")
        await press(app, pilot, "escape")
        assert not app.session.unsaved
    async with running(archive, overview=True) as (app, pilot):
        await press(app, pilot, "space", "ctrl+s")
        assert app.session.unsaved == (SCHOOL_ID,)
    assert len(list((archive.root / ".msctl").glob("typed-*"))) == 2, "what was left is kept"
    async with running(archive, overview=True) as (app, pilot):
        assert "2 处填写可以找回" in text(app)
        await press(app, pilot, "ctrl+x", "enter")
        assert front(app) == "RecoverScreen", (
            "dropping needs another key than the one it began with"
        )
        await press(app, pilot, "ctrl+x", "right", "enter")
        assert front(app) == "OverviewScreen"
    assert list((archive.root / ".msctl").glob("typed-*")) == []


async def test_a_form_with_nothing_to_save_tells_what_is_unsaved_elsewhere(
    archive: County,
) -> None:
    async with in_ledger(archive) as (app, pilot):
        app.session.type(SCHOOL_ID, STATUS, "已完成")
        await press(app, pilot, "f2", "ctrl+s")
        assert app.said[0] == "这里没有未保存的内容；另有 1 个项目未保存。"
        await press(app, pilot, "ctrl+s", "ctrl+s")
        assert app.said[0] == "没有未保存的内容。"


async def test_a_form_goes_on_to_the_next_project_and_copies_the_last_period(
    archive: County,
) -> None:
    async with in_ledger(archive) as (app, pilot):
        await press(app, pilot, "f2")
        await type_text(app, pilot, "新")
        await press(app, pilot, "f6", "f6")
        assert "填报 甲县 3 学校操场改造" in text(app)
        assert "路基4公里。新" in archive.text(ROAD)
        form = app.screen
        assert isinstance(form, FormScreen)
        form.query_one("#period").focus()
        await press(app, pilot, "end", "tab", "tab", "tab", "f5")
        assert form.editors[2].text == "雨季施工慢。"
        assert "已抄来二季度的内容" in app.said[0]
        await press(app, pilot, "ctrl+z")
        assert form.editors[2].text == ""


async def test_plan_last_report_and_committed_value_stand_beside_what_is_typed(
    archive: County,
) -> None:
    archive.write(ROAD, archive.text(ROAD) + '\n[report.Q1]\nprogress = "已完成招标和监理。"\n')
    archive.commit("一季度", "2024-04-02")
    archive.replace(ROAD, "路基4公里", "路基5公里")
    for size in (SMALL, LARGE):
        async with running(archive, size) as (app, pilot):
            app.open_ledger(LedgerId(LEDGER))
            await press(app, pilot, "f2")
            await type_text(app, pilot, "另有三公里。")
            shown = text(app)
            assert "已完成路基5公里。另有三公里。" in shown
            for told in ("开工建设。（100 万元）", "上期报告（一季度）", "已完成招标和监理。"):
                assert told in shown, told
            assert "已存档的进展情况" in shown
            assert "已完成路基4公里。" in shown


async def test_figures_are_offered_and_taken_by_a_key(archive: County) -> None:
    measure = '\n[measure."错车道"]\ntarget = 6\nunit = "处"\n'
    archive.write(
        ROAD, archive.text(ROAD).replace("路基4公里", "路基4公里，新建错车道3处") + measure
    )
    async with in_ledger(archive) as (app, pilot):
        await press(app, pilot, "f2", "f7")
        assert_golden(app, "figures")
        await press(app, pilot, "ctrl+s")
        path = FieldPath.parse("measure.错车道.report.Q2")
        assert app.session.text(ROAD_ID, path) == "3"
        assert app.screen.query(Input).first().value == "3"
        await press(app, pilot, "ctrl+z")
        assert not app.session.unsaved


@contextmanager
def _not_suspended(app: object) -> Iterator[None]:
    """There is no terminal here that could be lent to the editor."""
    yield


async def test_the_users_own_editor(
    archive: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\nprintf "已完成路基5公里。\\n" > "$1"\nexit $CODE\n', encoding="utf-8"
    )
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    async with in_ledger(archive) as (app, pilot):
        monkeypatch.setattr(type(app), "suspend", _not_suspended)
        await press(app, pilot, "f2")
        monkeypatch.setenv("CODE", "1")
        await press(app, pilot, "f4")
        assert not app.session.unsaved
        kept = Path(app.said[0].rpartition("还在 ")[2].rstrip("。"))
        assert kept.read_text("utf-8") == "已完成路基5公里。\n"
        kept.unlink()
        monkeypatch.setenv("CODE", "0")
        await press(app, pilot, "f4")
        assert app.session.text(ROAD_ID, PROGRESS) == "已完成路基5公里。"
        await press(app, pilot, "ctrl+z")
        assert not app.session.unsaved


async def test_the_whole_file_in_the_users_own_editor(
    archive: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/total = 120/total = $TOTAL/" "$1"\n', encoding="utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    before = archive.text(ROAD)
    async with in_ledger(archive) as (app, pilot):
        monkeypatch.setattr(type(app), "suspend", _not_suspended)
        monkeypatch.setenv("TOTAL", "许多")
        await press(app, pilot, "f4", "f4")
        assert "第 15 行" in app.said[0]
        assert archive.text(ROAD) == before
        Path(app.said[0].rpartition("还在 ")[2].partition("：")[0]).unlink()
        monkeypatch.setenv("TOTAL", "130")
        await press(app, pilot, "f4")
        assert archive.text(ROAD) == before.replace("total = 120", "total = 130")
        await press(app, pilot, "ctrl+z")
        assert archive.text(ROAD) == before
        # somebody else saves while the editor is open
        change = "s/村道路硬化/村道路拓宽/"
        editor.write_text(
            f'#!/bin/sh\necho "# 手工" >> "$1"\nsed -i "{change}" "{archive.file(ROAD)}"\n', "utf-8"
        )
        await press(app, pilot, "f4")
        kept = Path(app.said[0].rpartition("还在 ")[2].partition("：")[0])
        assert kept.read_text("utf-8") == before + "# 手工\n"
        kept.unlink()
        told = app.said
        await until(pilot, lambda: "村道路拓宽" in text(app))
        assert app.said == told, "what was refused is told still"
        assert archive.text(ROAD) == before.replace("村道路硬化", "村道路拓宽")


async def test_a_form_and_a_question_follow_the_window(archive: County) -> None:
    shown = []
    for size in (SMALL, LARGE):
        async with in_ledger(archive, size) as (app, pilot):
            await press(app, pilot, "f2")
            shown.append(text(app))
            await pilot.resize_terminal(*(LARGE if size == SMALL else SMALL))
            await settle(app, pilot)
            shown.append(text(app))
            await type_text(app, pilot, "新")
            await press(app, pilot, "f10", "right")
            await pilot.resize_terminal(*size)
            await settle(app, pilot)
            assert "(*) 保存" in text(app)
            await press(app, pilot, "escape")
            assert front(app) == "FormScreen"
            assert app.session.unsaved
            app.keeping.leave()
    small, made_large, large, made_small = shown
    assert (made_large, made_small) == (large, small)
