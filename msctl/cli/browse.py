"""``list``, ``show``, ``search`` and the overview: what is there."""

from collections.abc import Sequence
from decimal import Decimal

import click

from msctl.check.words import table_of
from msctl.cli.output import (
    emit,
    json_bytes,
    list_options,
    print_list,
    split_names,
    text_or_json_option,
)
from msctl.cli.session import Session, say
from msctl.cli.targets import short_id
from msctl.export.lists import LIST_COLUMNS, list_table
from msctl.export.summary import about
from msctl.export.table import Table, TableColumn, plain_table
from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.errors import ExitCode
from msctl.model.money import plain
from msctl.model.paths import ProjectId
from msctl.model.project import Project
from msctl.model.scope import projects_in
from msctl.model.values import Value, to_text
from msctl.report import columns
from msctl.report.conditions import parse, where
from msctl.report.filters import Filter, parse_filter
from msctl.report.filters import wanted as filtered
from msctl.report.listing import rows, to_json
from msctl.report.search import search
from msctl.report.subject import Subject, Surroundings
from msctl.text.safe import printable

where_option = click.option(
    "--where", "conditions", multiple=True, metavar="CONDITION", help=t("cli.option.where")
)


@click.command("list", help=t("cli.list.help"))
@click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
@where_option
@click.option("--filter", "asked", default="", metavar="TEXT", help=t("cli.option.filter"))
@click.option("--sort", "order", multiple=True, metavar="FIELD", help=t("cli.option.sort"))
@click.option("--columns", "shown", multiple=True, metavar="FIELDS", help=t("cli.option.columns"))
@list_options
@click.pass_obj
def list_command(
    session: Session,
    scopes: Sequence[str],
    conditions: Sequence[str],
    asked: str,
    order: Sequence[str],
    shown: Sequence[str],
    form: str,
    output: str | None,
    force: bool,
    bom: bool,
) -> ExitCode:
    """Print projects, one a row."""
    wanted = [parse(condition) for condition in conditions]
    names = [columns.check_column(name) for name in split_names(shown)]
    projects = scoped(session, scopes)
    if asked:
        terms = parse_filter(asked)
        subjects = filtered(_subjects(session, projects, terms), terms)
        projects = [subject.project for subject in subjects]
    found = where(rows(session.snapshot, projects), wanted)
    found = columns.sort(found, split_names(order)) if order else found
    chosen = names or LIST_COLUMNS

    def data() -> object:
        if not names:
            return to_json(found)
        return [{n: _json(columns.cell(row, n)) for n in names} for row in found]

    print_list(
        lambda: list_table(
            found, chosen, about(session.snapshot, [row.project for row in found], None)
        ),
        data,
        form,
        output,
        force=force,
        bom=bom,
        origin=lambda: session.origin("list", scopes),
    )
    return session.exit_code()


def _subjects(session: Session, projects: Sequence[Project], asked: Filter) -> list[Subject]:
    """The projects for a filter; what is not committed is only looked up when it is asked for."""
    around = Surroundings(session.snapshot)
    if asked.asks("changed") and session.when is None:
        from msctl.history.pending import changes

        found = changes(session.repository)
        around.changed = frozenset(ProjectId(change.id) for change in found)
    return [Subject(project, around) for project in projects]


def _json(value: Value | None) -> object:
    from msctl.model import values

    return values.to_json(value)


def scoped(session: Session, scopes: Sequence[str]) -> list[Project]:
    """The projects of all scopes, each once; of none, all projects."""
    if not scopes:
        return projects_in(session.snapshot, None)
    found = (project for scope in scopes for project in projects_in(session.snapshot, scope))
    return list({project.id: project for project in found}.values())


@click.command("show", help=t("cli.show.help"))
@click.argument("scopes", nargs=-1, required=True, metavar="ID...")
@text_or_json_option
@click.pass_obj
def show_command(session: Session, scopes: Sequence[str], form: str) -> ExitCode:
    """Print whole records."""
    records = []
    for scope in scopes:
        if session.snapshot.record(scope) is not None:
            records.append(scope)
        else:
            records += [project.id for project in projects_in(session.snapshot, scope)]
    listed = list(dict.fromkeys(records))
    if form == "json":
        emit(json_bytes([_record_json(session, record) for record in listed]))
    else:
        emit("\n".join(_record_text(session, record) for record in listed).encode("utf-8"))
    return session.exit_code()


def _record_json(session: Session, record_id: str) -> dict[str, object]:
    record = session.snapshot.record(record_id)
    return {"id": str(record_id), **(record.to_tree() if record else {})}


def _record_text(session: Session, record_id: str) -> str:
    record = session.snapshot.record(record_id)
    table = table_of(record_id)
    lines = [record_id]
    for path, value in record.leaves() if record else ():
        text = printable(to_text(value)).replace("\n", "\n    ")
        label = printable(field_label(path, table))
        lines.append("  " + t("cli.show.field", label=label, value=text))
    return "\n".join(lines) + "\n"


@click.command("search", help=t("cli.search.help"))
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@click.option("--in", "scopes", multiple=True, metavar="SCOPE", help=t("cli.search.scope"))
@list_options
@click.pass_obj
def search_command(
    session: Session,
    words: Sequence[str],
    scopes: Sequence[str],
    form: str,
    output: str | None,
    force: bool,
    bom: bool,
) -> ExitCode:
    """Print the fields that hold the words."""
    asked = parse_filter(" ".join(words))
    hits = list(search(_subjects(session, scoped(session, scopes), asked), asked))

    def table() -> Table:
        shown = [
            TableColumn("id", columns.label("id")),
            TableColumn("name", columns.label("name"), width=30),
            TableColumn("path", t("report.column.path")),
            TableColumn("quote", t("report.column.quote")),
        ]
        names = {project.id: project.name for project in session.snapshot.projects.values()}
        return plain_table(
            shown,
            [(short_id(h.id), names[h.id], field_label(h.path), h.quote) for h in hits],
        )

    print_list(table, lambda: [h.to_json() for h in hits], form, output, force=force, bom=bom)
    if not hits:
        say(t("cli.search.none"))
    return session.exit_code()


def overview(session: Session) -> ExitCode:
    """The ledgers with their counts: what ``msctl`` alone prints where it cannot open screens."""
    snapshot = session.snapshot
    shown = [
        TableColumn("ledger", t("cli.overview.ledger")),
        TableColumn("title", t("cli.overview.title")),
        TableColumn("projects", t("cli.overview.projects"), numeric=True),
        TableColumn("tasks", t("cli.overview.tasks"), numeric=True),
        TableColumn("planned", t("cli.overview.planned"), numeric=True),
    ]
    body: list[list[Value | None]] = []
    for ledger_id, projects in snapshot.by_ledger.items():
        ledger = snapshot.ledger(ledger_id)
        amounts = [p.planned for p in projects if p.planned is not None]
        money = f"{plain(sum(amounts, Decimal(0)))} {ledger.money_unit}" if amounts else ""
        rows_of_work = sum(len(project.tasks) for project in projects)
        body.append([str(ledger_id), ledger.title, str(len(projects)), str(rows_of_work), money])
    print_list(lambda: plain_table(shown, body), list, "table", None)
    return session.exit_code()
