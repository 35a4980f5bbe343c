"""A mistake of the program on the screens: one sentence, and nothing typed is lost."""

import pytest
from invented import ROAD, County
from screen import press, running

from msctl.model.paths import FieldPath, ProjectId
from msctl.tui.app import MsctlApp

PROGRESS = FieldPath.of("report", "Q2", "progress")


async def test_a_mistake_ends_in_a_sentence_and_the_journal_keeps_what_is_typed(
    archive: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def broken(app: MsctlApp) -> None:
        app.session.type(ProjectId(ROAD), PROGRESS, "已完成路基9公里。")
        raise ZeroDivisionError("甲\x1b[31m")

    monkeypatch.setattr(MsctlApp, "action_help", broken)
    monkeypatch.setattr(
        MsctlApp,
        "_print_error_renderables",
        lambda app: told.extend(str(one) for one in app._exit_renderables),
    )
    with pytest.raises(ZeroDivisionError):
        async with running(archive) as (app, pilot):
            await press(app, pilot, "f1")
    assert len(told) == 1
    assert told[0].startswith("msctl: 程序内部出错（ZeroDivisionError: 甲\\x1b[31m）")
    assert told[0].endswith("没有保存的 1 处填写已留下，下次打开时可以找回。")
    assert app.return_code == 5
    assert any("路基9公里" in file.read_text("utf-8") for file in archive.root.rglob(".msctl/*"))
