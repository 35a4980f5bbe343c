"""``verify``: whether a document still says what the records say."""

from collections.abc import Iterable
from pathlib import Path

import click

from msctl.cli.output import emit, json_bytes, text_or_json_option
from msctl.cli.session import Session, say
from msctl.export.errors import NoOrigin, NotATable, OnlyPast
from msctl.export.origin import Origin
from msctl.export.requests import Request
from msctl.export.reread import Reread, reread
from msctl.export.table import Table
from msctl.export.verifying import Difference, compare_past, verify
from msctl.history.errors import NoCommits, NoRepository, UnknownRevision
from msctl.locale.catalogue import t
from msctl.model.errors import ExitCode
from msctl.model.paths import LedgerId
from msctl.model.period import parse_period
from msctl.text.safe import single_line
from msctl.text.width import cut

_SHOWN = 60
"""cells of each of two values shown beside each other"""


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
    if form == "json":
        emit(json_bytes([_to_json(one) for one in differences]))
    else:
        text = "".join(f"{line}\n" for line in _lines(differences))
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


def _lines(differences: Iterable[Difference]) -> Iterable[str]:
    for one in differences:
        where = t(
            f"cli.verify.{one.kind}", ledger=one.ledger, row=one.row, column=single_line(one.column)
        )
        texts = (cut(single_line(text), _SHOWN) for text in (one.document, one.records))
        document, records = (text or t("cli.verify.nothing") for text in texts)
        cause = t(f"cli.verify.cause.{one.cause}") if one.cause else ""
        yield t("cli.verify.line", where=where, document=document, records=records) + cause


def _summary(file: str, origin: Origin | None, request: Request, count: int) -> str:
    asked = f"{request.scope} {request.layout}"
    said = origin.line() if origin else asked
    if count:
        return t("cli.verify.differs", file=file, count=count, origin=said)
    return t("cli.verify.same", file=file, origin=said)


def _to_json(one: Difference) -> dict[str, object]:
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
    }
