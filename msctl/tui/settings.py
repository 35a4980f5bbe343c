"""The user's settings at work: colours, frames and keys at once, the rest from the next start."""

import os
from typing import TYPE_CHECKING

from msctl.locale.keymap import read_keymap
from msctl.store.settings import Settings
from msctl.tui.commands import ID_PREFIX
from msctl.tui.themes import themes

if TYPE_CHECKING:
    from textual.app import App

LATER = frozenset({"language", "ambiguous", "mouse"})
"""What holds from the next start: it is settled before the first line is drawn."""


def has_no_colour() -> bool:
    """Whether the user wants no colour (no-color.org): then only bold and reverse are sent."""
    return "NO_COLOR" in os.environ


def dress(app: "App[None]", settings: Settings) -> None:
    """Give an app the theme and the frames that are set, before it runs or while it does."""
    for theme in themes(settings.choice("frames")):
        app.register_theme(theme)
    app.theme = settings.choice("theme")
    if app.is_running:
        app.refresh_css(animate=False)
    else:
        app.stylesheet.set_variables(app.get_css_variables())


def take_keys(app: "App[None]", settings: Settings) -> None:
    """Bind the user's keys; what cannot be bound is added to the settings' troubles."""
    keymap = read_keymap(settings.keys)
    keymap.use()
    settings.troubles += keymap.troubles
    app.set_keymap({f"{ID_PREFIX}{name}": keys for name, keys in keymap.keys.items()})
