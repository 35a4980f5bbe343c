"""``due``: what is not reported yet, until when, and by whom."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import click

from msctl.cli.browse import scoped, where_option
from msctl.cli.output import list_options, print_list
from msctl.cli.session import Session, say
from msctl.export.due import due_table, units_json, units_table
from msctl.export.summary import about
from msctl.export.table import Table
from msctl.locale.catalogue import t
from msctl.model.errors import ExitCode
from msctl.model.fields import parse_date
from msctl.model.period import parse_period
from msctl.report.conditions import parse, where
from msctl.report.due import by_unit, unreported_of
from msctl.report.listing import rows


@click.command("due", help=t("cli.due.help"))
@click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
@click.option("--period", metavar="PERIOD", help=t("cli.due.period"))
@click.option("--by", "grouping", type=click.Choice(["lead", "unit"]), help=t("cli.due.by"))
@click.option("--on", "day", metavar="YYYY-MM-DD", help=t("cli.due.on"))
@where_option
@list_options
@click.pass_obj
def due_command(
    session: Session,
    scopes: Sequence[str],
    period: str | None,
    grouping: str | None,
    day: str | None,
    conditions: Sequence[str],
    form: str,
    output: str | None,
    force: bool,
    bom: bool,
) -> ExitCode:
    """Print the tasks that are not reported, or what each unit owes."""
    wanted = [parse(condition) for condition in conditions]
    at = parse_period(period) if period else None
    today = parse_date(day) if day else dt.date.today()
    listed = where(rows(session.snapshot, scoped(session, scopes), at), wanted)
    found = unreported_of(session.snapshot, [row.project for row in listed], at)
    grouped = by_unit(found)

    def table() -> Table:
        """What is owed, and by whose projects."""
        shown = units_table(grouped, today) if grouping else due_table(found, today)
        of = about(session.snapshot, [row.project for row in listed], None)
        return replace(shown, above=(of,) if of else ())

    print_list(
        table,
        lambda: units_json(grouped, today) if grouping else [due.to_json(today) for due in found],
        form,
        output,
        force=force,
        bom=bom,
        origin=lambda: session.origin("due", scopes, period=period or ""),
    )
    late = sum(due.overdue(today) for due in found)
    if found:
        units = sum(1 for unit in grouped if unit)
        say(t("cli.due.count", tasks=len(found), units=units, late=late))
    else:
        say(t("cli.due.none"))
    return session.exit_code()
