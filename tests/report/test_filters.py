import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msctl.locale.catalogue import set_language
from msctl.model.errors import MsctlError
from msctl.model.paths import ProjectId
from msctl.model.period import parse_period
from msctl.model.snapshot import Snapshot
from msctl.report.errors import FilterNeedsNumber, UnknownFilterKey
from msctl.report.filters import parse_filter, read_filter, wanted
from msctl.report.subject import Subject, Surroundings


def subjects(snapshot: Snapshot) -> list[Subject]:
    around = Surroundings(snapshot)
    return [Subject(project, around) for project in snapshot.projects.values()]


def numbers(snapshot: Snapshot, text: str) -> str:
    found = wanted(subjects(snapshot), parse_filter(text))
    return " ".join(subject.project.number for subject in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "1 2 10"),
        ("道路", "2"),
        ("道路 农业", "2"),
        ("農業 道路", "2"),
        ("xinjian", "1"),
        ("xjxx", "1"),
        ("-道路", "1 10"),
        ("unit:农业", "2 10"),
        ("单位：农业", "2 10"),
        ("-单位：农业", "1"),
        ("unit:农业 -道路", "10"),
        ("status:已完成", "1"),
        ("status:completed", "1"),
        ("状态:behind", "2"),
        ("状态:滞后,已完成", "1 2"),
        ("status!=已完成", "2 10"),
        ("standing:behind", "2"),
        ("现状：滞后，已完成", "1 2"),
        ('standing:"reported without status"', "10"),
        ("-现状:已填报", "1 2"),
        ("standing!=behind", "1 10"),
        ("category:教育", "1 10"),
        ("mark:省级", "1"),
        ("mark:", "1"),
        ("kind:新增", "1"),
        ("number:2", "2"),
        ("money>1000", "1"),
        ("资金＞１０００", "1"),
        ("money<=50", "2"),
        ("money:", "1 2"),
        ("-money:", "10"),
        ("funding.total>1000", "1"),
        ("plan.*.text~招标", "1 2"),
        ('plan:"进场 施工"', "2"),
        ("“道路”", "2"),
        ("region:清河", "1 2 10"),
    ],
)
def test_filters_pick_projects(county: Snapshot, text: str, found: str) -> None:
    set_language("zh")
    assert numbers(county, text) == found


def test_a_period_says_when_a_status_is_meant(county: Snapshot) -> None:
    whole = set(numbers(county, "status:未报").split())
    first = set(numbers(county, "status:未报 Q1").split())
    assert whole <= first
    assert first != whole
    assert numbers(county, "状态:未报 一季度") == numbers(county, "status:unreported q1")


def test_what_is_asked_of_a_period_does_not_change_what_is_asked_of_the_last_one(
    county: Snapshot,
) -> None:
    school = next(one for one in subjects(county) if one.project.number == "1")
    before = school.standing(parse_period("Q1"))
    assert (before.status, school.standing(None).status) == ("按计划推进", "已完成")
    assert school.standing(parse_period("Q1")) == before


def test_a_period_alone_asks_for_what_is_planned_or_reported_in_it(county: Snapshot) -> None:
    assert numbers(county, "Q2") == numbers(county, "二季度") == numbers(county, "period:Q2")
    assert numbers(county, "2023-Q1") == ""


def test_what_is_true_only_now(county: Snapshot) -> None:
    ids = {project.number: own for own, project in county.projects.items()}
    around = Surroundings(county, changed={ids["2"]}, unsaved={ids["10"]})
    all_of = [Subject(project, around) for project in county.projects.values()]

    def found(text: str) -> list[ProjectId]:
        return [subject.project.id for subject in wanted(all_of, parse_filter(text))]

    assert found("changed:") == found("未存档：") == [ids["2"]]
    assert found("unsaved:") == [ids["10"]]
    assert found("-changed: -unsaved:") == [ids["1"]]
    assert set(found("due:")) | set(found("-due:")) == set(ids.values())
    assert found("due: Q4") != []


@pytest.mark.parametrize(
    ("text", "error"),
    [("colour:red", UnknownFilterKey), ("money>many", FilterNeedsNumber)],
)
def test_a_mistake_is_told_and_the_other_terms_hold(
    county: Snapshot, text: str, error: type[MsctlError]
) -> None:
    with pytest.raises(error):
        parse_filter(text)
    found = read_filter(f"道路 {text}")
    assert [type(trouble) for trouble in found.troubles] == [error]
    assert [s.project.number for s in wanted(subjects(county), found)] == ["2"]


PARTS = st.sampled_from(
    ["道路", "教", "status:behind", "unit:农业", "money>10", "Q2", "-道路", "xj", "kind:", '"路']
)
LINES = st.lists(PARTS, max_size=4).map(" ".join)


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(older=LINES, more=st.sampled_from(["", "硬", " 小学", " mark:省级", "2", " -教"]))
def test_a_filter_that_narrows_finds_among_what_the_older_one_found(
    older: str, more: str, county: Snapshot
) -> None:
    all_of = subjects(county)
    before, after = read_filter(older), read_filter(older + more)
    if after.narrows(before):
        kept = wanted(all_of, before)
        assert [subject for subject in kept if after.holds(subject)] == wanted(all_of, after)


def test_typing_on_in_a_word_narrows() -> None:
    assert read_filter("老旧小").narrows(read_filter("老旧"))
    assert read_filter("老旧 unit:住建").narrows(read_filter("老旧"))
    assert not read_filter("老").narrows(read_filter("老旧"))
    assert not read_filter("老旧 Q2 status:滞后").narrows(read_filter("老旧 status:滞后"))


@settings(deadline=None)
@given(st.text('老a1:=<>~!-"“”：,. \t\nQ', max_size=20))
def test_any_text_can_be_read_while_it_is_typed(text: str) -> None:
    read_filter(text)
