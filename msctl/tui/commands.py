"""The commands as Textual binds them; the table of them is `msctl.locale.commands`."""

from textual.binding import Binding, BindingType

from msctl.locale.commands import COMMANDS, PLACES, Command

__all__ = ["COMMANDS", "Command", "bindings", "bindings_at"]

ID_PREFIX = "msctl."
"""Before a command's name in the id of its binding."""


def bindings(*names: str) -> list[BindingType]:
    """The bindings of some commands."""
    return [_binding(COMMANDS[name]) for name in names]


def bindings_at(place: str) -> list[BindingType]:
    """The bindings of a place of the table; what a widget binds by itself is left out."""
    return [_binding(COMMANDS[name]) for name in PLACES[place] if COMMANDS[name].bound]


def _binding(command: Command) -> Binding:
    return Binding(
        command.keys,
        command.name.replace("-", "_"),
        command.label,
        show=False,
        priority=command.priority,
        id=f"{ID_PREFIX}{command.name}",
    )
