"""``form``: a workbook for each unit, to be filled in and imported again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from msctl.cli.session import Session, say
from msctl.locale.catalogue import t
from msctl.locale.labels import period_label
from msctl.model.errors import MsctlError
from msctl.model.period import parse_period
from msctl.model.scope import projects_in
from msctl.report.forms import ROLES, UnitForm, foreign_words, unit_forms

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


class FormThere(MsctlError):
    """A file that a form would overwrite. Details: file."""


@click.command("form", help=t("cli.form.help"))
@click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
@click.option("--period", required=True, metavar="PERIOD", help=t("cli.form.period"))
@click.option("--by", "role", type=click.Choice(ROLES), default="lead", help=t("cli.form.by"))
@click.option("--unit", "units", multiple=True, metavar="NAME", help=t("cli.form.unit"))
@click.option("-o", "--output", "folder", required=True, metavar="DIR", help=t("cli.form.output"))
@click.option("--force", is_flag=True, help=t("cli.form.force"))
@click.pass_obj
def form_command(
    session: Session,
    scopes: Sequence[str],
    period: str,
    role: str,
    units: Sequence[str],
    folder: str,
    force: bool,
) -> None:
    """Write a workbook a unit."""
    from msctl.export.form_book import Facts, form_book
    from msctl.store import atomic

    wanted = parse_period(period)
    snapshot = session.snapshot
    named: Sequence[str | None] = scopes or [None]
    found = {p.id: p for scope in named for p in projects_in(snapshot, scope)}
    forms = unit_forms(snapshot, found.values(), wanted, role)
    forms = [form for form in forms if not units or form.unit in units]
    for name in units:
        if all(form.unit != name for form in forms):
            say(t("cli.form.nothing-for", unit=name))
    if not forms:
        say(t("cli.form.nothing", period=period_label(wanted)))
        return
    origin = session.origin("form", scopes, period=wanted.key)
    place = Path(folder)
    files = {place / name: form for name, form in _named(forms)}
    for file in files:
        if file.exists() and not force:
            raise FormThere(file=file)
    for ledger, word in foreign_words(snapshot, forms):
        say(t("cli.form.foreign-word", ledger=ledger, word=word, period=period_label(wanted)))
    place.mkdir(parents=True, exist_ok=True)
    for file, form in files.items():
        ledgers = tuple(own.ledger for own in form.ledgers)
        facts = Facts(wanted.key, form.unit, role, ledgers, origin.commit)
        atomic.replace(file, form_book(snapshot, form, facts, origin.date))
        rows = sum(len(own.rows) for own in form.ledgers)
        say(t("cli.form.written", file=file, rows=rows))
    say(t("cli.form.done", count=len(files), folder=place))


def _named(forms: Sequence[UnitForm]) -> Iterator[tuple[str, UnitForm]]:
    """Each form with its file's name; units that are alike in it are told apart by a number."""
    taken: Counter[str] = Counter()
    for form in forms:
        name = _file_name(form)
        taken[name.lower()] += 1
        again = taken[name.lower()]
        yield (name if again == 1 else f"{name.removesuffix('.xlsx')}-{again}.xlsx"), form


def _file_name(form: UnitForm) -> str:
    """The unit and the period, without what no file system takes."""
    name = _NOT_IN_NAMES.sub("_", form.unit).strip(" .") or "_"
    return f"{name[:60]}-{form.ledgers[0].ledger.year}-{form.period.key}.xlsx"
