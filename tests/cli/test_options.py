"""The options of every command: language, help, version; what is data and what is talk."""

import re
from pathlib import Path
from unittest.mock import Mock

import pytest
from command import Msctl
from invented import LEDGER, ROAD, County

from msctl.cli.main import COMMANDS
from msctl.model.errors import ExitCode


def test_english_is_spoken_when_asked(county: County, msctl: Msctl) -> None:
    done = msctl("--lang", "en", "set", ROAD, "report.Q9.status=x")
    assert done.code == 2
    assert done.err.startswith('msctl: The period "Q9" is not known')
    assert "Q2 Planned investment" in msctl("show", ROAD, "--lang=en").text


def test_the_locale_chooses_the_language(
    county: County, msctl: Msctl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert msctl("list", "none").err.startswith("msctl: No ledger or project matches")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert msctl("list", "none").err.startswith("msctl: 没有与“none”相符的")


def test_english_changes_no_data(county: County, msctl: Msctl) -> None:
    for args in (("list", "--format", "json"), ("export", LEDGER, "--format", "csv")):
        assert msctl("--lang", "en", *args).out == msctl(*args).out


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(msctl: Msctl, command: str, language: str) -> None:
    done = msctl(command, "--help", "--lang", language)
    assert (done.code, done.err) == (0, "")
    assert done.text.startswith("用法：msctl" if language == "zh" else "Usage: msctl")
    assert f"msctl {command}" in done.text


@pytest.mark.parametrize("command", [(), ("list",), ("layout",), ("layout", "new")])
def test_no_word_of_help_is_english_in_chinese(msctl: Msctl, command: tuple[str, ...]) -> None:
    help_page = msctl(*command, "--help").out.decode()
    assert help_page.startswith("用法：msctl")
    assert "-h, --help" in help_page
    assert not re.search(r"Usage|Options|Commands:|Show this", help_page)


def test_a_group_without_a_command_shows_its_help(msctl: Msctl) -> None:
    done = msctl("layout")
    assert (done.code, done.out) == (2, b"")
    assert done.err == msctl("layout", "--help").out.decode()


@pytest.mark.parametrize("command", ["list", "export", "summary", "due"])
@pytest.mark.parametrize(
    ("name", "start"),
    [("a.xlsx", b"PK"), ("a.DOCX", b"PK"), ("a.htm", b"<!doctype html"), ("a.json", b"[")],
)
def test_a_files_name_says_its_format(
    county: County, msctl: Msctl, tmp_path: Path, command: str, name: str, start: bytes
) -> None:
    file = tmp_path / name
    done = msctl(command, LEDGER, "-o", str(file))
    assert (done.code, done.out) == (0, b"")
    assert file.read_bytes().lower().startswith((start.lower(), b"{"))


def test_a_format_that_is_named_goes_before_the_files_name(
    county: County, msctl: Msctl, tmp_path: Path
) -> None:
    file = tmp_path / "a.xlsx"
    msctl("list", LEDGER, "--format", "json", "-o", str(file))
    assert file.read_bytes() == msctl("list", LEDGER, "--format", "json").out


@pytest.mark.parametrize("name", ["a.xls", "a.wps", "a.xlsx"])
def test_a_name_that_promises_another_format_is_refused(
    county: County, msctl: Msctl, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    done = msctl("notice", LEDGER, "-o", str(file))
    assert done.code == 2
    assert done.err == (
        f"msctl: {file} 的后缀不是这个命令能写的格式；"
        "请改后缀，或用 --format 写明：text、md、docx。\n"
    )
    assert not file.exists()


def test_help_lists_every_command(msctl: Msctl) -> None:
    text = msctl("--help").text
    assert [name for name in COMMANDS if f"\n  {name} " not in text] == []


def test_help_tells_every_exit_code(msctl: Msctl) -> None:
    for language, refused in (("zh", "git 或磁盘拒绝。"), ("en", "Git or the disk refused.")):
        codes = msctl("--help", "--lang", language).text.splitlines()[-len(ExitCode) :]
        assert [line.split()[0] for line in codes] == [str(int(code)) for code in ExitCode]
        assert codes[ExitCode.REFUSED].endswith(refused)


def test_version_is_the_packages(msctl: Msctl) -> None:
    from importlib.metadata import version

    assert msctl("--version").text == f"msctl {version('msctl')}\n"


def test_without_a_command_a_script_gets_the_overview(county: County, msctl: Msctl) -> None:
    done = msctl()
    assert (done.code, done.err) == (0, "")
    assert "甲县2024年民生实事项目表" in done.text
    assert "200 万元" in done.text


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("lst",), "没有命令“lst”（是不是 list"),
        (("list", "--sorted"), "没有选项“--sorted”（是不是 --sort"),
        (("--colour", "list"), "没有选项“--colour”"),
        (("list", "--format", "xml"), "--format 的值不对"),
        (("list", "--format"), ""),
        (("show",), "缺少 ID..."),
        (("set", ROAD), "缺少 PATH=VALUE..."),
        (("log", "-n", "0"), "-n 的值不对"),
        (("list", "--where", "乱"), "筛选条件“乱”看不懂"),
        (("list", "--where", "planned>多"), "筛选条件“planned>多”看不懂"),
        (("list", "--columns", "nmae"), "没有字段“nmae”（是不是 name"),
        (("list", "--sort", "plan.Q7.text"), "期次“Q7”不认识"),
        (("list", "none"), "没有与“none”相符的台账或项目"),
        (("check", "none"), "没有与“none”相符的台账或项目"),
        (("search", "x", "--in", "none"), "没有与“none”相符的台账或项目"),
        (("summary", "none"), "没有与“none”相符的台账或项目"),
        (("export", "none"), "没有与“none”相符的台账或项目"),
        (("show", "2024/minsheng/9"), "没有与“2024/minsheng/9”相符的"),
        (("set", "2024/minsheng/9", "name=x"), "没有与“2024/minsheng/9”相符的"),
        (("edit", "minsheng/1"), "“minsheng/1”不止一个"),
        (("list", "--format", "bad"), "--format 的值不对：可以写 table、json"),
        (("list", "--format"), "--format 后面要写一个值"),
        (("log", "-n", "0"), "-n 的值不对：应为数字，>= 1"),
        (("export", LEDGER, "甲县"), "多写了 甲县；"),
        (("form", LEDGER, "-o", "x"), "缺少 --period PERIOD"),
        (("settings", "theme"), "theme= 后面要写一个值"),
        (("merge-driver", "a"), "缺少 BASE OURS THEIRS SIZE PATH"),
        (("list", "-o", "a.docm"), "a.docm 的后缀不是这个命令能写的格式"),
        (("layout", "nope"), "没有命令“nope”；用 msctl layout --help"),
        (("layout", "chck"), "没有命令“chck”（是不是 check）"),
    ],
)
def test_wrong_usage_is_one_sentence_in_chinese_and_exit_code_2(
    county: County, msctl: Msctl, args: tuple[str, ...], sentence: str
) -> None:
    before = county.tree()
    done = msctl(*args)
    assert (done.code, done.out, done.err.count("\n")) == (2, b"", 1)
    assert done.err.startswith(f"msctl: {sentence}")
    assert county.tree() == before


