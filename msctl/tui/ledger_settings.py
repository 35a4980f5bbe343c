"""A ledger's own fields as a list: its title, its money, its dates, its rules, its words, its
legend."""

from collections.abc import Iterator, Mapping

from msctl.locale.catalogue import has, t
from msctl.locale.labels import field_label, pace_label, state_label
from msctl.model.errors import MsctlError
from msctl.model.fields import LEDGER, Field
from msctl.model.ledger import Standing
from msctl.model.paths import FieldPath, LedgerId
from msctl.report.standing import word_of
from msctl.report.status_words import Use, uses_of, word_counts
from msctl.text.safe import single_line
from msctl.tui.errors import WordInUse
from msctl.tui.legend import mark_rows
from msctl.tui.period_columns import report_periods
from msctl.tui.session import Session
from msctl.tui.steps import Place
from msctl.tui.widgets.grid_line import GridRow
from msctl.tui.wording import projects_word, value_word

WORD = "word:"
"""before a status word in the key of its row"""
_WORDS, _FIELDS = "= words", "= fields"
_ELSEWHERE = ("layout", "status", "marks", "waive")
"""what has a place of its own: ``msctl layout``, the rows of words, the legend, the findings"""
_CHOSEN = {"NAME", "PERIOD"}
"""keys of the table's patterns that the record chooses"""


def setting_paths(session: Session, ledger: LedgerId) -> list[FieldPath]:
    """The fields of a ledger in the table's order; of due dates those of the periods that are
    reported and those it has."""
    record = session.ledger(ledger).record
    listed = session.snapshot.by_ledger.get(ledger, ())
    periods = [
        period.key
        for period in report_periods(listed, ledger.year)
        if not period.ongoing and not period.year
    ]
    known = {"PERIOD": periods}
    found: dict[FieldPath, None] = {}
    for row in LEDGER.rows:
        head, chosen = row.pattern[0], row.pattern[-1]
        if head in _ELSEWHERE:
            continue
        if not _CHOSEN & {*row.pattern[:-1]}:
            for key in known.get(chosen, [chosen]):
                found[FieldPath((*row.pattern[:-1], key))] = None
        for path in (*record.fields, *session.unsaved_paths(ledger)):
            if path[0] == head and _field(path) is row:
                found[path] = None
    return list(found)


def _field(path: FieldPath) -> Field | None:
    try:
        return LEDGER.find(path)
    except MsctlError:
        return None  # a finding tells it


def setting_rows(session: Session, ledger: LedgerId) -> list[GridRow]:
    """The rows of the list: the status words with what they mean, the legend, the fields."""
    unsaved = frozenset(session.unsaved_paths(ledger))
    return [
        *_word_rows(session, ledger, unsaved),
        *mark_rows(session, ledger),
        *_field_rows(session, ledger, unsaved),
    ]


def _field_rows(
    session: Session, ledger: LedgerId, unsaved: frozenset[FieldPath]
) -> Iterator[GridRow]:
    yield GridRow(_FIELDS, (t("ledger.fields"),), heading=True)
    for path in setting_paths(session, ledger):
        text = single_line(value_word(path, session.text(ledger, path), LEDGER))
        style = None if text else "$foreground-muted"
        cells = ("*" if path in unsaved else "", field_label(path, LEDGER), text or t("tui.empty"))
        yield GridRow(str(path), cells, (None, style, style))


def _word_rows(
    session: Session, ledger: LedgerId, unsaved: frozenset[FieldPath]
) -> Iterator[GridRow]:
    words = session.ledger(ledger).status
    taken_up = session.words_taken_up(ledger)
    heading = t("ledger.words", count=len(words)) if words else t("ledger.no-words")
    yield GridRow(_WORDS, (heading,), heading=True)
    counts = word_counts(session.projects(ledger))
    for word, meaning in words.items():
        is_new = word in taken_up or any(path[:2] == ("status", word) for path in unsaved)
        told = t("ledger.meaning", meaning=meaning_word(meaning), count=counts[word])
        yield GridRow(f"{WORD}{word}", ("*" if is_new else "", word, told))


def meaning_word(meaning: Standing) -> str:
    """What a status word says of state and pace, and the word that it is counted by."""
    told = [text for text in (state_label(meaning.state), pace_label(meaning.pace)) if text]
    counted = t(f"report.standing.{word_of(meaning)}")
    if told == [counted]:
        return counted
    return t("ledger.counted", meaning=t("ledger.and").join(told), word=counted)


def about(path: FieldPath) -> str:
    """What a field of a ledger is for; empty where its name says it."""
    found = LEDGER.find(path)
    key = f"ledger.about.{found.label_key}" if found else ""
    return t(key) if has(key) else ""


def uses(session: Session, ledger: LedgerId, word: str) -> list[Use]:
    """The reports that use a word, with what is typed and not saved."""
    return uses_of(session.projects(ledger), word)


def remove_word(session: Session, ledger: LedgerId, word: str) -> None:
    """Take a word off a ledger's list, as one step that can be undone. Raises WordInUse, and what
    a session over the past refuses with."""
    found = uses(session, ledger, word)
    if found:
        places = projects_word(session.snapshot, [use.project for use in found])
        raise WordInUse(word=word, count=len(found), places=places)
    list_words(session, ledger, {word: Standing()}, t("ledger.step-remove", word=word))


def list_words(
    session: Session,
    ledger: LedgerId,
    words: Mapping[str, Standing],
    name: str,
    place: Place | None = None,
) -> None:
    """List words with their meanings, as one step of this name.

    Args:
        session: The open records.
        ledger: The ledger.
        words: What each word says; a word that says nothing is listed no longer.
        name: What the step is called.
        place: A report's field that takes the last of the words in the same step.

    Raises what a session over the past refuses with; nothing is typed then.
    """
    with session.step(name):
        for word, meaning in words.items():
            for key, value in (("state", meaning.state), ("pace", meaning.pace)):
                path = FieldPath.of("status", word, key)
                if (error := session.type(ledger, path, value or "")) is not None:
                    raise error
        *_, word = words
        if place is not None and (error := session.type(*place, word)) is not None:
            raise error
