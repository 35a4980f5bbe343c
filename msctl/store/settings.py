"""What one user has set for themselves: a TOML file in their own configuration folder.

It holds no record and is shared by nobody, so it lies outside the records. A value that is not
among its choices counts as not set and is told in one sentence; tables and keys that this version
does not know stay as they are. Two sessions may write it: each changes only what it was told to.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msctl.model.errors import MsctlError
from msctl.store import atomic
from msctl.store.errors import BadSetting, UnreadableSettings

CHOICES: Mapping[str, tuple[str, ...]] = {
    "language": ("auto", "zh", "en"),
    "theme": ("dark", "light", "contrast"),
    "ambiguous": ("narrow", "wide"),
    "frames": ("ascii", "lines"),
    "mouse": ("on", "off"),
}
"""What can be chosen, the default first. ``ambiguous`` is how wide the terminal draws characters
of East Asian ambiguous width (UAX #11), such as “ and ①."""

_KEYS, _COLUMNS, _FILTERS, _RECENT = "keys", "columns", "filters", "recent"
_REMEMBERED = 20
"""Commands that are remembered as used last: as many as a palette shows without scrolling."""

Keys = tuple[str, ...]
"""Where a value stands: the keys from the top of the file down to it."""


def settings_file() -> Path:
    """``$MSCTL_SETTINGS``, else ``msctl/settings.toml`` in the user's configuration folder (XDG
    Base Directory Specification; ``%APPDATA%`` on Windows)."""
    if named := os.environ.get("MSCTL_SETTINGS"):
        return Path(named)
    if os.name == "nt" and (roaming := os.environ.get("APPDATA")):
        return Path(roaming) / "msctl" / "settings.toml"
    folder = os.environ.get("XDG_CONFIG_HOME", "")
    base = Path(folder) if folder.startswith("/") else _home() / ".config"
    return base / "msctl" / "settings.toml"


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        # nobody that the system knows, and without HOME, has the root for a home
        return Path("/")


class Settings:
    """The settings as they were read, and what was changed since."""

    def __init__(self, file: Path, data: Mapping[str, Any] | None = None) -> None:
        self.file = file
        self.troubles: list[MsctlError] = []
        """what could not be taken, a sentence each"""
        self._data: dict[str, Any] = dict(data or {})
        self._changed: dict[Keys, Any] = {}
        for name, choices in CHOICES.items():
            if self._value(name) not in (None, *choices):
                self.troubles.append(self._refused(name, self._data[name]))

    @classmethod
    def load(cls, file: Path | None = None) -> "Settings":
        """Read the file; where there is none, everything is as usual. Raises nothing: what is
        wrong stands in `troubles`."""
        file = file or settings_file()
        try:
            return cls(file, _read(file))
        except MsctlError as error:
            settings = cls(file)
            settings.troubles.append(error)
            return settings

    # What is set.

    def choice(self, name: str) -> str:
        """The value of one of CHOICES."""
        value = self._value(name)
        return value if value in CHOICES[name] else CHOICES[name][0]

    @property
    def language(self) -> str | None:
        """The language chosen; None leaves it to the locale."""
        chosen = self.choice("language")
        return None if chosen == "auto" else chosen

    def once(self, name: str, value: str) -> None:
        """Choose for this run alone: `save` does not write it."""
        self._data[name] = value

    def choose(self, name: str, value: str) -> None:
        """Set one of CHOICES. Raises BadSetting for a value it cannot have."""
        if value not in CHOICES[name]:
            raise self._refused(name, value)
        self.put((name,), value)

    @property
    def keys(self) -> dict[str, str]:
        """The user's keys by command, as the file has them: ``f2,ctrl+e``."""
        return self._texts(_KEYS)

    @property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """The chosen columns of ledgers, in their order, by the ledger's id."""
        found = self._table(_COLUMNS)
        return {
            ledger: tuple(names)
            for ledger, names in found.items()
            if isinstance(names, list) and all(isinstance(name, str) for name in names)
        }

    def keep_columns(self, ledger: str, columns: Sequence[str] | None) -> None:
        """Remember the columns of a ledger; None forgets them."""
        self.put((_COLUMNS, ledger), None if columns is None else list(columns))

    @property
    def filters(self) -> dict[str, str]:
        """The saved filters by name."""
        return self._texts(_FILTERS)

    def keep_filter(self, name: str, query: str | None) -> None:
        """Remember a filter; None forgets it."""
        self.put((_FILTERS, name), query)

    @property
    def recent(self) -> tuple[str, ...]:
        """The commands used last from the list of all commands, the newest first."""
        found = self._data.get(_RECENT)
        return tuple(n for n in found if isinstance(n, str)) if isinstance(found, list) else ()

    def used(self, command: str) -> None:
        """Remember that a command was used."""
        others = [name for name in self.recent if name != command]
        self.put((_RECENT,), [command, *others][:_REMEMBERED])

    # The file.

    def put(self, path: Keys, value: Any) -> None:
        """Change a value until `save` writes it; None takes it away."""
        _put(self._data, path, value)
        self._changed[path] = value

    def save(self) -> None:
        """Write what was changed, and nothing else. Raises UnreadableSettings, DiskRefused."""
        if not self._changed:
            return
        import tomlkit

        _read(self.file)  # a file with a mistake is for its user to mend, not for us to overwrite
        text = self.file.read_text("utf-8") if self.file.exists() else ""
        document = tomlkit.parse(text)
        for path, value in self._changed.items():
            _put(document, path, value)
        atomic.replace(self.file, tomlkit.dumps(document).encode("utf-8"))
        self._changed.clear()

    def _table(self, name: str) -> dict[str, Any]:
        found = self._data.get(name)
        return found if isinstance(found, dict) else {}

    def _texts(self, name: str) -> dict[str, str]:
        return {key: text for key, text in self._table(name).items() if isinstance(text, str)}

    def _value(self, name: str) -> Any:
        value = self._data.get(name)
        return ("off", "on")[value] if isinstance(value, bool) else value

    def _refused(self, name: str, value: object) -> BadSetting:
        return BadSetting(file=self.file, name=name, value=value, choices=tuple(CHOICES[name]))


def _read(file: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableSettings(file=file, reason=error) from error


def _put(tree: Any, path: Keys, value: Any) -> None:
    """Put a value into a tree of tables, or take it out of it."""
    *way, last = path
    for key in way:
        if not isinstance(tree.get(key), dict):
            if value is None:
                return
            tree[key] = {}
        tree = tree[key]
    if value is None:
        tree.pop(last, None)
    else:
        tree[last] = value
