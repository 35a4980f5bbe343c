"""``restore``, ``undo``, ``redo``: earlier values again."""

from typing import TYPE_CHECKING

import click

from msctl.cli.session import Session, say
from msctl.cli.targets import change_lines, record_of
from msctl.locale.catalogue import t
from msctl.model.errors import NothingInScope
from msctl.model.paths import FieldPath
from msctl.store.reading import file_of

if TYPE_CHECKING:
    from msctl.history.undoing import Undoing


@click.command("restore", help=t("cli.restore.help"))
@click.argument("record", metavar="ID")
@click.argument("path", metavar="[PATH]", required=False)
@click.option("--force", is_flag=True, help=t("cli.restore.force"))
@click.option("-m", "--message", metavar="TEXT", help=t("cli.option.message"))
@click.pass_obj
def restore_command(
    session: Session, record: str, path: str | None, force: bool, message: str | None
) -> None:
    """Put back what a record held at another moment."""
    from msctl.history.restoring import restore_changes, restore_fields, restore_record

    when, session.when = session.when, None
    snapshot = session.for_changes(message)
    repository = session.repository
    try:
        target = record_of(session, snapshot, record)
    except NothingInScope:
        # a record that is gone is named by its whole id
        if path is not None or record.count("/") != 3:
            raise
        target = record
    if path is not None:
        document = session.records.read(target)
        changes = restore_changes(repository, target, document.record, FieldPath.parse(path), when)
        restore_fields(repository, session.records, changes, force=force)
        lines, done = change_lines(changes), bool(changes)
    else:
        done = restore_record(repository, session.records, target, when, force=force)
        lines = [t("cli.restore.done", id=target)]
    if not done:
        say(t("cli.set.same", id=target))
        return
    for line in lines:
        say(line)
    if message is not None:
        from msctl.history.committing import commit

        made = commit(repository, message, [file_of(target)])
        say(t("cli.commit.done", commit=made[:10], message=message))


@click.command("undo", help=t("cli.undo.help"))
@click.argument("commit", metavar="[COMMIT]", required=False)
@click.option("--force", is_flag=True, help=t("cli.undo.force"))
@click.option("-m", "--message", metavar="TEXT", help=t("cli.undo.message"))
@click.pass_obj
def undo_command(session: Session, commit: str | None, force: bool, message: str | None) -> None:
    """Take a commit back with a new one."""
    from msctl.history.undoing import undoable

    session.for_changes(message)
    _perform(session, undoable(session.repository, commit), message, redo=False, force=force)


@click.command("redo", help=t("cli.redo.help"))
@click.option("--force", is_flag=True, help=t("cli.undo.force"))
@click.option("-m", "--message", metavar="TEXT", help=t("cli.undo.message"))
@click.pass_obj
def redo_command(session: Session, force: bool, message: str | None) -> None:
    """Take the last undo back."""
    from msctl.history.undoing import redoable

    session.for_changes(message)
    _perform(session, redoable(session.repository), message, redo=True, force=force)


def _perform(
    session: Session, undoing: "Undoing", message: str | None, *, redo: bool, force: bool
) -> None:
    from msctl.history.undoing import perform

    command = "redo" if redo else "undo"
    undone = undoing.commit
    subject = message or t(f"cli.{command}.subject", subject=undone.subject)
    done = perform(session.repository, session.records, undoing, subject, redo=redo, force=force)
    for line in change_lines(undoing.changes):
        say(line)
    say(t("cli.commit.done", commit=done[:10], message=subject))
