"""Saving while the screens go on: another writer's lock makes a save last."""

import os
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from invented import LEDGER, ROAD, SCHOOL, WELL, County
from screen import SMALL, front, press, running, settle, text, until
from slow_disk import slow_disk
from terminal import Terminal

from msctl.model.paths import FieldPath, ProjectId
from msctl.store import lock
from msctl.store.lock import locked
from msctl.tui import background
from msctl.tui.app import MsctlApp
from msctl.tui.background import Job

ROAD_ID = ProjectId(ROAD)
PROGRESS = FieldPath.parse("report.Q2.progress")
F2, F10, CTRL_S = b"\x1bOQ", b"\x1b[21~", b"\x13"


@contextmanager
def another_writer(county: County) -> Iterator[threading.Event]:
    """The records are locked until the event is set, or the block ends."""
    has, ends = threading.Event(), threading.Event()

    def hold() -> None:
        with locked(county.root):
            has.set()
            ends.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    has.wait()
    try:
        yield ends
    finally:
        ends.set()
        thread.join()


def invent_more(county: County) -> list[ProjectId]:
    """Two hundred projects."""
    made = []
    for number in range(4, 204):
        made.append(ProjectId(f"{LEDGER}/{number:03}-xiangmu"))
        county.write(made[-1], f'number = "{number}"\nname = "项目{number}"\n')
    return made


def type_all(app: MsctlApp, projects: list[ProjectId]) -> None:
    for project in projects:
        app.session.type(project, PROGRESS, "新的进展。")
    app.session.settle()


def test_the_end_of_a_stage_is_told_even_right_after_another_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def wait(seconds: float) -> None:
        """Until words may come again: at once, or not while this test runs."""
        monkeypatch.setattr(background, "QUIET", seconds)

    said: list[str] = []
    wait(1000.0)
    job = Job(lambda progress: said.append(progress.count), "保存", total=200)
    job.tell("1 / 200", last=True)
    assert said == [], "what is over at once needs no word"
    wait(0.0)
    job.tell("150 / 200")
    wait(1000.0)
    for done in (151, 200):
        job.tell(f"{done} / 200", last=done == 200)
    assert said == ["150 / 200", "200 / 200"]


async def test_typing_goes_on_while_many_projects_are_saved(
    archive: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    # as long as all that is typed here may take
    monkeypatch.setattr(lock, "PATIENCE", 60.0)
    projects = invent_more(archive)
    async with running(archive) as (app, pilot):
        type_all(app, projects)
        with another_writer(archive) as over:
            await pilot.press("ctrl+s")
            assert app.keeping.writer.is_busy
            await until(pilot, lambda: "200 / 200" in text(app))
            await pilot.press("home", "f2")
            await until(pilot, lambda: front(app) == "FormScreen")
            await pilot.press(*"又开工了")
            assert "又开工了" in text(app)
            assert app.session.unsaved_fields == 201
            # the second save waits for the first one
            await pilot.press("ctrl+s")
            assert "新的进展" not in archive.text(projects[-1])
            over.set()
            await until(pilot, lambda: not app.keeping.writer.is_busy)
        await settle(app, pilot)
        assert front(app) == "MainScreen"
        assert not app.session.unsaved
        assert all("新的进展" in archive.text(project) for project in projects)
        assert "又开工了" in archive.text(WELL)
        await press(app, pilot, "ctrl+z")
        assert (app.session.unsaved_fields, "又开工了" in archive.text(WELL)) == (1, False)
        await press(app, pilot, "ctrl+z", "ctrl+z")
        assert app.session.unsaved_fields == 200
        assert "新的进展" not in archive.text(projects[0])


async def test_a_save_is_stopped_before_the_first_file_is_written(archive: County) -> None:
    projects = invent_more(archive)
    before = archive.tree()
    async with running(archive) as (app, pilot):
        type_all(app, projects)
        with another_writer(archive):
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "按 Esc 停止" in text(app))
            await pilot.press("escape")
        await settle(app, pilot)
        assert "已停止，什么也没有写入" in text(app)
        assert (archive.tree(), app.session.unsaved_fields) == (before, 200)


async def test_a_save_is_stopped_among_its_files_and_goes_on_later(
    archive: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    projects = invent_more(archive)

    def written() -> int:
        return sum("新的进展" in archive.text(project) for project in projects)

    async with running(archive) as (app, pilot):
        type_all(app, projects)
        with monkeypatch.context() as slow:
            goes_on = slow_disk(slow)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "按 Esc 停止" in text(app) and written() > 0)
            await pilot.press("escape")
            await until(pilot, lambda: "正在停止" in text(app))
            goes_on.set()
            await settle(app, pilot)
        done, shown = written(), re.sub(r"\n *", "", text(app))
        assert 0 < done < 200
        assert f"已停止：{done} 个项目已写入文件，其余 {200 - done} 个项目的文件没有动" in shown
        assert app.session.unsaved_fields == 200 - done
        await press(app, pilot, "ctrl+s")
        assert (written(), app.session.unsaved_fields) == (200, 0)


async def test_quitting_waits_for_the_save_and_asks_about_what_was_typed_meanwhile(
    archive: County,
) -> None:
    async with running(archive, SMALL) as (app, pilot):
        app.session.type(ROAD_ID, PROGRESS, "已完成路基5公里。")
        with another_writer(archive):
            await pilot.press("ctrl+s", "f10")
            await pilot.pause()
            app.session.type(ProjectId(SCHOOL), PROGRESS, "新的进展。")
            assert front(app) == "MainScreen"
        await until(pilot, lambda: front(app) == "Ask")
        assert "已完成路基5公里。" in archive.text(ROAD)
        assert list(app.session.unsaved) == [SCHOOL]
        await press(app, pilot, "right", "enter")
    assert "新的进展。" in archive.text(SCHOOL)


async def test_a_refused_file_is_told_and_its_field_stays_unsaved(archive: County) -> None:
    path = archive.file(SCHOOL)
    folder = path.with_name(f".{path.name}.{os.getpid()}.new")
    async with running(archive) as (app, pilot):
        type_all(app, [ROAD_ID, ProjectId(SCHOOL)])
        folder.mkdir()
        await press(app, pilot, "ctrl+s")
        assert "已保存 1 个项目，其余 1 个项目" in re.sub(r"\n *", "", text(app))
        assert list(app.session.unsaved) == [SCHOOL]
        assert "新的进展。" in archive.text(ROAD)
        folder.rmdir()
        await press(app, pilot, "ctrl+s")
        assert not app.session.unsaved


def test_a_signal_during_a_save_loses_nothing(archive: County) -> None:
    with Terminal(archive) as terminal:
        terminal.wait_for("已读取 4 个项目")
        terminal.send(b"\x1b[F\r")
        terminal.wait_for("村道路硬化")
        terminal.send(F2)
        terminal.wait_for("进展情况")
        terminal.send("另有三公里。")
        terminal.wait_for("另有三公里。")
        with another_writer(archive):
            terminal.send(CTRL_S)
            terminal.wait_for("正在核对文件")
            terminal.send("还有两处。")
            terminal.wait_for("还有两处。")
            terminal.kill(signal.SIGTERM)
            terminal.read(0.3)
            assert terminal.process.poll() is None
        assert terminal.wait() == 0
    assert "已完成路基4公里。另有三公里。还有两处。" in archive.text(ROAD)
