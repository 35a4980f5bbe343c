"""``keys`` and ``settings``: the table of keys, and one's own settings."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command import Msctl
from invented import County

from msctl.locale.commands import COMMANDS, PLACES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "mine.toml"
    monkeypatch.setenv("MSCTL_SETTINGS", str(file))
    return file


def test_keys_lists_every_command_of_every_place(msctl: Msctl) -> None:
    rows = json.loads(msctl("keys", "--format", "json").out)
    assert {(row["place"], row["id"]) for row in rows} == {
        (place, name) for place, names in PLACES.items() for name in names
    }
    [edit] = [row for row in rows if (row["place"], row["id"]) == ("main", "edit")]
    assert edit["keys"] == ["F2"]
    assert edit["label"] == "填报"


def test_keys_needs_no_records(
    msctl: Msctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "F10 Ctrl+Q" in msctl("keys", "--lang", "en").text


def test_keys_shows_ones_own_and_tells_what_cannot_be_had(msctl: Msctl, mine: Path) -> None:
    mine.write_text('[keys]\nedit = "insert"\nsync = "f3"\n')
    done = msctl("keys", "--format", "json")
    rows = json.loads(done.out)
    assert [row["keys"] for row in rows if (row["place"], row["id"]) == ("main", "edit")] == [
        ["Ins"]
    ]
    assert "同步 (sync) 不能用 F3：同一画面的 留痕 (history) 已经用它" in done.err


def test_every_command_and_place_has_words() -> None:
    from msctl.locale.catalogue import LANGUAGES, has, set_language

    for language in LANGUAGES:
        set_language(language)
        assert [name for name in COMMANDS if not has(f"tui.command.{name}")] == []
        assert [name for name in COMMANDS if not has(f"tui.help.{name}")] == []
        assert [place for place in PLACES if not has(f"keys.place.{place}")] == []


def test_the_document_of_keys_is_current(tmp_path: Path) -> None:
    made = subprocess.run(
        [
            sys.executable,
            "-c",
            "import runpy, sys; sys.stdout.reconfigure(encoding='utf-8');"
            "print(runpy.run_path(sys.argv[1])['document'](), end='')",
            str(DOCS / "keys.py"),
        ],
        capture_output=True,
        check=True,
    )
    assert made.stdout.decode("utf-8") == (DOCS / "keys.md").read_text("utf-8"), (
        "run python docs/keys.py"
    )


def test_settings_are_shown_and_changed(msctl: Msctl, mine: Path) -> None:
    done = msctl("settings", "language=en", "theme=light", "mouse=off")
    assert done.code == 0
    assert mine.read_text() == 'language = "en"\ntheme = "light"\nmouse = "off"\n'
    shown = msctl("settings")
    assert "theme = light  (dark contrast)\n" in shown.text
    assert str(mine) in shown.err
    assert "The settings are in" in shown.err, "the language holds from the next command on"


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("theme=purple", "theme 不能是 purple，可以是 dark、light、contrast"),
        ("colour=red", "没有叫“colour”的设置"),
        ("theme", "theme"),
    ],
)
def test_a_setting_that_cannot_be_is_one_sentence(
    msctl: Msctl, mine: Path, argument: str, said: str
) -> None:
    done = msctl("settings", argument)
    assert done.code == 2
    assert said in done.err
    assert done.err.count("\n") == 1
    assert not mine.exists()


def test_a_bad_settings_file_is_told_and_does_not_stop_a_command(
    msctl: Msctl, mine: Path, county: County
) -> None:
    mine.write_text('language = "latin"\n')
    done = msctl("list")
    assert done.code == 0
    assert done.out
    assert "language 不能是 latin" in done.err
    mine.write_text("language = \n")
    done = msctl("list")
    assert done.code == 0
    assert f"个人设置文件 {mine} 读不懂" in done.err
