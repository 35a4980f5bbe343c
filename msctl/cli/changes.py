"""``status``, ``diff``, ``commit``, ``log``: what changed, when, by whom."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from msctl.check.words import table_of
from msctl.cli.output import emit, json_bytes
from msctl.cli.session import Session, say
from msctl.cli.targets import short_id
from msctl.locale.catalogue import finding_sentence, place, t
from msctl.locale.labels import field_label
from msctl.model.changes import Change
from msctl.model.errors import ExitCode, NothingInScope
from msctl.model.scope import ledgers_in, projects_in
from msctl.model.values import to_json, to_text
from msctl.store.reading import file_of
from msctl.text.safe import printable

if TYPE_CHECKING:
    from msctl.history.difference import RecordChange
    from msctl.history.log import Commit

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=t("cli.option.format"),
)


@click.command("status", help=t("cli.status.help"))
@click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
@format_option
@click.pass_obj
def status_command(session: Session, scopes: Sequence[str], form: str) -> None:
    """List what is not committed, a record a line."""
    from msctl.history.pending import changes

    session.for_changes()
    found = changes(session.repository, paths=paths_of(session, scopes))
    if form == "json":
        emit(json_bytes([change_json(record) for record in found]))
        return
    for record in found:
        print(printable(_status_line(record)))
    if not found:
        say(t("cli.status.none"))


def _status_line(record: "RecordChange") -> str:
    labels = dict.fromkeys(field_label(c.path, table_of(record.id)) for c in record.changes)
    if record.layout_only:
        told = t("cli.status.layout")
    elif record.unreadable:
        told = t("cli.status.unreadable")
    elif record.kind in ("added", "removed"):
        told = t("cli.log.fields", count=len(record.changes))
    else:
        told = "、".join(labels)
    return t(
        "cli.status.line",
        change=t(f"cli.status.{record.kind}"),
        id=short_id(record.id),
        fields=told,
    )


@click.command("diff", help=t("cli.diff.help"))
@click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
@click.option("--from", "old", metavar="WHEN", help=t("cli.diff.from"))
@click.option("--to", "new", metavar="WHEN", help=t("cli.diff.to"))
@click.option("--exit-code", is_flag=True, help=t("cli.diff.exit-code"))
@format_option
@click.pass_obj
def diff_command(
    session: Session,
    scopes: Sequence[str],
    old: str | None,
    new: str | None,
    exit_code: bool,
    form: str,
) -> ExitCode:
    """Print old and new values by field."""
    from msctl.history.pending import changes

    session.for_changes()
    found = changes(session.repository, old, new, paths_of(session, scopes))
    found = [record for record in found if not record.layout_only]
    if form == "json":
        emit(json_bytes([change_json(record) for record in found]))
    else:
        for record in found:
            for line in record_lines(record):
                print(line)
    return ExitCode.FOUND if exit_code and found else ExitCode.DONE


@click.command("commit", help=t("cli.commit.help"))
@click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
@click.option("-m", "--message", required=True, metavar="TEXT", help=t("cli.commit.message"))
@click.pass_obj
def commit_command(session: Session, scopes: Sequence[str], message: str) -> None:
    """Commit what is not committed."""
    from msctl.history.committing import commit
    from msctl.history.conclusion import finish, is_merging
    from msctl.history.pending import changes
    from msctl.store.lock import locked

    session.for_changes()
    if is_merging(session.repository):
        from msctl.check.merge_rules import merge_breaches

        done = finish(session.repository, message, merge_breaches)
        say(t("cli.commit.done", commit=done[:10], message=message))
        return
    with locked(session.records.root):
        files: list[str] | None = None
        if scopes:
            found = changes(session.repository, paths=paths_of(session, scopes))
            files = [record.file for record in found]
            files += [file_of(r.old_id) for r in found if r.old_id]
        done = commit(session.repository, message, files)
    say(t("cli.commit.done", commit=done[:10], message=message))


@click.command("log", help=t("cli.log.help"))
@click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
@click.option("-n", "--max-count", "limit", type=click.IntRange(min=1), help=t("cli.log.count"))
@format_option
@click.pass_obj
def log_command(session: Session, scopes: Sequence[str], limit: int | None, form: str) -> None:
    """Print the commits with their field changes."""
    from msctl.history.log import log

    commits = log(
        session.repository, paths_of(session, scopes, gone=True), at=session.when, limit=limit
    )
    if form == "json":
        emit(json_bytes([_commit_json(commit) for commit in commits]))
        return
    empty = True
    for commit in commits:
        for line in _commit_lines(commit):
            print(line)
        empty = False
    if empty:
        say(t("cli.log.none"))


def paths_of(session: Session, scopes: Sequence[str], *, gone: bool = False) -> list[str]:
    """Scopes as files and folders below the records root; none stands for all.

    With ``gone``, an id that is no more is taken as the file it had. Raises NothingInScope.
    """
    found: dict[str, None] = {}
    snapshot = session.snapshot
    for scope in scopes:
        if scope in snapshot.regions or scope in snapshot.ledgers:
            found[scope] = None
            continue
        try:
            projects = projects_in(snapshot, scope)
        except NothingInScope:
            if scope.count("/") != 3 or not (gone or _is_pending(session, scope)):
                raise
            found[file_of(scope)] = None
            continue
        if projects:
            found |= {file_of(project.id): None for project in projects}
        else:
            found |= dict.fromkeys(ledgers_in(snapshot, scope))
    return list(found)


def _is_pending(session: Session, scope: str) -> bool:
    """Whether an id that is not in the folder any more was removed since the last commit."""
    from msctl.history.pending import changes

    return bool(changes(session.repository, paths=[file_of(scope)]))


def change_json(record: "RecordChange") -> dict[str, object]:
    """A record's difference as scripts get it."""
    data: dict[str, object] = {"id": record.id, "change": record.kind}
    if record.old_id:
        data["old_id"] = record.old_id
    if record.unreadable:
        data["unreadable"] = [f"{place(f)}: {finding_sentence(f)}" for f in record.unreadable]
    data["fields"] = [_field_json(change) for change in record.changes]
    return data


