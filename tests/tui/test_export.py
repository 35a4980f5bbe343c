"""Export on screen: the same bytes as the command's, and nothing is overwritten unasked."""

from pathlib import Path

import pytest
from command import Msctl
from invented import ELDERLY, LEDGER, ROAD, County
from screen import front, press, running, settle, text, until
from textual.widgets import Input

from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.period import parse_period
from msctl.store.records import Records
from msctl.tui.app import MsctlApp
from msctl.tui.export_file import (
    NotYetThere,
    Wanted,
    can_fill,
    can_mark,
    can_stamp,
    formats,
    layouts,
    make,
    preview,
    wants_period,
    write_file,
)
from msctl.tui.screens.ask import Ask
from msctl.tui.widgets.choice import Choice

LEDGER_ID = LedgerId(LEDGER)


def made(county: County, wanted: Wanted) -> bytes:
    return make(county.root, Records(county.root).snapshot(), wanted)


@pytest.mark.parametrize("name", ["text", "md", "csv", "tsv", "json", "html", "xlsx", "docx"])
def test_a_file_has_the_bytes_that_the_command_writes(
    archive: County, msctl: Msctl, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "file"
    assert msctl("export", LEDGER, "--format", name, "-o", str(file)).code == 0
    assert made(archive, Wanted(LEDGER_ID, "official", name)) == file.read_bytes()


def test_switches_period_and_scope_are_the_commands(
    archive: County, msctl: Msctl, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    msctl("export", LEDGER, "--format", "csv", "--fill", "--bom", "--stamp", "-o", str(file))
    wanted = Wanted(LEDGER_ID, "official", "csv", fill=True, bom=True, stamp=True)
    assert made(archive, wanted) == file.read_bytes()
    args = ("--layout", "progress", "--period", "Q2", "--format", "md")
    told = msctl("export", f"{ROAD} {ELDERLY}", *args).out
    projects = (ProjectId(ROAD), ProjectId(ELDERLY))
    some = Wanted(LEDGER_ID, "progress", "md", parse_period("Q2"), projects)
    assert made(archive, some) == told
    notice = msctl("notice", LEDGER, "--period", "Q2").out
    assert made(archive, Wanted(LEDGER_ID, "notice", "text", parse_period("Q2"))) == notice


def test_only_what_means_something_is_offered(archive: County) -> None:
    ledger = Records(archive.root).snapshot().ledger(LEDGER_ID)
    names = [name for name, _ in layouts(ledger)]
    assert (names[0], names[-1]) == ("official", "notice")
    assert formats("notice") == ("text", "md", "docx")
    assert {"html", "xlsx", "docx", "pdf"} < set(formats("official"))
    assert [wants_period(ledger, name) for name in ("official", "progress", "notice")] == [
        False,
        True,
        True,
    ]
    csv, docx = (Wanted(LEDGER_ID, "official", name) for name in ("csv", "docx"))
    assert [can_fill(csv), can_mark(csv), can_stamp(csv)] == [True, True, True]
    assert [can_fill(docx), can_mark(docx), can_stamp(docx)] == [False, False, True]


def test_a_file_in_no_folder_is_one_sentence_and_a_preview_is_text(
    archive: County, tmp_path: Path
) -> None:
    with pytest.raises(NotYetThere):
        write_file(tmp_path / "没有" / "文件.csv", b"")
    shown = preview(
        archive.root, Records(archive.root).snapshot(), Wanted(LEDGER_ID, "official", "docx")
    )
    assert "村道路硬化" in shown


async def test_a_notice_as_word_then_the_question_before_it_is_overwritten(
    archive: County,
) -> None:
    async with running(archive) as (app, pilot):
        app.open_ledger(LEDGER_ID)
        app.session.type(ProjectId(ROAD), FieldPath.of("note"), "另行说明。")
        await press(app, pilot, "f8")
        unsaved = "还有 1 处未保存，不在导出的内容里"
        assert app.said[0].startswith(unsaved)
        choice(app, "layout").focus()
        await press(app, pilot, "end")
        await until(pilot, lambda: "甲县2024年" in text(app))
        choice(app, "format").focus()
        await press(app, pilot, "end")
        file = archive.root / "jia-xian-2024-minsheng-notice.docx"
        await press(app, pilot, "f8")
        await until(pilot, file.exists)
        await settle(app, pilot)
        assert str(file) in app.said[0]
        assert unsaved in app.said[0]
        assert file.read_bytes()[:2] == b"PK"
        file.write_bytes(b"ours")
        await press(app, pilot, "f8")
        choice(app, "layout").focus()
        await press(app, pilot, "end", "tab", "tab", "end", "f8")
        assert isinstance(app.screen, Ask)
        await press(app, pilot, "enter")
        assert front(app) == "ExportScreen"
        assert file.read_bytes() == b"ours"
        entry = app.screen.query_one("#file", Input)
        entry.value = "表" * 100
        await press(app, pilot, "f8")
        assert front(app) == "ExportScreen"
        assert "表表" in app.said[0]
        entry.value = "~$表.docx"
        await press(app, pilot, "f8")
        await until(pilot, (archive.root / "~$表.docx").exists)


def choice(app: MsctlApp, name: str) -> Choice:
    return app.screen.query_one(f"#{name}", Choice)
