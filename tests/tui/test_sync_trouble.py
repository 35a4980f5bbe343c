"""A sync that hangs is stopped, one with a rewritten history asks, one without a name too."""

import subprocess
import time
from pathlib import Path

import pytest
from invented import ROAD, County
from offices import Offices
from screen import front, press, running, text, type_text, until

from msctl.tui.screens.ask import Ask
from msctl.tui.widgets.grid import Grid


@pytest.fixture
def offices(archive: County, tmp_path: Path) -> Offices:
    return Offices(archive, tmp_path)


async def test_a_silent_remote_is_stopped_by_escape_and_its_process_ends(
    offices: Offices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "ssh.pid"
    ssh = tmp_path / "ssh"
    ssh.write_text(f"#!/bin/sh\necho $$ > '{mark}'\nexec cat > /dev/null\n", encoding="utf-8")
    ssh.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", f"'{ssh}'")
    offices.ours.git("remote", "set-url", "origin", "ssh://nobody.invalid/records.git")
    before = offices.ours.git("rev-parse", "HEAD")
    async with running(offices.ours) as (app, pilot):
        await pilot.press("ctrl+g")
        await until(pilot, lambda: mark.exists() and mark.read_text().strip() != "")
        assert app.exchange.is_busy
        await press(app, pilot, "escape")
        await until(pilot, lambda: not app.exchange.is_busy)
        await until(pilot, lambda: "已停止同步" in app.said[0])
    process = mark.read_text().strip()
    for _ in range(100):
        listed = subprocess.run(
            ["ps", "-o", "stat=", "-p", process], capture_output=True, text=True
        )
        if listed.stdout.strip()[:1] in ("", "Z"):
            break
        time.sleep(0.05)
    else:
        raise AssertionError("git still holds the other end")
    assert offices.ours.git("rev-parse", "HEAD") == before


async def test_a_rewritten_history_is_merged_only_when_somebody_says_so(offices: Offices) -> None:
    offices.theirs_change(ROAD, "路基4公里", "路基5公里", "将被改写")
    async with running(offices.ours) as (app, pilot):
        await press(app, pilot, "ctrl+g")
        assert "收到 1 次存档" in app.said[0]
        offices.theirs.git("reset", "--quiet", "--hard", "HEAD~1")
        offices.theirs.replace(ROAD, "total = 120", "total = 130")
        offices.theirs.commit("改写后的存档", "2024-07-09")
        offices.theirs.git("push", "--quiet", "--force", "origin", "HEAD")
        await press(app, pilot, "ctrl+g")
        assert isinstance(app.screen, Ask)
        assert "改写" in text(app)
        await press(app, pilot, "escape")
        assert "total = 120" in offices.ours.text(ROAD), "nothing was merged"
        await press(app, pilot, "ctrl+g")
        await press(app, pilot, "right", "enter")
        assert front(app) == "MainScreen"
    assert "total = 130" in offices.ours.text(ROAD)
    assert "路基5公里" in offices.shared_text(ROAD)


async def test_an_answer_is_taken_back_and_given_anew(offices: Offices) -> None:
    theirs, ours = offices.theirs, offices.ours
    for county, word in ((theirs, "6"), (ours, "5")):
        county.replace(ROAD, "路基4公里", f"路基{word}公里")
        county.replace(ROAD, "county = 60.5", f"county = {word}")
    offices.theirs_send("对方")
    ours.commit("己方", "2024-07-03")
    async with running(ours) as (app, pilot):
        await press(app, pilot, "ctrl+g")
        assert front(app) == "ConflictsScreen"
        grid = app.screen.query_one(Grid)
        assert len(grid.rows) == 2
        await press(app, pilot, "f6")
        assert len(grid.rows) == 1
        await press(app, pilot, "ctrl+z")
        assert len(grid.rows) == 2
        assert "已收回上一个决定" in app.said[0]
        await press(app, pilot, "ctrl+z")
        assert app.said[1], "nothing is left to take back"
        await press(app, pilot, "f6")
        await press(app, pilot, "f6")
        assert len(grid.rows) == 0
        await press(app, pilot, "ctrl+z")
        assert len(grid.rows) == 1, "the last answer, too"
        await press(app, pilot, "f6")
        await press(app, pilot, "f9")
        await until(pilot, lambda: not app.exchange.is_busy)
    assert "county = 6\n" in offices.shared_text(ROAD)


async def test_an_answer_that_is_half_typed_is_there_again_in_the_next_session(
    offices: Offices,
) -> None:
    offices.theirs_change(ROAD, "路基4公里", "路基6公里")
    offices.ours_change(ROAD, "路基4公里", "路基5公里")
    async with running(offices.ours) as (app, pilot):
        await press(app, pilot, "ctrl+g")
        await press(app, pilot, "f2")
        await type_text(app, pilot, "双方核对后")
        await press(app, pilot, "escape", "right", "enter")
        assert front(app) == "ConflictsScreen"
    async with running(offices.ours) as (app, pilot):
        await press(app, pilot, "ctrl+o")
        await press(app, pilot, "f2")
        assert "双方核对后" in text(app)
        await press(app, pilot, "ctrl+s")
        await press(app, pilot, "f9")
        await until(pilot, lambda: not app.exchange.is_busy)
    assert "双方核对后" in offices.shared_text(ROAD)
    assert not list((offices.ours.root / ".msctl").glob("answers-*"))
