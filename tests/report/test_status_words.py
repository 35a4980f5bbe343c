"""The status words a ledger offers: its own as they are, else the usual ones."""

import pytest
from invented import LEDGER

from msctl.locale.catalogue import set_language
from msctl.model.ledger import Ledger, Standing
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.report.standing import word_of
from msctl.report.status_words import (
    is_status,
    offered_words,
    uses_of,
    usual_words,
    word_counts,
    word_fields,
    words_to_add,
)


def ledger(**words: Standing) -> Ledger:
    fields = {
        path: value
        for word, said in words.items()
        for path, value in word_fields(word, said).items()
    }
    return Ledger(LedgerId(LEDGER), Record(fields))


def test_a_ledger_without_words_is_offered_one_for_each_meaning() -> None:
    assert offered_words(ledger())[:4] == ("已完成", "按计划推进", "超序时", "滞后")
    counted = [word_of(meaning) for meaning in usual_words().values()]
    assert len(set(counted)) == len(counted) == 9


def test_what_was_used_of_the_usual_words_changes_neither_the_offer_nor_its_order() -> None:
    used = ledger(滞后=Standing("in-progress", "behind"))
    assert offered_words(used) == offered_words(ledger())
    assert "滞后" not in words_to_add(used)


@pytest.mark.parametrize(
    "words",
    [
        {"是": Standing("completed")},
        {"滞后": Standing("stalled")},
        {"达序": Standing(None, "ahead")},
    ],
    ids=["own", "otherwise", "pace"],
)
def test_a_ledger_with_words_of_its_own_offers_these_alone(words: dict[str, Standing]) -> None:
    assert offered_words(ledger(**words)) == tuple(words)
    assert words_to_add(ledger(**words)) == {}


def test_the_words_are_the_offices_whatever_the_screens_language_is() -> None:
    chinese = usual_words()
    set_language("en")
    assert usual_words() == chinese


def test_what_lists_a_word_is_read_back_as_its_meaning() -> None:
    for word, meaning in usual_words().items():
        assert ledger(**{word: meaning}).status == {word: meaning}


def test_uses_are_found_in_projects_and_tasks() -> None:
    paths = ["report.Q2.status", "task.2.report.Y.status", "report.Q1.progress"]
    fields = {FieldPath.parse(path): "滞后" for path in paths}
    projects = [Project(ProjectId(f"{LEDGER}/01"), Record(fields))]
    assert [str(use.path) for use in uses_of(projects, "滞后")] == paths[:2]
    assert uses_of(projects, "未开工") == []
    assert word_counts(projects) == {"滞后": 2}


def test_a_word_elsewhere_is_no_use() -> None:
    record = Record(
        {FieldPath.of("category"): "滞后", FieldPath.of("report", "Q1", "note"): "滞后"}
    )
    assert uses_of([Project(ProjectId(f"{LEDGER}/01"), record)], "滞后") == []
    assert not is_status(FieldPath.of("report", "Q1"))
