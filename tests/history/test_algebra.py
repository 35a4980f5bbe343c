"""The changes of a log compose to the difference of its ends."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msctl.history.log import log
from msctl.history.pending import changes
from msctl.history.snapshots import snapshot_at
from msctl.model.changes import Change, apply, compose
from msctl.model.record import Record

from .office import CLINIC, ROAD, Office

FIELDS = st.dictionaries(
    st.sampled_from(["number", "name", "note", "content"]),
    st.sampled_from(["一", "二", "三", ""]),
    max_size=4,
)
STATE = st.fixed_dictionaries({}, optional={CLINIC: FIELDS, ROAD: FIELDS})


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(STATE, min_size=2, max_size=5))
def test_commits_compose(surroundings: None, states: list[dict[str, dict[str, str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        office.git("init", "--quiet")
        for state in states:
            for project in (CLINIC, ROAD):
                (office.root / f"{project}.toml").unlink(missing_ok=True)
                if project in state:
                    # the name of the project in it keeps git from seeing one moved to the other
                    office.project(project, link=project * 9, **state[project])
            office.commit()
        with office.repository() as repository:
            first, *_, last = office.git("rev-list", "--reverse", "HEAD").split()
            commits = [commit for commit in log(repository) if commit.commit != first]
            told = [change for commit in reversed(commits) for change in commit.changes]
            found = [c for record in changes(repository, first, last) for c in record.changes]
            assert as_set(compose(told)) == as_set(found)
            back = [c for record in changes(repository, last, first) for c in record.changes]
            assert as_set(change.invert() for change in back) == as_set(found)
            for project in (CLINIC, ROAD):
                old, new = (
                    snapshot_at(repository, commit).record(project) or Record({})
                    for commit in (first, last)
                )
                assert apply(old, [change for change in found if change.id == project]) == new


def as_set(found: Iterable[Change]) -> set[Change]:
    """Changes without their order, each once."""
    listed = list(found)
    assert len(set(listed)) == len(listed)
    return set(listed)
