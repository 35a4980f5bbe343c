"""Before a commit: what is unsaved and uncommitted, by project and field, and what goes in."""

import pytest
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County
from screen import LARGE, SMALL, assert_golden, front, press, running, text, type_text
from textual.widgets import Input

from msctl.history.pending import changes
from msctl.history.repository import Repository
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.tui.picking import Picking
from msctl.tui.widgets.grid import Grid

PROGRESS = FieldPath.parse("report.Q2.progress")


@pytest.fixture
def edited(archive: County) -> County:
    archive.replace(ROAD, "路基4公里", "路基7公里")
    archive.replace(ROAD, "investment = 100", "investment = 90")
    archive.replace(SCHOOL, "雨季施工慢。", "材料涨价。")
    archive.write(f"{LEDGER}/04-xin", 'number = "4"\nname = "新项目"\n')
    return archive


@pytest.fixture
def picking(edited: County) -> Picking:
    found = Picking()
    with Repository.of(edited.root) as repository:
        found.take(changes(repository))
    return found


def test_a_record_is_picked_whole_in_part_or_not_at_all(picking: Picking) -> None:
    rows = {row.key.partition("minsheng/")[2]: row for row in picking.rows()}
    road, money = rows["01-cun-daolu.toml"], rows["01-cun-daolu.toml\tplan.Q2.investment"]
    assert len(rows) == 5, "a record with one change, and a new one, is a line"
    assert picking.picked().files == (f"{ROAD}.toml", f"{SCHOOL}.toml", f"{LEDGER}/04-xin.toml")
    picking.toggle(money)
    assert [picking.mark(row) for row in (road, money)] == ["[-]", "[ ]"]
    picked = picking.picked()
    assert [str(c.path) for c in picked.fields[f"{ROAD}.toml"]] == ["report.Q2.progress"]
    assert picked.files == (f"{SCHOOL}.toml", f"{LEDGER}/04-xin.toml")
    assert len(picked.changes) == 4
    picking.toggle(road)
    assert picking.mark(road) == "[x]"
    picking.toggle(road)
    assert picking.mark(road) == "[ ]"
    assert ROAD not in {change.id for change in picking.picked().changes}


def test_what_is_left_out_stays_out_when_the_changes_are_read_anew(picking: Picking) -> None:
    [money] = [row for row in picking.rows() if row.key.endswith("plan.Q2.investment")]
    picking.toggle(money)
    picking.take(list(picking.records))
    assert picking.mark(money) == "[ ]"
    picking.take([record for record in picking.records if record.id != ROAD])
    picking.take([])
    assert picking.picked().files == ()


def test_one_kind_of_field_is_listed_with_its_records_and_ticked_as_one(picking: Picking) -> None:
    rows = picking.rows("计划投资")
    assert [row.change.path[-1] if row.change else row.record.id for row in rows] == [
        ROAD,
        "investment",
    ]
    picking.toggle_all(rows)
    assert [str(c.path) for c in picking.picked().fields[f"{ROAD}.toml"]] == ["report.Q2.progress"]


async def test_a_file_that_cannot_be_read_is_committed_only_when_somebody_ticks_it(
    edited: County,
) -> None:
    edited.write(SCHOOL, "number = [[[\n")
    async with running(edited) as (app, pilot):
        await press(app, pilot, "f9")
        broken = [line for line in text(app).splitlines() if "读不懂" in line]
        assert broken[-1].startswith(" [ ]   - 读不懂 甲县 03-")
        await press(app, pilot, "f9")
    assert edited.git("diff", "--name-only").split("/")[-1].startswith("03-")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
async def test_fields_are_picked_and_the_rest_waits(edited: County, size: tuple[int, int]) -> None:
    async with running(edited, size) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        app.session.type(ProjectId(ELDERLY), FieldPath.parse("category"), "民政")
        await press(app, pilot, "f9")
        assert_golden(app, "review-fields")
        grid = app.screen.query_one(Grid)
        await press(app, pilot, "home", "ctrl+s", "ctrl+z")
        assert "已撤销" in app.said[0], "the key that the line before has told"
        await press(app, pilot, "ctrl+y")
        assert len(app.archiving.pending or ()) == 4
        grid.move_to(f"{ROAD}.toml\tplan.Q2.investment")
        await press(app, pilot, "space", "f9")
        assert front(app) == "MainScreen"
        assert "甲县 1、2、3" in app.said[0]
    with Repository.of(edited.root) as repository:
        assert [str(c.path) for r in changes(repository) for c in r.changes] == [
            "plan.Q2.investment"
        ]


async def test_a_placeholder_is_no_name_to_commit_with(
    edited: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_NAME")
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
    edited.git("config", "user.name", "Your Name")
    edited.git("config", "user.email", "you@example.com")
    async with running(edited) as (app, pilot):
        await press(app, pilot, "f9", "f9")
        assert front(app) == "IdentityScreen"
        await press(app, pilot, "ctrl+s")
        assert "不能用来署名" in app.said[0]
        for field, text in (("#name", "王五"), ("#address", "wangwu@jia.gov.cn")):
            line = app.screen.query_one(field, Input)
            line.value = ""
            line.focus()
            await type_text(app, pilot, text)
        await press(app, pilot, "enter")
    assert edited.git("log", "-1", "--format=%an %ae") == "王五 wangwu@jia.gov.cn\n"
