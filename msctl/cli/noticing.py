"""``notice``: the circulated notice of a period."""

import datetime as dt
from pathlib import Path

import click

from msctl.cli.browse import scoped
from msctl.cli.errors import MissingArgument, NoSuchFile
from msctl.cli.output import emit, file_options
from msctl.cli.session import Session, say
from msctl.export.notice.making import (
    WRITERS,
    Template,
    ledgers_of,
    make,
    template_of,
    write,
)
from msctl.export.notice.template import built_in, decode
from msctl.export.notice.words import Letter
from msctl.locale.catalogue import t
from msctl.model.errors import ExitCode, MsctlError
from msctl.model.fields import parse_date
from msctl.model.paths import LedgerId
from msctl.model.period import parse_period
from msctl.model.scope import ledgers_in, projects_in
from msctl.report.reporting_periods import reporting_period
from msctl.report.script import is_traditional_ledger


class NothingToNotify(MsctlError):
    """A notice of ledgers that have no projects yet. Details: ledger."""


@click.command("notice", help=t("cli.notice.help"))
@click.argument("scope", metavar="SCOPE", required=False)
@click.option("--period", metavar="PERIOD", help=t("cli.notice.period"))
@click.option("--number", default="", metavar="TEXT", help=t("cli.notice.number"))
@click.option("--to", "addressees", metavar="TEXT", help=t("cli.notice.to"))
@click.option("--issuer", metavar="TEXT", help=t("cli.notice.issuer"))
@click.option("--date", "day", metavar="YYYY-MM-DD", help=t("cli.notice.date"))
@click.option("--layout", metavar="NAME", help=t("cli.notice.layout"))
@click.option("--template", metavar="FILE", help=t("cli.notice.template"))
@click.option("--template-to", metavar="FILE", help=t("cli.notice.template-to"))
@file_options(tuple(WRITERS))
@click.pass_obj
def notice_command(
    session: Session,
    scope: str | None,
    period: str | None,
    number: str,
    addressees: str | None,
    issuer: str | None,
    day: str | None,
    layout: str | None,
    template: str | None,
    template_to: str | None,
    form: str,
    output: str | None,
    force: bool,
) -> ExitCode:
    """Write the notice of a region's ledgers for a period."""
    if template_to is not None:
        named = ledgers_of(scoped(session, [scope]), scope)[:1] if scope else []
        script = any(is_traditional_ledger(session.snapshot, ledger) for ledger in named)
        emit(built_in(in_traditional=script).encode("utf-8"), template_to, force=force)
        return ExitCode.DONE
    if scope is None:
        raise MissingArgument(name="SCOPE", command="msctl notice")
    snapshot = session.snapshot
    projects = projects_in(snapshot, scope, empty=True)
    if not projects:
        raise NothingToNotify(ledger=tuple(ledgers_in(snapshot, scope)))
    ledgers = ledgers_of(projects, scope)
    first = snapshot.ledger(ledgers[0])
    at = parse_period(period) if period else reporting_period(projects, first.id.year)
    letter = Letter(
        date=parse_date(day) if day else dt.date.today(),
        number=number,
        addressees=addressees or first.record.text("notice", "addressees"),
        issuer=issuer or first.record.text("issuer"),
    )
    origin = session.origin("notice", [scope], period=at.key, ledgers=ledgers)
    chosen = _template(session, ledgers[0], template)
    document = make(snapshot, projects, at, letter, chosen, layout=layout, origin=origin)
    emit(write(document, form), output, force=force, form=form)
    if not letter.issuer:
        say(t("cli.notice.unsigned", ledger=first.id))
    return session.exit_code()


def _template(session: Session, ledger: LedgerId, named: str | None) -> Template:
    """The template named, else the one that the records have, or the built-in one. Raises
    NoSuchFile, BadTemplate."""
    if named is None:
        return template_of(ledger, session.read_file, session.snapshot)
    path = Path(named)
    if not path.is_file():
        raise NoSuchFile(file=named)
    return Template(decode(path.read_bytes(), named), named)
