"""The user's settings at work: colours, frames and keys at once, the rest from the next start."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from msctl.locale.commands import COMMANDS, PLACES
from msctl.locale.key_table import place_label
from msctl.locale.keymap import read_keymap
from msctl.model.errors import MsctlError
from msctl.store.settings import Settings
from msctl.tui.commands import ID_PREFIX
from msctl.tui.themes import themes

if TYPE_CHECKING:
    from textual.app import App

LATER = frozenset({"language", "ambiguous", "mouse"})
"""What holds from the next start: it is settled before the first line is drawn."""


def has_no_colour() -> bool:
    """Whether the user wants no colour (no-color.org): then only bold, underlined and reverse are
    sent."""
    return "NO_COLOR" in os.environ


def dress(app: "App[Any]", settings: Settings) -> None:
    """Give an app the theme and the frames that are set, before it runs or while it does."""
    for theme in themes(settings.choice("frames")):
        app.register_theme(theme)
    app.theme = settings.choice("theme")
    if app.is_running:
        app.refresh_css(animate=False)
    else:
        app.stylesheet.set_variables(app.get_css_variables())


def take_keys(app: "App[Any]", settings: Settings) -> None:
    """Bind the user's keys; what cannot be bound is added to the settings' troubles."""
    keymap = read_keymap(settings.keys)
    keymap.use()
    settings.troubles += keymap.troubles
    app.set_keymap({f"{ID_PREFIX}{name}": keys for name, keys in keymap.keys.items()})


def give_key(
    app: "App[Any]", settings: Settings, command: str, key: str | None
) -> MsctlError | None:
    """Give a command a key at once, or with None its own keys again, which another one may have
    got meanwhile; what is wrong with it."""
    wanted = {name: keys for name, keys in settings.keys.items() if name != command}
    asked = key or COMMANDS[command].keys
    if trouble := read_keymap(wanted | {command: asked}).refused.get(command):
        return trouble
    settings.put(("keys", command), key)
    take_keys(app, settings)
    return None


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A command in the list of keys."""

    name: str
    cells: tuple[str, ...]
    """the command, its keys, where it works, what it does"""
    is_own: bool
    """whether the user gave it other keys"""


def key_listing(settings: Settings) -> Iterator[KeyLine]:
    """Every command whose keys can be changed, in the order of the places."""
    keymap = read_keymap(settings.keys)
    for name in dict.fromkeys(name for names in PLACES.values() for name in names):
        command = COMMANDS[name]
        if command.bound:
            where = [place_label(place) for place, names in PLACES.items() if name in names]
            cells = (command.label, command.shown_keys, " ".join(where), command.help)
            yield KeyLine(name, cells, name in keymap.keys)
