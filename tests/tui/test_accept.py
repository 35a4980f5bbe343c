"""An import accepted on the screen, from the command line on and back to it."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from command import Msctl
from invented import LEDGER, County
from screen import LARGE, SMALL, assert_golden, press, text, type_text
from textual.pilot import Pilot

from msctl.cli.main import run
from msctl.importing.proposal import Decision, Proposal
from msctl.store.records import Records
from msctl.store.settings import Settings
from msctl.tui.accepting import AcceptApp

TABLE = """\
序号,项目名称,建设内容,牵头单位,是否完成
1,村道路硬化,硬化村道路12公里。,乙局,是
2,老年食堂,建设老年食堂3个。,丙局、丁街道,是
"""
INTO = "yi-xian/2024/minsheng"
Drive = Callable[[AcceptApp, Pilot[None]], Awaitable[None]]


class Desk:
    """Runs an import whose accept screen is driven by the test."""

    def __init__(self, county: County, monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
        self.county, self.file = county, file
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        file.write_text(TABLE, encoding="utf-8")

    def take(self, drive: Drive, size: tuple[int, int] = SMALL) -> int:
        def decide(
            records: Records, settings: Settings, proposal: Proposal, message: str
        ) -> Decision | None:
            app = AcceptApp(records, settings, proposal, message)

            async def driven() -> None:
                async with app.run_test(size=size) as pilot:
                    await pilot.pause()
                    await drive(app, pilot)

            asyncio.run(driven())
            return app.decision

        return run(
            ["import", str(self.file), "--into", INTO], lambda *_: pytest.fail("screens"), decide
        )


@pytest.fixture
def desk(archive: County, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Desk:
    return Desk(archive, monkeypatch, tmp_path / "事项表.csv")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_what_is_accepted_is_written_and_committed(
    desk: Desk, msctl: Msctl, size: tuple[int, int]
) -> None:
    async def drive(app: AcceptApp, pilot: Pilot[None]) -> None:
        # the unit of the first line is refused, the numbers of the last are accepted
        await press(app, pilot, "space", "end", "up", "f8")
        assert_golden(app, "accept")
        await press(app, pilot, "f9")

    assert desk.take(drive, size) == 0
    shown = msctl("show", f"{INTO}/2", "--format", "json").text
    assert '"target": 3' in shown
    region = desk.county.text("yi-xian/region.toml")
    assert "丙局" in region
    assert "乙局" not in region
    assert desk.county.git("log", "-1", "--format=%s") == "导入 事项表.csv\n"
    assert desk.county.git("status", "--short") == ""


def test_who_leaves_writes_nothing(desk: Desk) -> None:
    before = desk.county.tree()

    async def drive(app: AcceptApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "escape")

    assert desk.take(drive) == 0
    assert desk.county.tree() == before


def test_a_difference_is_decided_before_anything_is_written(desk: Desk, msctl: Msctl) -> None:
    msctl("import", str(desk.file), "--into", INTO, "--accept", "-m", "导入")
    msctl("set", f"{INTO}/1", "content=硬化村道路13公里。", "-m", "填报")
    desk.file.write_text(TABLE.replace("12公里", "15公里"), encoding="utf-8")

    async def drive(app: AcceptApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f9")
        assert app.decision is None
        assert "1 处分歧" in app.said[0]
        assert_golden(app, "accept-difference")
        await press(app, pilot, "f6", "f9")

    assert desk.take(drive) == 0
    assert "15公里" in msctl("show", f"{INTO}/1").text


def test_what_was_decided_is_there_when_the_document_comes_again(desk: Desk, msctl: Msctl) -> None:
    msctl("import", str(desk.file), "--into", INTO, "--accept", "-m", "导入")
    msctl("set", f"{INTO}/1", "content=硬化村道路13公里。", "-m", "填报")
    msctl("set", f"{INTO}/2", "content=建设老年食堂4个。", "-m", "填报")
    changed = TABLE.replace("12公里", "15公里").replace("食堂3个", "食堂5个")
    desk.file.write_text(changed, encoding="utf-8")
    before = desk.county.tree()

    async def leave(app: AcceptApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f6", "down", "f2")
        await type_text(app, pilot, "核对后")
        # as a signal does
        app.keeping.save_all()
        await press(app, pilot, "escape", "right", "enter", "escape")

    assert desk.take(leave) == 0
    assert desk.county.tree() == before

    async def begin_anew(app: AcceptApp, pilot: Pilot[None]) -> None:
        assert "接着上次没有写入的决定" in app.said[0]
        assert "待决定 1" in text(app)
        await press(app, pilot, "f3", "right", "enter")
        assert "待决定 2" in text(app)
        await press(app, pilot, "f6")

    assert desk.take(begin_anew) == 0

    async def go_on(app: AcceptApp, pilot: Pilot[None]) -> None:
        assert "待决定 1" in text(app)
        await press(app, pilot, "down", "f2")
        assert "核对后" in text(app)
        await press(app, pilot, "ctrl+s", "f9")

    assert desk.take(go_on) == 0
    assert "15公里" in msctl("show", f"{INTO}/1").text
    assert "核对后" in msctl("show", f"{INTO}/2").text
    assert not list((desk.county.root / ".msctl").glob("import-*")), "it is written"


def test_a_document_of_another_ledger_is_taken_only_when_that_is_ticked(
    desk: Desk, msctl: Msctl
) -> None:
    told = []

    async def leave(app: AcceptApp, pilot: Pilot[None]) -> None:
        told.append(text(app))
        await press(app, pilot, "f9")

    async def tick(app: AcceptApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "home", "space", "f9")

    assert msctl("export", LEDGER, "--format", "docx", "-o", str(desk.file), "--force").code == 0
    before = desk.county.tree()
    assert desk.take(leave) == 2
    assert desk.county.tree() == before
    assert "[ ] 别的台账" in told[0]
    assert f"文件的出处写明是台账 {LEDGER} 的" in told[0]
    assert desk.take(tick) == 0
    assert desk.county.file(f"{INTO}/ledger.toml").is_file()
