"""``summary``: counts, rates, money and measures by group, as tables and charts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TypeVar

import click

from msctl.cli.browse import scoped, where_option
from msctl.cli.errors import BadUsage
from msctl.cli.output import LIST_FORMATS, emit, file_options, print_list, split_names
from msctl.cli.session import Session, say
from msctl.export.charts.kinds import KINDS, Request, draw
from msctl.export.origin import Origin
from msctl.export.summary import about, pivot_table, summary_notes, summary_table, summary_text
from msctl.export.table import Table
from msctl.locale.catalogue import t
from msctl.model.errors import ExitCode
from msctl.model.period import Period, parse_period
from msctl.model.project import Project
from msctl.report.conditions import parse, where
from msctl.report.listing import rows
from msctl.report.pivot import PIVOTED, Pivot, pivot
from msctl.report.script import labels_for
from msctl.report.summary import Summary, check_grouping, summarise

FORMATS = ("text", *LIST_FORMATS)
DRAWERS = (".svg", ".png", ".xlsx")
"""The files a chart is drawn in: each a module of export.charts."""

Made = TypeVar("Made")


@click.command("summary", help=t("cli.summary.help"))
@click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
@click.option("--by", multiple=True, metavar="FIELD", help=t("cli.summary.by"))
@click.option("--period", metavar="PERIOD", help=t("cli.summary.period"))
@click.option("--pivot", "figure", type=click.Choice(PIVOTED), help=t("cli.summary.pivot"))
@click.option("--chart", type=click.Choice(KINDS), help=t("cli.summary.chart"))
@where_option
@file_options(FORMATS)
@click.option("--bom", is_flag=True, help=t("cli.option.bom"))
@click.pass_obj
def summary_command(
    session: Session,
    scopes: Sequence[str],
    by: Sequence[str],
    period: str | None,
    figure: str | None,
    chart: str | None,
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

    def origin() -> Origin:
        return session.origin("summary", scopes, period=period or "")

    def in_script(make: Callable[[], Made]) -> Made:
        """What is made for the document, in the script of its ledgers; the talk is in ours."""
        with labels_for(session.snapshot, (project.id.ledger for project in projects)):
            return make()

    if chart is not None:
        request = Request(session.snapshot, projects, tuple(names), at)
        data = in_script(partial(_drawn, chart, request, output, origin))
        emit(data, output, force=force)
        return session.exit_code()
    summary: Summary | Pivot
    if figure is not None:
        summary = _pivot(session, projects, names, figure, at)
        form = "table" if form == "text" else form
    else:
        summary = summarise(session.snapshot, projects, names, at)
    if form == "text" and isinstance(summary, Summary):
        text = in_script(partial(summary_text, summary))
        emit(text.encode("utf-8"), output, force=force)
        return session.exit_code()
    print_list(
        lambda: in_script(lambda: _table(summary, about(session.snapshot, projects, at))),
        summary.to_json,
        form,
        output,
        force=force,
        bom=bom,
        origin=origin,
    )
    if form != "json":
        for note in summary_notes(summary):
            say(note)
    return session.exit_code()


def _pivot(
    session: Session,
    projects: Sequence[Project],
    names: Sequence[str],
    figure: str,
    period: Period | None,
) -> Pivot:
    """Raises BadUsage where there are not two groupings."""
    if len(names) != 2:
        raise BadUsage(reason=t("cli.summary.two"), command="msctl summary")
    return pivot(session.snapshot, projects, (names[0], names[1]), figure, period)


def _table(summary: Summary | Pivot, of: str) -> Table:
    return pivot_table(summary, of) if isinstance(summary, Pivot) else summary_table(summary, of)


def _drawn(kind: str, request: Request, output: str | None, origin: Callable[[], Origin]) -> bytes:
    """A chart in the format that the file's name ends with; SVG where there is no file.

    Raises BadUsage, NothingToDraw, MissingExtra, NoFont.
    """
    form = Path(output).suffix.lower() if output and output != "-" else ".svg"
    if form not in DRAWERS:
        reason = t("cli.summary.ending", endings=tuple(DRAWERS))
        raise BadUsage(reason=reason, command="msctl summary")
    write = import_module(f"msctl.export.charts.{form[1:]}").write
    data: str | bytes = write(replace(draw(kind, request), origin=origin()))
    return data if isinstance(data, bytes) else data.encode("utf-8")
