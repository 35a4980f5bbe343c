"""``summary``: counts, rates, money and measures by group."""

from collections.abc import Sequence

import click

from msctl.cli.browse import scoped, where_option
from msctl.cli.errors import BadUsage
from msctl.cli.output import LIST_FORMATS, emit, print_list, split_names
from msctl.cli.session import Session, say
from msctl.export.summary import pivot_table, summary_notes, summary_table, summary_text
from msctl.locale.catalogue import t
from msctl.model.errors import ExitCode
from msctl.model.period import Period, parse_period
from msctl.model.project import Project
from msctl.report.conditions import parse, where
from msctl.report.listing import rows
from msctl.report.pivot import PIVOTED, pivot
from msctl.report.summary import check_grouping, summarise

FORMATS = ("text", *LIST_FORMATS)


@click.command("summary", help=t("cli.summary.help"))
@click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
@click.option("--by", multiple=True, metavar="FIELD", help=t("cli.summary.by"))
@click.option("--period", metavar="PERIOD", help=t("cli.summary.period"))
@click.option("--pivot", "figure", type=click.Choice(PIVOTED), help=t("cli.summary.pivot"))
@where_option
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", help=t("cli.option.format")
)
@click.option("-o", "--output", metavar="FILE", help=t("cli.option.output"))
@click.option("--force", is_flag=True, help=t("cli.option.force"))
@click.option("--bom", is_flag=True, help=t("cli.option.bom"))
@click.pass_obj
def summary_command(
    session: Session,
    scopes: Sequence[str],
    by: Sequence[str],
    period: str | None,
    figure: str | None,
    conditions: Sequence[str],
    form: str,
    output: str | None,
    force: bool,
    bom: bool,
) -> ExitCode:
    """Print the figures by group, with a totals row."""
    wanted = [parse(condition) for condition in conditions]
    at = parse_period(period) if period else None
    names = split_names(by)
    for name in names:
        check_grouping(name)
    found = where(rows(session.snapshot, scoped(session, scopes), at), wanted)
    projects = [row.project for row in found]
    if figure is not None:
        _print_pivot(session, projects, names, figure, at, form, output, force=force, bom=bom)
        return session.exit_code()
    summary = summarise(session.snapshot, projects, names, at)
    if form == "text":
        emit(summary_text(summary).encode("utf-8"), output, force=force)
    else:
        print_list(
            lambda: summary_table(summary), summary.to_json, form, output, force=force, bom=bom
        )
        if form != "json":
            say_all(summary_notes(summary))
    return session.exit_code()


def _print_pivot(
    session: Session,
    projects: Sequence[Project],
    names: Sequence[str],
    figure: str,
    period: Period | None,
    form: str,
    output: str | None,
    *,
    force: bool,
    bom: bool,
) -> None:
    """Raises BadUsage where there are not two groupings."""
    if len(names) != 2:
        raise BadUsage(reason=t("cli.summary.two"), command="msctl summary")
    found = pivot(session.snapshot, projects, (names[0], names[1]), figure, period)
    shown = "table" if form == "text" else form
    print_list(lambda: pivot_table(found), found.to_json, shown, output, force=force, bom=bom)
    if form != "json":
        say_all(summary_notes(found))


def say_all(notes: Sequence[str]) -> None:
    """What the reader of a table must know."""
    for note in notes:
        say(note)
