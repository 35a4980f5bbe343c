from collections.abc import Iterable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from msctl.model.paths import ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.report.filters import parse_filter
from msctl.report.search import AROUND, Hit
from msctl.report.search import search as search_subjects
from msctl.report.subject import Subject, Surroundings


def search(
    projects: Iterable[Project], words: Sequence[str], snapshot: Snapshot | None = None
) -> list[Hit]:
    around = Surroundings(snapshot or Snapshot({}, {}, {}))
    asked = parse_filter(" ".join(words))
    return list(search_subjects((Subject(project, around) for project in projects), asked))


def test_all_words_must_occur_somewhere_in_the_project(county: Snapshot) -> None:
    hits = list(search(county.projects.values(), ["招标", "小学"]))
    assert {str(hit.id) for hit in hits} == {"qinghe/2024/minsheng/1-school"}
    assert [str(hit.path) for hit in hits] == [
        "name",
        "content",
        "plan.Q1.text",
        "report.Q1.progress",
    ]


def test_line_breaks_inside_names_and_width_do_not_hide_a_match(county: Snapshot) -> None:
    (hit,) = search(county.projects.values(), ["农业农村局"])
    assert (str(hit.path), hit.quote) == ("units.responsible", "农业 农村局")
    assert [h.quote for h in search(county.projects.values(), ["１２００．５"])] == ["1200.5"]


def test_a_quote_is_cut_around_the_match() -> None:
    project = Project(
        ProjectId("a/2024/b/c"), Record.from_tree({"content": "前" * 99 + "桥" + "后" * 99})
    )
    (hit,) = search([project], ["桥"])
    assert hit.quote == ".." + "前" * AROUND + "桥" + "后" * AROUND + ".."


def test_a_project_wanted_for_its_status_or_its_pinyin_is_told_by_its_name(
    county: Snapshot,
) -> None:
    for words in (["status:已完成"], ["xjxx"]):
        (hit,) = search(county.projects.values(), words, county)
        assert (str(hit.path), hit.quote) == ("name", "新建小学")


def test_no_words_find_nothing(county: Snapshot) -> None:
    assert list(search(county.projects.values(), ["", " "])) == []


@given(st.text(min_size=1), st.text(), st.text())
def test_what_stands_in_a_record_is_found(word: str, before: str, after: str) -> None:
    project = Project(ProjectId("a/2024/b/c"), Record.from_tree({"note": before + word + after}))
    asked = (before + word + after).translate(dict.fromkeys(map(ord, '"“”')))
    hits = search([project], [f'"{asked}"'])
    assert all("\n" not in hit.quote for hit in hits)
    assert hits or asked != before + word + after or not _folded(asked)


def _folded(text: str) -> str:
    from msctl.text.fold import fold

    return fold(text)
