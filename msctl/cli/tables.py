"""``export``: official tables."""

from pathlib import Path

import click

from msctl.cli.output import emit, file_options
from msctl.cli.session import Session, say
from msctl.export.options import Options
from msctl.export.requests import OFFICIAL, Request, file_name
from msctl.export.table import Table
from msctl.export.writing import DOCUMENTS, FORMATS, check_count, ending, write_all
from msctl.locale.catalogue import t
from msctl.model.errors import ExitCode
from msctl.model.paths import LedgerId
from msctl.model.period import parse_period


@click.command("export", help=t("cli.export.help"))
@click.argument("scope", metavar="SCOPE")
@click.option("--period", metavar="PERIOD", help=t("cli.export.period"))
@click.option("--unit", default="", metavar="NAME", help=t("cli.export.unit"))
@click.option("--layout", default=OFFICIAL, metavar="NAME", help=t("cli.export.layout"))
@file_options(FORMATS, t("cli.export.output"))
@click.option("--fill", is_flag=True, help=t("cli.option.fill"))
@click.option("--bom", is_flag=True, help=t("cli.option.bom"))
@click.option("--width", type=click.IntRange(min=40), help=t("cli.option.width"))
@click.option("--stamp", is_flag=True, help=t("cli.export.stamp"))
@click.pass_obj
def export_command(
    session: Session,
    scope: str,
    period: str | None,
    unit: str,
    layout: str,
    form: str,
    output: str | None,
    force: bool,
    fill: bool,
    bom: bool,
    width: int | None,
    stamp: bool,
) -> ExitCode:
    """Print the official table of a ledger."""
    request = Request(scope, layout, parse_period(period) if period else None, unit)
    folder = output is not None and _is_folder(output)
    check_count(form, 1 if folder else len(request.ledgers(session.snapshot)))
    tables = request.tables(session.snapshot)

    def put(chosen: dict[LedgerId, Table], place: str | None) -> None:
        origin = None
        if stamp or form in DOCUMENTS:
            # the period that the tables are for: later it would be another
            periods = {table.period for table in chosen.values()}
            origin = session.origin(
                "export",
                [request.named(session.snapshot, chosen)],
                layout=layout,
                period=periods.pop() if len(periods) == 1 else "",
                unit=unit,
                ledgers=list(chosen),
            )
        options = Options(fill, bom, width, origin=origin, stamp=stamp)
        data = write_all(list(chosen.values()), form, options)
        emit(data, place, force=force, form=form, told=True)
        if place not in (None, "-"):
            rows = sum(len(table.body) for table in chosen.values())
            say(t("cli.export.done", file=place, rows=rows))

    if output is None or not folder:
        put(tables, output)
        return session.exit_code()
    for ledger, table in tables.items():
        put({ledger: table}, str(Path(output) / file_name(ledger, layout, ending(form))))
    return session.exit_code()


def _is_folder(output: str) -> bool:
    return output.endswith("/") or Path(output).is_dir()
