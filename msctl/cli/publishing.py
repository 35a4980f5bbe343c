"""``site``: the page for the public."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from msctl.cli.browse import scoped
from msctl.cli.progress import Progress
from msctl.cli.session import Session, say
from msctl.export.site.folder import put
from msctl.export.site.pages import Site, pages
from msctl.export.site.timeline import Entry, timelines
from msctl.locale.catalogue import t
from msctl.model.errors import ExitCode
from msctl.model.paths import ProjectId
from msctl.model.period import parse_period
from msctl.model.project import Project
from msctl.store.reading import file_of


@click.command("site", help=t("cli.site.help"))
@click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
@click.option("-o", "--output", metavar="DIR", required=True, help=t("cli.site.output"))
@click.option("--period", metavar="PERIOD", help=t("cli.summary.period"))
@click.option("--title", default="", metavar="TEXT", help=t("cli.site.title"))
@click.option("--authors", is_flag=True, help=t("cli.site.authors"))
@click.option("--no-history", is_flag=True, help=t("cli.site.no-history"))
@click.option("--force", is_flag=True, help=t("cli.site.force"))
@click.pass_obj
def site_command(
    session: Session,
    scopes: Sequence[str],
    output: str,
    period: str | None,
    title: str,
    authors: bool,
    no_history: bool,
    force: bool,
) -> ExitCode:
    """Write the page of the projects and a page for each into a folder."""
    projects = scoped(session, scopes)
    ledgers = list(dict.fromkeys(project.id.ledger for project in projects))
    site = Site(
        snapshot=session.snapshot,
        projects=projects,
        origin=session.origin("site", scopes, period=period or "", ledgers=ledgers),
        title=title,
        period=parse_period(period) if period else None,
        history=None if no_history else _history(session, projects, authors=authors),
    )
    progress = Progress("cli.site.making", 2 * len(projects))
    try:
        made = pages(site, progress)
    finally:
        progress.end()
    removed = put(Path(output), made, force=force)
    count = sum(name.endswith(".html") for name in made)
    say(t("cli.site.done", folder=output, pages=count, removed=removed))
    return session.exit_code()


def _history(
    session: Session, projects: Sequence[Project], *, authors: bool
) -> Mapping[ProjectId, Sequence[Entry]]:
    """The time line of each project; none where the records have no history."""
    from msctl.history.errors import GitMissing, NoRepository
    from msctl.history.log import log

    try:
        repository = session.repository
    except (GitMissing, NoRepository):
        return {}
    paths = [file_of(project.id) for project in projects]
    commits = log(repository, paths, at=session.when, layout=False)
    return timelines(session.snapshot, commits, authors=authors)