@pytest.mark.parametrize("when", [("--at", "HEAD"), ("--at=2024-03-01",)])
@pytest.mark.parametrize(
    "args",
    [
        ("set", ROAD, "name=x"),
        ("edit", ROAD),
        ("new", LEDGER, "9", "桥"),
        ("move", ROAD, "--number", "9"),
        ("remove", ROAD),
        ("import", "x.txt", "--into", LEDGER),
        ("commit", "-m", "x"),
        ("status",),
        ("diff",),
    ],
    ids=lambda args: args[0],
)
def test_the_past_is_for_looking_only(
    archive: County, msctl: Msctl, args: tuple[str, ...], when: tuple[str, ...]
) -> None:
    before = archive.tree()
    done = msctl(*args, *when)
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith("msctl: --at 只用于查看")
    assert archive.tree() == before


@pytest.mark.parametrize("variables", [{"PYTHONIOENCODING": "gb18030"}, {"LC_ALL": "POSIX"}])
def test_data_is_utf_8_whatever_the_locale(
    county: County, msctl: Msctl, process: Msctl, variables: dict[str, str]
) -> None:
    asked = ("list", "--format", "csv")
    done = process(*asked, **variables)
    assert (done.code, done.out, done.err) == (0, msctl(*asked).out, "")


def test_a_process_ends_with_the_exit_code(county: County, process: Msctl) -> None:
    done = process("list", "none")
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith("msctl: 没有与“none”相符的")


@pytest.mark.parametrize("fault", [ZeroDivisionError("甲"), EOFError("甲")])
def test_a_fault_of_msctl_itself_is_told_without_a_traceback(
    county: County, msctl: Msctl, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    monkeypatch.setattr("msctl.store.records.read_snapshot", Mock(side_effect=fault))
    done = msctl("list")
    assert done.code == 5
    assert done.err.startswith(f"msctl: 程序内部出错（{type(fault).__name__}: 甲）")
    assert done.err.count("\n") == 1
