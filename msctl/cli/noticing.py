"""``notice``: the circulated notice of a period."""

import datetime as dt
from importlib import import_module
from pathlib import Path

import click

from msctl.cli.browse import scoped
from msctl.cli.errors import MissingArgument, NoSuchFile
from msctl.cli.output import emit
from msctl.cli.session import Session, say
from msctl.export.notice.document import Document, annexes
from msctl.export.notice.template import NAME, built_in, decode, fill
from msctl.export.notice.words import Letter, words
from msctl.locale.catalogue import t
from msctl.model.errors import AmbiguousScope, ExitCode, NothingInScope
from msctl.model.fields import parse_date
from msctl.model.paths import LedgerId
from msctl.model.period import parse_period
from msctl.report.notice import notice
from msctl.report.reporting_periods import reporting_period

WRITERS = {"text": ("text", "write"), "md": ("text", "write_markdown"), "docx": ("docx", "write")}
"""The module of export.notice and its function for each format."""


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
@click.option(
    "--format",
    "form",
    type=click.Choice(list(WRITERS)),
    default="text",
    help=t("cli.option.format"),
)
@click.option("-o", "--output", metavar="FILE", help=t("cli.option.output"))
@click.option("--force", is_flag=True, help=t("cli.option.force"))
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
        emit(built_in().encode("utf-8"), template_to, force=force)
        return ExitCode.DONE
    if scope is None:
        raise MissingArgument(name="SCOPE", command="msctl notice")
    snapshot = session.snapshot
    projects = scoped(session, [scope])
    ledgers = list(dict.fromkeys(project.id.ledger for project in projects))
    if not ledgers:
        raise NothingInScope(scope=scope, near="")
    if len({(ledger.region, ledger.year) for ledger in ledgers}) > 1:
        raise AmbiguousScope(scope=scope, candidates="、".join(ledgers))
    first = snapshot.ledger(ledgers[0])
    at = parse_period(period) if period else reporting_period(projects, first.id.year)
    tables = annexes(snapshot, projects, at, layout)
    letter = Letter(
        date=parse_date(day) if day else dt.date.today(),
        number=number,
        addressees=addressees or first.record.text("notice", "addressees"),
        issuer=issuer or first.record.text("issuer"),
    )
    text, file = _template(session, ledgers[0], template)
    told = words(
        notice(snapshot, projects, at),
        snapshot.region(first.id.region),
        first.id.year,
        letter,
        [" ".join(table.title.split()) for table in tables],
    )
    origin = session.origin("notice", [scope], period=at.key, ledgers=ledgers)
    document = Document(tuple(fill(text, told, file)), tuple(tables), origin)
    module, name = WRITERS[form]
    write = getattr(import_module(f"msctl.export.notice.{module}"), name)
    emit(write(document), output, force=force, form=form)
    if not letter.issuer:
        say(t("cli.notice.unsigned", ledger=first.id))
    return session.exit_code()


def _template(session: Session, ledger: LedgerId, named: str | None) -> tuple[str, str]:
    """The template's text and what to call it: the one named, else the ledger's own, the
    region's, that of all records, the built-in one. Raises NoSuchFile, BadTemplate."""
    if named is not None:
        path = Path(named)
        if not path.is_file():
            raise NoSuchFile(file=named)
        return decode(path.read_bytes(), named), named
    for folder in (f"{ledger}/", f"{ledger.region}/", ""):
        data = session.read_file(folder + NAME)
        if data is not None:
            return decode(data, folder + NAME), folder + NAME
    return built_in(), t("cli.notice.built-in")
