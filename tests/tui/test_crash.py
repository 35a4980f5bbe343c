"""A mistake of the program on the screens: one sentence, and nothing typed is lost."""

import pytest
from invented import ROAD, County
from screen import press, running

from msctl.model.paths import FieldPath, ProjectId
from msctl.tui.app import MsctlApp

PROGRESS = FieldPath.of("report", "Q2", "progress")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said once the screens, in which F1 is a mistake of the program, have ended."""
    lines: list[str] = []

    def broken(app: MsctlApp) -> None:
        app.session.type(ProjectId(ROAD), PROGRESS, "已完成路基9公里。")
        raise ZeroDivisionError("甲\x1b[31m")

    monkeypatch.setattr(MsctlApp, "action_help", broken)
    monkeypatch.setattr(
        MsctlApp,
        "_print_error_renderables",
        lambda app: lines.extend(str(one) for one in app._exit_renderables),
    )
    return lines


async def test_a_mistake_ends_in_a_sentence_and_the_journal_keeps_what_is_typed(
    archive: County, told: list[str]
) -> None:
    with pytest.raises(ZeroDivisionError):
        async with running(archive) as (app, pilot):
            await press(app, pilot, "f1")
    assert len(told) == 1
    assert told[0].startswith("msctl: 程序内部出错（ZeroDivisionError: 甲\\x1b[31m）")
    assert told[0].endswith("没有保存的 1 处填写已留下，下次打开时可以找回。")
    assert app.return_code == 5
    assert any("路基9公里" in file.read_text("utf-8") for file in archive.root.rglob(".msctl/*"))


async def test_what_no_journal_could_keep_is_not_promised(archive: County, told: list[str]) -> None:
    (archive.root / ".msctl").write_bytes(b"in the way")
    with pytest.raises(ZeroDivisionError):
        async with running(archive) as (app, pilot):
            await press(app, pilot, "f1")
    assert told[0].endswith("没有保存的 1 处填写也没能写到磁盘，请重新填写；先检查磁盘空间和权限。")
