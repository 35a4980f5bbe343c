"""``layout``: show, check and propose layouts."""

from collections.abc import Sequence
from pathlib import Path

import click

from msctl.check.structure import findings
from msctl.cli.errors import BadUsage
from msctl.cli.output import LIST_FORMATS, emit, json_bytes, print_list
from msctl.cli.session import Session, say
from msctl.cli.usage import Commands
from msctl.export.errors import LayoutThere
from msctl.export.layouts import (
    BUILT_IN,
    layout_names,
    layout_record,
    layout_title,
    takes_period,
)
from msctl.export.proposing import propose_layout
from msctl.export.table import Table, TableColumn, plain_table
from msctl.importing.readers.opening import open_file
from msctl.locale.catalogue import finding_sentence, place, t
from msctl.model.changes import Change
from msctl.model.errors import AmbiguousScope, ExitCode, UnknownLayout
from msctl.model.fields import LEDGER
from msctl.model.ledger import Ledger
from msctl.model.paths import FieldPath, LedgerId
from msctl.model.record import Record
from msctl.model.scope import ledgers_in
from msctl.store.reading import file_of
from msctl.text.safe import printable


@click.group("layout", cls=Commands, help=t("cli.layout.help"))
def layout_command() -> None:
    """Layouts of official tables."""


@layout_command.command("show", help=t("cli.layout.show"))
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--of", "scope", metavar="SCOPE", help=t("cli.layout.of"))
@click.option(
    "--format",
    "form",
    type=click.Choice(LIST_FORMATS),
    default="table",
    help=t("cli.option.format"),
)
@click.pass_obj
def show_command(session: Session, name: str | None, scope: str | None, form: str) -> ExitCode:
    """Print the list of layouts, or one as TOML."""
    snapshot = session.snapshot
    # where there is no ledger yet, the layouts that all have are shown all the same
    named = ledgers_in(snapshot, scope) or [LedgerId("-/0000/-")]
    ledgers = [snapshot.ledger(own) for own in named]
    if name is None:
        rows = list(_listed(ledgers))
        print_list(lambda: _table(rows), lambda: [_to_json(row) for row in rows], form, None)
        return session.exit_code()
    holders = _holders(ledgers, name)
    if form == "json":
        emit(json_bytes([_record_json(own, name) for own in holders]))
        return session.exit_code()
    if form != "table":
        raise BadUsage(reason=t("cli.layout.one"), command="msctl layout show")
    texts = [_toml(name, layout_record(own, name)) for own in holders]
    emit("\n".join(dict.fromkeys(texts)).encode("utf-8"))
    return session.exit_code()


@layout_command.command("check", help=t("cli.layout.check"))
@click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
@click.pass_obj
def check_command(session: Session, scopes: Sequence[str]) -> ExitCode:
    """Print what is wrong with the ledgers' own layouts."""
    snapshot = session.snapshot
    named = {own for scope in scopes or (None,) for own in ledgers_in(snapshot, scope)}
    # a finding about no field is about a file that cannot be read, its layouts included
    found = [
        finding
        for finding in findings(snapshot, session.read_file, named)
        if finding.id in named and finding.path[:1] in ((), ("layout",))
    ]
    for finding in found:
        severity = t(f"cli.check.{finding.severity.value}")
        print(printable(f"{place(finding)}: {severity}: {finding_sentence(finding)}"))
    if not found:
        print(t("cli.layout.sound"))
    return ExitCode.FOUND if found else session.exit_code()


@layout_command.command("new", help=t("cli.layout.new"))
@click.argument("name", metavar="NAME")
@click.option("--from", "file", required=True, metavar="FILE", help=t("cli.layout.from"))
@click.option("--table", type=click.IntRange(min=1), default=1, help=t("cli.layout.table"))
@click.option("--into", metavar="LEDGER", help=t("cli.layout.into"))
@click.pass_obj
def new_command(session: Session, name: str, file: str, table: int, into: str | None) -> ExitCode:
    """Propose a layout by a table's titles; print it or write it into a ledger."""
    proposed = propose_layout(open_file(Path(file)), table)
    if into is None:
        emit(_toml(name, proposed).encode("utf-8"))
        say(t("cli.layout.proposed", file=file))
        return ExitCode.DONE
    snapshot = session.for_changes()
    ledgers = ledgers_in(snapshot, into)
    if len(ledgers) > 1:
        raise AmbiguousScope(scope=into, candidates=tuple(ledgers))
    ledger = snapshot.ledger(ledgers[0])
    if name in ledger.layout_names:
        raise LayoutThere(ledger=ledger.id, layout=name)
    session.records.save(
        Change(ledger.id, FieldPath(("layout", name, *path)), None, value)
        for path, value in proposed.leaves()
    )
    columns = len(proposed.keys(("column",)))
    say(t("cli.layout.written", name=name, columns=columns, file=file_of(ledger.id)))
    return ExitCode.DONE


def _holders(ledgers: Sequence[Ledger], name: str) -> list[Ledger]:
    """The ledgers that have the layout themselves; any one for a layout that all have. Raises
    UnknownLayout."""
    own = [ledger for ledger in ledgers if name in ledger.layout_names]
    if own or name in BUILT_IN:
        return own or list(ledgers[:1])
    known = dict.fromkeys(one for ledger in ledgers for one in layout_names(ledger))
    raise UnknownLayout(ledger=ledgers[0].id, layout=name, layouts=tuple(known))


def _record_json(ledger: Ledger, name: str) -> dict[str, object]:
    return {"ledger": ledger.id, "name": name, **layout_record(ledger, name).to_tree()}


def _toml(name: str, record: Record) -> str:
    """A layout as it stands in a ledger's file."""
    from msctl.store.canonical import to_text

    whole = {FieldPath(("layout", name, *path)): value for path, value in record.leaves()}
    return to_text(Record(whole), 0, LEDGER)


_Row = tuple[str, LedgerId | None, str, int, bool]


def _listed(ledgers: Sequence[Ledger]) -> list[_Row]:
    rows = [_listed_one(one, name, own=True) for one in ledgers for name in one.layout_names]
    return rows + [_listed_one(ledgers[0], name, own=False) for name in BUILT_IN]


def _listed_one(ledger: Ledger, name: str, *, own: bool) -> _Row:
    record = layout_record(ledger, name)
    return (
        name,
        ledger.id if own else None,
        layout_title(ledger, name),
        len(record.keys(("column",))),
        takes_period(ledger, name),
    )


def _table(rows: Sequence[_Row]) -> Table:
    shown = [
        TableColumn(key, label, numeric=key == "columns", whole=key in ("name", "owner"))
        for key, label in (
            ("name", t("cli.layout.name")),
            ("owner", t("cli.layout.owner")),
            ("title", t("cli.layout.title")),
            ("columns", t("cli.layout.columns")),
            ("period", t("cli.layout.period")),
        )
    ]
    return plain_table(
        shown,
        (
            (name, owner or t("cli.layout.built-in"), title, str(columns), "*" if period else "")
            for name, owner, title, columns, period in rows
        ),
    )


def _to_json(row: _Row) -> dict[str, object]:
    return dict(zip(("name", "ledger", "title", "columns", "period"), row, strict=True))
