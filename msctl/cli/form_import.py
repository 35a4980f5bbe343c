"""``import`` of a returned form: what the unit filled in, merged by field with the records."""

from hashlib import sha256

from msctl.cli.errors import BadUsage
from msctl.cli.import_account import remark_lines
from msctl.cli.import_merge import Answers, settle, tell
from msctl.cli.session import Session, say
from msctl.cli.targets import short_id
from msctl.importing.form_file import FormFile
from msctl.importing.forms import Fault, Returned, Told, returned
from msctl.importing.landing import land, plan_returned
from msctl.importing.readers.source import Source
from msctl.locale.catalogue import sentence, t
from msctl.locale.labels import period_label
from msctl.model.errors import MsctlError
from msctl.model.period import is_period, parse_period
from msctl.model.snapshot import Snapshot
from msctl.store.reading import file_of
from msctl.text.diff import differing
from msctl.text.safe import single_line
from msctl.text.width import cut

_WORDING = 60
"""cells of a wording that is told; it begins shortly before what differs"""


class FormFilledWrong(MsctlError):
    """Cells of a form that hold no value of their field. Details: file, count."""


def import_form(
    session: Session,
    source: Source,
    form: FormFile,
    *,
    answers: Answers,
    dry_run: bool,
    shape: str,
    message: str | None,
) -> None:
    """Merge a form into the records, and tell what became of every cell.

    Raises FormFilledWrong, ImportAsks, what the records raise, and what git refuses.
    """
    if form.facts.get("period") and not is_period(form.facts["period"]):
        raise BadUsage(reason=t("form.no-period"), command="msctl import")
    found = returned(form, session.snapshot, _handed_out(session, form))
    _report(form, found)
    if found.faults:
        raise FormFilledWrong(file=source.name, count=len(found.faults))
    landing = plan_returned(session.snapshot, found.records, found.base())
    landing = settle(session, landing, answers)
    tell(session, landing, shape, more={"told": [_told_json(told) for told in found.told]})
    if dry_run:
        say(t("cli.import.dry", count=len(landing.ids)))
        return
    land(session.records, landing)
    say(t("form.done", cells=len(landing.changes), files=len(landing.ids)))
    if message is None or not landing.ids:
        return
    from msctl.history.committing import commit

    digest = sha256(source.data).hexdigest()
    words = (
        f"{message.strip()}\n\nMsctl-Form: {form.facts.get('unit', '-')}\nMsctl-Digest: {digest}"
    )
    done = commit(session.repository, words, [file_of(i) for i in landing.ids])
    say(t("cli.commit.done", commit=done[:10], message=message))


def _handed_out(session: Session, form: FormFile) -> Snapshot | None:
    """The records at the form's commit, which are needed only when its hidden sheet is gone."""
    commit = form.facts.get("commit")
    if form.handed_out or not commit:
        return None
    from msctl.history.errors import NoRepository, UnknownRevision
    from msctl.history.snapshots import resolve, snapshot_at

    try:
        return snapshot_at(session.repository, resolve(session.repository, commit))
    except (NoRepository, UnknownRevision):
        say(t("form.no-base"))
        return None


def _report(form: FormFile, found: Returned) -> None:
    period = period_label(parse_period(form.facts["period"]))
    unit = form.facts.get("unit", "-")
    say(t("form.read", unit=unit, period=period, rows=len(found.earlier), cells=found.cells))
    for line in remark_lines(form.remarks):
        say(line)
    for told in found.told:
        say(_told(told))
    for fault in found.faults:
        say(_fault(fault))


def _told(told: Told) -> str:
    if told.kind == "given":
        return _given(told)
    text = short_id(told.text) if told.kind in ("gone", "twice") else told.text
    more = told.more
    if told.kind == "merged":
        more = t(f"form.column.{told.text}")
    elif told.kind == "beside":
        more = t(f"cli.import.residue.{told.more}")
    return t(
        f"form.told.{told.kind}",
        sheet=told.sheet,
        row=told.row,
        text=cut(single_line(text), 60),
        more=cut(single_line(more), 40),
    )


def _given(told: Told) -> str:
    """A changed given cell: what it says instead of what, and how it is taken all the same."""
    told_id = short_id(told.id or "")
    if told.column == "number":
        command = f"msctl move {told_id} --number {single_line(told.text) or 'N'}"
    elif told.path is not None and told.column != "measure":
        command = f"msctl set {told_id} {told.path}={t('form.new-value')}"
    else:
        command = f"msctl edit {told_id}"
    old, new = (
        cut(text, _WORDING) or t("form.nothing") for text in differing(told.more, told.text)
    )
    return t(
        "form.told.given",
        sheet=told.sheet,
        row=told.row,
        column=t(f"form.column.{told.column}"),
        old=old,
        new=new,
        command=command,
    )


def _told_json(told: Told) -> dict[str, object]:
    return {
        "kind": told.kind,
        "sheet": told.sheet,
        "row": told.row,
        "column": told.column or None,
        "id": told.id,
        "path": str(told.path) if told.path else None,
        "text": told.text,
        "handed_out": told.more if told.kind == "given" else None,
    }


def _fault(fault: Fault) -> str:
    column = t(f"form.column.{fault.column}")
    return t("form.fault", sheet=fault.sheet, row=fault.row, column=column,
             reason=sentence(fault.error))  # fmt: skip
