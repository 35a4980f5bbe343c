"""``check``: findings about the records."""

import json
from collections.abc import Sequence
from dataclasses import asdict

import click

from msctl.check.everything import every_finding
from msctl.check.waivers import Waiver, waiver
from msctl.cli.output import text_or_json_option
from msctl.cli.session import Session
from msctl.locale.catalogue import finding_sentence, place, t
from msctl.model.errors import ExitCode
from msctl.model.finding import Finding
from msctl.model.scope import projects_in
from msctl.model.values import to_json
from msctl.text.safe import printable


@click.command("check", help=t("cli.check.help"))
@click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
@click.option("--waived", "with_waived", is_flag=True, help=t("cli.check.waived"))
@text_or_json_option
@click.pass_obj
def check_command(
    session: Session, scopes: Sequence[str], with_waived: bool, form: str
) -> ExitCode:
    """Print the findings; the exit code tells whether there are any that are not waived."""
    snapshot = session.snapshot
    only: set[str] | None = None
    if scopes:
        only = {str(p.id) for scope in scopes for p in projects_in(snapshot, scope)}
    found = [(f, waiver(snapshot, f)) for f in every_finding(snapshot, session.read_file, only)]
    shown = [(f, waived) for f, waived in found if with_waived or waived is None]
    if form == "json":
        print(json.dumps([_to_json(*one) for one in shown], ensure_ascii=False, indent=2))
    else:
        for finding, waived in shown:
            weight = t(f"cli.check.{finding.severity.value}")
            if waived:
                weight = t("cli.check.is-waived", weight=weight, reason=waived.reason)
            print(printable(f"{place(finding)}: {weight}: {finding_sentence(finding)}"))
    return ExitCode.FOUND if any(waived is None for _, waived in found) else ExitCode.DONE


def _to_json(finding: Finding, waived: Waiver | None) -> dict[str, object]:
    told = {"waived": {k: to_json(v) for k, v in asdict(waived).items()}} if waived else {}
    return {
        **told,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "id": finding.id,
        "path": str(finding.path),
        "message": finding_sentence(finding),
        "quote": finding.quote,
        "expected": finding.expected,
        "found": finding.found,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
    }
