"""``verify``: whether a document still says what the records say."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from msctl.cli.output import emit, json_bytes, text_or_json_option
from msctl.cli.session import Session, say
from msctl.export.errors import NoOrigin, NotATable, OnlyPast
from msctl.export.origin import Origin
from msctl.export.requests import Request
from msctl.export.reread import Reread, reread
from msctl.export.table import Table
from msctl.export.verifying import BOTH, CHANGED, Difference, compare_past, verify
from msctl.history.errors import NoCommits, NoRepository, UnknownRevision
from msctl.locale.catalogue import t
from msctl.model.errors import ExitCode
from msctl.model.paths import LedgerId
from msctl.model.period import parse_period
from msctl.model.snapshot import Snapshot
from msctl.text.diff import differing
from msctl.text.safe import single_line
from msctl.text.width import cut

if TYPE_CHECKING:
    from msctl.history.log import Commit

_Changers = Mapping[str, Sequence["Commit"]]
"""The commits that changed a record since the document was exported, newest first."""

_SHOWN = 60
"""cells of each of two values shown beside each other"""

_NAMED = 3
"""people told of who changed a record since"""


@click.command("verify", help=t("cli.verify.help"))
@click.argument("file", metavar="FILE")
@click.option("--as", "named", metavar="LEDGER/LAYOUT", help=t("cli.verify.as"))
@click.option("--period", metavar="PERIOD", help=t("cli.export.period"))
@text_or_json_option
@click.pass_obj
def verify_command(
    session: Session, file: str, named: str | None, period: str | None, form: str
) -> ExitCode:
    """Print the differences; the exit code tells whether there are any."""
    document = reread(Path(file))
    origin = document.origin
    request = _request(file, origin, named, period)
    now = request.tables(session.snapshot)
    then = _then(session, request, origin)
    differences = _compare(document, now, then, origin)
    changers = _changers(session, origin, differences)
    if form == "json":
        emit(json_bytes([_to_json(one, changers) for one in differences]))
    else:
        text = "".join(f"{line}\n" for line in _lines(session.snapshot, differences, changers))
        emit(text.encode("utf-8"))
        say(_summary(file, origin, request, len(differences)))
    code = session.exit_code()
    return ExitCode.FOUND if differences and not code else code


def _request(file: str, origin: Origin | None, named: str | None, period: str | None) -> Request:
    """What the document is a table of: as somebody says, else as it says itself."""
    if named is not None:
        scope, _, layout = named.rpartition("/")
        return Request(scope, layout, parse_period(period) if period else None)
    if origin is None:
        raise NoOrigin(file=file)
    if origin.what != "export":
        raise NotATable(file=file, what=origin.what)
    asked = period or origin.period
    at = parse_period(asked) if asked else None
    return Request(origin.scope, origin.layout, at, origin.unit)


def _then(
    session: Session, request: Request, origin: Origin | None
) -> dict[LedgerId, Table] | None:
    """The tables as the document's own commit has them; None where they are not known."""
    if origin is None or not origin.commit or origin.dirty:
        return None
    from msctl.history.snapshots import snapshot_at

    try:
        return request.tables(snapshot_at(session.repository, origin.commit))
    except (NoRepository, NoCommits, UnknownRevision):
        return None  # a copy of the records without that history


def _compare(
    document: Reread,
    now: dict[LedgerId, Table],
    then: dict[LedgerId, Table] | None,
    origin: Origin | None,
) -> list[Difference]:
    if document.form != "pdf":
        return verify(document, now, then)
    if then is None:
        records = origin.commit + "+" * origin.dirty if origin and origin.commit else "-"
        raise OnlyPast(file=document.source.name, records=records[:13])
    return compare_past(now, then)


def _changers(
    session: Session, origin: Origin | None, differences: Iterable[Difference]
) -> _Changers:
    """Who changed the projects that differ since the document was exported."""
    ids = {one.id for one in differences if one.id and one.cause in (CHANGED, BOTH)}
    if not ids or origin is None or not origin.commit:
        return {}
    from msctl.history.since import changed_since

    return changed_since(session.repository, origin.commit, ids, session.snapshot.at)


def _lines(
    snapshot: Snapshot, differences: Iterable[Difference], changers: _Changers
) -> Iterable[str]:
    for one in differences:
        where = t(
            f"cli.verify.{one.kind}", ledger=one.ledger, row=one.row, column=single_line(one.column)
        )
        project = snapshot.projects.get(one.id) if one.id else None
        if project is not None:
            name = cut(single_line(project.name), _SHOWN)
            where = t("cli.verify.of", where=where, number=project.number, name=name)
        texts = (cut(text, _SHOWN) for text in differing(one.document, one.records))
        document, records = (text or t("cli.verify.nothing") for text in texts)
        cause = t(f"cli.verify.cause.{one.cause}", who=_who(one, changers)) if one.cause else ""
        yield t("cli.verify.line", where=where, document=document, records=records) + cause


def _who(one: Difference, changers: _Changers) -> str:
    """Who changed the project since, with the day of the last change of each."""
    days: dict[str, str] = {}
    for commit in changers.get(one.id or "", ()):
        days.setdefault(single_line(commit.author), commit.time.date().isoformat())
    named = [t("cli.verify.who", author=who, day=day) for who, day in days.items()][:_NAMED]
    return t("cli.verify.by", who=t("cli.verify.and").join(named)) if named else ""


def _summary(file: str, origin: Origin | None, request: Request, count: int) -> str:
    asked = f"{request.scope} {request.layout}"
    said = origin.line() if origin else asked
    if count:
        return t("cli.verify.differs", file=file, count=count, origin=said)
    return t("cli.verify.same", file=file, origin=said)


def _to_json(one: Difference, changers: _Changers) -> dict[str, object]:
    return {
        "kind": one.kind,
        "ledger": one.ledger,
        "row": one.row,
        "column": one.column,
        "id": one.id,
        "task": one.task,
        "document": one.document,
        "records": one.records,
        "cause": one.cause or None,
        "changed_by": [
            {"commit": own.commit, "author": own.author, "time": own.time.isoformat()}
            for own in changers.get(one.id or "", ())
        ],
    }
