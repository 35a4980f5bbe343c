"""Conflicts without a screen: what can be answered, what is marked, how wide it is."""

import pytest
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County

from msctl.history.conflict import Conflict
from msctl.history.merging import Kind, Part
from msctl.locale.catalogue import LANGUAGES, set_language
from msctl.model.errors import BadNumber, DuplicateNumber, EmptyValue, UnknownStatus
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.store.records import Records
from msctl.text.width import cells
from msctl.tui.answering import breaches_with, field_of, of_unit, read_answer, sides_of
from msctl.tui.conflict_view import ConflictView, side_line


@pytest.fixture
def snapshot(county: County) -> Snapshot:
    return Records(county.root).snapshot()


def conflict(
    record: str, path: str, base: Part, ours: Part, theirs: Part, kind: Kind = "changed"
) -> Conflict:
    at = FieldPath.parse(path) if path else FieldPath()
    return Conflict(record, at, kind, base, ours, theirs, f"records/{record}.toml")


PROGRESS = conflict(
    ROAD, "report.Q2.progress", "已完成12户。", "已完成27户。", "已完成31户，其余收尾。"
)
WHOLE = conflict(ROAD, "", Record({}), Record({}), None, "deleted")


def test_a_value_can_be_typed_only_where_a_field_is_in_question() -> None:
    assert field_of(PROGRESS) is not None
    assert field_of(WHOLE) is None
    assert field_of(conflict(ROAD, "report.Q2", Record({}), Record({}), None)) is None
    assert field_of(conflict(ROAD, "own_key", "1", "2", "3")) is None


def test_the_sides_that_can_be_taken() -> None:
    assert sides_of(PROGRESS) == ("ours", "theirs", "base")
    assert sides_of(conflict("README.md", "", None, None, None, "file")) == ("ours", "theirs")
    assert sides_of(conflict(ROAD, "number", None, None, "5", "rule")) == ("theirs",)
    assert sides_of(conflict(ROAD, "", None, None, None, "rule")) == ()


@pytest.mark.parametrize(
    ("path", "text", "error"),
    [
        ("report.Q2.status", "办完了", UnknownStatus),
        ("funding.county", "一百", BadNumber),
        ("number", "2", DuplicateNumber),
        ("name", " ", EmptyValue),
    ],
)
def test_a_typed_value_is_held_to_type_words_and_numbers(
    snapshot: Snapshot, path: str, text: str, error: type
) -> None:
    value, found = read_answer(snapshot, conflict(ROAD, path, None, "1", "2"), text)
    assert isinstance(found, error), value


def test_an_empty_text_removes_the_field_and_a_sides_text_is_its_value(
    snapshot: Snapshot,
) -> None:
    assert read_answer(snapshot, PROGRESS, "  ") == (None, None)
    asked = conflict(ROAD, "content", "甲\n", "乙\n\n", "丙")
    assert read_answer(snapshot, asked, "乙\n\n") == ("乙\n\n", None)


def test_a_value_that_breaks_a_rule_of_the_merge_is_told(snapshot: Snapshot) -> None:
    asked = conflict(ROAD, "number", "1", "1", "7")
    assert [found.rule for found in breaches_with(snapshot, asked, "2")] == ["duplicate-number"]
    assert not breaches_with(snapshot, asked, "7")
    assert not breaches_with(snapshot, conflict(LEDGER, "title", "甲", "乙", "丙"), "丁")


def test_conflicts_are_gathered_by_unit_under_any_of_its_names(snapshot: Snapshot) -> None:
    asked = [conflict(record, "name", "甲", "乙", "丙") for record in (ROAD, ELDERLY, SCHOOL)]
    assert [c.id for c in of_unit(snapshot, asked, "乙局")] == [ROAD, SCHOOL]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("beside", [True, False], ids=["beside", "stacked"])
@pytest.mark.parametrize("width", [40, 76, 106, 156])
def test_no_line_of_a_conflict_is_too_wide(
    snapshot: Snapshot, width: int, beside: bool, language: str
) -> None:
    set_language(language)
    long = "规模化" * 60
    record = snapshot.projects
    whole = next(iter(record.values())).record
    for asked in (
        PROGRESS,
        conflict(ROAD, "content", None, long, f"{long}，另有{long}", "added"),
        conflict(SCHOOL, "", whole, whole, None, "deleted"),
        conflict(ROAD, "", None, "[red]" * 50, long, "unreadable"),
    ):
        shown = ConflictView(snapshot, asked).content(width, beside=beside)
        assert all(cells(line) <= width for line in shown.plain.split("\n"))


def test_what_differs_is_marked_on_every_side(snapshot: Snapshot) -> None:
    content = ConflictView(snapshot, PROGRESS).content(100, beside=False)
    marked = [
        content.plain[span.start : span.end]
        for span in content.spans
        if "underline" in str(span.style)
    ]
    assert marked == ["[12]", "[27]", "[31]", "[，其余收尾]"]


def test_what_differs_is_read_without_colour_but_where_all_differs() -> None:
    snapshot = Snapshot({}, {}, {})

    def shown(base: str, ours: str, theirs: str) -> list[str]:
        asked = conflict(ROAD, "content", base, ours, theirs)
        lines = ConflictView(snapshot, asked).content(60, beside=False).plain.split("\n")
        return [line.strip() for line in lines if line.startswith("  ")]

    assert shown("改造3户", "改造5户", "改造3户，验收") == [
        "改造[3]户",
        "改造[5]户",
        "改造3户[，验收]",
    ]
    assert shown("旧", "新", "旧的") == ["旧", "新", "旧[的]"]


def test_a_list_begins_where_the_sides_differ() -> None:
    asked = conflict(ROAD, "content", "一" * 20 + "旧", "一" * 20 + "甲", "一" * 20 + "乙")
    assert side_line(asked, "ours") == "..一一一一甲"
    assert side_line(PROGRESS, "ours") == "已完成27户。"
    assert side_line(WHOLE, "theirs") == "（已删去）"
