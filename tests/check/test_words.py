"""A printed number that another project of the ledger has."""

from hypothesis import given
from hypothesis import strategies as st

from msctl.check.words import check_value
from msctl.model.ledger import Ledger
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot

LEDGER = LedgerId("jia-xian/2024/minsheng")
NUMBER = FieldPath.of("number")


@given(st.lists(st.sampled_from(["1", "01", "1*", "（一）", "一", "10", "9*", "附"]), max_size=8))
def test_a_number_is_given_twice_where_any_other_project_has_it(numbers: list[str]) -> None:
    projects = {
        own: Project(own, Record({NUMBER: number}))
        for index, number in enumerate(numbers)
        for own in [ProjectId(f"{LEDGER}/{index}-x")]
    }
    snapshot = Snapshot({}, {LEDGER: Ledger(LEDGER, Record({}))}, projects)
    for own, project in projects.items():
        error = check_value(snapshot, own, NUMBER, project.number)
        others = [one.id for one in snapshot.by_ledger[LEDGER] if one.number == project.number]
        others.remove(own)
        assert (str(error.details["id"]) if error else "") == (others[0] if others else "")
