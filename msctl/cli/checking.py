"""``check``: findings about the records."""

import json
from collections.abc import Sequence

import click

from msctl.check.structure import findings
from msctl.cli.output import text_or_json_option
from msctl.cli.session import Session
from msctl.locale.catalogue import finding_sentence, place, t
from msctl.model.errors import ExitCode
from msctl.model.finding import Finding
from msctl.model.scope import projects_in
from msctl.text.safe import printable


@click.command("check", help=t("cli.check.help"))
@click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
@text_or_json_option
@click.pass_obj
def check_command(session: Session, scopes: Sequence[str], form: str) -> ExitCode:
    """Print the findings; the exit code tells whether there are any."""
    snapshot = session.snapshot
    only: set[str] | None = None
    if scopes:
        only = {str(p.id) for scope in scopes for p in projects_in(snapshot, scope)}
    found = findings(snapshot, session.read_file, only)
    if form == "json":
        print(json.dumps([_to_json(f) for f in found], ensure_ascii=False, indent=2))
    else:
        for finding in found:
            severity = t(f"cli.check.{finding.severity.value}")
            print(printable(f"{place(finding)}: {severity}: {finding_sentence(finding)}"))
    return ExitCode.FOUND if found else ExitCode.DONE


def _to_json(finding: Finding) -> dict[str, object]:
    return {
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
