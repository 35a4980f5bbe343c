"""Every command of the screens: its keys and where it works; the words stand in the catalogue.

The keys are those that any terminal sends, also a VT100 over a serial line: F-keys, control with a
letter (never h, i, j, m, which are backspace, tab, line feed and return), digits, signs, arrows,
Enter, Tab and Escape. No command needs a letter alone, because a Chinese input method takes letters
away; it lets digits pass.

Both the screens and the command line read this table, so it knows nothing of either.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from msctl.locale.catalogue import has, t


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, which is its id, and its keys."""

    name: str
    keys: str
    """Textual's key names, the one that is shown first"""
    priority: bool = False
    """whether it goes before what has the focus"""
    bound: bool = True
    """whether the screen binds it; otherwise it is the key of a widget, listed to be told"""

    @property
    def label(self) -> str:
        """Its short name on the line of keys."""
        return t(f"tui.command.{self.name}")

    @property
    def help(self) -> str:
        """What it does, in one sentence."""
        return t(f"tui.help.{self.name}")

    @property
    def shown_key(self) -> str:
        """The first of its keys in use, as people write it: ``F2``, ``Ctrl+S``."""
        return self.shown_keys.partition(" ")[0]

    @property
    def shown_keys(self) -> str:
        """All its keys in use."""
        return " ".join(map(key_word, _keymap.get(self.name, self.keys).split(",")))


def key_word(key: str) -> str:
    """A key of Textual's as people write it: ``f2`` is ``F2``, ``ctrl+s`` is ``Ctrl+S``."""
    return "+".join(
        t(f"tui.keyname.{part}") if has(f"tui.keyname.{part}") else part.capitalize()
        for part in key.split("+")
    )


COMMANDS = {
    command.name: command
    for command in (
        Command("help", "f1,question_mark"),
        Command("edit", "f2"),
        Command("history", "f3"),
        Command("fields", "f4"),
        Command("reload", "f5"),
        Command("places", "f6"),
        Command("open", "enter", bound=False),
        Command("filter", "f7,slash"),
        Command("export", "f8"),
        Command("review", "f9"),
        Command("leave", "f10,ctrl+q", priority=True),
        Command("palette", "ctrl+p", priority=True),
        Command("save", "ctrl+s"),
        Command("undo", "ctrl+z"),
        Command("redo", "ctrl+y"),
        # before a text area, where the key goes to the end of the line as End does
        Command("steps", "ctrl+e", priority=True),
        Command("recover", "ctrl+s,f9"),
        Command("drop", "ctrl+x"),
        Command("queue", "f12"),
        # before a text area, which undoes by itself and selects with F6 and F7
        Command("undo-typing", "ctrl+z", priority=True),
        Command("redo-typing", "ctrl+y", priority=True),
        Command("save-next", "f6", priority=True),
        Command("take-figures", "f7", priority=True),
        Command("copy-last", "f5", priority=True),
        Command("external", "f4"),
        Command("skip", "f8"),
        Command("previous-due", "f3"),
        Command("list-due", "f9"),
        Command("add-field", "f8"),
        Command("select-row", "space"),
        Command("select-range", "plus"),
        Command("select-all", "ctrl+a"),
        Command("select-invert", "asterisk"),
        Command("sort", "minus"),
        Command("group", "equals_sign"),
        Command("columns", "ctrl+v"),
        Command("filters", "ctrl+f"),
        Command("bulk-edit", "ctrl+w"),
        Command("copy-cells", "ctrl+c"),
        Command("take-all", "f9"),
        Command("take-save", "ctrl+s"),
        Command("column-up", "minus"),
        Command("column-down", "plus"),
        Command("usual-columns", "f5"),
        Command("delete-filter", "f8"),
        Command("undo-to", "enter", bound=False),
        Command("discard", "ctrl+r"),
        Command("back", "escape"),
        Command("tick", "space,enter", bound=False),
        Command("commit", "f9"),
        Command("write", "f8,ctrl+s"),
        Command("next-pane", "tab", bound=False),
        Command("choose", "enter", bound=False),
        Command("sync", "ctrl+g"),
        Command("conflicts", "ctrl+o"),
        Command("blame", "ctrl+l"),
        Command("restore", "ctrl+r"),
        Command("put-back", "ctrl+s,f9"),
        Command("tick-all", "f6"),
        Command("open-commit", "enter,f3"),
        Command("answer", "f2,enter"),
        Command("take-ours", "f5"),
        Command("take-theirs", "f6"),
        Command("take-base", "f7"),
        # before a text area, which selects with F6 and F7
        Command("begin-ours", "f5", priority=True),
        Command("begin-theirs", "f6", priority=True),
        Command("begin-base", "f7", priority=True),
        Command("bulk", "f8"),
        Command("give-up", "ctrl+x"),
        # none of the keys that answer: the last answer must not run on into the end of the merge
        Command("conclude", "f9"),
        Command("decide", "ctrl+s"),
        Command("next-behind", "ctrl+n"),
        Command("next-unreported", "ctrl+u"),
        Command("next-changed", "ctrl+d"),
        Command("next-finding", "ctrl+k"),
        Command("next-standing", "number_sign"),
        Command("jump", "0"),
        Command("settings", "ctrl+t"),
        Command("own-keys", "f5"),
        Command("compare", "ctrl+x"),
        Command("sides", "f2"),
        Command("only-field", "f4"),
        Command("show-all", "f6"),
        Command("next-flag", "ctrl+n"),
        Command("copy", "ctrl+c"),
        Command("accept", "ctrl+s,f9"),
        Command("write-import", "f9,ctrl+s"),
        Command("begin-anew", "f3"),
        Command("past", "ctrl+r"),
        Command("findings", "f11,ctrl+b"),
        Command("waive", "f2"),
        Command("only-severity", "f4"),
        Command("only-rule", "f5"),
        Command("only-unit", "f7"),
        Command("show-waived", "f8"),
        Command("widen", "f6"),
        Command("as-of", "f5"),
        Command("show-layout", "f7"),
        Command("blame-before", "f5,comma"),
        Command("ledger-settings", "at"),
        Command("change", "f2"),
        Command("add-word", "f8"),
        Command("add-mark", "f4"),
        Command("remove-word", "f7"),
    )
}
"""All commands by name."""

