"""``keys`` and ``settings``: what the screens' keys are, and what a user has set for themselves."""

from collections.abc import Sequence

import click

from msctl.cli.errors import MissingValue, NoSuchSetting
from msctl.cli.output import list_options, print_list
from msctl.cli.session import Session, say
from msctl.export.keys import keys_table
from msctl.locale.catalogue import sentence, t
from msctl.locale.key_table import KeyRow, key_rows
from msctl.locale.keymap import read_keymap
from msctl.store.settings import CHOICES


@click.command("keys", help=t("cli.keys.help"))
@list_options
@click.pass_obj
def keys_command(session: Session, form: str, output: str | None, force: bool, bom: bool) -> None:
    """Print the keys of every screen, the user's own among them."""
    keymap = read_keymap(session.settings.keys)
    for trouble in keymap.troubles:
        say(sentence(trouble))
    rows = list(key_rows(keymap))
    print_list(
        lambda: keys_table(rows),
        lambda: [_json(row) for row in rows],
        form,
        output,
        force=force,
        bom=bom,
    )


def _json(row: KeyRow) -> dict[str, object]:
    command = row.command
    return {
        "place": row.place,
        "id": command.name,
        "keys": list(row.keys),
        "label": command.label,
        "help": command.help,
    }


@click.command("settings", help=t("cli.settings.help"))
@click.argument("assignments", nargs=-1, metavar="[NAME=VALUE]...")
@click.pass_obj
def settings_command(session: Session, assignments: Sequence[str]) -> None:
    """Print the settings, or change some."""
    settings = session.settings
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if name not in CHOICES:
            raise NoSuchSetting(name=name, known=tuple(CHOICES))
        if not equals:
            raise MissingValue(name=f"{name}=", command="msctl settings")
        settings.choose(name, value)
    settings.save()
    say(t("cli.settings.file", file=settings.file))
    for name, choices in CHOICES.items():
        chosen = settings.choice(name)
        others = " ".join(choice for choice in choices if choice != chosen)
        print(f"{name} = {chosen}  ({others})")
