"""A user's own keys: read from the settings, checked against each other and the terminal.

The settings name commands and give each its keys, ``edit = "f2,ctrl+e"``. A key that another
command of the same place has, that no terminal sends or that a text field needs is refused with a
sentence, and the command keeps its own keys. Leaving always works: its last key is nobody else's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from msctl.locale.commands import COMMANDS, PLACES, key_word, use_keymap
from msctl.model.errors import MsctlError

LEAVE = "leave"
LAST_RESORT = "ctrl+q"
"""Leaves, whatever the settings say."""

_LETTERS = "abcdefgklnopqrstuvwxyz"
"""Control with h, i, j and m is backspace, tab, line feed and return."""

FREE = frozenset(
    {"insert"}
    | {f"f{number}" for number in range(1, 13)}
    | {f"ctrl+{letter}" for letter in _LETTERS}
)
"""The keys that any command can be given: those that every terminal sends, a VT100 over a serial
line among them, and that move nothing."""


class UnknownCommand(MsctlError):
    """A key for a command that there is not. Details: name, near."""


class UnusableKey(MsctlError):
    """A key that terminals or input methods keep for themselves. Details: name, key."""


class FixedKey(MsctlError):
    """A key for a command whose keys belong to lists and text fields. Details: name."""


class KeyTaken(MsctlError):
    """A key that another command of the same place has. Details: name, key, other."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys that differ from the table's, by command, and what could not be taken."""

    keys: Mapping[str, str]
    refused: Mapping[str, MsctlError] = field(default_factory=dict)
    """by command, why it keeps its own keys"""

    @property
    def troubles(self) -> tuple[MsctlError, ...]:
        """What could not be taken, a sentence each."""
        return tuple(self.refused.values())

    def use(self) -> None:
        """Show these keys from now on."""
        use_keymap(self.keys)

    def of(self, command: str) -> tuple[str, ...]:
        """The keys of a command, as Textual names them."""
        return tuple(self.keys.get(command, COMMANDS[command].keys).split(","))


def read_keymap(wanted: Mapping[str, str]) -> Keymap:
    """The keys that a user wants, as far as they can be had; of two commands that want the same key
    the one wanted last goes without."""
    keys: dict[str, str] = {}
    refused: dict[str, MsctlError] = {}
    for name, text in wanted.items():
        try:
            keys[name] = ",".join(_checked(name, text))
        except MsctlError as error:
            refused[name] = error
    while taken := next(_taken(keys), None):
        name, key, other = taken
        refused[name] = KeyTaken(name=_word(name), key=key_word(key), other=_word(other))
        del keys[name]
    return Keymap(keys, refused)


def _checked(name: str, text: str) -> list[str]:
    if name not in COMMANDS:
        near = tuple(get_close_matches(name, COMMANDS, n=2))
        raise UnknownCommand(name=name, near=near)
    if not COMMANDS[name].bound:
        raise FixedKey(name=_word(name))
    own = set(COMMANDS[name].keys.split(","))
    found = [key.strip().lower().replace("control+", "ctrl+") for key in text.split(",")]
    found = ["slash" if key == "/" else key for key in found if key]
    for key in found:
        if key not in own | FREE or (key == LAST_RESORT and name != LEAVE):
            raise UnusableKey(name=_word(name), key=key_word(key))
    if set(found) <= {"slash"}:
        raise UnusableKey(name=_word(name), key=text)
    if name == LEAVE and LAST_RESORT not in found:
        found.append(LAST_RESORT)
    return found


def _taken(keys: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Each command of the user's that shares a key with another of its place, and the key."""
    keymap = Keymap(keys)
    for name in reversed(list(keys)):
        for other in _beside(name):
            common = [key for key in keymap.of(name) if key in keymap.of(other)]
            before = set(COMMANDS[name].keys.split(",")) & set(COMMANDS[other].keys.split(","))
            for key in common:
                if key not in before:
                    yield name, key, other


def _beside(name: str) -> Iterator[str]:
    """The other commands that can be called where a command can: those of its places and of the
    app, or all of them for one of the app."""
    for place, names in PLACES.items():
        if name in names or name in PLACES["app"] or place == "app":
            yield from (other for other in names if other != name)


def _word(name: str) -> str:
    return f"{COMMANDS[name].label} ({name})"
