"""``init``: a new records repository."""

from pathlib import Path

import click

from msctl.cli.errors import NotEmpty
from msctl.cli.session import Session, say
from msctl.locale.catalogue import t
from msctl.model.fields import SETTINGS
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import from_toml
from msctl.store import atomic
from msctl.store.canonical import to_text
from msctl.store.reading import SETTINGS_FILE

ATTRIBUTES = ".gitattributes"


@click.command("init", help=t("cli.init.help"))
@click.argument("folder", metavar="DIR")
@click.pass_obj
def init_command(session: Session, folder: str) -> None:
    """Start a records root that is a git repository."""
    from msctl.history.committing import commit
    from msctl.history.errors import NoIdentity
    from msctl.history.registration import Registration
    from msctl.history.repository import init

    del session
    root = Path(folder)
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise NotEmpty(folder=folder)
    with init(root) as repository:
        settings = Record({FieldPath.of("format"): from_toml(1)})
        atomic.replace(root / SETTINGS_FILE, to_text(settings, 0, SETTINGS).encode())
        atomic.replace(root / ATTRIBUTES, b"* text=auto eol=lf\n")
        Registration.of(root).register()
        try:
            commit(repository, t("cli.init.message"), [SETTINGS_FILE, ATTRIBUTES])
        except NoIdentity as error:
            # the records can be used; only commits need a name
            from msctl.locale.catalogue import sentence

            say(sentence(error))
    say(t("cli.init.done", folder=folder))
