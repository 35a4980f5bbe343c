"""Snapshots: the lists of ledgers stay right when some projects change."""

from hypothesis import given
from hypothesis import strategies as st

from msctl.model.paths import FieldPath, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot

NUMBERS = st.sampled_from(["1", "2", "9*", "10", "一", "十"])
PROJECTS = st.dictionaries(
    st.sampled_from([f"a/2024/{ledger}/{slug}" for ledger in ("x", "y") for slug in "pqr"]),
    NUMBERS,
    max_size=6,
)


def projects(numbers: dict[str, str]) -> dict[ProjectId, Project]:
    return {
        ProjectId(key): Project(ProjectId(key), Record({FieldPath.of("number"): number}))
        for key, number in numbers.items()
    }


@given(PROJECTS, PROJECTS, st.booleans())
def test_changed_projects_stand_where_a_new_reading_would_put_them(
    before: dict[str, str], changed: dict[str, str], listed: bool
) -> None:
    snapshot = Snapshot({}, {}, projects(before))
    if listed:
        assert len(snapshot.by_ledger) <= 2
    found = snapshot.with_projects(projects(changed))
    fresh = Snapshot({}, {}, projects({**before, **changed}))
    assert found.projects == fresh.projects
    assert {k: v for k, v in found.by_ledger.items() if v} == dict(fresh.by_ledger)