def _field_json(change: Change) -> dict[str, object]:
    return {"path": str(change.path), "old": to_json(change.old), "new": to_json(change.new)}


def record_lines(record: "RecordChange", indent: str = "") -> Iterator[str]:
    """A record's difference in words: a line for the record, then each field's old and new."""
    told = f"{indent}{t(f'cli.status.{record.kind}')} {short_id(record.id)}"
    yield printable(told)
    for fault in record.unreadable:
        yield printable(f"{indent}  {place(fault)}: {finding_sentence(fault)}")
    for change in record.changes:
        yield printable(f"{indent}  {field_label(change.path, table_of(record.id))}")
        if change.old is not None:
            yield _value_line(indent, t("cli.diff.old"), to_text(change.old))
        if change.new is not None:
            yield _value_line(indent, t("cli.diff.new"), _with_delta(change))


def _with_delta(change: Change) -> str:
    from decimal import Decimal

    from msctl.text.diff import number_delta

    if isinstance(change.old, Decimal) and isinstance(change.new, Decimal):
        return f"{to_text(change.new)}  {number_delta(change.old, change.new)}"
    return to_text(change.new)


def _value_line(indent: str, word: str, text: str) -> str:
    return printable(f"{indent}    {word} {text}").replace("\n", f"\n{indent}       ")


def _commit_json(commit: "Commit") -> dict[str, object]:
    return {
        "commit": commit.commit,
        "time": commit.time.isoformat(),
        "author": commit.author,
        "email": commit.email,
        "subject": commit.subject,
        "changes": [{"id": change.id, **_field_json(change)} for change in commit.changes],
    }


def _commit_lines(commit: "Commit") -> Iterator[str]:
    when = commit.time.astimezone().strftime("%Y-%m-%d %H:%M")
    yield printable(f"{when} {commit.commit[:10]} {commit.author}：{commit.subject}")
    for record in commit.records:
        if record.kind in ("added", "removed"):
            count = t("cli.log.fields", count=len(record.changes))
            yield printable(f"  {t(f'cli.status.{record.kind}')} {short_id(record.id)}  {count}")
        elif not record.layout_only:
            yield from record_lines(record, "  ")
