"""``export`` and ``summary``: official tables and figures."""

from collections.abc import Sequence

import click

from msctl.cli.browse import scoped, where_option
from msctl.cli.output import emit, list_options, print_list, split_names
from msctl.cli.session import Session, say
from msctl.export.lists import summary_table
from msctl.export.official import build
from msctl.export.writing import FORMATS, write
from msctl.locale.catalogue import t
from msctl.model.errors import AmbiguousScope, ExitCode
from msctl.model.period import parse_period
from msctl.model.scope import ledgers_in
from msctl.report.conditions import parse, where
from msctl.report.listing import rows
from msctl.report.summary import summarise

JOINED = ("text", "md")
"""The formats in which several tables can stand one below the other."""


@click.command("export", help=t("cli.export.help"))
@click.argument("scope", metavar="SCOPE")
@click.option("--layout", default="official", metavar="NAME", help=t("cli.export.layout"))
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", help=t("cli.option.format")
)
@click.option("-o", "--output", metavar="FILE", help=t("cli.option.output"))
@click.option("--force", is_flag=True, help=t("cli.option.force"))
@click.option("--fill", is_flag=True, help=t("cli.option.fill"))
@click.option("--bom", is_flag=True, help=t("cli.option.bom"))
@click.option("--width", type=click.IntRange(min=40), help=t("cli.option.width"))
@click.pass_obj
def export_command(
    session: Session,
    scope: str,
    layout: str,
    form: str,
    output: str | None,
    force: bool,
    fill: bool,
    bom: bool,
    width: int | None,
) -> ExitCode:
    """Print the official table of a ledger."""
    snapshot = session.snapshot
    ledgers = ledgers_in(snapshot, scope)
    if len(ledgers) > 1 and form not in JOINED:
        raise AmbiguousScope(scope=scope, candidates="、".join(ledgers))
    chosen = {project.id for project in scoped(session, [scope])}
    tables = []
    for ledger in ledgers:
        projects = [p for p in snapshot.by_ledger[ledger] if p.id in chosen]
        tables.append(build(snapshot, ledger, layout, projects))
    pages = [write(table, form, fill=fill, bom=bom, width=width) for table in tables]
    emit(b"\n".join(pages), output, force=force)
    if output not in (None, "-"):
        say(t("cli.export.done", file=output, rows=sum(len(table.body) for table in tables)))
    return session.exit_code()


@click.command("summary", help=t("cli.summary.help"))
@click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
@click.option("--by", multiple=True, metavar="FIELD", help=t("cli.summary.by"))
@click.option("--period", metavar="PERIOD", help=t("cli.summary.period"))
@where_option
@list_options
@click.pass_obj
def summary_command(
    session: Session,
    scopes: Sequence[str],
    by: Sequence[str],
    period: str | None,
    conditions: Sequence[str],
    form: str,
    output: str | None,
    force: bool,
    bom: bool,
) -> ExitCode:
    """Print counts and money by group, with a totals row."""
    wanted = [parse(condition) for condition in conditions]
    at = parse_period(period) if period else None
    found = where(rows(session.snapshot, scoped(session, scopes), at), wanted)
    summary = summarise(session.snapshot, [row.project for row in found], split_names(by), at)
    print_list(lambda: summary_table(summary), summary.to_json, form, output, force=force, bom=bom)
    return session.exit_code()
