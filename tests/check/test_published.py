"""What the rules ask of the published records: each finding was read beside its source.

``published.txt`` has a line for each: the rule, the record, the field.
"""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from msctl.check.everything import every_finding
from msctl.check.questions import Questions
from msctl.check.rules import ALL_RULES, LEDGER_RULES, PROJECT_RULES
from msctl.check.style import is_wording, own_path
from msctl.locale.catalogue import LANGUAGES, finding_sentence, set_language
from msctl.model.finding import Finding, Severity
from msctl.model.snapshot import Snapshot
from msctl.store.records import Records

RECORDS = Path(__file__).parents[2] / "records"
LISTED = Path(__file__).with_name("published.txt")


@cache
def published() -> Snapshot:
    return Records(RECORDS).snapshot()


@cache
def found() -> tuple[Finding, ...]:
    return tuple(every_finding(published(), lambda file: (RECORDS / file).read_bytes()))


def test_every_doubt_about_the_published_records_is_listed_and_no_other() -> None:
    told = [f"{one.rule} {one.id} {one.path}" for one in found()]
    listed = LISTED.read_text("utf-8").splitlines()
    assert Counter(told) - Counter(listed) == Counter()
    assert Counter(listed) - Counter(told) == Counter()


def test_none_of_them_is_an_error_and_each_stands_at_a_line() -> None:
    assert {one.severity for one in found()} == {Severity.WARNING, Severity.INFO}
    assert all(one.line and one.column for one in found())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_told_as_a_question(language: str) -> None:
    set_language(language)
    told = {one.rule: finding_sentence(one) for one in found()}
    asking = ("请核对", "？") if language == "zh" else ("?",)
    assert [rule for rule, text in told.items() if not any(word in text for word in asking)] == []
    assert [rule for rule, text in told.items() if "{" in text or "Period(" in text] == []


def test_a_quote_stands_in_the_text_that_it_is_from() -> None:
    """But for what is missing there, and what the notice says."""
    for one in found():
        record = published().record(one.id)
        assert record is not None
        text = record.get(one.path)
        if isinstance(text, str) and one.quote and is_wording(own_path(one.path)):
            elsewhere = one.rule in ("changed-item", "notice-schedule")
            assert elsewhere or "".join(one.quote.split()) in "".join(text.split()), one


def test_what_has_not_changed_is_not_asked_again() -> None:
    snapshot = published()
    questions = Questions()
    first = questions.ask(snapshot)
    again = questions.ask(snapshot)
    assert again == first
    own = {rule.id for rule in PROJECT_RULES} - {rule.id for rule in LEDGER_RULES}
    kept = {id(one) for one in first}
    assert all(id(one) in kept for one in again if one.rule in own)


def test_asking_tells_each_project_and_ends_where_it_is_stopped() -> None:
    questions, told = Questions(), []
    everything = questions.ask(published(), lambda: told.append(1))
    assert len(told) == len(published().projects)
    assert questions.ask(published(), told.clear) == everything
    assert told, "nothing is asked again"

    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        Questions().ask(published(), stop)


def test_a_rule_has_one_id() -> None:
    shared = {rule.id for rule in PROJECT_RULES} & {rule.id for rule in LEDGER_RULES}
    ids = [rule.id for rule in ALL_RULES]
    assert {rule for rule, count in Counter(ids).items() if count > 1} == shared
