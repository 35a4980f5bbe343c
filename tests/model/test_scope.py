import pytest

from msctl.model.errors import AmbiguousScope, NothingInScope, OutsideRecords
from msctl.model.ledger import Ledger
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.scope import ledgers_in, one_project, projects_in
from msctl.model.snapshot import Snapshot


def build(*ids: str) -> Snapshot:
    projects = {}
    for text in ids:
        project = ProjectId.parse(text)
        number = project.slug.partition("-")[0].lstrip("0")
        projects[project] = Project(project, Record({FieldPath.of("number"): number}))
    ledgers = {p.ledger: Ledger(p.ledger, Record({})) for p in projects}
    empty = LedgerId.parse("dingxian/2024/kongbai")
    return Snapshot({}, {**ledgers, empty: Ledger(empty, Record({}))}, projects)


SNAPSHOT = build(
    "jiaxian/2024/minsheng/01-lu",
    "jiaxian/2024/minsheng/02-qiao",
    "jiaxian/2024/minsheng/10-shui",
    "jiaxian/2025/minsheng/01-lu",
    "yixian/2024/qita/07-deng",
)


@pytest.mark.parametrize(
    ("scope", "slugs"),
    [
        (None, ["01-lu", "02-qiao", "10-shui", "01-lu", "07-deng"]),
        ("jiaxian", ["01-lu", "02-qiao", "10-shui", "01-lu"]),
        ("jiaxian/2024", ["01-lu", "02-qiao", "10-shui"]),
        ("*/2024/*/0?", ["01-lu", "02-qiao", "07-deng"]),
        ("jiaxian/2024/minsheng/2", ["02-qiao"]),
        ("jiaxian/2024/minsheng/02-qiao", ["02-qiao"]),
        ("jiaxian/2024/minsheng/02-qiao.toml", ["02-qiao"]),
        ("qita/7", ["07-deng"]),
        ("yixian/7", ["07-deng"]),
        ("2024/minsheng/10", ["10-shui"]),
        ("qita", ["07-deng"]),
        ("dingxian", []),
    ],
)
def test_a_scope_names_projects(scope: str | None, slugs: list[str]) -> None:
    assert [p.id.slug for p in projects_in(SNAPSHOT, scope)] == slugs


def test_an_ending_that_fits_several_ledgers_is_a_question() -> None:
    with pytest.raises(AmbiguousScope) as told:
        one_project(SNAPSHOT, "minsheng/1")
    assert "jiaxian/2025/minsheng" in str(told.value.details["candidates"])


def test_nothing_found_names_what_is_near() -> None:
    with pytest.raises(NothingInScope) as told:
        projects_in(SNAPSHOT, "jiaxain")
    assert "jiaxian" in str(told.value.details["near"])


def test_a_number_given_twice_is_a_question() -> None:
    twice = build("jiaxian/2024/minsheng/01-lu", "jiaxian/2024/minsheng/01-qiao")
    with pytest.raises(AmbiguousScope):
        one_project(twice, "jiaxian/2024/minsheng/1")


def test_a_printed_number_wins_over_the_number_in_a_file_name() -> None:
    moved = ProjectId.parse("jiaxian/2024/minsheng/03-lu")
    taken = ProjectId.parse("jiaxian/2024/minsheng/04-qiao")
    number = FieldPath.of("number")
    projects = {
        moved: Project(moved, Record({number: "12"})),
        taken: Project(taken, Record({number: "3"})),
    }
    snapshot = Snapshot({}, {}, projects)
    assert one_project(snapshot, "jiaxian/2024/minsheng/3").id == taken
    assert one_project(snapshot, "jiaxian/2024/minsheng/12").id == moved


@pytest.mark.parametrize("scope", ["../x", "/etc", "jiaxian/../../x", "-o", "a\nb"])
def test_a_scope_stays_inside_the_root(scope: str) -> None:
    with pytest.raises(OutsideRecords):
        projects_in(SNAPSHOT, scope)


def test_ledgers_of_a_scope() -> None:
    assert ledgers_in(SNAPSHOT, "jiaxian") == ["jiaxian/2024/minsheng", "jiaxian/2025/minsheng"]
    assert ledgers_in(SNAPSHOT, "dingxian/2024/kongbai") == ["dingxian/2024/kongbai"]
    assert ledgers_in(SNAPSHOT, "yixian/2024/qita/7") == ["yixian/2024/qita"]
