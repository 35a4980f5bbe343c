"""``conflicts``, ``resolve``, ``merge-driver``, ``setup-git``: what a merge asks, and git."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

import click

from msctl.check.merge_rules import merge_breaches
from msctl.check.words import check_value, table_of
from msctl.cli.conflict_text import conflict_json, conflict_lines, conflict_title
from msctl.cli.errors import BadUsage, MissingArgument
from msctl.cli.output import emit, json_bytes, text_or_json_option
from msctl.cli.session import Session, say
from msctl.cli.targets import short_id
from msctl.locale.catalogue import t
from msctl.model.errors import AmbiguousScope, ExitCode, MsctlError, NothingInScope
from msctl.model.fields import parse_value
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.project import Project
from msctl.model.scope import projects_in
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value
from msctl.store.errors import NoRecords
from msctl.text.safe import printable

if TYPE_CHECKING:
    from msctl.history.conflict import Conflict


@click.command("conflicts", help=t("cli.conflicts.help"))
@click.argument("scopes", nargs=-1, metavar="[ID]...")
@text_or_json_option
@click.option("--hook", is_flag=True, hidden=True)
@click.pass_obj
def conflicts_command(session: Session, scopes: Sequence[str], form: str, hook: bool) -> ExitCode:
    """List what a merge left in question; the exit code tells whether there is anything."""
    from msctl.history.answers import settle
    from msctl.history.questions import conflicts
    from msctl.history.witness import Witnesses

    session.for_changes()
    repository = session.repository
    if not hook:
        settle(repository)
    found = [c for c in conflicts(repository, merge_breaches) if _in_scopes(session, c, scopes)]
    witnesses = Witnesses(repository)
    if form == "json":
        data = [conflict_json(c, witnesses.ours(c), witnesses.theirs(c)) for c in found]
        emit(json_bytes(data))
    elif hook:
        for conflict in found:
            say(conflict_title(conflict))
        if found:
            say(t("cli.conflicts.refused", count=len(found)))
    else:
        for conflict in found:
            for line in conflict_lines(
                conflict, witnesses.ours(conflict), witnesses.theirs(conflict)
            ):
                print(printable(line))
        say(t("cli.conflicts.count", count=len(found)) if found else t("cli.conflicts.none"))
    return ExitCode.CONFLICT if found else ExitCode.DONE


def _in_scopes(session: Session, conflict: "Conflict", scopes: Sequence[str]) -> bool:
    return not scopes or any(_is_in(session, conflict, scope) for scope in scopes)


def _is_in(session: Session, conflict: "Conflict", scope: str) -> bool:
    """Whether a scope means a conflict's record: its id or a folder above it, also by the printed
    number, globs allowed. A record that cannot be read is in the scope of its id."""
    own = conflict.id
    if any(project.id == own for project in _named(session.snapshot, scope)):
        return True
    # an ending that fits several ledgers is clear enough among the few conflicts
    project = session.snapshot.projects.get(ProjectId(own)) if own.count("/") == 3 else None
    names = {own, short_id(own)} | ({f"{project.id.ledger}/{project.number}"} if project else set())
    return any(
        fnmatchcase(name, scope)
        or fnmatchcase(name, f"{scope}/*")
        or fnmatchcase(name, f"*/{scope}")
        for name in names
    )


def _named(snapshot: Snapshot, scope: str) -> list[Project]:
    """The projects a scope names as other commands take it; none when it is no such scope."""
    try:
        return projects_in(snapshot, scope, empty=True)
    except (NothingInScope, AmbiguousScope):
        return []


@click.command("resolve", help=t("cli.resolve.help"))
@click.argument("scope", metavar="[ID]", required=False)
@click.argument("path", metavar="[PATH]", required=False)
@click.option("--ours", "side", flag_value="ours", help=t("cli.resolve.ours"))
@click.option("--theirs", "side", flag_value="theirs", help=t("cli.resolve.theirs"))
@click.option("--base", "side", flag_value="base", help=t("cli.resolve.base"))
@click.option("--value", metavar="TEXT", help=t("cli.resolve.value"))
@click.option("--field", metavar="PATH", help=t("cli.resolve.field"))
@click.option("--unit", metavar="NAME", help=t("cli.resolve.unit"))
@click.pass_obj
def resolve_command(
    session: Session,
    scope: str | None,
    path: str | None,
    side: str | None,
    value: str | None,
    field: str | None,
    unit: str | None,
) -> ExitCode:
    """Answer conflicts, one or many at once."""
    from msctl.history.answers import Answer, resolve
    from msctl.history.questions import conflicts
    from msctl.history.refusals import NoSuchConflict

    session.for_changes()
    if (side is None) == (value is None):
        raise BadUsage(reason=t("cli.resolve.one-answer"), command="msctl resolve")
    if scope is None and field is None and unit is None:
        raise BadUsage(reason=t("cli.resolve.which"), command="msctl resolve")
    pattern = FieldPath.parse(path or field or "") if path or field else None
    found = [
        conflict
        for conflict in conflicts(session.repository, merge_breaches)
        if (scope is None or _is_in(session, conflict, scope))
        and (pattern is None or conflict.path.matches(pattern))
        and (unit is None or unit in _units(session, conflict.id))
    ]
    if not found:
        place = " ".join(part for part in (scope, path or field, unit) if part)
        raise NoSuchConflict(place=place)
    answers = []
    for conflict in found:
        if value is None:
            answer = Answer(side=side)  # type: ignore[arg-type]
        else:
            answer = Answer(value=typed_answer(session, conflict, value))
        answers.append((conflict, answer))
    resolve(session.repository, answers)
    left = len(conflicts(session.repository, merge_breaches))
    say(t("cli.resolve.done", count=len(found), left=left))
    say(t("cli.resolve.left") if left else t("cli.resolve.next"))
    return ExitCode.DONE


def typed_answer(session: Session, conflict: "Conflict", text: str) -> Value | None:
    """A value typed for a conflict's field, held against the rules; empty removes the field.

    Raises NotAnAnswer where a whole file or table is in question, and what is wrong with the value.
    """
    from msctl.history.refusals import NotAnAnswer

    if conflict.whole and conflict.kind != "rule":
        raise NotAnAnswer(id=conflict.id, path=conflict.path)
    if text == "":
        return None
    value = parse_value(table_of(conflict.id).require(conflict.path), text)
    error: MsctlError | None = check_value(session.snapshot, conflict.id, conflict.path, value)
    if error is not None:
        raise error
    return value


def _units(session: Session, record: str) -> set[str]:
    """The units of a project by the register's names and as they are written."""
    if record.count("/") != 3 or ProjectId(record) not in session.snapshot.projects:
        return set()
    project = session.snapshot.projects[ProjectId(record)]
    region = session.snapshot.region(project.id.region)
    written = {name for role in ("lead", "responsible") for name in project.units(role)}
    return written | {name for wording in written if (name := region.unit_of(wording))}


