import json

from command import Msctl
from invented import County

KEYS = [
    *("category", "projects", "tasks", "completed", "on_track", "behind", "unreported"),
    *("planned", "invested", "other", "completed_rate", "states", "lights", "money_unit"),
]


def figures(msctl: Msctl, *args: str) -> list[dict[str, object]]:
    done = msctl("summary", *args, "--format", "json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.text)
    assert isinstance(found, list)
    return found


def test_json_has_every_key_in_its_order(county: County, msctl: Msctl) -> None:
    found = figures(msctl, "2024/minsheng", "--by", "category")
    assert [list(group) for group in found] == [KEYS] * 3
    assert [group["category"] for group in found] == ["交通", "养老", "教育"]
    assert [group["planned"] for group in found] == [120, 80, None]


def test_without_a_grouping_it_is_the_totals(county: County, msctl: Msctl) -> None:
    (totals,) = figures(msctl)
    assert (totals["projects"], totals["tasks"], totals["planned"]) == (4, 5, 200)
    assert (totals["completed"], totals["behind"], totals["on_track"]) == (1, 1, 2)


def test_a_project_of_two_units_counts_in_both_groups_and_once_in_the_totals(
    county: County, msctl: Msctl
) -> None:
    found = figures(msctl, "2024/minsheng", "--by", "unit")
    assert {group["unit"]: group["projects"] for group in found} == {"乙局": 2, "丙局": 2}
    table = msctl("summary", "2024/minsheng", "--by", "unit", "--format", "csv").lines
    assert table[-1].split(",")[:3] == ["合计", "3", "4"]


def test_a_period_counts_what_is_reported_for_it(county: County, msctl: Msctl) -> None:
    (second,) = figures(msctl, "2024/minsheng", "--period", "Q2")
    (third,) = figures(msctl, "2024/minsheng", "--period", "Q3")
    assert (second["unreported"], third["unreported"]) == (0, 3)


def test_where_and_several_groupings(county: County, msctl: Msctl) -> None:
    found = figures(msctl, "--by", "year,kind", "--where", "planned>0")
    assert [(group["year"], group["kind"]) for group in found] == [
        ("2024", "new"),
        ("2024", "continuing"),
    ]


def test_an_unknown_period_or_field_is_one_sentence(county: County, msctl: Msctl) -> None:
    period = msctl("summary", "--period", "Q5")
    assert (period.code, period.out) == (2, b"")
    assert period.err.startswith("msctl: 期次“Q5”不认识")
    field = msctl("summary", "--by", "categroy")
    assert (field.code, field.out) == (2, b"")
    assert field.err.startswith("msctl: 没有字段“categroy”（是不是 category")
