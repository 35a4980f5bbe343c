"""What a screen shows is what a command says: the same records, numbers and people, as plain text.

`test_compare` and `test_export` hold their screens against their commands.
"""

import json
import re
from typing import Any

import pytest
from command import Msctl
from invented import ELDERLY, LEDGER, OLD_LEDGER, ROAD, SCHOOL, County
from screen import LARGE, lines, press, running, settle, text
from textual.pilot import Pilot

from msctl.model.paths import LedgerId
from msctl.tui.app import MsctlApp
from msctl.tui.widgets.grid import Grid


@pytest.fixture
def busy(archive: County) -> County:
    """A second commit, a report that is due, a finding, and something not committed."""
    archive.replace(SCHOOL, "雨季施工慢。", "雨季施工慢，材料涨价。")
    archive.replace(ELDERLY, '[task.2.report.Q2]\nstatus = "按期推进"\n', "")
    archive.commit("二季度核对", "2024-07-05")
    archive.replace(ROAD, '"丁街道"', '"戊街道"')
    archive.replace(ROAD, "county = 60.5", "county = 70")
    return archive


async def rows(app: MsctlApp, pilot: Pilot[None], *keys: str) -> list[dict[str, str]]:
    """The rows of the list that these keys lead to, by column."""
    await press(app, pilot, *keys)
    grid = app.screen.query_one(Grid)
    names = [column.key for column in grid.columns]
    return [dict(zip(names, row.cells, strict=True)) for row in grid.rows]


async def test_what_the_screens_list_is_what_the_commands_list(busy: County, msctl: Msctl) -> None:
    def told(*args: str) -> list[dict[str, Any]]:
        found = json.loads(msctl(*args, "--format", "json").out)
        assert isinstance(found, list)
        return found

    listed = told("list", LEDGER, "--columns", "number,name,planned")
    commits, wrong, changed = told("log", LEDGER), told("check", LEDGER), told("diff")
    values, due = told("blame", ROAD), told("due", LEDGER, "--period", "Q2")
    assert [len(one) for one in (listed, commits, wrong, due, changed)] == [3, 2, 1, 1, 1]

    async with running(busy, LARGE) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await settle(app, pilot)
        shown = await rows(app, pilot)
        assert [(row["number"], row["name"], row["planned"]) for row in shown] == [
            (one["number"], one["name"], str(one["planned"] or "")) for one in listed
        ]
        shown = await rows(app, pilot, "f3", "f6")
        assert [list(row.values()) for row in shown] == [
            [c["time"][:16].replace("T", " "), c["author"], str(len(c["changes"])), c["subject"]]
            for c in commits
        ]
        shown = await rows(app, pilot, "escape", "ctrl+l")
        for row, value in zip(shown, values, strict=True):
            if row["author"] != "未存档":
                at = value["time"][:10]
                assert list(row.values())[2:] == [value["author"], at, value["subject"]]
        not_committed = [row["field"] for row in shown if row["author"] == "未存档"]
        assert not_committed == ["责任单位", "县财政统筹"]
        assert [one["path"] for one in changed[0]["fields"]] == [
            "units.responsible",
            "funding.county",
        ]
        shown = await rows(app, pilot, "escape", "f11")
        assert [(row["record"], row["field"]) for row in shown] == [
            ("甲县 1 村道路硬化", "责任单位")
        ]
        assert [(one["id"], one["path"]) for one in wrong] == [(ROAD, "units.responsible")]
        assert wrong[0]["message"].endswith(shown[0]["sentence"].partition("的单位")[2])
        shown = await rows(app, pilot, "escape", "f9")
        assert [row["count"] for row in shown][:1] == [str(len(changed[0]["fields"]))]
        shown = await rows(app, pilot, "escape", "f12")
        assert [(row["number"], row["name"], row["unit"]) for row in shown] == [
            (one["number"], one["name"], "、".join(one["units"])) for one in due
        ]


async def test_a_project_and_the_overview_say_what_the_commands_say(
    busy: County, msctl: Msctl
) -> None:
    (record,) = json.loads(msctl("show", ROAD, "--format", "json").out)
    figures = {
        ledger: json.loads(msctl("summary", ledger, "--format", "json").out)[0]
        for ledger in (OLD_LEDGER, LEDGER)
    }
    async with running(busy, (100, 60), overview=True) as (app, pilot):
        shown = lines(app)
        for ledger, told in figures.items():
            title = f"甲县{ledger.split('/')[1]}年民生实事项目表"
            begin = next(n for n, line in enumerate(shown) if f"甲县 {ledger[9:13]}" in line)
            card = "\n".join(shown[begin : begin + 3])
            assert title in card
            words = (("已完成", "completed"), ("按计划", "on_track"), ("滞后", "behind"))
            counted = {word: re.search(rf"{word} (\d+)", card) for word, _ in words}
            for word, key in words:
                found = counted[word]
                assert (int(found[1]) if found else 0) == told[key], (ledger, word)
            assert (f"计划 {told['planned']} 万元" in card) == (told["planned"] is not None)
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "enter")
        bare = re.sub(r"\s", "", text(app))
        del record["id"], record["kind"]  # they stand there as the file's name and in words
        for value in leaves(record):
            assert re.sub(r"\s", "", value) in bare, value


def leaves(value: Any) -> list[str]:
    """Every text and number of a record."""
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in leaves(one)]
    return [str(value)]
