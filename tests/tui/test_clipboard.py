"""What goes to the clipboard, and what is said of it."""

import base64
import os
import re
import shutil
from pathlib import Path

import pytest
from textual.app import App

from msctl.tui import clipboard
from msctl.tui.clipboard import LIMIT, copy, sequence

TEXT = "二季度\t完成路基[4]公里\n三季度\t完工\n"


@pytest.fixture(autouse=True)
def no_desktop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("WAYLAND_DISPLAY", "DISPLAY", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))


def test_tmux_gets_the_sequence_for_itself_and_wrapped_for_the_terminal() -> None:
    plain = sequence(TEXT.encode(), in_tmux=False)
    found = re.fullmatch(r"\x1b]52;c;([A-Za-z0-9+/=]+)\x07", plain)
    assert found is not None
    assert base64.b64decode(found[1]).decode() == TEXT
    assert sequence(TEXT.encode(), in_tmux=True) == f"{plain}\x1bPtmux;\x1b{plain}\x1b\\"


def test_without_a_desktop_only_the_terminal_gets_it() -> None:
    done = copy(App(), TEXT)
    assert (done.lines, done.tool) == (2, "")
    assert "2 行" in done.sentence
    assert "终端" in done.sentence


def test_a_native_tool_gets_the_very_bytes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tool = tmp_path / "wl-copy"
    kept = tmp_path / "kept"
    # by its whole path, for nothing but the tool is found here
    tool.write_text(f"#!/bin/sh\nexec {shutil.which('cat', path=os.defpath)} > '{kept}'\n")
    tool.chmod(0o755)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert copy(App(), TEXT).tool == "wl-copy"
    assert kept.read_bytes() == TEXT.encode()
    tool.write_text("#!/bin/sh\nexit 1\n")
    assert copy(App(), TEXT).tool == ""


def test_what_a_terminal_cannot_hold_is_not_said_to_be_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written: list[str] = []
    monkeypatch.setattr(clipboard, "write_to_terminal", lambda _app, text: written.append(text))
    assert "没有复制" in copy(App(), "字" * (LIMIT // 3 + 1)).sentence
    assert written == []
    copy(App(), "字" * (LIMIT // 3))
    assert len(written) == 1
    assert os.environ.get("TMUX") is None
