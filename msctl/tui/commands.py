"""The commands as Textual binds them; the table of them is `msctl.locale.commands`."""

from typing import Any, Protocol, runtime_checkable

from textual.binding import Binding, BindingType

from msctl.locale.commands import COMMANDS, PLACES, Command

__all__ = ["COMMANDS", "Command", "Refuses", "bindings", "bindings_at", "command_of", "why_not"]

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


@runtime_checkable
class Refuses(Protocol):
    """A screen or the app that cannot always do what its keys say."""

    def why_not(self, command: str) -> str:
        """Why a command cannot be called now, in one sentence; empty when it can be."""


def why_not(screen: Any, command: str) -> str:
    """Why a command cannot be called on a screen now: the screen's reason, else the app's.

    The line of keys and the list of commands leave such a command out; its key tells the reason.
    """
    for node in (screen, screen.app):
        if isinstance(node, Refuses) and (reason := node.why_not(command)):
            return reason
    return ""


def command_of(action: str) -> str:
    """The command of an action as a binding names it; empty when the action is no command."""
    name = action.rpartition(".")[2].replace("_", "-")
    return name if name in COMMANDS else ""
