"""The table of keys as people read it: where, which keys, what they do."""

from collections.abc import Iterator
from dataclasses import dataclass

from msctl.locale.catalogue import has, t
from msctl.locale.commands import COMMANDS, PLACES, Command, key_word
from msctl.locale.keymap import Keymap


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One command at one place."""

    place: str
    command: Command
    keys: tuple[str, ...]
    """as people write them"""

    @property
    def place_label(self) -> str:
        """What the place is called."""
        return place_label(self.place)


def place_label(place: str) -> str:
    """What a place of the table is called."""
    return t(f"keys.place.{place}") if has(f"keys.place.{place}") else place


def key_rows(keymap: Keymap) -> Iterator[KeyRow]:
    """Every command of every place with the keys it has now."""
    for place, names in PLACES.items():
        for name in names:
            keys = tuple(key_word(key) for key in keymap.of(name))
            yield KeyRow(place, COMMANDS[name], keys)
