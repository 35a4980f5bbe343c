"""``import``: a document's table to records, with an account of every character."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import click

from msctl.cli.errors import MissingArgument, NoSuchFile
from msctl.cli.form_import import import_form
from msctl.cli.import_accept import can_decide, decide
from msctl.cli.import_account import account_json, account_lines
from msctl.cli.import_list import print_tables
from msctl.cli.import_merge import Answers, earlier, settle, tell, write
from msctl.cli.output import text_or_json_option
from msctl.cli.progress import Progress
from msctl.cli.session import Session, say
from msctl.export.origin import Origin
from msctl.export.reread import origin_of_document
from msctl.importing.account import Account
from msctl.importing.belonging import Belonging, OtherLedger, other_ledger
from msctl.importing.choosing import choose
from msctl.importing.documents import Imported, read_document
from msctl.importing.errors import Damaged, DeclaresEntities, NoRows, Overpacked
from msctl.importing.form_file import read_form
from msctl.importing.landing import Landing, plan_landing
from msctl.importing.readers.opening import open_document
from msctl.importing.readers.source import Source, read_source
from msctl.importing.tables import Document
from msctl.locale.catalogue import t
from msctl.model.ledger import Ledger
from msctl.model.paths import FieldPath, LedgerId
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot

NO_LEDGER = LedgerId("-/0000/-")
"""What a document's tables are listed for when no ledger is named."""


@click.command("import", help=t("cli.import.help"))
@click.argument("file", metavar="FILE")
@click.option("--into", metavar="REGION/YEAR/LEDGER", help=t("cli.import.into"))
@click.option("--table", metavar="N|all", help=t("cli.import.table"))
@click.option("--list", "list_tables", is_flag=True, help=t("cli.import.list.help"))
@click.option("--layout", metavar="NAME", help=t("cli.import.layout"))
@click.option(
    "--part", type=click.Choice(["all", "plan", "report"]), default="all", help=t("cli.import.part")
)
@click.option("--accept", is_flag=True, help=t("cli.import.accept"))
@click.option("--dry-run", is_flag=True, help=t("cli.import.dry-run"))
@click.option("--ours", "side", flag_value="ours", help=t("cli.import.ours"))
@click.option("--theirs", "side", flag_value="theirs", help=t("cli.import.theirs"))
@click.option("--set", "values", multiple=True, metavar="ID:PATH=VALUE", help=t("cli.import.set"))
@click.option("--other-ledger", "elsewhere", is_flag=True, help=t("cli.import.elsewhere"))
@click.option("--accept-removals", is_flag=True, help=t("cli.import.accept-removals"))
@text_or_json_option
@click.option("-m", "--message", metavar="TEXT", help=t("cli.option.message"))
@click.pass_obj
def import_command(
    session: Session,
    file: str,
    into: str | None,
    table: str | None,
    list_tables: bool,
    layout: str | None,
    part: str,
    accept: bool,
    dry_run: bool,
    side: str | None,
    values: Sequence[str],
    accept_removals: bool,
    elsewhere: bool,
    form: str,
    message: str | None,
) -> None:
    """Read a document into a ledger."""
    snapshot = session.for_changes(message)
    path = Path(file)
    if not path.exists():
        raise NoSuchFile(file=file)
    answers = Answers(side, values, accept_removals)
    source = read_source(path)
    filled = None if list_tables else read_form(source)
    if filled is not None:
        import_form(
            session, source, filled, answers=answers, dry_run=dry_run, shape=form, message=message
        )
        return
    if list_tables:
        ledger = snapshot.ledger(LedgerId.parse(into)) if into else Ledger(NO_LEDGER, Record({}))
        print_tables(open_document(source), ledger, form)
        return
    if into is None:
        raise MissingArgument(name="--into", command="msctl import")
    ledger_id = LedgerId.parse(into)
    document, origin = _opened(source)
    imported = _read(snapshot, ledger_id, document, table, layout, part, accept=accept)
    _require_rows(imported, path.name)
    other = None if elsewhere else _other(session, origin, ledger_id, imported)
    before, covered = earlier(session, ledger_id), covered_fields(imported.account)

    def plan(projects: Sequence[Record], refused_units: Collection[str] = ()) -> Landing:
        return plan_landing(
            snapshot,
            ledger_id,
            imported.ledger,
            projects,
            accept=accept or on_screen,
            earlier=before,
            covered=covered,
            refused_units=refused_units,
        )

    told, digest = account_lines(imported.account), sha256(source.data).hexdigest()
    decision = None
    on_screen = can_decide(session) and not (accept or dry_run or side or values)
    if on_screen:
        decided = decide(
            session, path.name, digest, ledger_id, imported, plan, told, message, other=other
        )
        if decided is None:
            say(t("cli.import.left"))
            return
        landing, decision = decided
        message = decision.message or None
    else:
        landing = settle(session, plan(imported.projects), answers)
    more = _told_other(other, file, ledger_id, allowed=on_screen or dry_run)
    for line in () if on_screen else told:
        say(line)
    tell(session, landing, form, account_json(imported.account), more)
    if dry_run:
        say(t("cli.import.dry", count=len(landing.ids)))
        return
    written = write(
        session, landing, ledger=ledger_id, document=path.name, digest=digest, message=message
    )
    if decision is not None:
        decision.written()
    say(t("cli.import.done", projects=len(imported.projects), files=len(landing.ids)))
    if written is not None:
        say(t("cli.commit.done", commit=written[:10], message=message or ""))


def _read(
    snapshot: Snapshot,
    into: LedgerId,
    document: Document,
    table: str | None,
    layout: str | None,
    part: str,
    *,
    accept: bool,
) -> Imported:
    """The document's tables as records; how far it is is told."""
    ledger = snapshot.ledger(into)
    progress = Progress("cli.import.reading")
    try:
        return read_document(
            document,
            ledger,
            snapshot.region(into.region),
            tables=choose(document, ledger, table),
            layout=layout,
            accept=accept,
            part=part,  # type: ignore[arg-type]
            told=progress,
        )
    finally:
        progress.end()


def _told_other(
    other: Belonging | None, file: str, into: LedgerId, *, allowed: bool
) -> dict[str, object]:
    """Tell that the document is of another ledger; which, for scripts. Raises OtherLedger unless
    it is ``allowed`` to go on."""
    if other is not None:
        if not allowed:
            raise OtherLedger(file=file, other=other.ledger, ledger=into)
        say(t(f"cli.import.other.{other.by}", other=other.ledger, ledger=into))
    return {"other_ledger": other.ledger if other is not None else None}


def _opened(source: Source) -> tuple[Document, Origin | None]:
    """The document, and where it says it comes from."""
    document = open_document(source)
    try:
        origin = origin_of_document(source, document)
    except (Damaged, DeclaresEntities, Overpacked):
        origin = None  # the table is read all the same; its title tells whose it is
    return replace(document, names=origin.names if origin else ()), origin


def _other(
    session: Session, origin: Origin | None, into: LedgerId, imported: Imported
) -> Belonging | None:
    """The other ledger that the document says it is of."""
    scope = origin.scope if origin is not None and origin.what in ("export", "notice") else ""
    names = (project.text("name") for project in imported.projects)
    return other_ledger(session.snapshot, into, scope, imported.ledger.text("title"), names)


def _require_rows(imported: Imported, file: str) -> None:
    if not imported.projects:
        raise NoRows(file=file, table=imported.account.table)


def covered_fields(account: Account) -> list[FieldPath]:
    """The fields that the columns of a document's table stand for."""
    return [FieldPath.parse(field) for column in account.columns for field in column.fields]
