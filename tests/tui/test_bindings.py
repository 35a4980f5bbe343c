"""Every key of every screen: none that an input method or a terminal would swallow."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

import msctl.tui
from msctl.locale.commands import COMMANDS, PLACES
from msctl.tui.commands import ID_PREFIX
from msctl.tui.screens.help import place_of

LETTER = re.compile(r"[^\W\d_]|upper_.*|lower_.*")
LATER = re.compile(r"(shift|super|alt|hyper|meta)\+|ctrl\+(h|i|j|m|shift|enter|space|[^a-z]).*")
"""Keys that need the kitty protocol, or that are another key's byte."""

OPTIONAL = {"ctrl+left", "ctrl+right", "ctrl+home", "ctrl+end", "ctrl+delete", "ctrl+backspace"}
"""Sent by xterm and its kin and not by a VT100: another key must do the same, or it is comfort."""


@cache
def nodes() -> list[type[DOMNode]]:
    """Every class of ours that can bind keys."""
    for module in pkgutil.walk_packages(msctl.tui.__path__, "msctl.tui."):
        importlib.import_module(module.name)
    found: list[type[DOMNode]] = []
    waiting: list[type[DOMNode]] = [DOMNode]
    while waiting:
        node = waiting.pop()
        waiting += node.__subclasses__()
        if node.__module__.startswith("msctl.tui."):
            found.append(node)
    return found


def bound() -> Iterator[tuple[str, Binding]]:
    """Every binding that we made, and the class that has it."""
    for node in nodes():
        for binding in node.__dict__.get("BINDINGS", ()):
            assert isinstance(binding, Binding), (node, binding)
            yield node.__name__, binding


def test_no_key_is_a_letter() -> None:
    assert len(list(bound())) > 100
    letters = [
        (name, binding.key)
        for name, binding in bound()
        for key in binding.key.split(",")
        if LETTER.fullmatch(key)
    ]
    assert letters == []


def test_every_command_has_a_key_that_any_terminal_sends() -> None:
    lacking = [
        (name, binding.action, binding.key)
        for name, binding in bound()
        if all(LATER.match(key) or key in OPTIONAL for key in binding.key.split(","))
        and not set(binding.key.split(",")) <= OPTIONAL | {"shift+tab", "alt+delete"}
    ]
    assert lacking == []


def test_a_key_that_only_some_terminals_send_is_comfort() -> None:
    """What such a key alone does is to move or to delete more at once."""
    comfort = {
        binding.action.partition("(")[0]
        for _, binding in bound()
        if set(binding.key.split(",")) <= OPTIONAL | {"alt+delete"}
    }
    assert comfort <= {"column_edge", "edge", "delete_right_word", "delete_word_right"}


def test_every_binding_has_an_id_and_words() -> None:
    plain = {"tab", "shift+tab"}  # they do what they do everywhere
    wordless = [(n, b.key) for n, b in bound() if not b.id or not b.description]
    assert [(name, key) for name, key in wordless if key not in plain] == []


@pytest.mark.parametrize("screen", [n for n in nodes() if issubclass(n, Screen)])
def test_a_screen_binds_what_the_table_says(screen: type[Screen[object]]) -> None:
    place = place_of(screen.__new__(screen))
    commands = {
        (binding.id or "").removeprefix(ID_PREFIX)
        for base in screen.__mro__
        for binding in base.__dict__.get("BINDINGS", ())
        if isinstance(binding, Binding) and (binding.id or "").startswith(ID_PREFIX)
    }
    listed = {name for name in PLACES.get(place, ()) if COMMANDS[name].bound}
    assert commands - {"choose"} == listed - {"choose"}, place
    for name in commands:
        action = f"action_{name.replace('-', '_')}"
        assert hasattr(screen, action), f"{place} binds {name} and does not know it"
