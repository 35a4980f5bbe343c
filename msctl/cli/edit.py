"""``set``, ``edit``, ``new``, ``move``, ``remove``: change records."""

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from msctl.check.edited import read_edited
from msctl.check.words import check_value
from msctl.cli.errors import EditKept, EditorFailed
from msctl.cli.session import Session, say
from msctl.cli.targets import assigned, change_lines, project_of, record_of
from msctl.locale.catalogue import sentence, t
from msctl.model.changes import Change, compare
from msctl.model.errors import MsctlError
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.record import Record
from msctl.model.scope import one_ledger
from msctl.model.snapshot import Snapshot
from msctl.store.errors import UnreadableFile
from msctl.store.lock import locked, private_folder
from msctl.store.reading import file_of
from msctl.store.records import Document

message_option = click.option("-m", "--message", metavar="TEXT", help=t("cli.option.message"))


@click.command("set", help=t("cli.set.help"))
@click.argument("record", metavar="ID")
@click.argument("assignments", nargs=-1, required=True, metavar="PATH=VALUE...")
@message_option
@click.pass_obj
def set_command(
    session: Session, record: str, assignments: Sequence[str], message: str | None
) -> None:
    """Change fields of one record."""
    snapshot = session.for_changes(message)
    target = record_of(session, snapshot, record)
    # held until the commit, so that nobody else's commit takes this change along
    with locked(session.records.root):
        document = session.records.read(target)
        changes = assigned(snapshot, target, document.record, assignments)
        if not changes:
            say(t("cli.set.same", id=target))
            return
        session.records.save(changes, {target: document})
        _done(session, changes, [target], message)


@click.command("edit", help=t("cli.edit.help"))
@click.argument("record", metavar="ID")
@message_option
@click.pass_obj
def edit_command(session: Session, record: str, message: str | None) -> None:
    """Change a record's file in the user's editor."""
    snapshot = session.for_changes(message)
    target = _editable(session, snapshot, record)
    document, text = target
    draft = private_folder(session.records.root) / f"edit-{document.id.replace('/', '-')}.toml"
    draft.write_text(text, encoding="utf-8")
    while True:
        _run_editor(draft)
        edited = draft.read_text("utf-8", errors="surrogateescape")
        if edited == document.text:
            draft.unlink()
            say(t("cli.set.same", id=document.id))
            return
        try:
            new = read_edited(snapshot, document, edited)
            session.records.replace_text(document, edited)
        except MsctlError as error:
            if sys.stdin.isatty():
                say(sentence(error))
                if click.confirm(t("cli.edit.again"), default=True, err=True):
                    continue
            raise EditKept(error, draft) from error
        break
    draft.unlink()
    _done(session, compare(document.id, document.record, new), [document.id], message)


def _editable(session: Session, snapshot: Snapshot, record: str) -> tuple[Document, str]:
    """The document to edit; a file that is broken can be edited too, that is how it is mended."""
    try:
        target = record_of(session, snapshot, record)
        document = session.records.read(target)
    except UnreadableFile as error:
        file = str(error.details["file"])
        document = session.records.read_broken(file.removesuffix(".toml"))
    return document, document.text


def _run_editor(file: Path) -> None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        done = subprocess.run([*shlex.split(editor), str(file)], check=False)
    except (OSError, ValueError) as error:
        raise EditorFailed(editor=editor, reason=error) from None
    if done.returncode:
        raise EditorFailed(editor=editor, reason=done.returncode)


@click.command("new", help=t("cli.new.help"))
@click.argument("ledger", metavar="LEDGER")
@click.argument("number", metavar="NUMBER")
@click.argument("name", metavar="NAME")
@click.argument("assignments", nargs=-1, metavar="[PATH=VALUE]...")
@message_option
@click.pass_obj
def new_command(
    session: Session,
    ledger: str,
    number: str,
    name: str,
    assignments: Sequence[str],
    message: str | None,
) -> None:
    """Add a project."""
    from msctl.store.naming import project_id

    snapshot = session.for_changes(message)
    ledger_id = one_ledger(snapshot, ledger)
    project = project_id(ledger_id, number, name)
    record = Record({})
    head = [("number", number.strip()), ("name", " ".join(name.split()))]
    for key, value in head:
        path = FieldPath.of(key)
        error = check_value(snapshot, project, path, value)
        if error is not None:
            raise error
        record = record.set(path, value)
    for change in assigned(snapshot, project, record, assignments):
        record = record.set(change.path, change.new)
    session.records.create(project, record)
    print(project)
    _done(session, [], [project], message)


@click.command("move", help=t("cli.move.help"))
@click.argument("project", metavar="ID")
@click.option("--number", metavar="NUMBER", help=t("cli.move.number"))
@click.option("--ledger", metavar="LEDGER", help=t("cli.move.ledger"))
@message_option
@click.pass_obj
def move_command(
    session: Session, project: str, number: str | None, ledger: str | None, message: str | None
) -> None:
    """Give a project another number or another ledger."""
    snapshot = session.for_changes(message)
    old = project_of(session, snapshot, project)
    new_id = old.id
    if ledger is not None:
        new_id = ProjectId.parse(f"{one_ledger(snapshot, ledger)}/{old.id.slug}")
    number = number if number is not None else old.number
    error = check_value(snapshot, new_id, FieldPath.of("number"), number)
    if error is not None:
        raise error
    changes = [Change(old.id, FieldPath.of("number"), old.number or None, number)]
    changes = [change for change in changes if change.old != change.new]
    if new_id != old.id:
        session.records.move(old.id, new_id, changes)
        say(t("cli.move.moved", old=old.id, new=new_id))
    elif changes:
        session.records.save(changes)
    print(new_id)
    _done(session, changes, list(dict.fromkeys([old.id, new_id])), message)


@click.command("remove", help=t("cli.remove.help"))
@click.argument("project", metavar="ID")
@click.option("-y", "--yes", is_flag=True, help=t("cli.remove.yes"))
@message_option
@click.pass_obj
def remove_command(session: Session, project: str, yes: bool, message: str | None) -> None:
    """Remove a project's file; its history stays."""
    snapshot = session.for_changes(message)
    found = project_of(session, snapshot, project)
    if not yes and sys.stdin.isatty():
        click.confirm(
            t("cli.remove.sure", id=found.id, name=found.name), default=False, abort=True, err=True
        )
    session.records.remove(found.id)
    say(t("cli.remove.removed", id=found.id))
    _done(session, [], [found.id], message)


def _done(
    session: Session, changes: Sequence[Change], ids: Sequence[str], message: str | None
) -> None:
    """Tell what changed, and commit it when a message was given."""
    for line in change_lines(changes):
        say(line)
    if message is not None:
        from msctl.history.committing import commit

        done = commit(session.repository, message, [file_of(record) for record in ids])
        say(t("cli.commit.done", commit=done[:10], message=message))
