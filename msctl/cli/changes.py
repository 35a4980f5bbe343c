"""``status``, ``diff``, ``commit``: what changed, and what is not committed."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from msctl.check.words import table_of
from msctl.cli.change_documents import Section, markdown, page
from msctl.cli.change_text import record_lines, record_title
from msctl.cli.colour import colour_option, paint
from msctl.cli.errors import BadUsage
from msctl.cli.output import emit, json_bytes, text_or_json_option
from msctl.cli.scopes import moments_first, paths_of
from msctl.cli.session import Session, say
from msctl.cli.targets import short_id
from msctl.locale.catalogue import finding_sentence, place, t
from msctl.locale.labels import field_label
from msctl.model.changes import Change
from msctl.model.errors import ExitCode
from msctl.model.values import to_json
from msctl.store.reading import file_of
from msctl.text.safe import printable

if TYPE_CHECKING:
    from msctl.history.difference import RecordChange


F = TypeVar("F", bound=Callable[..., object])


def change_options(command: F) -> F:
    """``--layout``, ``--format`` and ``--color`` of a command that prints changes."""
    command = click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", "md", "html"]),
        default="text",
        help=t("cli.option.format"),
    )(command)
    return click.option("--layout", is_flag=True, help=t("cli.option.layout"))(
        colour_option(command)
    )


@click.command("status", help=t("cli.status.help"))
@click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
@text_or_json_option
@click.pass_obj
def status_command(session: Session, scopes: Sequence[str], form: str) -> None:
    """List what is not committed, a record a line."""
    from msctl.history.committing import changed_templates
    from msctl.history.pending import changes

    session.for_changes()
    found = changes(session.repository, paths=paths_of(session, scopes))
    if form == "json":
        emit(json_bytes([change_json(record) for record in found]))
        return
    for record in found:
        print(printable(_status_line(record)))
    templates = changed_templates(session.repository) if not scopes else []
    for file in templates:
        print(printable(t("cli.status.template", file=file)))
    if not found and not templates:
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
        told = t("message.and").join(labels)
    return t(
        "cli.status.line",
        change=t(f"cli.status.{record.kind}"),
        id=short_id(record.id),
        fields=told,
    )


@click.command("diff", help=t("cli.diff.help"))
@click.argument("words", nargs=-1, metavar="[WHEN [WHEN]] [SCOPE]...")
@click.option("--from", "old", metavar="WHEN", help=t("cli.diff.from"))
@click.option("--to", "new", metavar="WHEN", help=t("cli.diff.to"))
@click.option("--staged", is_flag=True, help=t("cli.diff.staged"))
@click.option("--stat", is_flag=True, help=t("cli.diff.stat"))
@click.option("--exit-code", is_flag=True, help=t("cli.diff.exit-code"))
@change_options
@click.pass_obj
def diff_command(
    session: Session,
    words: Sequence[str],
    old: str | None,
    new: str | None,
    staged: bool,
    stat: bool,
    exit_code: bool,
    layout: bool,
    form: str,
    colour: str,
) -> ExitCode:
    """Print old and new values by field."""
    from msctl.history.pending import changes

    session.for_changes()
    if staged and new is not None:
        raise BadUsage(reason=t("cli.diff.staged-to"), command="msctl diff")
    moments: list[str] = []
    scopes = list(words)
    if old is None and new is None:
        moments, scopes = moments_first(session, words, 1 if staged else 2)
        old, new = [*moments, None, None][:2]
    paths = paths_of(session, scopes, gone=True)
    found = changes(session.repository, old, new, paths, staged=staged)
    found = [record for record in found if layout or not record.layout_only]
    if stat:
        _print_stat(found, form)
    elif form == "json":
        emit(json_bytes([change_json(record) for record in found]))
    elif form == "text":
        brush = paint(colour)
        print_lines(line for record in found for line in record_lines(record, paint=brush))
    else:
        print_document(form, t("cli.diff.short"), [Section("", tuple(found))])
    return ExitCode.FOUND if exit_code and found else ExitCode.DONE


def print_lines(lines: Iterable[str]) -> None:
    """Print as the lines come."""
    for line in lines:
        print(line)


def print_document(form: str, title: str, sections: Iterable[Section]) -> None:
    """Print changes as ``md`` or ``html``."""
    print_lines(page(title, sections) if form == "html" else markdown(title, sections))


def _print_stat(found: "Sequence[RecordChange]", form: str) -> None:
    counts = [_counts(record) for record in found]
    if form == "json":
        emit(
            json_bytes(
                [{"id": r.id, "change": r.kind, **n} for r, n in zip(found, counts, strict=True)]
            )
        )
        return
    for record, count in zip(found, counts, strict=True):
        print(printable(t("cli.diff.stat-line", record=record_title(record), **count)))
    total = {key: sum(count[key] for count in counts) for key in ("set", "changed", "removed")}
    print(t("cli.diff.stat-total", records=len(found), **total))


def _counts(record: "RecordChange") -> dict[str, int]:
    changes = record.changes
    return {
        "set": sum(change.old is None for change in changes),
        "changed": sum(change.old is not None and change.new is not None for change in changes),
        "removed": sum(change.new is None for change in changes),
    }


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


def change_json(record: "RecordChange") -> dict[str, object]:
    """A record's difference as scripts get it."""
    data: dict[str, object] = {"id": record.id, "change": record.kind}
    if record.old_id:
        data["old_id"] = record.old_id
    if record.unreadable:
        data["unreadable"] = [f"{place(f)}: {finding_sentence(f)}" for f in record.unreadable]
    data["fields"] = [field_json(change) for change in record.changes]
    return data


def field_json(change: Change) -> dict[str, object]:
    """A field's change as scripts get it."""
    return {"path": str(change.path), "old": to_json(change.old), "new": to_json(change.new)}
