"""Counts stay right while projects change."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from msctl.model.ledger import Ledger
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.values import Value
from msctl.tui.ledger_counts import LedgerCounts
from msctl.tui.standing_cells import last_word

LEDGER = Ledger(
    LedgerId("a/2024/b"),
    Record({FieldPath.of("status", "已完成", "state"): "completed"}),
)
FIELDS: st.SearchStrategy[dict[FieldPath, Value]] = st.fixed_dictionaries(
    {},
    optional={
        FieldPath.parse("report.Q1.status"): st.sampled_from(["已完成", "别的"]),
        FieldPath.parse("report.Q2.progress"): st.just("在做。"),
        FieldPath.parse("funding.total"): st.decimals(0, 9, places=1),
    },
)


def project(slug: str, fields: dict[FieldPath, Value]) -> Project:
    return Project(ProjectId(f"{LEDGER.id}/{slug}"), Record(fields))


@given(st.lists(FIELDS, min_size=1, max_size=4), st.data())
def test_changing_projects_counts_as_counting_anew(
    before: list[dict[FieldPath, Value]], data: st.DataObject
) -> None:
    projects = [project(f"p{number}", fields) for number, fields in enumerate(before)]
    counts = LedgerCounts(LEDGER, projects)
    assert counts.words == Counter(last_word(LEDGER, own) for own in projects)
    place = data.draw(st.integers(0, len(projects) - 1))
    old, projects[place] = projects[place], project(f"p{place}", data.draw(FIELDS))
    counts.update(old, projects[place], LEDGER)
    fresh = LedgerCounts(LEDGER, projects)
    assert +counts.words == +fresh.words
    assert counts.planned == fresh.planned
