"""What an import tells and asks about records that are there, and how it is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msctl.cli.conflict_text import conflict_json, conflict_lines
from msctl.cli.errors import BadUsage
from msctl.cli.import_changes import change_lines, changes_json
from msctl.cli.merging import typed_answer
from msctl.cli.output import emit, json_bytes
from msctl.cli.progress import Progress
from msctl.cli.session import Session, say
from msctl.cli.targets import short_id
from msctl.history.answers import Answer
from msctl.history.conflict import Conflict
from msctl.importing.earlier import NOTHING, Earlier, earlier_imports, import_note
from msctl.importing.landing import Landing, land
from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.changes import Change
from msctl.model.paths import FieldPath, LedgerId
from msctl.model.values import Value, to_text
from msctl.store.reading import file_of
from msctl.text.safe import single_line
from msctl.text.width import cut

if TYPE_CHECKING:
    from msctl.history.witness import Witness

SHOWN = 20
"""kept and missing fields that are listed one by one; more are only counted"""


@dataclass(frozen=True)
class Answers:
    """What the command line says about the questions of an import."""

    side: str | None = None
    """``ours`` or ``theirs`` for every question that has no value of its own"""
    values: Sequence[str] = ()
    """``ID:PATH=VALUE``"""
    removals: bool = False
    """whether what the document no longer has is removed"""


def earlier(session: Session, ledger: LedgerId) -> Earlier:
    """What imports wrote before; nothing where the records have no repository."""
    from msctl.history.errors import NoRepository

    try:
        return earlier_imports(session.repository, ledger)
    except NoRepository:
        return NOTHING


def settle(session: Session, landing: Landing, answers: Answers) -> Landing:
    """The landing with the command line's answers.

    Raises BadUsage for a value that answers no question, and what is wrong with a value.
    """
    if answers.removals:
        landing = landing.with_removals()
    found = dict(_typed(session, landing, answers.values))
    pairs: list[tuple[Conflict, Answer]] = []
    for index, question in enumerate(landing.questions):
        if index in found:
            pairs.append((question, Answer(value=found[index])))
        elif answers.side is not None:
            pairs.append((question, Answer(side=answers.side)))  # type: ignore[arg-type]
    return landing.answered(pairs)


def _typed(
    session: Session, landing: Landing, values: Iterable[str]
) -> Iterator[tuple[int, Value | None]]:
    for value in values:
        place, equals, text = value.partition("=")
        record, colon, path = place.rpartition(":")
        if not equals or not colon:
            raise BadUsage(reason=t("cli.import.set-form", value=value), command="msctl import")
        field = FieldPath.parse(path)
        for index, question in enumerate(landing.questions):
            if question.path == field and record in (question.id, short_id(question.id)):
                yield index, typed_answer(session, question, text)
                break
        else:
            raise BadUsage(reason=t("cli.import.set-none", value=place), command="msctl import")


def tell(
    session: Session,
    landing: Landing,
    form: str,
    account: Mapping[str, object] | None = None,
    more: Mapping[str, object] | None = None,
) -> None:
    """Tell what changes, what stays as it is and what is in question; as JSON, with the account of
    the document and what ``more`` there is to tell, when asked for."""
    for line in change_lines(landing):
        say(line)
    for key, changes in (("kept-here", landing.kept), ("gone", landing.gone)):
        for change in changes[:SHOWN]:
            say(t(f"cli.import.{key}", **_about(change)))
        if len(changes) > SHOWN:
            say(t("cli.import.more", count=len(changes) - SHOWN))
    for project in landing.gone_projects:
        say(t("cli.import.gone-project", id=short_id(project)))
    for project in landing.stay_removed:
        say(t("cli.import.stay-removed", id=short_id(project)))
    witnesses = [_ours_by(session, question) for question in landing.questions]
    pairs = list(zip(landing.questions, witnesses, strict=True))
    if form == "json":
        questions = [conflict_json(question, ours, None) for question, ours in pairs]
        data = {"account": account, "questions": questions, **changes_json(landing)}
        emit(json_bytes({**data, **(more or {})}))
        return
    for question, ours in pairs:
        for line in conflict_lines(question, ours, None):
            say(line)


def _about(change: Change) -> dict[str, str]:
    return {
        "id": short_id(change.id),
        "field": field_label(change.path),
        "old": cut(single_line(to_text(change.old)), 40),
        "new": cut(single_line(to_text(change.new)), 40),
    }


def _ours_by(session: Session, question: Conflict) -> "Witness | None":
    from msctl.history.errors import NoRepository
    from msctl.history.witness import last_witness

    try:
        head = session.repository.head()
    except NoRepository:
        return None
    if head is None:
        return None
    return last_witness(session.repository, head, question.file, question.path or None)


def write(
    session: Session,
    landing: Landing,
    *,
    ledger: LedgerId,
    document: str,
    digest: str,
    message: str | None,
) -> str | None:
    """Write a landing, and commit it when there is a message; the commit.

    Raises ImportAsks while questions are open, what the records raise, and what git refuses.
    """
    progress = Progress("cli.import.writing", len(landing.new))
    try:
        land(session.records, landing, progress)
    finally:
        progress.end()
    if message is None or not landing.ids:
        return None
    from msctl.history.committing import commit

    words = f"{message.strip()}\n\n{import_note(ledger, document, digest, landing.said)}"
    return commit(session.repository, words, [file_of(i) for i in landing.ids])
