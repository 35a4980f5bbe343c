import sys

import pytest

from msctl.cli.colour import Paint, paint


@pytest.mark.parametrize(
    ("choice", "terminal", "settings", "on"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", True, {"TERM": "dumb"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {}, False),
    ],
)
def test_colour_is_for_terminals_unless_asked_otherwise(
    monkeypatch: pytest.MonkeyPatch,
    choice: str,
    terminal: bool,
    settings: dict[str, str],
    on: bool,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    assert paint(choice) == Paint(on)


def test_each_line_is_coloured_by_itself() -> None:
    assert Paint(True)("removed", "甲\n\n乙") == "\x1b[31m甲\x1b[0m\n\n\x1b[31m乙\x1b[0m"
    assert Paint()("removed", "甲") == "甲"
