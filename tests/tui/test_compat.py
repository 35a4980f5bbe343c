"""The workarounds do what they are for, in processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

KEY = "TEXTUAL_DISABLE_KITTY_KEY"

CLOSING_APP = """
import os, pathlib, signal, sys
from textual.app import App
from msctl.tui.compat import save_on_signals

saved = pathlib.Path(sys.argv[1])

class Closing(App):
    def on_mount(self):
        save_on_signals(self, self.save)
        self.set_timer(0.1, lambda: os.kill(os.getpid(), getattr(signal, sys.argv[2])))

    async def save(self):
        saved.write_text("saved")

app = Closing()
app.run(headless=True)
sys.exit(app.return_code)
"""


def run(code: str, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if "KITTY" not in name}
    return subprocess.run(
        [sys.executable, "-c", code, *args],
        capture_output=True,
        text=True,
        env=kept | environment,
        timeout=60,
    )


@pytest.mark.parametrize(("chosen", "disabled"), [({}, "True"), ({KEY: "0"}, "False")])
def test_kitty_keys_are_off_unless_the_user_wants_them(
    chosen: dict[str, str], disabled: str
) -> None:
    code = (
        "from msctl.tui.compat import disable_kitty_keys\n"
        "first = disable_kitty_keys()\n"
        "from textual import constants\n"
        "print(first, disable_kitty_keys(), constants.DISABLE_KITTY_KEY)"
    )
    assert run(code, **chosen).stdout.split() == ["True", "False", disabled]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGHUP")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_saves_and_leaves_with_code_zero(name: str, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    done = run(CLOSING_APP, str(saved), name)
    assert (done.returncode, done.stderr) == (0, "")
    assert saved.read_text() == "saved"


DEAF_TERMINAL = """
import io
from msctl.tui.compat import outlive_terminal
outlive_terminal()
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

class Gone(io.StringIO):
    def fail(self, text=""):
        raise OSError("the window is closed")

for method in ("write", "flush"):
    file = Gone()
    setattr(file, method, file.fail)
    for count in (0, 1, 3 * MAX_QUEUED_WRITES):
        thread = WriterThread(file)
        thread.start()
        for number in range(count):
            thread.write("drawn")
        thread.stop()
print("ended")
"""


def test_a_terminal_that_takes_nothing_more_stops_nobody() -> None:
    assert run(DEAF_TERMINAL).stdout == "ended\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGHUP")
def test_what_cannot_be_saved_is_told(tmp_path: Path) -> None:
    done = run(CLOSING_APP, str(tmp_path / "missing" / "saved"), "SIGTERM")
    assert done.returncode == 5
    assert "No such file" in done.stdout + done.stderr


WIDENED = """
from unicodedata import combining, east_asian_width
from rich.cells import cell_len, get_character_cell_size
get_character_cell_size("─"), cell_len("“")
from msctl.text.width import cells, draw_ambiguous
from msctl.tui.compat import widen_ambiguous
draw_ambiguous(wide=True)
widen_ambiguous()
from rich.segment import Segment
from textual.strip import Strip
ambiguous = [chr(code) for code in range(0x10000) if east_asian_width(chr(code)) == "A"]
differing = [c for c in ambiguous if get_character_cell_size(c) != cells(c)]
print(differing, cell_len("“①─”é中"), Strip([Segment("─①ab")]).crop(2, 5).text)
"""


def test_textual_counts_ambiguous_characters_as_we_do() -> None:
    assert run(WIDENED).stdout.split() == ["[]", "12", "①a"]


def test_rich_still_has_one_width_for_ambiguous_characters() -> None:
    """Textualize/rich#4197: when it is fixed, `widen_ambiguous` can go."""
    shown = run("from rich.cells import cell_len; print(cell_len('“①…'))").stdout
    assert shown.split() == ["3"]
