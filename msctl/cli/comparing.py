"""``compare``: period against period, or moment against moment."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import click

from msctl.cli.browse import scoped, where_option
from msctl.cli.colour import Paint, colour_option, paint
from msctl.cli.compare_text import comparison_lines, revision_lines
from msctl.cli.errors import BadUsage
from msctl.cli.output import LIST_FORMATS, emit, file_options, print_list
from msctl.cli.session import Session, say
from msctl.export.comparison import comparison_table, revision_table
from msctl.export.origin import Origin
from msctl.export.summary import about
from msctl.export.table import Table
from msctl.locale.catalogue import t
from msctl.model.errors import ExitCode
from msctl.model.period import Period, parse_period
from msctl.model.project import Project
from msctl.report.compare import compare
from msctl.report.conditions import parse, where
from msctl.report.listing import rows
from msctl.report.reporting_periods import last_two
from msctl.report.standing import ended_by

FORMATS = ("text", *LIST_FORMATS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a comparison is to be printed, and where."""

    form: str
    output: str | None
    force: bool
    bom: bool
    colour: str

    def print(
        self,
        lines: Callable[[Paint], Iterable[str]],
        table: Callable[[], Table],
        data: Callable[[], object],
        origin: Callable[[], Origin],
    ) -> None:
        """Print it as lines of text, or as a list."""
        if self.form != "text":
            print_list(
                table,
                data,
                self.form,
                self.output,
                force=self.force,
                bom=self.bom,
                origin=origin,
            )
            return
        # colour is for the terminal, not for a file unless it is asked for
        is_file = self.output not in (None, "-") and self.colour == "auto"
        brush = paint("never" if is_file else self.colour)
        text = "".join(f"{line}\n" for line in lines(brush))
        emit(text.encode("utf-8"), self.output, force=self.force)


@click.command("compare", help=t("cli.compare.help"))
@click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
@click.option("--from", "start", metavar="PERIOD", help=t("cli.compare.from"))
@click.option("--to", "end", metavar="PERIOD", help=t("cli.compare.to"))
@click.option("--since", metavar="WHEN", help=t("cli.compare.since"))
@click.option("--all", "everything", is_flag=True, help=t("cli.compare.all"))
@where_option
@file_options(FORMATS)
@click.option("--bom", is_flag=True, help=t("cli.option.bom"))
@colour_option
@click.pass_obj
def compare_command(
    session: Session,
    scopes: Sequence[str],
    start: str | None,
    end: str | None,
    since: str | None,
    everything: bool,
    conditions: Sequence[str],
    form: str,
    output: str | None,
    force: bool,
    bom: bool,
    colour: str,
) -> ExitCode:
    """Print what differs between two periods or two moments."""
    printed = Wanted(form, output, force, bom, colour)
    if since is not None:
        if start or end or conditions or everything:
            raise BadUsage(reason=t("cli.compare.since-alone"), command="msctl compare")
        return _since(session, scopes, since, printed)
    wanted = [parse(condition) for condition in conditions]
    named = [parse_period(period) if period else None for period in (start, end)]
    projects = scoped(session, scopes)
    earlier, later = _periods(session, projects, *named)
    found = where(rows(session.snapshot, projects, later), wanted)
    comparison = compare(session.snapshot, [row.project for row in found], earlier, later)
    chosen = comparison.tasks if everything else comparison.different
    printed.print(
        lambda brush: comparison_lines(comparison, chosen, brush),
        lambda: comparison_table(
            comparison, chosen, about(session.snapshot, [row.project for row in found], None)
        ),
        lambda: comparison.to_json(chosen),
        lambda: session.origin("compare", scopes),
    )
    if not chosen:
        say(t("cli.compare.none"))
    return session.exit_code()


def _since(session: Session, scopes: Sequence[str], since: str, printed: Wanted) -> ExitCode:
    """What happened to the records from a moment until now, or until ``--at``."""
    from msctl.cli.changes import change_json
    from msctl.cli.scopes import paths_of
    from msctl.report.revisions import between

    paths = paths_of(session, scopes, gone=True)
    found = between(session.repository, session.snapshot, since, session.when, paths)
    told = [one for one in found if not one.change.layout_only]
    printed.print(
        lambda brush: revision_lines(told, brush),
        lambda: revision_table(told, since),
        lambda: [{**change_json(one.change), "flags": list(one.flags)} for one in told],
        lambda: session.origin("compare", scopes),
    )
    if not told:
        say(t("cli.compare.since-none"))
    return session.exit_code()


def _periods(
    session: Session, projects: Sequence[Project], start: Period | None, end: Period | None
) -> tuple[Period, Period]:
    """The periods asked for, else the last two reported on. Raises BadUsage."""
    found = (start, end) if start and end else last_two(session.snapshot, projects, start, end)
    if found is None:
        raise BadUsage(reason=t("cli.compare.which"), command="msctl compare")
    earlier, later = found
    if any(ended_by(later, earlier, project.id.year) for project in projects):
        reason = t("cli.compare.order", start=earlier, end=later)
        raise BadUsage(reason=reason, command="msctl compare")
    return earlier, later
