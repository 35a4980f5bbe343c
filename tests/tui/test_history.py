"""Time lines on screen: of a project, a ledger, all; through real git, whatever its state."""

import os
from collections.abc import Iterator

import pytest
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County, on_day
from screen import LARGE, SMALL, assert_golden, front, lines, press, running, settle, text
from textual.pilot import Pilot

from msctl.history.log import Commit, log
from msctl.history.repository import Repository
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.store.records import Records
from msctl.text.width import cells
from msctl.tui.app import MsctlApp
from msctl.tui.archive import Archive
from msctl.tui.history_view import draw_commit, kinds, only, paths_of, scopes_of
from msctl.tui.screens.blame import BlameScreen
from msctl.tui.sheet import Sheet
from msctl.tui.streaming import FIRST, stream
from msctl.tui.widgets.grid import Grid


@pytest.fixture
def busy(archive: County) -> County:
    """A ledger with a commit over several projects, one of pure layout, and one in GBK."""
    archive.replace(ROAD, "路基4公里", "路基7公里")
    archive.replace(ROAD, "investment = 100", "investment = 90")
    archive.replace(SCHOOL, "雨季施工慢。", "雨季施工慢，材料涨价。")
    archive.commit("二季度核对", "2024-07-05")
    archive.write(ROAD, "# 督查室整理\n" + archive.text(ROAD))
    archive.commit("整理格式", "2024-07-06")
    archive.replace(ELDERLY, "total = 80", "total = 96")
    message = archive.top.parent / "说明"
    message.write_bytes("老年食堂：追加资金".encode("gb18030"))
    archive.git("add", "--all")
    on_day("2024-07-07")
    with pytest.MonkeyPatch.context() as patch:
        for role in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{role}_NAME", os.fsdecode("张三".encode("gb18030")))
        archive.git("-c", "i18n.commitEncoding=GB18030", "commit", "--quiet", "-F", str(message))
    return archive


def commits(county: County, scope: str = LEDGER) -> list[Commit]:
    with Repository.of(county.root) as repository:
        return list(log(repository, paths_of(scope)))


def test_a_history_widens_from_a_project_to_all() -> None:
    assert scopes_of(ProjectId(ROAD), LEDGER) == [ROAD, LEDGER, "jia-xian", ""]
    assert scopes_of(None, LEDGER) == [LEDGER, "jia-xian", ""]
    assert [paths_of(scope) for scope in (ROAD, LEDGER, "")] == [[f"{ROAD}.toml"], [LEDGER], []]


def test_a_commit_names_as_many_records_as_git_and_its_fields_by_project(busy: County) -> None:
    found = commits(busy)
    assert [commit.subject for commit in found[:3]] == [
        "老年食堂：追加资金",
        "整理格式",
        "二季度核对",
    ]
    snapshot = Records(busy.root).snapshot()
    for commit in found:
        named = busy.git(
            "show", "--format=", "--name-only", commit.commit, "--", f"records/{LEDGER}"
        )
        assert len(commit.records) == len(named.split())
    sheet = Sheet(60)
    draw_commit(sheet, snapshot, found[2], alone=False)
    assert [line.plain.rstrip() for line in sheet.lines[2:]] == [
        "2 个项目，3 处",
        "",
        "甲县 1 村道路硬化",
        "二季度 计划投资  100 -> 90  -10 (-10%)",
        "二季度 进展情况  已完成路基4公里。 -> 已完成路基7公里。",
        "",
        "甲县 3 学校操场改造",
        "二季度 困难问题  雨季施工慢。 -> 雨季施工慢，材料涨价。",
    ]


def test_pure_layout_is_hidden_until_asked_for_and_one_kind_of_field_stands_alone(
    busy: County,
) -> None:
    found = commits(busy)
    shown = [commit for commit in (only(one) for one in found) if commit]
    assert [commit.subject for commit in shown] == ["老年食堂：追加资金", "二季度核对", "建立台账"]
    assert only(found[1], layout=True) == found[1]
    assert "计划投资" in kinds(found)
    money = [one for commit in found[:3] if (one := only(commit, "计划投资"))]
    assert [[change.id for change in commit.changes] for commit in money] == [[ROAD]]


@pytest.mark.parametrize("width", [20, 47, 110])
def test_no_line_is_wider_than_the_pane(busy: County, width: int) -> None:
    snapshot = Records(busy.root).snapshot()
    for commit in commits(busy, ""):
        for alone in (False, True):
            sheet = Sheet(width)
            draw_commit(sheet, snapshot, commit, alone=alone)
            assert all(cells(line.plain) <= width for line in sheet.lines)


async def open_history(app: MsctlApp, pilot: Pilot[None], *keys: str) -> Grid:
    app.open_ledger(LedgerId(LEDGER))
    for key in ("f3", *keys):
        await press(app, pilot, key)
    return app.screen.query_one(Grid)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
