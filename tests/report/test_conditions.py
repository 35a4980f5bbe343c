import pytest

from msctl.locale.catalogue import set_language
from msctl.model.errors import BadCondition, MsctlError
from msctl.model.snapshot import Snapshot
from msctl.report.conditions import parse, where
from msctl.report.listing import rows


@pytest.mark.parametrize(
    ("condition", "numbers"),
    [
        ("state=completed", "1"),
        ("state = 已完成", "1"),
        ("state!=completed", "2 10"),
        ("light=黄灯", "2"),
        ("kind=新增实施", "1"),
        ("name~道路", "2"),
        ("name~田间", "2"),
        ("name!~道路", "1 10"),
        ("name=新建小学", "1"),
        ("number<10", "1 2"),
        ("number>=2", "2 10"),
        ("planned>1000", "1"),
        ("planned<=５０", "2"),
        ("funding.total=1200.50", "1"),
        ("planned=", "10"),
        ("planned!=", "1 2"),
        ("marks=省级民生实事", "1"),
        ("marks!=省级民生实事", "2 10"),
        ("unit=农业农村局", "2 10"),
        ("responsible=农业农村局", "2 10"),
        ("units~住建", "1"),
        ("region=清河县", "1 2 10"),
        ("plan.*.text~招标", "1 2"),
        ("plan~进场 施工", "2"),
        ("task.2.plan.Q2.text~招标", "2"),
        ("report.Q?.investment>=900", "1"),
        ("report.*.status=进展缓慢", "2"),
    ],
)
def test_conditions_pick_projects(county: Snapshot, condition: str, numbers: str) -> None:
    set_language("zh")
    found = where(rows(county, county.projects.values()), [parse(condition)])
    assert [row.number for row in found] == numbers.split()


def test_several_conditions_all_hold(county: Snapshot) -> None:
    conditions = [parse("category~教育"), parse("planned=")]
    found = where(rows(county, county.projects.values()), conditions)
    assert [row.number for row in found] == ["10"]


@pytest.mark.parametrize("text", ["", "name", "=x", "planned>many", "number<", "planned=viel"])
def test_what_is_no_condition_is_an_error(text: str) -> None:
    with pytest.raises(BadCondition):
        parse(text)


def test_a_condition_on_an_unknown_column_is_an_error() -> None:
    with pytest.raises(MsctlError):
        parse("colour=red")


def test_a_key_in_quotes_may_hold_an_operator() -> None:
    assert parse('extra."a=b"~x').column == 'extra."a=b"'
