"""The command group: global options, commands loaded when called, errors as one sentence."""

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import click

from msctl import __version__
from msctl.cli import errors, streams
from msctl.cli.session import Session
from msctl.cli.usage import Commands, refusal, speaking
from msctl.locale.catalogue import LANGUAGES, sentence, set_language, t
from msctl.model.errors import ExitCode, MsctlError
from msctl.store.settings import Settings

if TYPE_CHECKING:
    from msctl.cli.session import Decide
    from msctl.store.records import Records

OpenScreens = Callable[["Records", str | None, Settings], int]
"""takes the records root, the moment to begin with and the settings; gives the exit code"""

COMMANDS = {
    "init": "start",
    "list": "browse",
    "show": "browse",
    "search": "browse",
    "set": "edit",
    "edit": "edit",
    "new": "edit",
    "move": "edit",
    "remove": "edit",
    "status": "changes",
    "diff": "changes",
    "commit": "changes",
    "log": "past",
    "blame": "past",
    "compare": "comparing",
    "restore": "restoring",
    "undo": "restoring",
    "redo": "restoring",
    "sync": "syncing",
    "conflicts": "merging",
    "resolve": "merging",
    "import": "importing",
    "form": "forms",
    "export": "tables",
    "verify": "verifying",
    "layout": "layouts",
    "summary": "summing",
    "notice": "noticing",
    "site": "publishing",
    "due": "owing",
    "rollover": "rolling",
    "sql": "querying",
    "check": "checking",
    "keys": "settings",
    "settings": "settings",
    "setup-git": "merging",
    "merge-driver": "merging",
}
"""Each command and the module of this folder that holds it."""


_GLOBAL = ("--records", "--at", "--lang")


class Group(Commands):
    """Imports a command's module when the command is called or its help is shown."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002, D102, RUF100
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: D102
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        loaded = import_module(f"msctl.cli.{module}")
        command: click.Command = getattr(loaded, f"{cmd_name.replace('-', '_')}_command")
        return speaking(command)

    def invoke(self, ctx: click.Context) -> object:  # noqa: D102
        try:
            return super().invoke(ctx)
        except EOFError as error:
            # click takes it for Ctrl-D, which a question has told it already, and says nothing
            raise errors.Unexpected(reason=f"EOFError: {error}") from error

    def format_commands(  # noqa: D102
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        # the one-line helps come from the catalogue, so that --help imports no command
        with formatter.section(t("cli.commands")):
            formatter.write_dl([(name, t(f"cli.{name}.short")) for name in COMMANDS])
        with formatter.section(t("cli.exit-codes")):
            formatter.write_dl(
                [(str(int(code)), t(f"cli.exit.{code.name.lower()}")) for code in ExitCode]
            )


def run(args: Sequence[str], open_screens: OpenScreens, decide: "Decide | None" = None) -> int:
    """Run one command line; the exit code. The screens are given from outside: those without a
    command, and the one that decides on an import."""
    args = _globals_first(args)
    settings = Settings.load()
    set_language(_language_of(args) or settings.language)
    streams.prepare()
    try:
        return _run(_group(open_screens, settings, decide), args)
    finally:
        streams.finish()


def _run(group: click.Group, args: Sequence[str]) -> int:
    try:
        code = group.main(list(args), prog_name="msctl", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        refused = refusal(error)
        if refused is None:
            click.echo(error.format_message(), err=True)
            return ExitCode.USAGE
        return _tell(refused)
    except MsctlError as error:
        return _tell(error)
    except BrokenPipeError:
        # the reader of our output went away (head, less); there is nobody to tell
        return ExitCode.DONE
    except SystemExit as ended:
        # click's own way to end where the reader went away
        if ended.code != 1:
            raise
        return ExitCode.DONE
    except OSError as error:
        from msctl.store.errors import DiskRefused

        return _tell(DiskRefused(file=error.filename or "-", reason=error.strerror or error))
    except Exception as error:
        if os.environ.get("MSCTL_DEBUG"):
            raise
        return _tell(errors.Unexpected(reason=f"{type(error).__name__}: {error}"))
    return code if isinstance(code, int) else ExitCode.DONE


def _group(open_screens: OpenScreens, settings: Settings, decide: "Decide | None") -> click.Group:
    @click.group(
        cls=Group,
        invoke_without_command=True,
        help=t("cli.help"),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    @click.option("--records", metavar="DIR", help=t("cli.option.records"))
    @click.option("--at", "when", metavar="WHEN", help=t("cli.option.at"))
    @click.option("--lang", type=click.Choice(LANGUAGES), help=t("cli.option.lang"))
    @click.option("--ascii", "ascii_frames", is_flag=True, help=t("cli.option.ascii"))
    @click.option("--no-mouse", is_flag=True, help=t("cli.option.no-mouse"))
    @click.option("--version", is_flag=True, help=t("cli.option.version"))
    @click.pass_context
    def msctl(
        context: click.Context,
        records: str | None,
        when: str | None,
        lang: str | None,
        ascii_frames: bool,
        no_mouse: bool,
        version: bool,
    ) -> int | None:
        del lang  # read before the group was built, since its help is in that language
        if version:
            click.echo(f"msctl {__version__}")
            return None
        if ascii_frames:
            settings.once("frames", "ascii")
        if no_mouse:
            settings.once("mouse", "off")
        session = context.obj = Session(records, when, settings)
        session.decide = decide
        if context.invoked_subcommand is None:
            return _without_command(session, open_screens)
        for trouble in settings.troubles:
            _tell(trouble)
        return None

    return msctl


def _without_command(session: Session, open_screens: OpenScreens) -> int:
    if sys.stdin.isatty() and sys.stdout.isatty():
        if session.when is not None:
            from msctl.history.snapshots import resolve

            # a moment that nobody knows is told before the screens open
            resolve(session.repository, session.when)
        return open_screens(session.records, session.when, session.settings)
    from msctl.cli.browse import overview

    return overview(session)


def _globals_first(args: Sequence[str]) -> list[str]:
    """The global options that take a value may stand behind the command too."""
    first: list[str] = []
    rest: list[str] = []
    waiting = list(args)
    while waiting:
        arg = waiting.pop(0)
        if arg == "--":
            return [*first, *rest, arg, *waiting]
        if arg in _GLOBAL and waiting:
            first += [arg, waiting.pop(0)]
        elif arg.startswith(tuple(f"{name}=" for name in _GLOBAL)):
            first.append(arg)
        else:
            rest.append(arg)
    return [*first, *rest]


def _language_of(args: Sequence[str]) -> str | None:
    for index, arg in enumerate(args):
        value = arg.removeprefix("--lang=") if arg.startswith("--lang=") else None
        if arg == "--lang" and index + 1 < len(args):
            value = args[index + 1]
        if value in LANGUAGES:
            return value
    return None


def _tell(error: MsctlError) -> int:
    from msctl.text.safe import printable

    # where nobody can be told, the exit code tells
    with contextlib.suppress(OSError):
        print("msctl:", printable(sentence(error)), file=sys.stderr)
    return error.exit_code
