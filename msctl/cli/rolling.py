"""``rollover``: next year's ledgers."""

import click

from msctl.cli.edit import message_option
from msctl.cli.errors import BadUsage
from msctl.cli.session import Session, say
from msctl.cli.targets import change_lines
from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.errors import ExitCode
from msctl.model.fields import LEDGER
from msctl.model.paths import ProjectId
from msctl.model.record import Record
from msctl.model.scope import ledgers_in
from msctl.model.snapshot import Snapshot
from msctl.report.rollover import NextLedger, carried, names_year, next_ledger
from msctl.store.errors import AlreadyThere
from msctl.store.reading import file_of


@click.command("rollover", help=t("cli.rollover.help"))
@click.argument("scope", metavar="REGION/YEAR")
@click.argument("year", type=click.IntRange(1900, 2999), metavar="YEAR")
@click.option("--carry", type=click.Choice(["unfinished"]), help=t("cli.rollover.carry"))
@click.option("--dry-run", is_flag=True, help=t("cli.rollover.dry-run"))
@message_option
@click.pass_obj
def rollover_command(
    session: Session,
    scope: str,
    year: int,
    carry: str | None,
    dry_run: bool,
    message: str | None,
) -> ExitCode:
    """Make the ledgers of the next year from those of a year."""
    snapshot = session.snapshot if dry_run else session.for_changes(message)
    made = [next_ledger(snapshot.ledger(ledger), year) for ledger in ledgers_in(snapshot, scope)]
    for one in made:
        if one.old.year == year:
            reason = t("cli.rollover.same", ledger=one.old, year=year)
            raise BadUsage(reason=reason, command="msctl rollover")
        if one.new in snapshot.ledgers:
            raise AlreadyThere(file=file_of(one.new))
    files: list[str] = []
    for one in made:
        _tell(one)
        projects = _projects(snapshot, one) if carry else {}
        dated = [r.text("number") for r in projects.values() if names_year(r, one.old.year)]
        if dated:
            say(t("cli.rollover.dated", year=one.old.year, numbers=tuple(dated)))
        if not dry_run:
            session.records.copy(one.old, one.new, one.changes)
            for project, record in projects.items():
                session.records.create(project, record)
        for record_id in (one.new, *projects):
            files.append(file_of(record_id))
            print(record_id)
    if dry_run:
        say(t("cli.rollover.dry", files=len(files)))
        return session.exit_code()
    say(t("cli.rollover.done", files=len(files)))
    if message is not None:
        from msctl.history.committing import commit

        done = commit(session.repository, message, files)
        say(t("cli.commit.done", commit=done[:10], message=message))
    return session.exit_code()


def _projects(snapshot: Snapshot, one: NextLedger) -> dict[ProjectId, Record]:
    """The unfinished projects of a ledger as they begin the next year."""
    found = (carried(snapshot, project, one.new) for project in snapshot.by_ledger[one.old])
    return dict(pair for pair in found if pair is not None)


def _tell(one: NextLedger) -> None:
    """What differs from last year's ledger, and what a person has to look at."""
    for line in change_lines(one.changes):
        say(line)
    for path, word in one.check:
        say(t("cli.rollover.check", ledger=one.new, field=field_label(path, LEDGER), word=word))
