"""Every command of the screens: its keys and its action; the words stand in the catalogue.

The keys are those that any terminal sends, also a VT100 over a serial line: F-keys, control with a
letter (never h, i, j, m, which are backspace, tab, line feed and return), arrows, Enter, Tab and
Escape. No command needs a letter alone, because a Chinese input method takes letters away.
"""

from dataclasses import dataclass

from textual.binding import Binding, BindingType

from msctl.locale.catalogue import t


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, keys and action."""

    name: str
    keys: str
    """Textual's key names, the one that is shown first"""
    priority: bool = False
    """whether it goes before what has the focus"""

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
        """Its first key as people write it: ``F2``, ``Ctrl+S``."""
        first = self.keys.partition(",")[0]
        return "+".join(
            t(f"tui.keyname.{part}") if part in _NAMED else part.capitalize()
            for part in first.split("+")
        )

    @property
    def binding(self) -> Binding:
        """For Textual."""
        return Binding(
            self.keys,
            self.name.replace("-", "_"),
            self.label,
            show=False,
            priority=self.priority,
            id=f"msctl.{self.name}",
        )


_NAMED = {"escape", "enter", "space", "tab", "slash"}

COMMANDS = {
    command.name: command
    for command in (
        Command("help", "f1"),
        Command("edit", "f2"),
        Command("history", "f3"),
        Command("fields", "f4"),
        Command("reload", "f5"),
        Command("places", "f6"),
        Command("filter", "f7,slash"),
        Command("export", "f8"),
        Command("review", "f9"),
        Command("leave", "f10,ctrl+q", priority=True),
        Command("palette", "ctrl+p", priority=True),
        Command("save", "ctrl+s"),
        Command("undo", "ctrl+z"),
        Command("discard", "ctrl+r"),
        Command("back", "escape"),
        Command("tick", "space,enter"),
        Command("commit", "f9"),
        Command("write", "f8,ctrl+s"),
        Command("next-pane", "tab"),
        Command("choose", "enter"),
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
        Command("decide", "ctrl+s"),
    )
}
"""All commands by name."""


def bindings(*names: str) -> list[BindingType]:
    """The bindings of a screen."""
    return [COMMANDS[name].binding for name in names]
