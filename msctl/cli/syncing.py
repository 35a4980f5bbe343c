"""``sync``: fetch, merge by field, push."""

import sys

import click

from msctl.check.merge_rules import merge_breaches
from msctl.cli.session import Session, say
from msctl.locale.catalogue import t
from msctl.model.errors import ExitCode


@click.command("sync", help=t("cli.sync.help"))
@click.option("--dry-run", is_flag=True, help=t("cli.sync.dry-run"))
@click.option("--abort", "give_up", is_flag=True, help=t("cli.sync.abort"))
@click.option("--accept-rewritten", is_flag=True, help=t("cli.sync.accept-rewritten"))
@click.option("-m", "--message", metavar="TEXT", help=t("cli.sync.message"))
@click.pass_obj
def sync_command(
    session: Session, dry_run: bool, give_up: bool, accept_rewritten: bool, message: str | None
) -> ExitCode:
    """Bring these records and those of the remote together."""
    from msctl.history.conclusion import abort
    from msctl.history.syncing import Wishes, sync

    session.for_changes()
    repository = session.repository
    if give_up:
        abort(repository)
        say(t("cli.sync.aborted"))
        return ExitCode.DONE
    done = sync(
        repository,
        Wishes(
            message=message or t("cli.sync.commit"),
            rules=merge_breaches,
            dry_run=dry_run,
            accept_rewritten=accept_rewritten,
            prompts=sys.stdin.isatty(),
            told=_progress,
        ),
    )
    told = {"remote": done.remote, "received": done.received, "sent": done.sent}
    if dry_run:
        say(t("cli.sync.would", **told))
        if done.questions:
            say(t("cli.sync.would-ask", count=done.questions))
        return ExitCode.CONFLICT if done.questions else ExitCode.DONE
    same = not (done.received or done.sent)
    say(t("cli.sync.same", **told) if same else t("cli.sync.done", **told))
    return ExitCode.DONE


def _progress(step: str, line: str) -> None:
    """A line for each step; git's own percentages only where somebody watches them."""
    if not line or step == "again":
        say(t(f"cli.sync.{step}"))
    elif sys.stderr.isatty() and "%" in line:
        say(f"  {line}")
