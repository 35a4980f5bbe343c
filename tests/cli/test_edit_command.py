import shlex
import sys
from pathlib import Path

import pytest
from command import Msctl
from invented import LEDGER, ROAD, County


class Editor:
    """An editor that runs a line of Python on ``text``, the file's text."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._file = folder / "my editor.py"
        self._monkeypatch = monkeypatch

    def __call__(self, line: str) -> None:
        self._file.write_text(
            "import sys, pathlib\n"
            "file = pathlib.Path(sys.argv[1])\n"
            "text = file.read_text('utf-8')\n"
            f"{line}\n"
            "file.write_text(text, 'utf-8')\n",
            encoding="utf-8",
        )
        command = shlex.join([sys.executable, str(self._file)])
        self._monkeypatch.setenv("EDITOR", command)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    return Editor(tmp_path, monkeypatch)


def drafts(county: County) -> list[str]:
    return [path.read_text("utf-8") for path in (county.root / ".msctl").glob("edit-*")]


def test_what_the_editor_leaves_is_the_new_file(
    county: County, msctl: Msctl, editor: Editor
) -> None:
    text = county.text(ROAD)
    editor("text = '# 已核\\n' + text.replace('村道路硬化', '村路硬化')")
    done = msctl("edit", "2024/minsheng/1")
    assert (done.code, done.err) == (0, f"{LEDGER}/01 项目名称: 村道路硬化 -> 村路硬化\n")
    assert county.text(ROAD) == "# 已核\n" + text.replace("村道路硬化", "村路硬化")
    assert drafts(county) == []


def test_an_unchanged_text_writes_nothing(county: County, msctl: Msctl, editor: Editor) -> None:
    before = county.tree()
    editor("pass")
    done = msctl("edit", ROAD)
    assert (done.code, done.err) == (0, f"{ROAD} 没有变化。\n")
    assert county.tree() == before


def test_a_message_commits_at_once(archive: County, msctl: Msctl, editor: Editor) -> None:
    editor("text = text.replace('村道路硬化', '村路硬化')")
    assert msctl("edit", ROAD, "-m", "改名").code == 0
    assert archive.git("log", "-1", "--format=%s") == "改名\n"
    assert archive.git("status", "--short") == ""


@pytest.mark.parametrize(
    ("line", "place", "code"),
    [
        ("text += 'x = = 1'", "第 29 行第 5 列读不懂（不是正确的 TOML", 3),
        (
            "text = text.replace('120', '\"许多\"')",
            "第 15 行第 1 列读不懂（funding.total 的",
            3,
        ),
        ("text = text.replace('plan.Q1', 'plan.Q7')", "期次“Q7”不认识", 3),
        ("text = text.replace('按期推进', '差不多')", "完成情况“差不多”不在台账", 3),
    ],
)
def test_a_text_that_is_wrong_is_kept_beside_and_not_written(
    county: County, msctl: Msctl, editor: Editor, line: str, place: str, code: int
) -> None:
    before = county.tree()
    editor(line)
    done = msctl("edit", ROAD)
    assert (done.code, done.out) == (code, b"")
    assert place in done.err
    assert done.err.count("\n") == 1
    assert county.tree() == before
    assert len(drafts(county)) == 1
    assert f"edit-{ROAD.replace('/', '-')}.toml" in done.err


def test_a_broken_file_can_be_mended(county: County, msctl: Msctl, editor: Editor) -> None:
    good = county.text(ROAD)
    county.write(ROAD, good.replace('name = "', "name = "))
    editor("text = text.replace('name = ', 'name = \"')")
    assert msctl("edit", ROAD).code == 0
    assert county.text(ROAD) == good


def test_a_file_that_is_not_utf_8_can_be_mended(
    county: County, msctl: Msctl, editor: Editor
) -> None:
    county.write(ROAD, 'number = "1"\nname = "路"\n'.encode("gbk"))
    editor("")
    # the editor's own reading fails on such bytes, so it writes the text anew
    script = county.top / "anew.sh"
    script.write_text('printf \'number = "1"\\nname = "路"\\n\' > "$1"\n', encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EDITOR", f"sh {shlex.quote(str(script))}")
        assert msctl("edit", ROAD).code == 0
    assert county.text(ROAD) == 'number = "1"\nname = "路"\n'


def test_a_file_changed_meanwhile_is_not_overwritten(
    county: County, msctl: Msctl, editor: Editor
) -> None:
    others = county.text(ROAD).replace("120", "130")
    editor(
        f"pathlib.Path({str(county.file(ROAD))!r}).write_text({others!r}, 'utf-8')\n"
        "text = text.replace('村道路硬化', '村路硬化')"
    )
    done = msctl("edit", ROAD)
    assert done.code == 4
    assert f"{ROAD}.toml 在打开之后被别人改过" in done.err
    assert county.text(ROAD) == others
    assert "村路硬化" in drafts(county)[0]


@pytest.mark.parametrize("command", ["false", "no-such-editor-here", '"unclosed'])
def test_an_editor_that_fails_writes_nothing(
    county: County, msctl: Msctl, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    before = county.tree()
    monkeypatch.setenv("EDITOR", command)
    done = msctl("edit", ROAD)
    assert done.code == 5
    assert done.err.startswith(f"msctl: 编辑器“{command}”没有正常结束")
    assert done.err.count("\n") == 1
    assert county.tree() == before


def test_visual_goes_before_editor(
    county: County, msctl: Msctl, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor("text = text.replace('120', '121')")
    monkeypatch.setenv("VISUAL", "false")
    assert msctl("edit", ROAD).code == 5


def test_line_ends_and_byte_order_mark_stay(county: County, msctl: Msctl, editor: Editor) -> None:
    county.write(ROAD, "\ufeff" + county.text(ROAD).replace("\n", "\r\n"))
    editor("text = text.replace('120', '121')")
    assert msctl("edit", ROAD).code == 0
    data = county.file(ROAD).read_bytes()
    assert data.startswith(b"\xef\xbb\xbfnumber")
    assert data.count(b"\r\n") == data.count(b"\n") > 20
    assert b"total = 121\r\n" in data
