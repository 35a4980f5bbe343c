"""Which project a document's row is, when offices insert, rename and renumber."""

import pytest

from msctl.importing.matching import NumberGivenTwice, match_rows
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record

LEDGER = "yi-xian/2024/minsheng"
PRESENT = (("1", "村道硬化"), ("2", "公厕改造"), ("3", "绿道"))


def row(number: str, name: str) -> Record:
    fields = {FieldPath.of("number"): number, FieldPath.of("name"): name}
    return Record({path: value for path, value in fields.items() if value})


def found(*rows: tuple[str, str], present: tuple[tuple[str, str], ...] = PRESENT) -> list[str]:
    """For each row the name of its project, with ? where it speaks of something else; + for new."""
    projects = [
        Project(ProjectId(f"{LEDGER}/0{place}-a"), row(*own)) for place, own in enumerate(present)
    ]
    matches = match_rows(LEDGER, projects, [row(*own) for own in rows])
    return [
        "+" if match.project is None else match.project.name + "?" * match.other_matter
        for match in matches
    ]


def test_a_project_inserted_above_is_new_and_the_others_are_renumbered() -> None:
    rows = (("1", "新建学校"), ("2", "村道硬化"), ("3", "公厕改造"), ("4", "绿道"))
    assert found(*rows) == ["+", "村道硬化", "公厕改造", "绿道"]
    assert found(*reversed(rows)) == ["绿道", "公厕改造", "村道硬化", "+"]


def test_two_rows_that_change_places_stay_what_they_are() -> None:
    assert found(("2", "村道硬化"), ("1", "公厕改造")) == ["村道硬化", "公厕改造"]


def test_a_row_whose_name_changed_is_known_by_its_number() -> None:
    assert found(("1", "村道硬化（续建）"), ("2", "新建学校")) == ["村道硬化", "公厕改造?"]


def test_no_project_is_two_rows() -> None:
    assert found(("1", "村道硬化"), ("9", "村道硬化")) == ["村道硬化", "+"]
    assert found(("1", "学校"), ("1", "医院")) == ["村道硬化?", "+"]
    assert found(("1", "甲"), ("1", "村道硬化")) == ["+", "村道硬化"]


def test_a_report_without_names_is_known_by_number() -> None:
    assert found(("2", ""), ("1", "")) == ["公厕改造", "村道硬化"]


def test_a_number_that_two_projects_have_is_asked_unless_one_is_another_row() -> None:
    twice = (("1", "村道硬化"), ("1", "公厕改造"))
    with pytest.raises(NumberGivenTwice):
        found(("1", "学校"), present=twice)
    assert found(("1", "学校"), ("1", "村道硬化"), present=twice) == ["公厕改造?", "村道硬化"]