PLACES: dict[str, tuple[str, ...]] = {
    "app": ("help", "palette", "settings", "sync", "conflicts", "past", "findings", "leave"),
    "overview": (
        "open",
        "history",
        "places",
        "reload",
        "review",
        "queue",
        "save",
        "undo",
        "redo",
        "steps",
        "ledger-settings",
        "back",
    ),
    "main": (
        *("edit", "history", "fields", "reload", "places", "filter", "export", "review"),
        *("save", "undo", "redo", "steps", "queue", "blame", "compare"),
        *("select-row", "select-range", "select-all", "select-invert", "sort", "group"),
        *("columns", "filters", "bulk-edit", "copy-cells", "ledger-settings"),
        *("back",),
        *("next-behind", "next-unreported", "next-changed", "next-finding"),
        *("next-standing", "jump"),
    ),
    "project": (
        *("edit", "history", "fields", "blame", "compare", "review", "save", "undo", "redo"),
        *("steps", "back"),
    ),
    "bulk": ("take-all", "take-save", "next-pane", "back"),
    "paste": ("take-all", "take-save", "back"),
    "columns": ("tick", "column-up", "column-down", "usual-columns", "back"),
    "filters": ("choose", "save", "delete-filter", "next-pane", "back"),
    "compare": (
        "sides",
        "only-field",
        "show-all",
        "next-flag",
        "copy",
        "open",
        "next-pane",
        "back",
    ),
    "past": ("choose", "next-pane", "back"),
    "sides": ("accept", "next-pane", "back"),
    "form": (
        *("save", "save-next", "copy-last", "take-figures", "external", "discard"),
        *("undo-typing", "redo-typing", "steps", "back"),
    ),
    "due": ("edit", "only-unit", "next-pane", "save", "undo", "redo", "steps", "back"),
    "queue": (
        *("save", "save-next", "skip", "previous-due", "list-due", "copy-last", "take-figures"),
        *("external", "discard", "undo-typing", "redo-typing", "steps", "back"),
    ),
    "fields": ("edit", "add-field", "external", "blame", "save", "undo", "redo", "steps", "back"),
    "add_field": ("choose", "back"),
    "ledger_settings": (
        *("change", "add-word", "add-mark", "remove-word", "history", "save", "undo", "redo"),
        *("steps", "next-pane", "back"),
    ),
    "ledger_form": (
        *("save", "external", "discard", "undo-typing", "redo-typing", "steps", "back"),
    ),
    "word": ("accept", "next-pane", "back"),
    "mark": ("accept", "next-pane", "back"),
    "recover": ("recover", "tick", "tick-all", "drop", "next-pane", "back"),
    "clashes": ("take-ours", "take-theirs", "take-base", "answer", "next-pane", "back"),
    "steps": ("undo-to", "undo", "redo", "back"),
    "figures": ("accept", "tick", "tick-all", "next-pane", "back"),
    "history": (
        *("widen", "only-field", "as-of", "restore", "blame", "show-layout", "copy"),
        *("undo", "redo", "steps", "next-pane", "back"),
    ),
    "blame": ("open-commit", "blame-before", "copy", "next-pane", "back"),
    "findings": (
        *("open", "waive", "widen", "only-severity", "only-rule", "only-unit", "show-waived"),
        *("save", "undo", "redo", "steps", "copy", "next-pane", "back"),
    ),
    "waive": ("accept", "back"),
    "identity": ("accept", "next-pane", "back"),
    "pick": ("choose", "back"),
    "restore": ("put-back", "tick", "tick-all", "next-pane", "back"),
    "review": (
        *("commit", "tick", "tick-all", "save", "undo", "redo", "steps", "only-field", "copy"),
        *("next-pane", "back"),
    ),
    "export": ("write", "copy", "next-pane", "back"),
    "conflicts": (
        *("take-ours", "take-theirs", "take-base", "answer", "bulk", "undo", "conclude"),
        *("give-up", "back"),
    ),
    "accept": (
        *("write-import", "tick", "bulk", "answer", "take-ours", "take-theirs", "take-base"),
        *("begin-anew", "next-pane", "back"),
    ),
    "answer": ("decide", "begin-ours", "begin-theirs", "begin-base", "back"),
    "places": ("choose", "back"),
    "help": ("back",),
    "palette": ("choose", "back"),
    "settings": ("choose", "own-keys", "next-pane", "back"),
    "ask": ("choose", "back"),
    "jump": ("choose", "back"),
}
"""The commands of each place: of the whole app, and of each screen by its class's name. A screen
takes its bindings from here (`msctl.tui.commands.bindings_at`)."""

_keymap: dict[str, str] = {}


def use_keymap(keys: Mapping[str, str]) -> None:
    """Show these keys instead of the table's own from now on, by command."""
    _keymap.clear()
    _keymap.update(keys)
