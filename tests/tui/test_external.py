"""The user's own editor: what it leaves is taken whole, or kept where it is and told."""

from pathlib import Path

import pytest

from msctl.locale.catalogue import LANGUAGES, set_language
from msctl.model.errors import BadNumber
from msctl.tui.errors import EditedLost, EditedNotText, EditedWrong, EditorNotRun, EditorRefused
from msctl.tui.external import edit_text
from msctl.tui.wording import told


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A script that the test writes; what it is given lies below the test's own folder."""
    script = tmp_path / "编辑器"
    monkeypatch.setenv("VISUAL", f"sh '{script}'")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return script


def left(folder: Path) -> list[Path]:
    return sorted(folder.glob("msctl-*"))


def test_what_is_saved_is_the_text_without_the_line_end_that_editors_add(editor: Path) -> None:
    editor.write_text("""printf '\\357\\273\\277改好\\r\\n第二行\\r\\n' > "$1"\n""", "utf-8")
    assert edit_text("原文", ".txt") == "改好\n第二行"
    assert left(editor.parent) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_no_utf_8_is_told_in_our_words_and_kept(editor: Path, lang: str) -> None:
    set_language(lang)
    written = "第一行\n已完工。\n".encode("gb18030")
    (editor.parent / "国标").write_bytes(b"ok\n" + written)
    editor.write_text(f"""cp '{editor.parent / "国标"}' "$1"\n""", "utf-8")
    with pytest.raises(EditedNotText) as caught:
        edit_text("原文", ".txt")
    (file,) = left(editor.parent)
    assert file.read_bytes() == b"ok\n" + written
    sentence = told(caught.value)
    assert str(file) in sentence
    assert "codec" not in sentence
    assert ("第 2 行" if lang == "zh" else "line 2") in sentence


def test_an_editor_that_ends_badly_keeps_what_was_typed(editor: Path) -> None:
    editor.write_text("""printf 改了一半 > "$1"\nexit 3\n""", "utf-8")
    with pytest.raises(EditorRefused) as caught:
        edit_text("原文", ".txt")
    (file,) = left(editor.parent)
    assert file.read_text("utf-8") == "改了一半"
    assert caught.value.details["code"] == 3


def test_a_text_that_is_refused_is_kept_and_told_with_its_own_sentence(editor: Path) -> None:
    editor.write_text("""printf 许多 > "$1"\n""", "utf-8")

    def refuse(text: str) -> None:
        raise BadNumber(value=text)

    with pytest.raises(EditedWrong) as caught:
        edit_text("120", ".txt", refuse)
    (file,) = left(editor.parent)
    assert file.read_text("utf-8") == "许多"
    sentence = told(caught.value)
    assert told(BadNumber(value="许多")) in sentence
    assert "bad-number" not in sentence


@pytest.mark.parametrize("command", ["无此编辑器", "vi 'a"])
def test_an_editor_that_cannot_be_started_leaves_nothing_behind(
    editor: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("VISUAL", command)
    with pytest.raises(EditorNotRun):
        edit_text("原文", ".txt")
    assert left(editor.parent) == []


def test_an_editor_that_removes_the_file_is_told(editor: Path) -> None:
    editor.write_text("""rm "$1"\n""", "utf-8")
    with pytest.raises(EditedLost):
        edit_text("原文", ".txt")
