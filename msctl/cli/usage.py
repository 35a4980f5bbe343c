"""What click says of a command line, in the words of the catalogue: help, and what it refuses."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from msctl.cli import errors
from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError


class _Help(click.HelpFormatter):
    """Click's page with our headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or t("cli.usage"))

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        known = {"Options": t("cli.options"), "Commands": t("cli.commands")}
        with super().section(known.get(name, name)):
            yield


class _Context(click.Context):
    formatter_class = _Help

    def make_formatter(self) -> click.HelpFormatter:
        option = self.command.get_help_option(self)
        if option is not None:
            option.help = t("cli.option.help")
        return super().make_formatter()


class Commands(click.Group):
    """A group whose commands, and whose own help, speak the catalogue's language."""

    context_class = _Context

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:  # noqa: D102
        super().add_command(speaking(cmd), name)

    def resolve_command(  # noqa: D102
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            near = tuple(get_close_matches(args[0], known, n=2))
            raise errors.NoSuchCommand(name=args[0], near=near, command=ctx.command_path)
        return super().resolve_command(ctx, args)


def speaking(command: click.Command) -> click.Command:
    """The command itself, whose help speaks the catalogue's language from now on."""
    command.context_class = _Context
    return command


def refusal(error: click.ClickException) -> MsctlError | None:
    """What click refuses, as one sentence of ours; None where it only wants to show the help."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "msctl"
    if isinstance(error, NoArgsIsHelpError):
        return None
    if isinstance(error, click.NoSuchOption):
        near = tuple(error.possibilities or ())
        return errors.NoSuchOption(name=error.option_name, near=near, command=command)
    if isinstance(error, click.MissingParameter):
        return errors.MissingArgument(name=_missing(error), command=command)
    if isinstance(error, click.BadOptionUsage):
        return errors.MissingValue(name=error.option_name, command=command)
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param else error.param_hint
        return errors.BadOptionValue(name=name, reason=_reason(error), command=command)
    extra = _EXTRA.fullmatch(error.format_message())
    if extra is not None:
        return errors.TooManyArguments(names=extra[1], command=command)
    return errors.BadUsage(reason=error.format_message().rstrip("."), command=command)


_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)
"""click has no error of its own for them"""


def _missing(error: click.MissingParameter) -> object:
    if error.param is None or error.ctx is None:
        return error.param_hint
    name = error.param.make_metavar(error.ctx)
    return f"{error.param.opts[0]} {name}" if isinstance(error.param, click.Option) else name


def _reason(error: click.BadParameter) -> str:
    kind: Any = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return t("cli.reason.choice", choices=tuple(kind.choices))
    if isinstance(kind, click.IntRange | click.FloatRange):
        least = None if kind.min is None else f"{'>' if kind.min_open else '>='} {kind.min}"
        most = None if kind.max is None else f"{'<' if kind.max_open else '<='} {kind.max}"
        return t("cli.reason.number", range=tuple(filter(None, (least, most))))
    return error.message.rstrip(".")