async def test_from_a_project_to_its_ledger_and_to_the_ledger_as_it_was(
    busy: County, size: tuple[int, int]
) -> None:
    async with running(busy, size) as (app, pilot):
        grid = await open_history(app, pilot)
        assert [row.cells[-1] for row in grid.rows] == ["二季度核对", "建立台账"]
        await press(app, pilot, "f7")
        assert [row.cells[-1] for row in grid.rows] == ["整理格式", "二季度核对", "建立台账"]
        await press(app, pilot, "f7", "home", "f6")
        assert grid.cursor_row_key == busy.git("rev-parse", "HEAD~2").strip()
        hashes = busy.git("log", "--format=%H").split()
        shown = text(app)
        for number, commit in enumerate(hashes):
            shown = shown.replace(commit[:10], f"<commit {number}>")
        assert_golden(app, "history", shown)
        await press(app, pilot, "f4", "down", "enter")
        assert front(app) == "HistoryScreen"
        assert "只看" in lines(app)[0]
        await press(app, pilot, "end", "f5")
        assert app.lookback.moment is not None
        assert front(app) == "MainScreen"


async def test_who_set_a_value_and_who_had_set_it_before(busy: County) -> None:
    async with running(busy) as (app, pilot):
        await open_history(app, pilot, "ctrl+l")
        grid = app.screen.query_one(Grid)
        grid.move_to("report.Q2.progress")
        assert grid.rows[_at(grid)].cells[4] == "二季度核对"
        await press(app, pilot, "f5")
        assert grid.cursor_row_key == "report.Q2.progress"
        assert grid.rows[_at(grid)].cells[1] == "已完成路基4公里。"
        assert grid.rows[_at(grid)].cells[4] == "建立台账"
        await press(app, pilot, "comma")
        assert app.said[1], "before the first commit there is nothing"
        await press(app, pilot, "escape")
        assert grid.rows[_at(grid)].cells[1] == "已完成路基7公里。"
        await press(app, pilot, "escape")
        assert front(app) == "HistoryScreen"


async def test_before_the_commit_that_added_a_project_there_is_nothing_to_show(
    busy: County,
) -> None:
    added = f"{LEDGER}/09-xinjian-gongce"
    busy.write(added, 'number = "9"\nname = "新建公厕"\n')
    commit = busy.commit("新增公厕", "2024-07-08")
    async with running(busy) as (app, pilot):
        app.push_screen(BlameScreen(ProjectId(added), FieldPath.of("name")))
        await settle(app, pilot)
        await press(app, pilot, "f5")
        assert app.said[0] == f"这个项目是 {commit[:10]} 这次存档新增的，在此之前还没有。"
        assert len(app.screen.query_one(Grid).rows) == 2


def _at(grid: Grid) -> int:
    return [row.key for row in grid.rows].index(grid.cursor_row_key or "")


async def test_without_a_repository_without_commits_and_on_no_branch(county: County) -> None:
    async with running(county) as (app, pilot):
        grid = await open_history(app, pilot)
        assert "git" in grid.empty
    county.git("init", "--quiet", "--initial-branch=main")
    async with running(county) as (app, pilot):
        grid = await open_history(app, pilot, "f6")
        assert grid.empty == "还没有存档记录。"
    county.commit("建立台账", "2024-03-01")
    county.git("checkout", "--quiet", "--detach")
    async with running(county) as (app, pilot):
        grid = await open_history(app, pilot)
        assert [row.cells[-1] for row in grid.rows] == ["建立台账"]


async def test_a_long_history_comes_in_steps_and_ends_with_its_screen(archive: County) -> None:
    steps: list[tuple[int, bool]] = []
    ended: list[bool] = []

    def source() -> Iterator[int]:
        try:
            yield from range(10 * FIRST)
        finally:
            ended.append(True)

    async with running(archive) as (app, pilot):
        stream(app, "x", source, lambda got, last: steps.append((len(got), last)), app.tell)
        await settle(app, pilot)
        assert steps == [(FIRST, False), (9 * FIRST, True)]
        stream(app, "x", lambda: iter(range(10**9)), lambda _got, _last: None, app.tell)
        stream(app, "x", source, lambda got, last: steps.append((len(got), last)), app.tell)
        await settle(app, pilot)
        assert steps[2:] == [(FIRST, False), (9 * FIRST, True)]
        assert ended == [True, True]


def test_a_project_is_not_read_on_when_another_one_is_asked_for(busy: County) -> None:
    archive = Archive(Records(busy.root))
    asked = iter([False, True, True])
    assert len(archive.history(ROAD, lambda: next(asked))) == 1
    assert len(archive.history(ROAD)) == 3
    archive.close()