@click.command("merge-driver", help=t("cli.merge-driver.help"))
@click.option("--textconv", metavar="FILE", help=t("cli.merge-driver.textconv"))
@click.argument("versions", nargs=-1, metavar="[BASE OURS THEIRS SIZE PATH]")
def merge_driver_command(textconv: str | None, versions: Sequence[str]) -> int:
    """Run git's merge driver."""
    from msctl.history.driver import main

    if textconv is None and len(versions) != 5:
        raise MissingArgument(name="BASE OURS THEIRS SIZE PATH", command="msctl merge-driver")
    return main(["--textconv", textconv] if textconv is not None else list(versions))


@click.command("setup-git", help=t("cli.setup-git.help"))
@click.argument("folder", metavar="[DIR]", required=False)
@click.option("--undo", is_flag=True, help=t("cli.setup-git.undo"))
@click.pass_obj
def setup_git_command(session: Session, folder: str | None, undo: bool) -> None:
    """Tell git about msctl, or take it back."""
    from msctl.history.registration import Registration

    place = Path(folder) if folder is not None else _records_or_here(session)
    registration = Registration.of(place)
    if undo:
        registration.unregister()
        say(t("cli.setup-git.undone", folder=place))
        return
    registration.register()
    say(t("cli.setup-git.done", folder=place))
    if registration.hooks is None:
        say(t("cli.setup-git.no-hook"))


def _records_or_here(session: Session) -> Path:
    """The records root, else the current folder: a bare repository has no records root."""
    try:
        return session.records.root
    except NoRecords:
        return Path.cwd()
