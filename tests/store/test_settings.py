"""A user's own settings: read whatever stands there, changed without losing anything."""

from pathlib import Path

import pytest

from msctl.locale.catalogue import sentence
from msctl.store.errors import BadSetting, DiskRefused, UnreadableSettings
from msctl.store.settings import CHOICES, Settings, settings_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "配置" / "settings.toml"


def test_without_a_file_everything_is_as_usual(file: Path) -> None:
    settings = Settings.load(file)
    assert {name: settings.choice(name) for name in CHOICES} == {
        "language": "auto",
        "theme": "dark",
        "ambiguous": "narrow",
        "frames": "ascii",
        "mouse": "on",
    }
    assert (settings.keys, settings.columns, settings.filters, settings.recent) == ({}, {}, {}, ())
    settings.save()
    assert not file.exists()


def test_somebody_without_a_home_has_the_usual_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MSCTL_SETTINGS", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)

    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nowhere)
    assert settings_file() == Path("/.config/msctl/settings.toml")


def test_what_is_put_is_read_back(file: Path) -> None:
    settings = Settings.load(file)
    settings.choose("theme", "light")
    settings.keep_columns("jia-xian/2024/minsheng", ["number", "name"])
    settings.keep_filter("住建滞后", "unit:住建局 status:behind")
    settings.used("export")
    settings.used("edit")
    settings.used("export")
    settings.save()
    again = Settings.load(file)
    assert again.choice("theme") == "light"
    assert again.columns == {"jia-xian/2024/minsheng": ("number", "name")}
    assert again.filters == {"住建滞后": "unit:住建局 status:behind"}
    assert again.recent == ("export", "edit")
    again.keep_filter("住建滞后", None)
    again.keep_columns("never/kept/this", None)
    again.save()
    assert Settings.load(file).filters == {}


def test_comments_and_unknown_keys_survive(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('# 我的\nlater = 3\ntheme = "light"  # 白天\n[later_table]\nx = [1, 2]\n')
    settings = Settings.load(file)
    settings.choose("theme", "dark")
    settings.save()
    assert file.read_text() == (
        '# 我的\nlater = 3\ntheme = "dark"  # 白天\n[later_table]\nx = [1, 2]\n'
    )


def test_two_sessions_change_only_what_they_were_told(file: Path) -> None:
    first, second = Settings.load(file), Settings.load(file)
    first.choose("mouse", "off")
    first.save()
    second.choose("theme", "contrast")
    second.save()
    both = Settings.load(file)
    assert (both.choice("mouse"), both.choice("theme")) == ("off", "contrast")


@pytest.mark.parametrize("value", ['"purple"', "3", "[]", "true"])
def test_a_bad_value_is_one_sentence_and_the_default(file: Path, value: str) -> None:
    file.parent.mkdir()
    file.write_text(f"theme = {value}\nmouse = false\nkeys = 4\ncolumns = [1]\n")
    settings = Settings.load(file)
    assert (settings.choice("theme"), settings.choice("mouse")) == ("dark", "off")
    assert settings.keys == {}
    [trouble] = settings.troubles
    assert isinstance(trouble, BadSetting)
    assert "theme" in sentence(trouble)
    assert "dark、light、contrast" in sentence(trouble)
    with pytest.raises(BadSetting):
        settings.choose("theme", "purple")


def test_a_file_with_a_mistake_is_told_and_never_overwritten(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("theme = \n")
    settings = Settings.load(file)
    assert isinstance(settings.troubles[0], UnreadableSettings)
    assert "line 1" in sentence(settings.troubles[0])
    settings.choose("theme", "light")
    assert settings.choice("theme") == "light"
    with pytest.raises(UnreadableSettings):
        settings.save()
    assert file.read_text() == "theme = \n"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings.load(tmp_path / "file" / "settings.toml")
    settings.choose("theme", "light")
    with pytest.raises((DiskRefused, UnreadableSettings)):
        settings.save()


def test_where_the_file_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("MSCTL_SETTINGS")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_file() == tmp_path / "msctl" / "settings.toml"
    monkeypatch.setenv("XDG_CONFIG_HOME", "not/absolute")
    assert settings_file() == Path.home() / ".config" / "msctl" / "settings.toml"
    monkeypatch.setenv("MSCTL_SETTINGS", str(tmp_path / "mine.toml"))
    assert settings_file() == tmp_path / "mine.toml"
