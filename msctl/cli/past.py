"""``log``, ``blame``: who changed which field when."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from msctl.check.words import table_of
from msctl.cli.change_documents import Section
from msctl.cli.change_text import commit_lines, commit_title
from msctl.cli.changes import (
    change_options,
    field_json,
    print_document,
    print_lines,
)
from msctl.cli.colour import Paint, colour_option, paint
from msctl.cli.output import emit, json_bytes, text_or_json_option
from msctl.cli.scopes import is_exact, paths_of
from msctl.cli.session import Session, say
from msctl.cli.targets import record_of
from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.paths import FieldPath
from msctl.model.values import to_json, to_text
from msctl.text.safe import single_line
from msctl.text.width import cut, fit

if TYPE_CHECKING:
    from msctl.history.blame import BlameLine
    from msctl.history.log import Commit

_AUTHOR = 10
"""cells of an author's name: three Chinese names' worth, longer ones are cut"""

_VALUE = 60
"""cells of a value"""


@click.command("log", help=t("cli.log.help"))
@click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
@click.option("-n", "--max-count", "limit", type=click.IntRange(min=1), help=t("cli.log.count"))
@click.option("--field", metavar="PATH", help=t("cli.log.field"))
@click.option("--author", metavar="TEXT", help=t("cli.log.author"))
@click.option("--since", metavar="DATE", help=t("cli.log.since"))
@click.option("--until", metavar="DATE", help=t("cli.log.until"))
@click.option("--first-parent", is_flag=True, help=t("cli.log.first-parent"))
@change_options
@click.pass_obj
def log_command(
    session: Session,
    scopes: Sequence[str],
    limit: int | None,
    field: str | None,
    author: str | None,
    since: str | None,
    until: str | None,
    first_parent: bool,
    layout: bool,
    form: str,
    colour: str,
) -> None:
    """Print the commits with their field changes."""
    from msctl.history.log import log

    commits = log(
        session.repository,
        paths_of(session, scopes, gone=True),
        at=session.when,
        limit=limit,
        field=FieldPath.parse(field) if field is not None else None,
        author=author,
        since=since,
        until=until,
        first_parent=first_parent,
        layout=layout,
    )
    if form == "json":
        emit(json_bytes([_commit_json(commit) for commit in commits]))
        return
    if form != "text":
        sections = (Section(commit_title(commit), commit.records) for commit in commits)
        print_document(form, t("cli.log.short"), sections)
        return
    empty = True
    brush = paint(colour)
    for commit in commits:
        print_lines(commit_lines(commit, brush))
        empty = False
    if empty:
        say(t("cli.log.none"))


@click.command("blame", help=t("cli.blame.help"))
@click.argument("record", metavar="ID")
@click.argument("path", metavar="[PATH]", required=False)
@text_or_json_option
@colour_option
@click.pass_obj
def blame_command(session: Session, record: str, path: str | None, form: str, colour: str) -> None:
    """Print who set each value of a record."""
    from msctl.history.blame import blame
    from msctl.history.errors import NoSuchValue

    pattern = FieldPath.parse(path) if path is not None else FieldPath()
    exact = is_exact(session, record)
    target = record if exact else record_of(session, session.snapshot, record)
    found = blame(session.repository, target, session.when)
    lines = [line for line in found if line.path.matches(pattern)]
    if not lines and path is not None:
        raise NoSuchValue(id=target, path=pattern, commit=session.when or "HEAD")
    if form == "json":
        emit(json_bytes([_blame_json(line) for line in lines]))
        return
    brush = paint(colour)
    print_lines(_blame_line(target, line, brush) for line in lines)


def _blame_json(line: "BlameLine") -> dict[str, object]:
    return {
        "path": str(line.path),
        "value": to_json(line.value),
        "commit": line.commit,
        "time": line.time.isoformat() if line.time else None,
        "author": line.author if line.commit else None,
        "subject": line.subject if line.commit else None,
    }


def _blame_line(record: str, line: "BlameLine", brush: Paint) -> str:
    if line.commit is None or line.time is None:
        who = fit(t("cli.blame.uncommitted"), 10 + 1 + 10 + 1 + _AUTHOR)
    else:
        day = line.time.astimezone().strftime("%Y-%m-%d")
        who = f"{line.commit[:10]} {day} {fit(single_line(line.author), _AUTHOR)}"
    label = single_line(field_label(line.path, table_of(record)))
    value = cut(single_line(to_text(line.value)), _VALUE)
    return f"{brush('head', who)}  {brush('strong', label)}  {value}"


def _commit_json(commit: "Commit") -> dict[str, object]:
    return {
        "commit": commit.commit,
        "time": commit.time.isoformat(),
        "author": commit.author,
        "email": commit.email,
        "subject": commit.subject,
        "changes": [{"id": change.id, **field_json(change)} for change in commit.changes],
    }
